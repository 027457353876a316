"""Whatever its kind, a record can be cited, taken away, followed and checked, as a case can."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.build import build, current_root
from publisher.inspecting.kept import find_lost
from publisher.kinds.registry import KINDS
from publisher.output.release import living
from publisher.transparency.sources import Folder
from publisher.transparency.verify import verify
from tests.site import civic
from tests.site.notes import note, note_key, notes  # noqa: F401 - a fixture
from tests.site.records import Log, case, number, page
from tests.site.transparency.keys import SIGNED, SIGNER

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
KEPT, LEFT = "2020-0001", "2020-0002"


@pytest.fixture
def home(tmp_path: Path, notes: None) -> Iterator[Path]:  # noqa: F811
    """The site of a few records; one was corrected and one withdrawn."""
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.collect("case", number(1), case(1))
    log.collect("wish", KEPT, civic.wish(KEPT, "wished"))
    log.collect("wish", LEFT, civic.wish(LEFT, "wished", title="想要一副老花镜"))
    log.collect("brand", "frog", page("frog"))
    log.collect("note", note_key(1), note(1))
    log.save()
    build(log.store, tmp_path, SIGNED, processes=1)
    log.collect("wish", KEPT, civic.wish(KEPT, "adopted"), "有人认领")
    log.collect("wish", LEFT, None, "本人要求撤回")
    log.collect("note", note_key(1), note(1, title="改过的一条"), "写错")
    log.save()
    build(log.store, tmp_path, SIGNED, processes=1)
    yield tmp_path
    log.store.close()


def _read(home: Path, path: str) -> str:
    return (current_root(home) / path).read_text("utf-8")


def test_page_cites_version_entry_and_hash_and_offers_the_logs_own_bytes(home: Path) -> None:
    for path, label in (
        (f"wishes/{KEPT}", "微心愿"),
        ("brands/frog", "品牌页"),
        (f"notes/2020/06/{note_key(1)}", "Note"),
    ):
        text = _read(home, f"{path}.html")
        cite = re.search(r'<p class="cite">([^<]+)', text)
        assert cite and f"{label} {path.rpartition('/')[2]}" in cite[1]
        assert f"https://example.org/wall/{path}.html" in cite[1]
        assert f'href="{path.rpartition("/")[2]}.json" download' in text
        sha256 = re.search(r"<code>([0-9a-f]{64})</code>", text)
        assert sha256 and sha256[1][:16] in cite[1]

    report = verify(Folder(current_root(home)), [SIGNER.verifier])
    assert (report.problems, report.records) == ([], 5)


def test_changed_record_is_found_whatever_its_kind(home: Path) -> None:
    path = current_root(home) / f"wishes/{KEPT}.json"
    path.write_bytes(path.read_bytes().replace("老花镜".encode(), "放大镜".encode()) + b" ")
    report = verify(Folder(current_root(home)), [SIGNER.verifier])

    assert [(one.what, one.seq) for one in report.problems] == [("record", report.entries - 2)]
    release = living(home)
    assert release
    assert f"wishes/{KEPT}.json" in {one.path for one in find_lost(release)}


def test_versions_page_shows_what_changed(home: Path) -> None:
    text = _read(home, f"notes/2020/06/{note_key(1)}/versions.html")
    assert "改过的一条" in re.sub("<[^>]*>", "", text)
    assert f"number=notes/2020/06/{note_key(1)}&" in text.replace("&amp;", "&")
    left = _read(home, f"wishes/{LEFT}/versions.html")
    assert "老花镜" not in left


def test_feed_of_a_kind_tells_what_changed_last_and_what_went(home: Path) -> None:
    feed = ET.fromstring(_read(home, "wishes/feed.xml"))
    entries, gone = feed.findall(f"{ATOM}entry"), feed.findall(GONE)

    assert [one.findtext(f"{ATOM}summary", "").split(" · ")[1] for one in entries] == [KEPT]
    assert "本人要求撤回" in "".join(gone[0].itertext())
    assert "老花镜" not in _read(home, "wishes/feed.xml")
    assert 'href="feed.xml"' in _read(home, "wishes/index.html")
    for kind in KINDS.values():  # none for what stands in no list
        assert (current_root(home) / kind.section / "feed.xml").exists() == kind.listed
