"""A certificate says what the book says, and anybody can check it."""

from __future__ import annotations

import io
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from cms.publication.models import LogEntry
from cms.volunteers import actions
from cms.volunteers.certificates import issuing, paper
from cms.volunteers.certificates.models import Certificate, check_character, is_number
from cms.volunteers.errors import HoursRefused
from cms.volunteers.hours import balances
from tests import factories

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture
def member(settings):
    settings.DISPUTE_DAYS = 0
    member = factories.member(name="欧阳小苗", phone=PHONE, number="Z00001")
    for day in (3, 4):
        service = factories.service(date(2020, 6, day), for_whom="刘奶奶")
        one = actions.record(
            service=service, member=member, by=factories.user("anna"), source="organiser",
            minutes=100 + day,
        )  # fmt: skip
        actions.confirm(participation=one, by=factories.user("bo"))
    return member


def text_of(body: bytes) -> str:
    return PdfReader(io.BytesIO(body)).pages[0].extract_text()


def test_paper_book_and_record_say_the_same(member, monkeypatch):
    certificate = issuing.issue(member=member, by=factories.user("bo"))
    monkeypatch.delenv("SITE_URL", raising=False)
    assert "http" not in text_of(paper.pdf(certificate))  # no code that leads nowhere
    monkeypatch.setenv("SITE_URL", "https://example.org/")

    assert certificate.minutes == balances.hours_of_member(member).total == 207
    text = text_of(paper.pdf(certificate))
    for said in ("欧阳小苗", "Z00001", certificate.number, "3小时27分钟", "2020年06月03日"):
        assert said in text
    assert PHONE not in text
    assert f"/certificates/{certificate.number[:4]}/" in text.replace("\n", "")
    assert paper.pdf(certificate) == paper.pdf(certificate)
    record = json.loads(bytes(LogEntry.objects.get(kind="certificate").body))["record"]
    assert (record["name"], record["minutes"]) == ("欧阳**", 207)
    assert "小苗" not in str(record)
    assert certificate.code not in str(record)


def test_a_paper_is_checked_by_its_code(member, tmp_path):
    factories.user("bo")
    out = StringIO()
    target = tmp_path / "a.pdf"
    call_command(
        "certificate", "Z00001", "--user", "bo", "--out", str(target), "--json", stdout=out
    )
    number = json.loads(out.getvalue())["number"]
    code = Certificate.objects.get().code
    assert code[:4] in text_of(target.read_bytes())
    for name, true in (("欧阳小苗", True), ("欧阳大苗", False)):
        out = StringIO()
        try:
            call_command(
                "certificate", number, "--name", name, "--code", code, "--json", stdout=out
            )
        except SystemExit as failed:
            assert failed.code == 1
        assert json.loads(out.getvalue())["valid"] is true
    with pytest.raises(CommandError):
        call_command("certificate", number[:-1] + "?", "--code", code)


def test_only_final_hours_are_certified(member, settings):
    settings.DISPUTE_DAYS = 7
    late = actions.record(
        service=factories.service(date(2020, 6, 9)), member=member, by=factories.user("anna"),
        source="organiser", minutes=60,
    )  # fmt: skip
    actions.confirm(participation=late, by=factories.user("bo"))
    assert issuing.issue(member=member, by=factories.user("bo")).minutes == 207
    with pytest.raises(HoursRefused):
        issuing.issue(member=member, by=factories.user("bo"), first=date(2020, 6, 8))


def test_a_reversal_takes_the_certificate_back(member):
    certificate = issuing.issue(member=member, by=factories.user("bo"))
    entry = member.participations.first().entries.get()
    actions.reverse(entry=entry, by=factories.user("cleo"), reason="记错")
    certificate.refresh_from_db()
    assert (certificate.publication, certificate.live) == ("withdrawn", False)


def test_a_wrong_digit_or_two_exchanged_are_noticed():
    # The example of ISO 7064 that everybody has: an ORCID iD.
    assert check_character("000000021825009") == "7"
    number = "202611-000123-" + check_character("202611000123")
    assert is_number(number)
    for at, other in ((0, "3"), (7, "1"), (12, "9")):
        assert not is_number(number[:at] + other + number[at + 1 :])
    assert not is_number("20261-1000123-" + check_character("202611000213"))
