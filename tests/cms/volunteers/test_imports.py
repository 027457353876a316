"""Members and services come in from Excel: once, whole, and with every bad row told."""

from __future__ import annotations

import json
from datetime import date, time
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from cms.volunteers.hours import balances
from cms.volunteers.hours.checking import check
from cms.volunteers.models import Member, Participation, Service, ServiceSeries
from tests import factories

pytestmark = pytest.mark.django_db
MEMBERS = ["志愿者编号", "姓名", "联系电话", "身份证号", "所属队伍", "加入日期", "同意公开"]
SERVICES = [
    "志愿者编号", "姓名", "志愿队伍", "活动名称", "服务类别", "服务日期", "签到时间", "签退时间",
    "服务时长(小时)", "时长类型", "服务对象",
]  # fmt: skip
ID_NUMBER = "11010519491231002X"


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def member(number: str, name: str = "张三丰") -> list[object]:
    return [number, name, "13812345678", ID_NUMBER, "爱心联盟", "2019-01-01", "是"]


def part(number: str, **cells: object) -> list[object]:
    values = {
        "志愿者编号": number,
        "姓名": "",
        "志愿队伍": "爱心联盟",
        "活动名称": "重阳节看望老人",
        "服务类别": "敬老探望",
        "服务日期": date(2020, 6, 3),
        "签到时间": "09:00",
        "签退时间": time(11, 30),
        "服务时长(小时)": None,
        "时长类型": "信用时",
        "服务对象": "刘奶奶",
        **cells,
    }
    return [values[header] for header in SERVICES]


def run(path: Path, *options: str) -> dict:
    out = StringIO()
    try:
        call_command("import", "volunteers", str(path), "--json", *options, stdout=out)
    except SystemExit as failed:
        assert failed.code == 1
    return json.loads(out.getvalue())


@pytest.fixture(autouse=True)
def office():
    factories.team()
    for name in ("anna", "bo"):
        user = factories.user(name)
        user.is_superuser = True
        user.save()


WHO = ("--user", "anna", "--confirmed-by", "bo")


def test_members_and_services_of_one_workbook_become_hours(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        服务=[SERVICES, part("V1"), part("V2", 签退时间="10:00"),
            part("V1", 活动名称="夜间巡逻", 服务类别="", 签到时间="22:00", 签退时间="00:30"),
            part("V2", 活动名称="补录", 签到时间="", 签退时间="", 时长类型="荣誉时",
                 **{"服务时长(小时)": 1.5})],
        名单=[MEMBERS, member("V1"), member("V2", "李四")],
    )  # fmt: skip

    report = run(path, *WHO)

    assert (report["members"], report["services"], report["confirmed"]) == (2, 3, 4)
    assert report["minutes"] == 150 + 60 + 150 + 90
    first = Member.objects.get(number="V1")
    assert (first.name, first.phone, first.agreed) == ("张三丰", "13812345678", True)
    hours = balances.hours_of_team(first.team)
    assert (hours.credit, hours.honour) == (360, 90)
    night = Service.objects.get(title="夜间巡逻")
    assert (night.kind, night.for_whom) == ("patrol", "刘奶奶")
    assert check().faults == []
    assert any("身份证号" in notice for notice in report["notices"])
    kept = str(list(Member.objects.values())) + str(list(Service.objects.values()))
    assert ID_NUMBER not in kept


def test_same_file_again_changes_nothing(tmp_path):
    path = book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")], 服务=[SERVICES, part("V1")])
    run(path, *WHO)
    again = run(path, *WHO)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert Participation.objects.count() == 1


def test_dry_run_says_the_same_and_writes_nothing(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        名单=[MEMBERS, member("V1")],
        服务=[SERVICES, part("V1"), part("V1", 活动名称="同时在别处")],
    )
    dry = run(path, *WHO, "--dry-run")
    assert not Member.objects.exists()
    assert not Participation.objects.exists()
    real = run(path, *WHO)
    for name in ("created", "members", "services", "minutes", "confirmed", "refused"):
        assert dry[name] == real[name]
    assert real["refused"] == 1


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("overlap", {"活动名称": "别处"}),
        ("changed", {"签退时间": "11:00"}),
        ("member_unknown", {"志愿者编号": "V9"}),
        ("team_unknown", {"志愿队伍": "没有的队"}),
        ("no_title", {"活动名称": ""}),
        ("no_number", {"志愿者编号": ""}),
        ("bad_time", {"服务日期": "不详"}),
        ("bad_hours", {"服务时长(小时)": "很久"}),
        ("more_than_between", {"服务时长(小时)": 3, "活动名称": "x"}),
        ("unknown_source", {"时长类型": "其他"}),
        ("future", {"服务日期": date(2999, 1, 1)}),
        ("not_a_member", {"服务日期": date(2018, 1, 1)}),
        ("no_check_in", {"签到时间": "", "签退时间": "", "服务时长(小时)": 2, "活动名称": "y"}),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_given_back(code, cells, tmp_path):
    run(book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")], 服务=[SERVICES, part("V1")]), *WHO)
    report = run(book(tmp_path / "b.xlsx", 服务=[SERVICES, part("V1", **cells)]), *WHO)

    assert [problem["code"] for problem in report["problems"]] == [code]
    problem = report["problems"][0]
    assert (problem["sheet"], problem["row"]) == ("服务", 2)
    assert Participation.objects.count() == 1
    given_back = openpyxl.load_workbook(report["refused_file"]).active
    assert given_back.cell(2, len(SERVICES) + 1).value.endswith(problem["message"])


def test_one_name_in_a_team_is_enough_two_are_not(tmp_path):
    list_of_members = [MEMBERS, member("V1"), member("V2", "李四"), member("V3", "李四")]
    rows = [SERVICES, part("", 姓名="张三丰"), part("", 姓名="李四")]
    report = run(book(tmp_path / "a.xlsx", 名单=list_of_members, 服务=rows), *WHO)
    assert [problem["code"] for problem in report["problems"]] == ["several_members"]
    assert Participation.objects.get().member.number == "V1"


def test_hours_wait_without_a_second_person(tmp_path):
    path = book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")], 服务=[SERVICES, part("V1")])
    report = run(path, "--user", "anna")
    assert (report["created"], report["confirmed"]) == (2, 0)
    assert Participation.objects.get().state == "recorded"
    for wrong in (("--user", "anna", "--confirmed-by", "anna"), ()):
        with pytest.raises(CommandError):
            call_command("import", "volunteers", str(path), *wrong)


def test_a_file_of_something_else_is_refused_whole(tmp_path):
    path = book(tmp_path / "a.xlsx", 表=[["登记日期", "问题内容"], ["2020-01-01", "灯坏了"]])
    with pytest.raises(CommandError, match="问题内容"):
        call_command("import", "volunteers", str(path), "--user", "anna")


def exported(target: Path, *options: str) -> dict:
    out = StringIO()
    call_command("hours", "export", str(target), *options, "--json", stdout=out)
    return json.loads(out.getvalue())


def cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def served(tmp_path):
    path = book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")],
        服务=[SERVICES, part("V1"), part("V1", 活动名称="补录", 签到时间="", 签退时间="",
            时长类型="荣誉时", **{"服务时长(小时)": "1小时20分"})])  # fmt: skip
    run(path, *WHO)
    return balances.hours_of_team(factories.team()).as_dict()


@pytest.mark.parametrize("layout", ["own", "national"])
def test_what_is_exported_can_be_imported(tmp_path, served, layout):
    target = tmp_path / "out.xlsx"
    assert exported(target, "--layout", layout)["rows"] == 2
    Service.objects.update(source_key=None)  # as of what was entered in the CMS
    Participation.objects.update(source_key=None)

    again = run(target, "--user", "anna")
    assert (again["unchanged"], again["created"], again["refused"]) == (2, 0, 0)

    Participation.objects.all().update(state="struck", confirmed_by="")
    report = run(target, "--user", "anna")
    assert (report["refused"], report["minutes"]) == (0, served["minutes"])
    assert Service.objects.count() == 2


def test_columns_for_the_national_system_are_pinned(tmp_path, served):
    report = exported(tmp_path / "out.xlsx", "--layout", "national")
    head, first, second = cells(tmp_path / "out.xlsx")
    assert "、".join(head) == (
        "姓名、证件类型、证件号码、志愿者编号、志愿队伍名称、项目编号、项目名称、岗位名称、服务社区、服务地点、服务日期、"
        "服务开始时间、服务结束时间、服务时长(小时)、时长类型、项目负责人、记录人"
    )
    assert report["empty"] == ["证件类型", "证件号码"]
    line = dict(zip(head, first, strict=True))
    assert line["姓名"] == "张三丰"
    assert line["证件号码"] is None
    assert (line["服务开始时间"].hour, line["服务时长(小时)"]) == (9, 2.5)
    assert (second[13], second[14]) == (1.3333, "荣誉时")


def test_a_template_is_filled_in_by_its_own_columns(tmp_path, served):
    template = book(
        tmp_path / "t.xlsx",
        模板=[
            ["时长批量录入模板"],
            ["序号", "*志愿者姓名", "服务时长（分钟）", "*项目名称", "血型"],
        ],
    )
    report = exported(tmp_path / "out.xlsx", "--like", str(template))
    assert report["empty"] == ["序号", "血型"]
    head, first, _ = cells(tmp_path / "out.xlsx")
    assert head == ["序号", "*志愿者姓名", "服务时长（分钟）", "*项目名称", "血型"]
    assert first == [None, "张三丰", 150, "重阳节看望老人", None]
    other = book(tmp_path / "o.xlsx", 表=[["菜名", "价格"]])
    with pytest.raises(CommandError, match="菜名"):
        exported(tmp_path / "no.xlsx", "--like", str(other))
    assert not (tmp_path / "no.xlsx").exists()


def test_hours_are_told_by_command(tmp_path):
    path = book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")], 服务=[SERVICES, part("V1")])
    run(path, *WHO)
    answers = {}
    for asked in (["check"], ["of", "爱心联盟"], ["of", "V1"]):
        out = StringIO()
        call_command("hours", *asked, "--json", stdout=out)
        answers[asked[-1]] = json.loads(out.getvalue())
        call_command("hours", *asked, stdout=StringIO())
    assert answers["check"]["faults"] == []
    assert answers["check"]["minutes"] == 150
    assert answers["爱心联盟"]["months"] == {"2020-06": {"credit": 150, "honour": 0}}
    assert (answers["V1"]["credit_minutes"], answers["V1"]["available"]) == (150, 0)
    with pytest.raises(CommandError, match="没有"):
        call_command("hours", "of", "没有")


def test_an_import_that_was_stopped_is_finished_by_running_it_once_more(tmp_path, monkeypatch):
    days = [date(2020, 6, day) for day in range(1, 7)]
    rows = [SERVICES, *(part("V1", 服务日期=day) for day in days)]
    path = book(tmp_path / "a.xlsx", 名单=[MEMBERS, member("V1")], 服务=rows)
    monkeypatch.setattr("cms.volunteers.imports.run.BATCH", 2)
    taken, take = [], ServiceSeries.take

    def stopped(month: str, count: int) -> list[str]:
        taken.append(month)
        if len(taken) == 4:
            raise KeyboardInterrupt
        return take(month, count)

    monkeypatch.setattr(ServiceSeries, "take", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(path, *WHO)
    assert Participation.objects.count() == 2
    assert check().faults == []

    report = run(path, *WHO)

    assert (report["unchanged"], report["confirmed"], report["refused"]) == (3, 4, 0)
    assert Participation.objects.count() == Service.objects.count() == 6
    assert check().faults == []
