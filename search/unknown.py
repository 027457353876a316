"""Values of filters that nothing can have, and what may have been meant instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nlargest

from cms.translating import gettext_noop, translator
from search.analysis import fold
from search.documents import KINDS
from search.names import Names, code_of, labels
from search.query import TYPED, Filter, Query

_CHOICES = gettext_noop("These can be asked for: %(values)s.")
_MESSAGE = gettext_noop("Nothing is called “%(value)s” under %(field)s.")
_CODED = frozenset({"state", "satisfaction", "channel", "class", "kind"})
_NEAREST = 3
_ALIKE = 0.4
# What most records are needs no filter, and its name is a word of many queries: 问题.
_USUAL = "case"


@dataclass(frozen=True)
class Unknown:
    """A filter as typed whose value names nothing; ``nearest`` are values that exist.

    ``choices`` are all values of the field, where they are a fixed list.
    """

    field: str
    value: str
    nearest: tuple[str, ...]
    choices: tuple[str, ...] = ()

    @property
    def typed(self) -> tuple[str, str]:
        """The filter's field and value."""
        return self.field, self.value

    def message(self, translate: Callable[[str], str]) -> str:
        """Return what is wrong, for people."""
        said = translate(_MESSAGE) % {"value": self.value, "field": TYPED[self.field]}
        if self.nearest or not self.choices:
            return said
        return said + translate(_CHOICES) % {"values": "、".join(map(translate, self.choices))}


def unknown_values(query: Query, names: Names) -> tuple[Unknown, ...]:
    """Return the filters of ``query`` whose value is not among those that there are.

    A unit is looked for by part of its name and a number by itself, so neither can be unknown.
    """
    found = []
    for part in query.filters:
        if part.field in {"area", "category"}:
            if not names.codes(part.field, part.value):
                found.append(Unknown(part.field, part.value, _near(part, names.of(part.field))))
        elif part.field in _CODED and code_of(part.field, part.value) not in labels(part.field):
            choices = tuple(dict.fromkeys(_labels(part.field)))
            near = _near(part, map(translator(), choices))
            found.append(Unknown(part.field, part.value, near, choices))
    return tuple(found)


def with_nearest(query: Query, unknown: Iterable[Unknown]) -> list[Query]:
    """Return ``query`` with its first unknown value exchanged for each that is near."""
    for wrong in unknown:
        at = next(n for n, f in enumerate(query.filters) if (f.field, f.value) == wrong.typed)
        before, typed, after = query.filters[:at], query.filters[at], query.filters[at + 1 :]
        others = (replace(typed, value=value) for value in wrong.nearest)
        return [replace(query, filters=(*before, other, *after)) for other in others]
    return []


def kinds_named(query: Query) -> list[Query]:
    """Return ``query`` with a word that is the name of a kind of record taken as a filter."""
    if any(part.field == "kind" for part in query.filters):
        return []
    others = [translator()(label) for kind, label in labels("kind").items() if kind != _USUAL]
    named = {fold(label): label for label in others}
    found = []
    for place, term in enumerate(query.terms):
        label = named.get(fold(term.text))
        if label and not term.phrase and not term.exclude:
            rest = (*query.terms[:place], *query.terms[place + 1 :])
            filters = (*query.filters, Filter("kind", label))
            found.append(replace(query, terms=rest, filters=filters))
    return found


def _labels(field: str) -> Iterable[str]:
    """Return the message ids of all values of a coded field; a case's own come first."""
    if field == "state":
        return [label for kind in KINDS.values() for label in kind.states.values()]
    return labels(field).values()


def _near(part: Filter, values: Iterable[str]) -> tuple[str, ...]:
    alike = {value: _likeness(part.value, value) for value in values}
    best = nlargest(_NEAREST, alike, key=alike.__getitem__)
    return tuple(value for value in best if alike[value] >= _ALIKE)


def _likeness(typed: str, value: str) -> float:
    """Return 0 to 1: the share of characters that both have, in order (Ratcliff, Obershelp)."""
    return SequenceMatcher(None, fold(typed), fold(value), autojunk=False).ratio()
