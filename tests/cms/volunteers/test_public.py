"""What the public learns of a service, and what it never learns."""

from __future__ import annotations

import json
from datetime import date

import pytest

from cms.publication.models import LogEntry
from cms.volunteers import actions, publishing
from cms.volunteers.models import Service
from tests import factories

pytestmark = pytest.mark.django_db


def served(service, member, **span):
    given = {"source": "organiser", "minutes": 60, **span}
    one = actions.record(service=service, member=member, by=factories.user("anna"), **given)
    return actions.confirm(participation=one, by=factories.user("bo"))


def records():
    bodies = LogEntry.objects.filter(kind="service").order_by("seq").values_list("body", flat=True)
    return [json.loads(bytes(body)) for body in bodies]


def publish(reason=""):
    return publishing.publish_services(
        Service.objects.all(), by=factories.user("bo"), reason=reason
    )


def test_a_service_goes_out_with_sums_and_with_names_that_were_agreed_to():
    service = factories.service(
        place="3号楼2单元501室", for_whom="刘奶奶", organiser="王队长", remarks="内部"
    )
    served(service, factories.member(name="张三丰", agreed=True))
    served(service, factories.member(name="赵大", agreed=True, alias="老赵"))
    served(service, factories.member(name="孙不愿"))

    publish()

    [entry] = records()
    assert entry["record"] == {
        "number": service.number,
        "title": "看望老人",
        "team": "love",
        "kind": "elder_visit",
        "area": "410902001001",
        "date": "2020-06-03",
        "people": 3,
        "minutes": 180,
        "credit_minutes": 0,
        "honour_minutes": 180,
        "names": ["张**", "老赵"],
    }


def test_names_in_a_title_are_masked():
    service = factories.service(title="张三丰看望刘奶奶家", for_whom="刘奶奶")
    served(service, factories.member(name="张三丰"))
    publish()
    title = records()[0]["record"]["title"]
    assert "张三丰" not in title
    assert "刘奶奶" not in title


def test_nothing_goes_out_while_hours_wait():
    service = factories.service()
    served(service, factories.member())
    actions.record(
        service=service, member=factories.member(), by=factories.user("anna"), source="organiser",
        minutes=30,
    )  # fmt: skip
    assert publish().entries == []
    factories.service(date(2020, 6, 4))
    assert publish().entries == []


def test_a_reversal_corrects_what_is_public():
    service = factories.service()
    served(service, factories.member())
    entry = served(service, factories.member())
    publish()

    actions.reverse(entry=entry, by=factories.user("cleo"), reason="记错了人")

    first, second = records()
    assert (first["record"]["people"], second["record"]["people"]) == (2, 1)
    assert (second["action"], second["version"]) == ("correct", 2)
    assert "记错了人" not in second["reason"]


def test_a_service_of_which_nothing_stands_is_withdrawn():
    service = factories.service()
    entry = served(service, factories.member())
    publish()
    actions.reverse(entry=entry, by=factories.user("cleo"), reason="没有去")
    assert [record["action"] for record in records()] == ["publish", "withdraw"]
    service.refresh_from_db()
    assert (service.publication, service.live) == ("withdrawn", False)
