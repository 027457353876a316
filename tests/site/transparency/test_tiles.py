"""The tree's files: right by the RFC, and the same however the log grew."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publication.log import Entry
from publisher.build import build, build_full, current_root
from publisher.remembered.manifest import Manifest
from publisher.transparency.checkpoints import open_checkpoint, read
from publisher.transparency.leaves import leaf_of
from publisher.transparency.tiles import LogFault, TileLog
from publisher.transparency.tree import leaf_hash, root_from_tiles, split, subtree, tile_path
from tests.site.records import Log, area, tree
from tests.site.transparency.keys import SIGNED, SIGNER


def _mth(hashes: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word by word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _mth(hashes[:k]) + _mth(hashes[k:])).digest()


def _entry(seq: int) -> Entry:
    body = f"{seq}".encode()
    digest = hashlib.sha256(body).hexdigest()
    return Entry(seq, "case", str(seq), 1, "publish", "2020-06-03T01:02:03Z", digest, body)


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70))
def test_subtree_is_that_of_the_rfc(hashes: list[bytes]) -> None:
    assert subtree(hashes) == _mth(hashes)


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [
        (0, 256, "tile/0/000"),
        (5, 7, "tile/0/005.p/7"),
        (1234067, 256, "tile/0/x001/x234/067"),
        (1000, 1, "tile/0/x001/000.p/1"),
    ],
)
def test_paths_are_those_of_the_specification(index: int, width: int, path: str) -> None:
    assert tile_path(0, index, width) == path


def test_checkpoint_and_tiles_of_a_log_that_crosses_levels(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "manifest.sqlite3")
    log = TileLog(manifest, SIGNED)
    count = 256 * 256 + 256 + 3
    hashes = []
    for seq in range(1, count + 1):
        log.append(_entry(seq))
        hashes.append(leaf_hash(leaf_of(_entry(seq))))
    log.finish()
    files = dict(log._files)

    checkpoint = open_checkpoint(files["log/checkpoint"], SIGNER.verifier)
    assert (checkpoint.size, checkpoint.root) == (count, _mth(hashes))
    tiles = {path.removeprefix("log/") for path in files if "/tile/" in path}
    assert {path for path in tiles if not path.startswith("tile/0/") and "entries" not in path} == {
        "tile/1/000",
        "tile/1/001.p/1",
        "tile/2/000.p/1",
    }
    assert files["log/tile/0/257.p/3"] == b"".join(hashes[-3:])
    assert len(files["log/tile/1/000"]) == 8192
    for size in (1, 255, 256, 257, 65_537):
        root = root_from_tiles(lambda level, index, width: _tile(files, level, index, width), size)
        assert root == _mth(hashes[:size]), size


def _tile(files: dict[str, bytes], level: int, index: int, width: int) -> list[bytes]:
    prefix = f"log/tile/{level}/{index:03d}"
    name = next(path for path in files if path == prefix or path.startswith(prefix + ".p/"))
    return split(files[name])[:width]


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(1, 300), min_size=1, max_size=4))
def test_a_log_that_grew_has_the_bytes_of_a_rebuild(batches: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        log = Log(home / "public.sqlite3")
        log.geography()
        build(log.store, home, SIGNED, processes=1)
        for count in batches:
            for number in range(count):
                log.collect("area", "410902", area("410902", f"华龙区{number}", "district"))
            log.save()
            report = build(log.store, home, SIGNED, processes=1)
            assert report.kind == "incremental"
        build_full(log.store, home / "again", SIGNED, processes=1)
        grown, rebuilt = tree(current_root(home)), tree(home / "again")
        assert {path: grown[path] for path in rebuilt} == rebuilt
        assert all(_superseded(path, rebuilt) for path in grown.keys() - rebuilt.keys())


def _superseded(path: str, rebuilt: dict[str, bytes]) -> bool:
    """Tell whether ``path`` is a partial tile of an earlier size that is still growing."""
    folder, _, width = path.rpartition("/")
    widths = [int(p.rpartition("/")[2]) for p in rebuilt if p.rpartition("/")[0] == folder]
    return folder.startswith("log/tile/") and bool(widths) and int(width) < widths[0]


def test_one_publication_writes_few_files_of_the_log(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "manifest.sqlite3")
    log = TileLog(manifest, SIGNED)
    for seq in range(1, 70_001):
        log.append(_entry(seq))
    log.finish()
    again = TileLog(manifest, SIGNED)
    again.append(_entry(70_001))
    again.finish()

    assert len(again._files) <= 8
    assert dict(again._files)["log/checkpoint"].split(b"\n")[1] == b"70001"


def test_changed_text_is_not_signed(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    build(log.store, tmp_path, SIGNED, processes=1)
    before = tree(current_root(tmp_path))
    log.collect("area", "410902", area("410902", "华龙", "district"), "更名")
    log.save()
    log.store.connection.execute("update log set body = x'7b7d' where seq = 12")

    with pytest.raises(LogFault, match="log entry 12 "):
        build(log.store, tmp_path, SIGNED, processes=1)
    assert tree(current_root(tmp_path)) == before


def test_another_past_is_not_signed(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    build(log.store, tmp_path, SIGNED, processes=1)
    other = Log(tmp_path / "other.sqlite3")
    other.collect("area", "410902", area("410902", "别的区", "district"))
    other.save()
    other.geography()

    with pytest.raises(LogFault, match="not the one signed"):
        build(other.store, tmp_path, SIGNED, processes=1, full=True)


def test_rebuilt_release_keeps_partial_tiles_that_readers_may_need(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    build(log.store, tmp_path, SIGNED, processes=1)
    early = (current_root(tmp_path) / "log/tile/0/000.p/11").read_bytes()
    log.put("area", "410902", area("410902", "华龙", "district"), "更名")

    build(log.store, tmp_path, SIGNED, processes=1, full=True)

    assert (current_root(tmp_path) / "log/tile/0/000.p/11").read_bytes() == early


def test_each_day_ends_with_a_checkpoint_of_its_own(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    sizes = {}
    for seq in range(1, 9):  # the day of an entry is that of its number; see Log
        log.put("area", f"41090{seq}", area(f"41090{seq}", "华龙区", "district"))
        build(log.store, tmp_path, SIGNED, processes=1)
        checkpoint = (current_root(tmp_path) / "log/checkpoint").read_bytes()
        sizes[f"2020-06-{seq + 1:02d}"] = (seq, checkpoint)
    root = current_root(tmp_path)
    build_full(log.store, tmp_path / "again", SIGNED, processes=1)

    for day, (size, note) in sizes.items():
        assert (root / f"log/days/{day}.txt").read_bytes() == note
        assert open_checkpoint(note, SIGNER.verifier).size == size
    month = (root / "log/days/2020-06.txt").read_text().splitlines()
    assert [line.split()[:2] for line in month] == [[d, str(s)] for d, (s, _) in sizes.items()]
    days = tree(tmp_path / "again" / "log/days")
    assert days == tree(root / "log/days")
    page = (root / "checkpoints.html").read_text()
    assert "2020-06-09" in page
    checkpoint = read((root / "log/checkpoint").read_text())
    assert checkpoint.short in page  # on the sheet for the notice board, with its QR code
    assert page.count(checkpoint.root_text) == 2
    assert 'class="qr"' in page
