"""Finds a record of any kind by what people have at hand: its number, its slug, its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.cases.models import Case
from cms.publication.door import review
from cms.publication.models import Publishable

#: Fields that are a kind's public key; where there is none, the key is made of several.
_KEYS = ("number", "slug", "code")


class RecordUnknown(Exception):
    """No record is called so, or more than one; ``str()`` says so to the user."""


def find_record(text: str, kind: str = "") -> Publishable:
    """Return the record with this number, slug, code, ledger number or address of a page.

    Raises :class:`RecordUnknown`, also where records of several kinds are called so and
    ``kind`` does not say which is meant.
    """
    key = text.strip().partition("#")[0].removesuffix("/index.html").removesuffix("/versions.html")
    key = key.rpartition("/")[2].removesuffix(".html").removesuffix(".json")
    models = [model for model in review.publishable_models() if kind in {"", model.public_kind}]
    found = [item for model in models for item in _with_key(model, key)]
    if not found and kind in {"", "case"}:
        found = list(Case.objects.filter(ledger_number=text.strip())[:1])
    if not found:
        raise RecordUnknown(_("No record has the number %(number)s.") % {"number": text})
    if len(found) > 1:
        said = _("Records of several kinds are called %(text)s: add --kind with one of %(kinds)s.")
        kinds = "、".join(item.public_kind for item in found)
        raise RecordUnknown(said % {"text": text, "kinds": kinds})
    return found[0]


def _with_key(model: Any, key: str) -> Iterator[Publishable]:
    names = {field.name for field in model._meta.get_fields()}
    field = next((name for name in _KEYS if name in names), None)
    if field:
        yield from model.objects.filter(**{field: key})[:1]
    else:  # star ratings and plans, a few hundred a year
        yield from (item for item in model.objects.iterator() if item.public_key == key)
