"""The admin speaks Chinese and bears our own name, also where Wagtail and Django have English."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

pytestmark = pytest.mark.django_db
LATIN = re.compile(r"\b(?!JavaScript\b|Cookie\b)[A-Za-z]{2,}")


def visible(page: str) -> str:
    """Return the text of a page without its scripts, styles and tags."""
    page = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", page)
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/signup/no/"])
def test_pages_before_signing_in_have_no_english_word(client: Client, path: str) -> None:
    text = visible(client.get(path).content.decode())

    assert LATIN.findall(text) == []


def test_a_form_that_is_too_old_is_refused_in_chinese() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/admin/login/", {"username": "nobody"})

    assert answer.status_code == 403
    assert LATIN.findall(visible(answer.content.decode())) == []


def test_what_goes_wrong_in_the_server_is_said_in_chinese(client: Client, monkeypatch: Any) -> None:
    def fail(*_arguments: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cms.accounts.forms.LoginForm.clean", fail)
    client.raise_request_exception = False

    answer = client.post("/admin/login/", {"username": "nobody", "password": "x"})

    assert answer.status_code == 500
    assert LATIN.findall(visible(answer.content.decode())) == []


def test_groups_are_given_permissions_with_chinese_names(admin_client: Client) -> None:
    page = visible(admin_client.get("/admin/groups/new/").content.decode())

    assert "可公开" in page
    assert "可新建问题" in page
    assert "Can " not in page
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_admin_bears_our_mark_and_links_to_no_english_guide(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()

    assert "- 回音壁</title>" in page
    assert "site/mark.svg" in page
    assert "wagtail.org" not in page
