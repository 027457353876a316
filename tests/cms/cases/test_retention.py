"""Which cases are purged, and that an import does not bring them back."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from cms.cases.retention.purge import outlived, purge
from cms.retention.age import months_ago
from tests import factories
from tests.cms.cases.test_imports import ledger, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, settings, monkeypatch):
    settings.HUIYINBI_HOME = tmp_path
    # A test's transaction cannot be compacted; tests/leaks does it for real.
    monkeypatch.setattr("cms.retention.compaction.compact", lambda: True)
    return tmp_path


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2024-03-31", 1, "2024-02-29"),
        ("2025-01-15", 13, "2023-12-15"),
        ("2025-05-01", 12, "2024-05-01"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, then):
    assert months_ago(months, datetime.fromisoformat(day)) == datetime.fromisoformat(then)


def test_only_cases_closed_before_then_are_purged():
    now = timezone.now()
    old, new = now - timedelta(days=400), now - timedelta(days=300)
    closed = factories.case(closed=old, reporter_name="欧阳小苗")
    factories.case(closed=new, reporter_name="欧阳小苗")
    still = factories.case(state="in_progress", reporter_name="欧阳小苗")

    report = purge(12)

    assert (report.cases, report.still_open) == (1, 1)
    closed.refresh_from_db()
    still.refresh_from_db()
    assert (closed.reporter_name, still.reporter_name) == ("", "欧阳小苗")
    assert not outlived(months_ago(12, timezone.localtime())).exists()


def test_the_same_ledger_does_not_bring_private_data_back(home):
    factories.area()
    path = ledger(home / "a.xlsx", row(1))
    import_ledger(Request(path, publish=True))
    assert purge(12).cases == 1

    again = import_ledger(Request(path, publish=True))

    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    assert Case.objects.get().reporter_phone == ""


def test_what_was_written_after_a_purge_is_purged_again():
    case = factories.case(closed=timezone.now() - timedelta(days=400), reporter_name="欧阳小苗")
    purge(12)
    Case.objects.filter(pk=case.pk).update(remarks="回电 13812345678")

    assert purge(12).cases == 1
    case.refresh_from_db()
    assert case.remarks == ""


@pytest.mark.parametrize("options", [(), ("--older-than", "0")])
def test_without_an_age_nothing_is_purged(options, monkeypatch):
    monkeypatch.delenv("PRIVATE_MONTHS", raising=False)
    with pytest.raises(CommandError):
        call_command("purge", *options)
