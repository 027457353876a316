"""What an editor typed → the private records that it means, by the public query language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import Max, Q, QuerySet
from django.utils.timezone import make_aware

from cms.areas.models import Area, Category
from cms.finding import postings
from cms.finding.kinds import Findable, findable
from cms.finding.models import IndexedText
from search.answering import find
from search.expressions import loose
from search.lexicon import Lexicon, LexiconKeeper
from search.meaning import Choice, Meaning
from search.names import Names, code_of
from search.query import Filter, Query, Range, parse
from search.synonyms import SynonymFile, own_list

_LEXICON = 3000  # newest texts that words are learned from
# Whether something is found matters here, not how much.
_COUNTED = 10
_TELEPHONE = re.compile(r"\+?\d[\d\s()-]{4,30}\d")


@dataclass(frozen=True)
class Answer:
    """The records found. ``corrected`` and ``relaxed`` are as in the public search."""

    records: QuerySet[Any]
    corrected: str = ""
    relaxed: bool = False


def ask(records: QuerySet[Any], text: str) -> Answer:
    """Return those of ``records`` that ``text`` means, in their order.

    Raises :class:`search.query.QueryError` for a text that breaks the grammar. What is
    learned of words comes from all records, so only queries that find something among
    ``records`` are ever named.
    """
    search = _Search(findable(records.model), records)

    def collect(query: Query, meaning: Meaning, relaxed: bool) -> int:
        return search.collect(query, _with_telephones(meaning), relaxed=relaxed)

    found = find(parse(text), names(), synonyms()(), lexicon().get, collect)
    return Answer(search.found, found.corrected, found.relaxed)


class _Search:
    """The records that a meaning finds; :attr:`found` are those of the last one asked."""

    def __init__(self, known: Findable, records: QuerySet[Any]) -> None:
        self._known, self._records = known, records
        self._dialect = postings.dialect()
        self.found = records.none()

    def collect(self, query: Query, meaning: Meaning, *, relaxed: bool) -> int:
        wanted = Q()
        for choice in meaning.wanted:
            if choice.phrase or not relaxed:
                wanted &= self._choice(choice)
        if relaxed:
            pairs = self._dialect.any_of(map(self._dialect.text, loose(meaning)))
            wanted &= self._holding(pairs)
        for text in meaning.unwanted:
            wanted &= ~self._holding(self._dialect.text(text))
        for restriction in query.filters:
            condition = self._filter(restriction)
            wanted &= ~condition if restriction.exclude else condition
        for span in query.ranges:
            wanted &= self._range(span)
        self.found = self._records.filter(wanted)
        return self.found.order_by()[:_COUNTED].count()

    def _holding(self, expression: str) -> Q:
        return Q(pk__in=postings.holding(self._known.kind, expression))

    def _choice(self, choice: Choice) -> Q:
        found = self._holding(self._dialect.choice(choice))
        for name, codes in (("area", choice.areas), ("category", choice.categories)):
            for code in codes:
                found |= self._within(name, code)
        return found | self._numbered(choice.numbers) if choice.numbers else found

    def _numbered(self, numbers: Iterable[str]) -> Q:
        found = Q(pk__in=[])
        for name in self._known.numbers:
            found |= Q(**{f"{name}__in": list(numbers)})
        return found

    def _within(self, name: str, code: str) -> Q:
        lookup = self._known.filters.get(name)
        if lookup is None:
            return Q(pk__in=[])
        step = "" if name == "area" else "."
        return Q(**{lookup: code}) | Q(**{f"{lookup}__startswith": f"{code}{step}"})

    def _filter(self, restriction: Filter) -> Q:
        name, text = restriction.field, restriction.value
        if name in {"area", "category"}:
            found = Q(pk__in=[])
            for code in names().codes(name, text):
                found |= self._within(name, code)
            return found
        if name == "number":
            return self._numbered([text])
        lookup = self._known.filters.get(name)
        return Q(**{lookup: code_of(name, text)}) if lookup else Q(pk__in=[])

    def _range(self, span: Range) -> Q:
        name = self._known.days.get(span.field)
        if name is None:
            return Q(pk__in=[])
        limits: dict[str, Any] = {f"{name}__isnull": False}
        if span.start:
            limits[f"{name}__gte"] = make_aware(datetime.combine(span.start, time.min))
        if span.end:
            after = span.end + timedelta(days=1)
            limits[f"{name}__lt"] = make_aware(datetime.combine(after, time.min))
        return Q(**limits)


def names() -> Names:
    """Return the names of all areas and categories, as they are now."""
    rows = [("area", code, name) for code, name in Area.objects.values_list("code", "name")]
    pairs = Category.objects.values_list("code", "name")
    return Names([*rows, *(("category", code, name) for code, name in pairs)])


@cache
def synonyms() -> SynonymFile:
    """Return the synonyms that the public search has too."""
    return SynonymFile(own_list(Path(settings.HUIYINBI_HOME) / "public.sqlite3"))


@cache
def lexicon() -> LexiconKeeper:
    """Return the keeper of the words that the index holds."""
    return LexiconKeeper(_read_lexicon, _newest, finished=connections.close_all)


def _newest() -> int:
    return IndexedText.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _read_lexicon() -> Lexicon:
    rows = IndexedText.objects.order_by("-pk").values_list("title", "body")[:_LEXICON]
    read = list(rows)
    return Lexicon([*(title for title, _ in read), *(body for _, body in read)], names().all())


def _with_telephones(meaning: Meaning) -> Meaning:
    """Let a telephone number be found however it is divided."""
    wanted = []
    for choice in meaning.wanted:
        readings = choice.readings
        if _TELEPHONE.fullmatch(readings[0]):
            readings += (re.sub(r"\D", "", readings[0]),)
        wanted.append(replace(choice, readings=tuple(dict.fromkeys(readings))))
    return replace(meaning, wanted=tuple(wanted))
