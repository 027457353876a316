"""Whoever checks a log is told the first entry that was tampered with."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.translating import translator
from publisher.build import build, current_root
from publisher.transparency.checkpoints import Checkpoint
from publisher.transparency.findings import Report
from publisher.transparency.leaves import bundled, parse, unbundle
from publisher.transparency.notes import Signer, Verifier
from publisher.transparency.sources import Folder, SourceFault, open_source
from publisher.transparency.tree import leaf_hash, subtree
from publisher.transparency.verify import Since, verify
from tests.site.records import Log, case, number
from tests.site.transparency.keys import OTHER, SIGNED, SIGNER

BUNDLE, TILE = "log/tile/entries/000", "log/tile/0/000"
LAST = "log/tile/entries/001.p/30"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a log of 286 entries, and a copy of it at 200."""
    home = tmp_path_factory.mktemp("log")
    log = Log(home / "public.sqlite3")
    log.geography()
    for serial in range(1, 190):
        log.collect("case", number(serial), case(serial))
    log.save()
    build(log.store, home, SIGNED, processes=1)
    shutil.copytree(current_root(home), home / "old")
    for serial in range(1, 80):
        log.collect("case", number(serial), case(serial, state="in_progress", closed=None), "核实")
    for serial in range(100, 107):
        log.collect("case", number(serial), None, "涉及隐私")
    log.save()
    build(log.store, home, SIGNED, processes=1)
    return home


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the site, to be tampered with."""
    return shutil.copytree(current_root(built), tmp_path / "site")


def _check(site: Path, key: Verifier | None = SIGNER.verifier, **how: object) -> Report:
    return verify(Folder(site), [key] if key else [], **how)  # type: ignore[arg-type]


def _change(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def _leaves(path: Path) -> list[bytes]:
    return list(unbundle(path.read_bytes()))


def _put(path: Path, leaves: list[bytes]) -> None:
    path.write_bytes(b"".join(bundled(leaf) for leaf in leaves))


def test_untouched_log_is_right(site: Path, built: Path) -> None:
    since = Since((built / "old/log/checkpoint").read_bytes())

    report = _check(site, since=since)

    assert (report.problems, report.entries, report.records) == ([], 286, 189)
    assert (report.since, report.withdrawn, report.key_from) == (200, 7, "given")


def test_key_of_the_site_itself_is_named_as_such(site: Path) -> None:
    report = _check(site, None)

    assert (report.ok, report.key_from, report.key) == (True, "site", str(SIGNER.verifier))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_flipped_byte_of_an_entry_names_that_entry(built: Path, data: st.DataObject) -> None:
    name, first = data.draw(st.sampled_from([(BUNDLE, 1), (LAST, 257)]))
    path = current_root(built) / name
    content = path.read_bytes()
    ends = []
    for leaf in unbundle(content):
        ends.append((ends[-1] if ends else 0) + 2 + len(leaf))
    at = data.draw(st.integers(0, len(content) - 1))
    flipped = bytearray(content)
    flipped[at] ^= data.draw(st.integers(1, 255))
    entry = first + next(index for index, end in enumerate(ends) if at < end)

    with _replaced(path, bytes(flipped)):
        report = _check(current_root(built), records=False)

    assert report.first_bad == entry


class _replaced:
    """Tamper with a file for the length of a block."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path, self.data = path, data

    def __enter__(self) -> None:
        self.before = self.path.read_bytes()
        self.path.write_bytes(self.data)

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.before)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 8191), st.integers(1, 255))
def test_any_flipped_byte_of_a_tile_is_noticed(built: Path, at: int, bits: int) -> None:
    path = current_root(built) / TILE
    flipped = bytearray(path.read_bytes())
    flipped[at] ^= bits

    with _replaced(path, bytes(flipped)):
        report = _check(current_root(built), records=False)

    assert report.first_bad == at // 32 + 1


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_flipped_byte_of_the_checkpoint_is_noticed(built: Path, data: st.DataObject) -> None:
    path = current_root(built) / "log/checkpoint"
    flipped = bytearray(path.read_bytes())
    flipped[data.draw(st.integers(0, len(flipped) - 1))] ^= data.draw(st.integers(1, 127))

    with _replaced(path, bytes(flipped)):
        report = _check(current_root(built), records=False)

    assert "signature" in {problem.what for problem in report.problems}


@pytest.mark.parametrize("at", [0, 7, 255])
def test_dropped_entry_is_named(site: Path, at: int) -> None:
    leaves = _leaves(site / BUNDLE)
    _put(site / BUNDLE, leaves[:at] + leaves[at + 1 :])

    assert _check(site).first_bad == at + 1


@pytest.mark.parametrize("at", [0, 7, 255])
def test_inserted_entry_is_named(site: Path, at: int) -> None:
    leaves = _leaves(site / BUNDLE)
    forged = replace(parse(leaves[at]), key="202006-999999").encode()
    _put(site / BUNDLE, [*leaves[:at], forged, *leaves[at:]])

    assert _check(site).first_bad == at + 1


@pytest.mark.parametrize(("one", "other"), [(3, 4), (0, 255)])
def test_entries_that_changed_places_are_named(site: Path, one: int, other: int) -> None:
    leaves = _leaves(site / BUNDLE)
    leaves[one], leaves[other] = leaves[other], leaves[one]
    _put(site / BUNDLE, leaves)

    assert _check(site).first_bad == one + 1


def test_whole_tree_forged_without_the_key_does_not_have_the_signed_root(site: Path) -> None:
    _forge(site, 20)

    report = _check(site, records=False)

    assert [problem.what for problem in report.problems] == ["root"]


def test_publishers_own_change_shows_only_against_what_someone_kept(
    site: Path, built: Path
) -> None:
    root = _forge(site, 20)
    (site / "log/checkpoint").write_bytes(Checkpoint(SIGNER.name, 286, root).sign(SIGNER))
    kept = (built / "old/log/checkpoint").read_bytes()

    assert _check(site, records=False).ok
    report = _check(site, records=False, since=Since(kept))
    assert [problem.what for problem in report.problems] == ["rewritten"]
    report = _check(site, records=False, since=Since(kept, open_source(str(built / "old"))))
    assert report.first_bad == 21


def _forge(site: Path, at: int) -> bytes:
    """Change an entry and all of the tree above it; return the new root."""
    leaves = _leaves(site / BUNDLE)
    leaf = parse(leaves[at])
    leaves[at] = replace(leaf, sha256=hashlib.sha256(b"forged").hexdigest()).encode()
    _put(site / BUNDLE, leaves)
    hashes = [leaf_hash(leaf) for leaf in leaves]
    (site / TILE).write_bytes(b"".join(hashes))
    (site / "log/tile/1/000.p/1").write_bytes(subtree(hashes))
    return subtree([*hashes, *(leaf_hash(leaf) for leaf in _leaves(site / LAST))])


def test_log_that_became_shorter_is_noticed(site: Path, built: Path) -> None:
    newer = Since((site / "log/checkpoint").read_bytes())

    report = _check(built / "old", since=newer, records=False)

    assert report.first_bad == 201


@pytest.mark.parametrize("signer", [OTHER, replace(OTHER, name="example.com/log")])
def test_swapped_key_is_noticed(site: Path, signer: Signer) -> None:
    checkpoint = Checkpoint(SIGNER.name, 286, b"\0" * 32)
    (site / "log/checkpoint").write_bytes(checkpoint.sign(signer))

    report = _check(site, records=False)

    assert {problem.what for problem in report.problems} == {"signature", "root"}


def test_record_that_is_not_the_one_in_the_log_names_its_entry(site: Path) -> None:
    path = site / "cases/2020/06/202006-000150.json"
    _change(path, lambda data: data.replace("路灯".encode(), "灯路".encode()))

    report = _check(site)

    assert (report.first_bad, [p.what for p in report.problems]) == (161, ["record"])


def test_missing_record_names_its_entry(site: Path) -> None:
    (site / "cases/2020/06/202006-000150.json").unlink()

    assert _check(site).first_bad == 161


@pytest.mark.parametrize(("name", "first"), [(BUNDLE, 1), (LAST, 257), (TILE, 1)])
def test_missing_file_names_the_entry_from_which_nothing_is_known(
    site: Path, name: str, first: int
) -> None:
    (site / name).unlink()

    assert _check(site).first_bad == first


def test_log_folder_alone_can_be_checked(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "log", tmp_path / "kept")

    report = verify(open_source(str(tmp_path / "kept")), [SIGNER.verifier])

    assert (report.ok, report.entries, report.records) == (True, 286, 0)


def test_data_folder_is_checked_by_its_living_site(built: Path) -> None:
    assert verify(open_source(str(built)), [SIGNER.verifier]).ok


def test_folder_without_a_log_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceFault, match="没有公开日志"):
        open_source(str(tmp_path))


def test_every_problem_has_its_words_and_values(site: Path) -> None:
    (site / LAST).write_bytes(b"\xff")
    report = _check(site)

    found = json.loads(json.dumps(report.as_dict(translator("en"))))

    assert found["ok"] is False
    assert found["problems"][0]["text"] == "Entry 257 was changed: it is cut off."


def test_leaf_repeats_nothing_of_the_record(site: Path) -> None:
    for name in (BUNDLE, LAST):
        content = (site / name).read_bytes().decode("utf-8", "replace")
        assert "路灯" not in content
        assert "涉及隐私" not in content
