"""The published office contacts, which the privacy gate lets pass."""

from __future__ import annotations

from django.core.cache import cache

from cms.privacy.scan import Allowed

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

    contacts = list(Contact.objects.values_list("name", "phone"))
    phones = {phone for _name, phone in contacts if phone}
    phones.update(Unit.objects.exclude(phone="").values_list("phone", flat=True))
    return Allowed(phones=frozenset(phones), names=frozenset(name for name, _phone in contacts))
