"""An office is opened from one workbook: all of it, or nothing."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from cms.accounts import first_password
from cms.areas.models import Area, Category, Unit
from cms.publication.models import LogEntry

pytestmark = pytest.mark.django_db


def _setup(*arguments: object) -> tuple[dict, int]:
    out, code = StringIO(), 0
    try:
        call_command("setup", "--json", *map(str, arguments), stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


@pytest.fixture
def office(tmp_path, settings, monkeypatch):
    settings.HUIYINBI_HOME = tmp_path
    monkeypatch.delenv("SITE_URL", raising=False)
    path = tmp_path / "office.xlsx"
    _setup("--template", path)
    return path


def _change(path, sheet, cell, value):
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def test_example_opens_an_office_and_the_second_time_changes_nothing(office):
    report, code = _setup("--office", office)
    made = report["office"]
    assert (code, made["areas"], made["categories"], made["units"], made["users"]) == (
        0,
        4,
        2,
        1,
        3,
    )
    grid = Area.objects.get(code="621002081001001")
    assert grid.parent.parent.name == "南街街道"
    assert grid.parent.contacts.get().role == "社区党组织书记"
    assert Unit.objects.get().area == grid.parent
    assert Category.objects.get(code="property.leak").parent.code == "property"
    writer = get_user_model().objects.get(username="liuyi")
    assert writer.check_password(made["passwords"]["liuyi"])
    assert first_password.is_given(writer)
    assert [group.name for group in writer.groups.all()] == ["编辑"]
    assert list(writer.scope.areas.all()) == [grid.parent]
    assert get_user_model().objects.get(username="admin").is_superuser
    assert _setup("--office", office)[0]["office"]["unchanged"] == 10
    assert LogEntry.objects.count() == 6


def test_changed_row_corrects_what_is_public(office):
    _setup("--office", office)
    _change(office, "联系人", "B2", "李某某")
    assert _setup("--office", office, "--reason", "换届")[0]["office"]["areas"] == 1
    entry = LogEntry.objects.get(seq=7)
    assert (entry.key, entry.action) == ("621002081001", "correct")
    assert "换届" in bytes(entry.body).decode()


def test_all_faulty_rows_are_named_at_once_and_nothing_is_written(office):
    faults = {
        ("区域", "A4"): ("621002099001", "621002099"),
        ("区域", "C3"): ("乡镇", "街道"),
        ("区域", "D2"): ("很多", "整数"),
        ("联系人", "A2"): ("翡翠湾社区", "翡翠湾社区"),
        ("类别", "A3"): ("leak.tap", "leak"),
        ("用户", "D3"): ("写手", "审核"),
        ("用户", "E4"): (None, "全辖区"),
    }
    for (sheet, cell), (value, _says) in faults.items():
        _change(office, sheet, cell, value)
    report, code = _setup("--office", office)
    told = report["office"]["problems"]
    assert code == 1
    for (sheet, cell), (_value, says) in faults.items():
        assert any(sheet in one and f"第 {cell[1]} 行" in one and says in one for one in told)
    assert not Area.objects.exists()
    assert not get_user_model().objects.exists()


def test_empty_cell_is_named(office):
    _change(office, "用户", "A3", None)
    assert "用户名：此格为必填" in _setup("--office", office)[0]["office"]["problems"][0]


def test_dry_run_writes_nothing(office):
    report, code = _setup("--office", office, "--dry-run")
    assert (code, report["office"]["areas"], report["office"]["passwords"]) == (0, 4, {})
    assert not Area.objects.exists()


def test_other_files_are_refused_in_a_sentence(office, tmp_path):
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    for path, says in ((other, "--template"), (tmp_path / "none.xlsx", "none.xlsx")):
        with pytest.raises(CommandError, match=says):
            call_command("setup", "--office", str(path))
    with pytest.raises(CommandError, match=r"office\.xlsx"):
        call_command("setup", "--template", str(office))
