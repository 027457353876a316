"""Editors' synonyms reach the search."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.finding.models import SynonymGroup
from cms.finding.synonyms import write_synonyms
from search.synonyms import SynonymFile, own_list, variants

pytestmark = pytest.mark.django_db


def test_group_made_in_the_admin_reaches_the_search(admin_client: Client, tmp_path: Path) -> None:
    form = {"words": "趴活点、  出租车候客点", "remark": ""}
    answer = admin_client.post("/admin/snippets/finding/synonymgroup/add/", form)

    assert answer.status_code == 302
    path = own_list(tmp_path / "public.sqlite3")
    assert write_synonyms(path)
    assert not write_synonyms(path)
    assert "出租车候客点" in variants("趴活点", SynonymFile(path)())

    SynonymGroup.objects.all().delete()
    assert write_synonyms(path)
    assert path.read_text() == ""


@pytest.mark.parametrize(
    "words", ["一个", "甲 甲", "甲 乙#丙", "甲 " + "长" * 21, "热线 13900001234"]
)
def test_group_that_cannot_work_is_refused(words: str) -> None:
    with pytest.raises(ValidationError):
        SynonymGroup(words=words).full_clean()


def test_personal_data_past_the_form_stays_inside(tmp_path: Path) -> None:
    SynonymGroup.objects.create(words="热线 13900001234")
    SynonymGroup.objects.create(words="趴活点 候客点")

    write_synonyms(tmp_path / "synonyms.txt")

    assert (tmp_path / "synonyms.txt").read_text() == "趴活点 候客点\n"
