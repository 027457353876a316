"""A community's stars: one rating a year, with its criteria, kept as history."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.brands.models import Criterion, StarRating
from cms.publication.models import LogEntry
from tests import factories

pytestmark = pytest.mark.django_db


def rating(**fields: Any) -> StarRating:
    fields = {"year": 2025, "stars": 5, "rated": date(2025, 12, 20), "by": "区领导小组", **fields}
    made = StarRating(**{"area": factories.area(), **fields}, live=False)
    made.criteria = [Criterion(name="服务居民", points=19, most=20)]
    made.save()
    made.save_revision()
    return made


def test_stars_go_out_with_their_criteria() -> None:
    made = factories.publish(rating())
    entry = LogEntry.objects.get(kind="star", key=f"{made.area.code}-2025")
    assert entry.body
    record = json.loads(bytes(entry.body))["record"]
    assert record["criteria"] == [{"name": "服务居民", "points": 19, "most": 20}]
    assert record["stars"] == 5


def test_only_communities_are_rated_once_a_year() -> None:
    with pytest.raises(ValidationError):
        rating(area=factories.area("410902001")).full_clean()
    made = factories.publish(rating())
    with pytest.raises(ValidationError):
        StarRating(area=made.area, year=2025, stars=1, rated=made.rated, by="区").full_clean()
    made.year = 2024
    with pytest.raises(ValidationError):
        made.full_clean()


def test_more_points_than_there_are_is_refused() -> None:
    with pytest.raises(ValidationError):
        Criterion(rating=rating(), name="环境", points=21, most=20).full_clean()
