"""An index that grew with the log has the bytes of one made from the whole log."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.browsersearch import layout, spool
from publisher.browsersearch.contract import BuildAnew
from publisher.browsersearch.full import full_index
from publisher.browsersearch.incremental import incremental_index
from publisher.browsersearch.layout import FOLDER, layout_of
from publisher.output.release import Release
from publisher.output.writing import TreeWriter
from publisher.remembered.manifest import Manifest
from publisher.settings import SiteSettings
from tests.leaks.browser_index import packed_texts, texts_held
from tests.site.records import Log, case, number, page, tree

SETTINGS = SiteSettings()
WORDS = ["路灯", "物业", "充电桩", "下水道", "广场舞", "3号楼", "A区"]
GROUPED = 520  # documents from which pairs have all levels, with many shards


@pytest.fixture(autouse=True)
def many_shards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the index grow as one of thousands of documents does."""
    monkeypatch.setattr(layout, "_DOCUMENTS_A_SHARD", 1)
    monkeypatch.setattr(layout, "_YOUNG", 4)
    monkeypatch.setattr(spool, "_AT_ONCE", 500)
    layout_of.cache_clear()
    yield
    layout_of.cache_clear()


class Site:
    """An index on the disk, built upon as the publisher does."""

    def __init__(self, folder: Path, log: Log) -> None:
        folder.mkdir()
        self.release, self.log = Release(folder / "site"), log
        self.release.root.mkdir()
        self.manifest = Manifest(self.release.manifest_path)
        self.written: list[str] = []
        with full_index(self.manifest, folder, SETTINGS) as index:
            for entry in log.store.entries():
                index.append(entry)
            index.flush()
            index.write_to(TreeWriter(self.release.root, precompress=False))
        self.seq = log.store.head()

    def put(self, path: str, data: bytes) -> None:
        """Take a file as the publisher's stage does."""
        target = self.release.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.written.append(path)

    def catch_up(self) -> None:
        """Apply what is new in the log."""
        self.written.clear()
        index = incremental_index(self.release, self.manifest, self.log.store, SETTINGS)
        for entry in self.log.store.entries(after=self.seq):
            index.append(entry)
        index.stage(self)
        self.seq = self.log.store.head()


def change(log: Log, random_: random.Random, serials: int) -> None:
    """Publish, correct or withdraw something."""
    serial = random_.randrange(1, serials)
    words = "，".join(random_.sample(WORDS, 3))
    if random_.random() < 0.2:
        log.collect("case", number(serial), None, "涉及隐私")
    elif random_.random() < 0.1:
        log.collect("team", "frog", page("frog", title=words))
    else:
        record = case(serial, title=words[:6], content=words, unit=f"{serial % 3}社区")
        log.collect("case", number(serial), record, "复核后更正")


def holding(root: Path, text: str) -> list[str]:
    """Return the packed files in which a text stands: words, summaries, the head."""
    return [path for path, data in packed_texts(root) if text.encode() in data]


@pytest.mark.parametrize("documents", [0, 70, GROUPED])
def test_random_changes_give_the_bytes_of_a_full_build(documents: int, tmp_path: Path) -> None:
    random_ = random.Random(documents)
    log = Log(tmp_path / "public.sqlite3")
    for serial in range(1, documents + 1):
        log.collect("case", number(serial), case(serial, title=random_.choice(WORDS)))
    log.save()
    site = Site(tmp_path / "grown", log)
    levels = [len(one.levels) for one in layout_of(documents).families]
    assert levels == {0: [1, 1], 70: [2, 1], GROUPED: [3, 2]}[documents]

    for batch in (1, 1, 3, 30):
        for _ in range(batch):
            change(log, random_, documents + 40)
        log.save()
        site.catch_up()

    again = Site(tmp_path / "again", log)
    assert tree(site.release.root) == tree(again.release.root)


def test_a_new_case_touches_few_files_and_a_withdrawn_one_leaves_all(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    for serial in range(1, GROUPED + 1):
        title = "鸬鹚之家" if serial == 5 else "路灯"
        log.collect("case", number(serial), case(serial, title=title))
    log.save()
    site = Site(tmp_path / "grown", log)

    most = 0
    for serial in range(GROUPED + 1, GROUPED + 20):
        log.put("case", number(serial), case(serial))
        site.catch_up()
        most = max(most, len(site.written))
    assert most <= 20

    before, shards = tree(site.release.root), layout_of(GROUPED).shards
    log.put("case", number(5), None, "涉及隐私")
    assert list(texts_held(site.release.root, ["鸬鹚之家"]))
    assert holding(site.release.root, "鸬鹚")
    site.catch_up()
    assert not list(texts_held(site.release.root, ["鸬鹚之家"]))
    assert not holding(site.release.root, "鸬鹚")
    changed = {path for path, data in tree(site.release.root).items() if data != before[path]}
    assert changed == set(site.written)
    assert len([path for path in changed if path.startswith(f"{FOLDER}/{shards}/pairs/")]) > 8


def test_a_text_deleted_before_it_left_the_index_asks_for_a_full_build(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    for serial in range(1, 40):
        log.collect("case", number(serial), case(serial))
    log.save()
    site = Site(tmp_path / "grown", log)
    log.put("case", number(1), None, "涉及隐私")
    log.store.purge([1])

    with pytest.raises(BuildAnew):
        site.catch_up()
