"""A unit's telephone is in the public directory as soon as the office saves it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from cms.areas.models import Unit
from cms.publication.models import LogEntry
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/snippets/areas/unit/"


def contacts(code: str) -> list[tuple[str, str]]:
    entry = LogEntry.objects.filter(kind="area", key=code).order_by("-version").first()
    assert entry and entry.body
    record = json.loads(bytes(entry.body))["record"]
    return [(one["role"], one["phone"]) for one in record["contacts"]]


def test_saving_moving_and_deleting_a_unit_corrects_its_areas(admin_client: Client) -> None:
    one = factories.publish(factories.area("410902001001"))
    other = factories.publish(factories.area("410902001002", name="昆吾社区"))
    before = contacts(one.code)
    fields = {"name": "德馨苑社区居委会", "level": "community", "phone": "0934-5550101"}

    admin_client.post(f"{PAGE}add/", {**fields, "area": one.pk})
    unit = Unit.objects.get(name=fields["name"])
    assert contacts(one.code) == [*before, (fields["name"], fields["phone"])]

    admin_client.post(f"{PAGE}edit/{unit.pk}/", {**fields, "area": other.pk})
    assert contacts(one.code) == before
    assert (fields["name"], fields["phone"]) in contacts(other.code)

    admin_client.post(f"{PAGE}delete/{unit.pk}/")
    assert fields["name"] not in [role for role, _ in contacts(other.code)]
