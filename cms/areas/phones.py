"""Which telephones of offices are published."""

from __future__ import annotations

from collections.abc import Iterator

from cms.areas.models import Contact, Unit


def office_phones() -> Iterator[str]:
    """Yield the telephones of contacts and units, as the office wrote them."""
    for model in (Contact, Unit):
        yield from model.objects.exclude(phone="").values_list("phone", flat=True)
