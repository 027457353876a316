"""Activities come in from Excel: once, whole, and with every bad row told."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cms.activities.models import Activity
from cms.publication.models import LogEntry
from tests import factories

pytestmark = pytest.mark.django_db
HEADERS = [
    "活动名称", "活动日期", "开始时间", "结束时间", "活动地点", "社区", "类别", "重复", "重复至",
    "报名方式", "名额", "状态", "到场人次", "图书册数", "活动总结",
]  # fmt: skip


def line(**cells: object) -> list[object]:
    values: dict[str, object] = dict.fromkeys(HEADERS)
    values |= {
        "活动名称": "4月23日捐书",
        "活动日期": date(2025, 4, 23),
        "开始时间": time(9, 30),
        "结束时间": "11:00",
        "活动地点": "沁心书吧",
        "社区": factories.area().name,
        "类别": "捐书活动",
        "状态": "已举办",
        "到场人次": "1,200人次",
        "图书册数": 10432,
        "活动总结": "收到图书。",
        **cells,
    }
    return [values[header] for header in HEADERS]


def book(path: Path, *rows: list[object]) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["二〇二五年活动台账"])
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def run(path: Path, **options: Any) -> dict[str, Any]:
    out = StringIO()
    with suppress(SystemExit):  # the exit code of refused rows
        call_command("import", "activities", str(path), json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_rows_become_drafts_and_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    weekly = line(
        活动名称="四点半课堂", 类别="", 重复="每周", 重复至="2025-05-14", 报名方式="网上报名",
        名额=20, 开始时间="2025-04-23 09:30",
        状态="报名中", 到场人次="", 图书册数="", 活动总结="",
    )  # fmt: skip
    path = book(tmp_path / "活动.xlsx", line(), weekly)
    report = run(path)
    assert (report["created"], report["refused"]) == (2, 0)

    drive = Activity.objects.get(title="4月23日捐书").get_latest_revision_as_object()
    assert (drive.kind, drive.state, drive.people) == ("drive", "held", 1200)
    assert (drive.begins_at, drive.ends_at) == (time(9, 30), time(11, 0))
    assert [(one.unit, one.amount) for one in drive.counts.all()] == [("books", 10432)]
    course = Activity.objects.get(title="四点半课堂").get_latest_revision_as_object()
    assert len(course.days()) == 4
    assert (course.sign_up, course.capacity, course.state) == ("form", 20, "open")
    assert not LogEntry.objects.filter(kind="activity").exists()

    again = run(path)
    assert (again["created"], again["unchanged"]) == (0, 2)
    changed = run(book(path, line(图书册数=10500), weekly), publish=True)
    assert (changed["changed"], changed["unchanged"], changed["published"]) == (1, 1, 2)
    assert LogEntry.objects.filter(kind="activity").count() == 2
    corrected = run(book(path, line(图书册数=10501)), publish=True, reason="复核册数")
    assert corrected["published"] == 1
    last = LogEntry.objects.filter(kind="activity").order_by("seq").last()
    assert last and json.loads(bytes(last.body or b""))["record"]["counts"] == {"books": 10501}


BAD = {
    "活动日期": ("下周三", "活动日期"),
    "开始时间": ("上午", "开始时间"),
    "社区": ("火星社区", "社区"),
    "到场人次": ("很多", "到场人次"),
    "状态": ("不知道", "状态"),
    "活动地点": ("", "活动地点"),
    "结束时间": ("08:00", "结束时间"),
    "重复": ("每周", "重复至"),
}


def test_bad_rows_come_back_with_the_reason_and_go_in_once_mended(tmp_path: Path) -> None:
    rows = [
        line(活动名称=f"活动{n}", **{name: bad}) for n, (name, (bad, _)) in enumerate(BAD.items())
    ]
    path = book(tmp_path / "活动.xlsx", *rows, line())
    dry = run(path, dry_run=True)
    assert (dry["created"], dry["refused"], dry["refused_file"]) == (1, len(BAD), None)
    assert not Activity.objects.exists()

    report = run(path)
    assert (report["created"], report["refused"]) == (1, len(BAD))
    told = {problem["row"]: problem["column"] for problem in report["problems"]}
    assert told == {n + 3: column for n, (_, column) in enumerate(BAD.values())}
    assert all(problem["message"] for problem in report["problems"])

    mended = openpyxl.load_workbook(report["refused_file"])
    sheet = mended.active
    assert sheet is not None
    headers = [cell.value for cell in sheet[1]]
    for number in range(2, sheet.max_row + 1):
        for name, value in zip(HEADERS, line(活动名称=f"活动{number}"), strict=True):
            sheet.cell(number, headers.index(name) + 1).value = value  # type: ignore[assignment]
    mended.save(tmp_path / "mended.xlsx")
    assert (run(tmp_path / "mended.xlsx")["created"]) == len(BAD)


def test_another_table_is_refused_as_a_whole(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.append(["问题内容", "办理结果"])
    made.active.append(["路灯不亮", "已修"])
    made.save(tmp_path / "问题.xlsx")
    with pytest.raises(CommandError, match="活动名称"):
        call_command("import", "activities", str(tmp_path / "问题.xlsx"))


def test_the_office_page_reports_imports_and_gives_refused_rows_back(
    tmp_path: Path, admin_client: Client
) -> None:
    content = book(tmp_path / "活动.xlsx", line(), line(活动名称="坏行", 活动日期="?")).read_bytes()

    def send(**fields: str) -> str:
        file = SimpleUploadedFile("活动.xlsx", content)
        return admin_client.post(
            "/admin/activities/import/", {"file": file, **fields}
        ).content.decode()

    assert "1 条" in send(dry_run="on")
    assert not Activity.objects.exists()
    page = send()
    assert "/admin/activities/import/0/" in page
    assert Activity.objects.count() == 1
    answer = admin_client.get("/admin/activities/import/0/")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None and "坏行" in [cell.value for cell in sheet[2]]
    assert "/admin/activities/import/" in admin_client.get("/admin/").content.decode()
