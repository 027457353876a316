"""A number names one record, whatever its kind."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.apps import apps

from cms.activities.models import ActivitySeries
from cms.cases.models import NumberSeries
from cms.civic.models.record import CivicRecord
from cms.civic.models.series import Series
from cms.publication.series import MonthSeries, SeriesFull
from cms.volunteers.models import CertificateSeries, ServiceSeries

pytestmark = pytest.mark.django_db


def test_no_two_kinds_that_are_numbered_by_month_can_meet() -> None:
    kinds = [one for one in apps.get_models() if issubclass(one, MonthSeries)]
    assert {NumberSeries, ActivitySeries, ServiceSeries, CertificateSeries} == set(kinds)
    kinds.remove(CertificateSeries)  # its numbers have a check character more
    bounds = sorted((kind.first, kind.most) for kind in kinds)
    assert all(end < start for (_, end), (start, _) in pairwise(bounds))
    for kind in kinds:
        assert kind.take("202606", 1) == [f"202606-{kind.first:06d}"]


def test_kinds_numbered_by_year_begin_with_digits_of_their_own() -> None:
    kinds = [one for one in apps.get_models() if issubclass(one, CivicRecord)]
    given = {Series.take(kind.public_kind, 2026) for kind in kinds for _ in range(2)}
    assert len(given) == 2 * len(kinds)
    Series.objects.update(last=9_999)
    assert len({Series.take(kind.public_kind, 2026)[:7] for kind in kinds}) == len(kinds)


def test_a_series_of_before_goes_on_in_the_range_of_its_kind() -> None:
    ServiceSeries.objects.create(month="202606", last=17)
    assert ServiceSeries.take("202606", 2) == ["202606-800001", "202606-800002"]


def test_a_range_that_is_used_up_gives_no_number() -> None:
    NumberSeries.objects.create(month="202606", last=NumberSeries.most - 1)
    assert NumberSeries.take("202606", 1) == ["202606-699999"]
    with pytest.raises(SeriesFull):
        NumberSeries.take("202606", 1)
