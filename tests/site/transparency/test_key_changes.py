"""A log goes on under a new key: old checkpoints stay good, and what nobody vouches for is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publisher.build import build, current_root
from publisher.transparency.key_changes import note_of_change, read_changes
from publisher.transparency.notes import KeyFault, NoteFault, new_signer
from publisher.transparency.sources import Folder
from publisher.transparency.tiles import LogFault
from publisher.transparency.verify import Since, verify
from tests.site.records import Log, area
from tests.site.transparency.keys import OTHER, SIGNED, SIGNER

DAY = "2026-11-26"


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of some entries, whose site is signed with the first key."""
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    build(log.store, tmp_path, SIGNED, processes=1)
    return log


def goes_on(log: Log, home: Path, *, signed_by_old: bool) -> Path:
    """Publish one more entry under the second key; return the site."""
    old = SIGNER if signed_by_old else SIGNER.verifier
    log.put("area", "410902", area("410902", "华龙", "district"), "更名")
    changes = note_of_change(old, OTHER, DAY)
    build(log.store, home, replace(SIGNED, signer=OTHER, key_changes=changes), processes=1)
    return current_root(home)


def test_old_checkpoint_and_old_key_stay_good_after_a_change(log: Log, tmp_path: Path) -> None:
    kept = Since((current_root(tmp_path) / "log/checkpoint").read_bytes())
    site = Folder(goes_on(log, tmp_path, signed_by_old=True))

    for keys in ([], [SIGNER.verifier], [OTHER.verifier, SIGNER.verifier]):
        report = verify(site, keys, since=kept)

        assert report.ok, report.problems
        assert (report.key, report.since_key) == (str(OTHER.verifier), str(SIGNER.verifier))
        assert report.key_changes[0]["by_old"]


def test_change_that_only_the_new_key_signed_needs_both_keys(log: Log, tmp_path: Path) -> None:
    kept = Since((current_root(tmp_path) / "log/checkpoint").read_bytes())
    site = Folder(goes_on(log, tmp_path, signed_by_old=False))

    doubted = verify(site, [SIGNER.verifier], since=kept)
    confirmed = verify(site, [SIGNER.verifier, OTHER.verifier], since=kept)

    assert {problem.what for problem in doubted.problems} == {"signature", "new-key"}
    assert confirmed.ok
    assert not confirmed.key_changes[0]["by_old"]


def test_new_key_cannot_sign_another_past(log: Log, tmp_path: Path) -> None:
    other = Log(tmp_path / "other.sqlite3")
    other.collect("area", "410902", area("410902", "别的区", "district"))
    other.save()
    other.geography()
    changes = note_of_change(SIGNER, OTHER, DAY)

    with pytest.raises(LogFault, match="not the one signed"):
        settings = replace(SIGNED, signer=OTHER, key_changes=changes)
        build(other.store, tmp_path, settings, processes=1, full=True)


def test_changes_are_read_as_they_were_signed_or_not_at_all() -> None:
    third = new_signer(SIGNER.name)
    text = note_of_change(SIGNER, OTHER, DAY) + note_of_change(OTHER.verifier, third, "2027-01-01")

    first, second = read_changes(text)

    assert (first.by_old, second.by_old) == (True, False)
    assert (first.new, second.new) == (OTHER.verifier, third.verifier)
    for wrong in (text.replace(DAY, "2020-01-01"), text[:-20], text.replace("old ", "ald ")):
        with pytest.raises(NoteFault):
            read_changes(wrong)
    for old in (OTHER, new_signer("another.example/log")):
        with pytest.raises(KeyFault):
            note_of_change(old, OTHER, DAY)
