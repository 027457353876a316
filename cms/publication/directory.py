"""The published office contacts, which the privacy gate lets pass."""

from __future__ import annotations

from django.core.cache import cache

from cms.privacy.allowed import Allowed

_KEY = "publication.directory"
_SECONDS = 60


def allowed() -> Allowed:
    """Return office numbers and names from the areas directory, as known a minute ago."""
    found = cache.get(_KEY)
    if found is None:
        found = _read()
        cache.set(_KEY, found, _SECONDS)
    return found


def forget() -> None:
    """Read the directory anew at the next question; called when contacts change."""
    cache.delete(_KEY)


def _read() -> Allowed:
    from cms.areas.models import Contact, Unit

    phones = Contact.objects.exclude(phone="").values_list("phone", flat=True)
    return Allowed.of([*phones, *Unit.objects.exclude(phone="").values_list("phone", flat=True)])
