"""The doctor names what was made by another version, and leaves it as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from cms.cli.checkup import checkup
from cms.cli.work import Projections, public_path
from publisher.build import living
from tests import factories


@pytest.fixture
def home(tmp_path, settings, db):
    settings.HUIYINBI_HOME = tmp_path
    factories.publish(factories.area())
    projections = Projections()
    projections.catch_up()
    projections.close()
    return tmp_path


def _said(*names: str) -> list[tuple[bool, str]]:
    return [(one.ok, one.text) for one in checkup() if one.name in names]


def _write(path, sql) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(sql)


def test_outdated_projections_are_named_with_the_command_that_mends_them(home, monkeypatch):
    monkeypatch.delenv("SEARCH_URL", raising=False)
    names = ("检索", "公开网站")
    assert [ok for ok, _text in _said(*names)] == [True, True]

    _write(public_path(), "update search_state set value = 1 where name = 'version'")
    _write(living(home).manifest_path, "update meta set value = 'x' where key = 'fingerprint'")

    for _again in range(2):  # looking changes nothing
        found = _said(*names)
        assert [ok for ok, _text in found] == [False, False]
        assert all("旧版本" in text and "huiyinbi build" in text for _ok, text in found)

    projections = Projections()
    projections.catch_up()
    projections.close()
    assert [ok for ok, _text in _said(*names)] == [True, True]
