"""Documents: who works elsewhere neither finds nor fetches them, at any address."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.documents.models import Document
from wagtail.models import APIToken

from cms.pictures.models import Picture
from cms.rights.models import Scope
from tests import factories
from tests.factories import OTHER, OWN

pytestmark = pytest.mark.django_db
SECRET = "quiteunheardof"


@pytest.fixture
def uploads(bounded, django_user_model, settings, tmp_path):
    """A document each of a colleague, of elsewhere, of both, and of the whole office."""
    settings.MEDIA_ROOT = tmp_path

    def by(name: str, *codes: str, whole: bool = False) -> Document:
        user = django_user_model.objects.create_user(name)
        scope = Scope.objects.create(user=user, whole_office=whole)
        scope.areas.set([factories.area(code) for code in codes])
        title = f"{SECRET} {name}"
        file = ContentFile(b"text", f"{name}.txt")
        return Document.objects.create(title=title, file=file, uploaded_by_user=user)

    return {
        "own": by("colleague", OWN),
        "elsewhere": by("elsewhere", OTHER),
        "both": by("both", OWN, OTHER),
        "office": by("office", whole=True),
        "nowhere": by("nowhere"),
    }


def addresses(document: Document) -> Iterator[str]:
    """Yield every address of the admin, the API and the site that may name a document."""
    for route in _routes(get_resolver().url_patterns, ""):
        if "documents" in route or "document" in route:
            yield "/" + re.sub(r"<[^>]*>|\(\?P<[^>]*>[^)]*\)", str(document.pk), route)
    yield document.url


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route


def body(client, url: str, headers: dict[str, str]) -> tuple[int, str]:
    answer = client.get(url, headers=headers)
    parts = answer.streaming_content if answer.streaming else [answer.content]
    text = b"".join(parts).decode("utf-8", "replace")
    answer.close()
    return answer.status_code, text


def test_no_address_shows_a_document_of_elsewhere(bounded, uploads):
    bounded.raise_request_exception = False
    _token, secret = APIToken.create_token(user=bounded.user, name="x")
    asked = 0
    for name in ("elsewhere", "office"):
        for url in addresses(uploads[name]):
            headers = {"authorization": f"Bearer {secret}"} if url.startswith("/api/") else {}
            status, text = body(bounded, url, headers)
            asked += 1
            assert f"{SECRET} {name}" not in text, (url, status)
            assert url != uploads[name].url or status == 404
    assert asked > 20


def test_lists_and_files_are_those_of_ones_own_areas(bounded, admin_client, uploads):
    listed = body(bounded, "/admin/documents/", {})[1]
    chosen = body(bounded, "/admin/documents/chooser/", {})[1]

    for text in (listed, chosen):
        assert {
            name for name in uploads if f"{SECRET} {uploads[name].uploaded_by_user}" in text
        } == {"own"}
    assert body(bounded, uploads["own"].url, {}) == (200, "text")
    assert body(admin_client, uploads["office"].url, {}) == (200, "text")
    assert SECRET + " elsewhere" in body(admin_client, "/admin/documents/", {})[1]


def test_admin_api_lists_pictures_of_ones_own_areas(bounded, admin_client):
    for code in (OWN, OTHER):
        Picture.objects.create(
            title=f"{SECRET} {code}", file="x.jpg", width=1, height=1, area=factories.area(code)
        )
    url = "/admin/api/main/images/?fields=_,title"

    assert re.findall(rf"{SECRET} (\d+)", body(bounded, url, {})[1]) == [OWN]
    assert len(re.findall(SECRET, body(admin_client, url, {})[1])) == 2


def test_a_document_of_elsewhere_is_neither_changed_nor_deleted(bounded, uploads):
    theirs = uploads["elsewhere"]
    for action in ("edit", "delete"):
        bounded.post(f"/admin/documents/{action}/{theirs.pk}/", {"title": "x"})
    bounded.post(f"/admin/bulk/wagtaildocs/document/delete/?id={theirs.pk}&next=/admin/", {})
    theirs.refresh_from_db()
    assert theirs.title == f"{SECRET} elsewhere"
