"""A dump: the site is built from it to the byte, its log is checked in it, and nothing is in it
that was withdrawn."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cms.cli import logkeeping
from publisher.build import build, build_full
from publisher.dumps import ENTRIES
from publisher.dumps.reading import Dump, DumpFault
from publisher.dumps.writing import write_dump
from publisher.failed import BuildFailed
from publisher.transparency.notes import new_signer
from tests.site.records import SETTINGS, Log, case, number, picture, tree

SIGNER = new_signer("example.org/wall/log")
HOW = replace(SETTINGS, signer=SIGNER)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, 300):
        made.collect("case", number(serial), case(serial))
    shown = case(300, pictures=[picture(tmp_path, b"lamp")])
    made.collect("case", number(300), shown)
    made.collect("case", number(5), case(5, title="鸬鹚"), "更正")
    made.collect("case", number(5), None, "涉及隐私")
    made.collect("case", number(6), case(6, title="改过的标题"), "更正")
    made.save()
    build(made.store, tmp_path, HOW, processes=1)
    return made


def dumped(log: Log, home: Path) -> Path:
    return write_dump(log.store, home, home / "dumps", HOW, {"README.md": b"x"}).path


def changed(dump: Path, change: Callable[[list[bytes]], list[bytes]], name: str = ENTRIES) -> Path:
    """Return a copy of a dump with the lines of a file changed."""
    other = dump.with_name("changed.zip")
    with zipfile.ZipFile(dump) as old, zipfile.ZipFile(other, "w") as new:
        for one in old.namelist():
            lines = old.read(one).splitlines(keepends=True)
            new.writestr(one, b"".join(change(lines) if one == name else lines))
    return other


def test_the_site_built_from_a_dump_is_the_site(log: Log, tmp_path: Path) -> None:
    dump = dumped(log, tmp_path)
    assert dump.name == f"huiyinbi-{log.store.head()}-{dump.stem[-8:]}.zip"
    # As after a purge: where a case stood in lists is told by what was withdrawn.
    log.store.purge(entry.seq for entry in log.store.history("case", number(5))[:2])
    build_full(log.store, tmp_path / "site-again", replace(HOW, home=tmp_path), processes=1)

    opened, other = Dump(dump), tmp_path / "elsewhere"
    other.mkdir()
    store = opened.load(other / "public.sqlite3")
    build_full(store, tmp_path / "from-dump", opened.settings(other), processes=1)

    assert tree(tmp_path / "from-dump") == tree(tmp_path / "site-again")
    first = dump.read_bytes()
    assert dumped(log, tmp_path).read_bytes() == first


def test_what_was_withdrawn_is_not_in_it_and_it_verifies(log: Log, tmp_path: Path) -> None:
    dump = dumped(log, tmp_path)

    with zipfile.ZipFile(dump) as archive:
        assert "鸬鹚" not in archive.read(ENTRIES).decode()
    report = logkeeping.check_log(str(dump), keys=[str(SIGNER.verifier)], since="", records=True)
    assert (report["ok"], report["entries"]) == (True, log.store.head())
    assert report["records"] == 300


def flipped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:99], lines[99].replace(b"\xe8\xb7\xaf", b"\xe8\xb7\xb0", 1), *lines[100:]]


def forged(lines: list[bytes]) -> list[bytes]:
    """Change a body and its hash beside it, as one who knows the form would."""
    line = json.loads(lines[99])
    line["sha256"] = "0" * 64
    return [*lines[:99], json.dumps(line, ensure_ascii=False).encode() + b"\n", *lines[100:]]


DAMAGES = {
    "flipped": (flipped, 100),
    "forged": (forged, 100),
    "dropped": (lambda lines: lines[:99] + lines[100:], 100),
    "doubled": (lambda lines: [*lines[:100], *lines[99:]], 101),
    "swapped": (lambda lines: [*lines[:99], lines[100], lines[99], *lines[101:]], 100),
    "no entry": (lambda lines: [*lines[:99], b"{}\n", *lines[100:]], 100),
    "cut off": (lambda lines: lines[:99], 100),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_first_wrong_entry_is_named(log: Log, tmp_path: Path, damage: str) -> None:
    change, first = DAMAGES[damage]
    dump = changed(dumped(log, tmp_path), change)

    report = logkeeping.check_log(str(dump), keys=[], since="", records=True)

    assert (report["ok"], report["first_bad"]) == (False, first)
    with pytest.raises(BuildFailed):
        opened = Dump(dump)
        store = opened.load(tmp_path / "changed.sqlite3")
        build_full(store, tmp_path / "out", opened.settings(tmp_path), processes=1)
    assert not (tmp_path / "out").exists()


def test_another_key_or_checkpoint_is_told(log: Log, tmp_path: Path) -> None:
    dump = dumped(log, tmp_path)
    other = str(new_signer(SIGNER.name).verifier)
    assert not logkeeping.check_log(str(dump), keys=[other], since="", records=True)["ok"]

    log.put("case", number(7), case(7, title="后来"), "更正")
    build(log.store, tmp_path, HOW, processes=1)
    newer = dumped(log, tmp_path)
    report = logkeeping.check_log(str(newer), keys=[], since=str(dump), records=True)
    assert (report["ok"], report["since"]) == (True, log.store.head() - 1)


def test_what_is_no_dump_is_refused(log: Log, tmp_path: Path) -> None:
    no_zip = tmp_path / "a.zip"
    no_zip.write_bytes(b"PK\x03\x04")
    with pytest.raises(DumpFault, match=r"log\.jsonl"):
        Dump(no_zip)
    with pytest.raises(logkeeping.LogRefused, match=r"log\.jsonl"):
        logkeeping.check_log(str(no_zip), keys=[], since="", records=True)

    dump = dumped(log, tmp_path)
    name = next(n for n in zipfile.ZipFile(dump).namelist() if n.startswith("media/"))
    with pytest.raises(DumpFault, match="media/"):
        Dump(changed(dump, lambda lines: [b"other"], name)).settings(tmp_path)


def test_without_a_signed_log_there_is_no_dump(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    build(log.store, tmp_path, SETTINGS, processes=1)

    with pytest.raises(BuildFailed, match="keygen"):
        write_dump(log.store, tmp_path, tmp_path / "dumps", SETTINGS, {})
    assert not (tmp_path / "dumps").exists()
