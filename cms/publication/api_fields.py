"""Which fields the editors' API tells and takes; see docs/reference/api.md."""

from wagtail.api import APIField


def told(*names: str) -> list[APIField]:
    """Return fields that the API shows and does not change."""
    return [APIField(name) for name in names]


def taken(*names: str) -> list[APIField]:
    """Return fields that the API shows and lets be written."""
    return [APIField(name, writable=True) for name in names]


#: What each kind of record has: its key and state on the public side, and the reason of a change.
DOOR = [
    *told("public_kind", "public_key", "publication", "public_version", "live"),
    *taken("change_reason"),
]
