"""Pictures on the site: there while a live record names them, gone with the last one."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from cms.publication.picture_files import files_of
from publisher.build import build, build_full, current_root
from publisher.inspecting.check import check_living
from tests.site.records import SETTINGS, Log, case, number, page, picture


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    return made


def media(root: Path) -> set[str]:
    found = (root / "media").rglob("*.jpg")
    return {path.relative_to(root).as_posix() for path in found}


def grown_old(home: Path) -> None:
    for path in (home / "media").rglob("*.jpg"):
        os.utime(path, (0, 0))


def test_a_case_shows_what_was_before_and_after(log: Log, tmp_path: Path) -> None:
    pictures = [
        picture(tmp_path, b"after", role="after", alt="灯亮了"),
        picture(tmp_path, b"before", role="before", alt="灯不亮", caption="5 月 <1 日>"),
    ]
    log.put("case", number(1), case(1, pictures=pictures))

    build(log.store, tmp_path, SETTINGS, processes=1)

    root = current_root(tmp_path)
    html = (root / "cases/2020/06/202006-000001.html").read_text()
    assert html.index("灯不亮") < html.index("灯亮了")
    assert 'loading="lazy"' in html
    assert 'width="1280" height="960"' in html
    assert f"../../../media/{pictures[0]['sha256'][:2]}/{pictures[0]['sha256']}.jpg 1280w" in html
    assert "5 月 &lt;1 日&gt;" in html
    assert media(root) == files_of({"pictures": pictures})
    assert [one for one in check_living(tmp_path) if one.rule != "orphan"] == []
    assert not [one for one in check_living(tmp_path) if one.path.startswith("media/")]


@pytest.mark.parametrize("full", [False, True])
def test_a_picture_goes_with_the_last_record_that_names_it(
    log: Log, tmp_path: Path, full: bool
) -> None:
    shared, own = picture(tmp_path, b"shared"), picture(tmp_path, b"own")
    log.put("case", number(1), case(1, pictures=[shared, own]))
    log.put("case", number(2), case(2, pictures=[shared]))
    build(log.store, tmp_path, SETTINGS, processes=1)
    grown_old(tmp_path)

    log.put("case", number(1), None, "有人认得出来")
    build(log.store, tmp_path, SETTINGS, processes=1, full=full)

    for folder in (current_root(tmp_path), tmp_path):
        assert media(folder) == files_of({"pictures": [shared]})
    assert not [one for one in check_living(tmp_path) if one.path.startswith("media/")]

    log.put("case", number(2), case(2), "换照片")
    build(log.store, tmp_path, SETTINGS, processes=1, full=full)

    assert media(current_root(tmp_path)) == media(tmp_path) == set()


def test_a_new_file_waits_for_its_record(log: Log, tmp_path: Path) -> None:
    build(log.store, tmp_path, SETTINGS, processes=1)
    coming = picture(tmp_path, b"on its way")

    build(log.store, tmp_path, SETTINGS, processes=1, full=True)

    assert media(tmp_path) == files_of({"pictures": [coming]})
    assert media(current_root(tmp_path)) == set()


def test_a_lost_file_is_named_by_the_check_and_taken_up_when_it_is_back(
    log: Log, tmp_path: Path
) -> None:
    lost = picture(tmp_path, b"lost")
    for path in (tmp_path / "media").rglob("*.jpg"):
        path.unlink()
    log.put("case", number(1), case(1, pictures=[lost]))
    build(log.store, tmp_path, SETTINGS, processes=1)
    assert {one.rule for one in check_living(tmp_path)} >= {"link"}

    picture(tmp_path, b"lost")
    log.put("case", number(2), case(2, pictures=[picture(tmp_path, b"other")]))
    build(log.store, tmp_path, SETTINGS, processes=1)

    assert not [one for one in check_living(tmp_path) if one.rule in {"link", "lost"}]


def test_a_changed_file_is_found_by_its_name(log: Log, tmp_path: Path) -> None:
    log.put("case", number(1), case(1, pictures=[picture(tmp_path, b"right")]))
    build(log.store, tmp_path, SETTINGS, processes=1)
    root = current_root(tmp_path)
    path = sorted(media(root))[0]
    (root / path).unlink()
    (root / path).write_bytes(b"wrong")

    assert [one.rule for one in check_living(tmp_path) if one.path == path] == ["lost"]


def test_pictures_may_stand_anywhere_in_a_record_of_any_kind(log: Log, tmp_path: Path) -> None:
    deep = picture(tmp_path, b"deep")
    log.put("brand", "frog", page("frog", rooms=[{"pictures": [deep]}]))

    out = tmp_path / "out"
    build_full(log.store, out, replace(SETTINGS, home=tmp_path), processes=1)

    assert media(out) == files_of({"pictures": [deep]})
