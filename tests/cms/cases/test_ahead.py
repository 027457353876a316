"""A ledger read ahead by another process goes in just as one read in place."""

import json
import multiprocessing
import os
import signal

import pytest
from django.utils import timezone

from cms.cases.imports import ahead
from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from cms.privacy.scan import Allowed, Known, scan
from cms.privacy.scanned import Scanned, scan_ahead
from cms.publication.models import LogEntry
from cms.tables.errors import TableError
from tests import factories
from tests.cms.cases.test_imports import ledger, row

pytestmark = pytest.mark.django_db
ALLOWED = Allowed.of(["0393-4411234"])
TEXT = "王小苗家住德馨苑11号楼2单元301室，电话13812345678，社区电话0393-4411234。"


def test_a_file_read_ahead_is_published_like_one_read_in_place(tmp_path, monkeypatch):
    factories.area()
    texts = ["路灯不亮。", "我的电话是13812345678，欧阳小苗。", "住在3号楼2单元501室。"]

    def records(first: int) -> list[dict[str, object]]:
        """Import 240 rows numbered from ``first`` and return what became public."""
        before = LogEntry.objects.filter(kind="case").count()
        rows = [row(first + n, 问题内容=texts[n % 3] * 3) for n in range(240)]
        path = ledger(tmp_path / f"{first}.xlsx", *rows)
        import_ledger(Request(path, publish=True))
        bodies = [json.loads(e.body) for e in LogEntry.objects.filter(kind="case")[before:]]
        return [body["record"] | {"number": "", "ledger_number": ""} for body in bodies]

    in_place = records(1)
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 0)
    again = records(1001)

    assert len(again) > 100
    assert again == in_place
    assert "13812345678" not in json.dumps(again)


def test_a_reading_process_that_is_killed_ends_the_import_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 0)
    path = ledger(tmp_path / "a.xlsx", *(row(number) for number in range(1, 3000)))
    messages = ahead.read(ahead.Job(path, None, None, timezone.now(), None))
    assert isinstance(next(messages), ahead.LedgerFound)
    (process,) = multiprocessing.active_children()
    os.kill(process.pid, signal.SIGKILL)

    with pytest.raises(TableError, match="中止"):
        list(messages)


def test_a_file_that_is_no_ledger_is_refused_by_the_other_process_too(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 0)
    path = tmp_path / "a.csv"
    path.write_text("姓名,年龄\n张三,30\n", encoding="utf-8")
    with pytest.raises(TableError, match="姓名"):
        list(ahead.read(ahead.Job(path, None, None, timezone.now(), None)))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("known", "allowed"),
    [
        (Known(names=("王小苗",)), ALLOWED),
        (Known(), ALLOWED),
        (Known(names=("王小苗",)), Allowed()),
    ],
)
def test_findings_made_ahead_stand_only_for_what_they_were_made_with(known, allowed):
    reporter = Known(names=("王小苗",))
    scanned = Scanned(reporter, ALLOWED, scan_ahead([TEXT], reporter, ALLOWED))

    look = scanned.scanning(known, allowed)
    assert look(TEXT) == scan(TEXT, known, allowed)
    assert look(TEXT + "。") == scan(TEXT + "。", known, allowed)


def test_a_revision_written_by_an_import_is_what_wagtail_would_write(tmp_path):
    factories.area()
    steps = "2020-06-03 【物业】已派单\n2020-06-05 已办结"
    path = ledger(tmp_path / "a.xlsx", row(1, 进展情况=steps))
    import_ledger(Request(path, publish=True))
    import_ledger(Request(path))

    case = Case.objects.get()
    written = case.latest_revision.content
    restored = json.loads(case.latest_revision.as_object().to_json())
    # Of the door and of the revisions themselves: set after the revision was written.
    later = {*Case.DOOR_FIELDS, "latest_revision", "live_revision", "live"}
    later |= {"has_unpublished_changes", "first_published_at", "last_published_at"}
    assert len(written["progress"]) == 2
    progress = [entry | {"pk": None, "case": None} for entry in restored.pop("progress")]
    assert [entry | {"pk": None, "case": None} for entry in written["progress"]] == progress
    assert {k: v for k, v in written.items() if k not in later | {"progress"}} == {
        k: v for k, v in restored.items() if k not in later
    }
    assert written.keys() == restored.keys() | {"progress"}
