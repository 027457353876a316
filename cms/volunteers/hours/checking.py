"""Checks the whole book against its rules; nothing is taken on trust from the actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from cms.translating import gettext_noop as _
from cms.volunteers.hours import protection
from cms.volunteers.hours.models import Dispute, Entry, Posting
from cms.volunteers.rules import DAY, Span, by_day
from cms.volunteers.services import CLASS_OF, COUNTING, Participation

_NAMED = 20
_CHUNK = 5000


@dataclass(frozen=True)
class Fault:
    """One thing that breaks a rule; ``entry`` or ``participation`` is its number, or 0."""

    code: str
    msgid: str
    entry: int = 0
    participation: int = 0
    detail: str = ""


@dataclass
class CheckReport:
    """Counts of what was looked at, and the faults, by entry; the first comes first."""

    entries: int = 0
    postings: int = 0
    participations: int = 0
    minutes: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def check() -> CheckReport:
    """Check everything; at most 20 faults of each rule are named."""
    report = CheckReport(
        Entry.objects.count(), Posting.objects.count(), Participation.objects.count()
    )
    report.minutes = _minutes_of_teams()
    for rule in _RULES:
        for fault, _number in zip(rule(), range(_NAMED), strict=False):
            report.faults.append(fault)
    report.faults.sort(key=lambda fault: (fault.entry or fault.participation, fault.code))
    return report


def _minutes_of_teams() -> dict[str, int]:
    rows = (
        Posting.objects.filter(account__team__isnull=False)
        .order_by()
        .values_list("account__time_class")
        .annotate(sum=Sum("minutes"))
    )
    return {word: -minutes for word, minutes in rows}


def _triggers() -> Iterator[Fault]:
    for name in protection.missing(connection):
        yield Fault("unguarded", _("The database no longer guards the book"), detail=name)


def _sums() -> Iterator[Fault]:
    """Every entry moves something from one account to another."""
    rows = (
        Posting.objects.order_by()
        .values_list("entry")
        .annotate(sum=Sum("minutes"), count=Count("pk"))
        .filter(~Q(sum=0) | Q(count__lt=2))
        .order_by("entry")
    )
    for entry, total, count in rows[:_NAMED]:
        detail = f"{total:+d} / {count}"
        yield Fault("sum", _("The postings do not sum to zero"), entry, detail=detail)
    empty = Entry.objects.filter(~Exists(Posting.objects.filter(entry=OuterRef("pk"))))
    yield from _entries(empty, "empty", _("The entry has no postings"))


def _reversals() -> Iterator[Fault]:
    """A reversal is the mirror of what it reverses."""
    mirror = Posting.objects.filter(
        entry=OuterRef("entry__reverses"),
        account=OuterRef("account"),
        day=OuterRef("day"),
        minutes=-1 * OuterRef("minutes"),
    )
    wrong = Posting.objects.filter(~Exists(mirror), entry__kind="reversal")
    bad = Entry.objects.filter(pk__in=wrong.values("entry"))
    yield from _entries(bad, "mirror", _("The reversal is not the mirror of its entry"))
    again = Entry.objects.filter(kind="reversal", reverses__kind="reversal")
    yield from _entries(again, "reversed_reversal", _("A reversal was reversed"))


def _services() -> Iterator[Fault]:
    """A service entry says what the confirmed participation says."""
    of_entry = Posting.objects.filter(entry=OuterRef("pk"), day=OuterRef("participation__day"))
    to_member = of_entry.filter(
        account__member=OuterRef("participation__member"),
        minutes=OuterRef("participation__minutes"),
    )
    from_team = of_entry.filter(account__team=OuterRef("participation__service__team"))
    for source, word in CLASS_OF.items():
        bad = Entry.objects.filter(
            ~Exists(to_member.filter(account__time_class=word))
            | ~Exists(from_team.filter(account__time_class=word)),
            kind="service",
            participation__source=source,
        )
        yield from _entries(bad, "differs", _("The entry differs from the participation"))
    alone = Entry.objects.filter(kind="service").filter(
        Q(participation__recorded_by=F("by")) | ~Q(participation__confirmed_by=F("by"))
    )
    yield from _entries(alone, "one_person", _("Recorded and confirmed by one person"))


def _states() -> Iterator[Fault]:
    """A participation is in the book exactly when it was confirmed."""
    booked = Entry.objects.filter(participation=OuterRef("pk"), kind="service")
    standing = booked.filter(reversal__isnull=True)
    undone = booked.filter(reversal__isnull=False)
    bad = Participation.objects.filter(
        Q(Exists(standing) & ~Q(state="confirmed"))
        | Q(Q(state="confirmed") & ~Exists(standing))
        | Q(Q(state="reversed") & ~Exists(undone))
    )
    for pk, state in bad.order_by("pk").values_list("pk", "state")[:_NAMED]:
        said = _("The state differs from the book")
        yield Fault("state", said, participation=pk, detail=state)
    kept = Dispute.objects.filter(upheld=True, entry__reversal__isnull=True)
    for pk in kept.order_by("entry").values_list("entry", flat=True)[:_NAMED]:
        yield Fault("upheld", _("A dispute was upheld, but the entry stands"), pk)


def _times() -> Iterator[Fault]:
    """No member serves twice at once, and none over 24 hours a day."""
    rows = (
        Participation.objects.filter(state__in=COUNTING)
        .order_by("member", "day", "began", "pk")
        .values_list("pk", "member", "day", "minutes", "began", "ended")
    )
    clock = _Clock()
    for pk, member, day, minutes, began, ended in rows.iterator(chunk_size=_CHUNK):
        yield from clock.tick(pk, member, Span(day, minutes, began, ended))


class _Clock:
    """Goes through the spans of one member after the other, in the order of their days."""

    def __init__(self) -> None:
        self.member = 0
        self.until: datetime | None = None
        self.minutes: defaultdict[date, int] = defaultdict(int)

    def tick(self, pk: int, member: int, span: Span) -> Iterator[Fault]:
        if member != self.member:
            self.member, self.until = member, None
            self.minutes.clear()
        if span.began and span.ended:
            if self.until and span.began < self.until:
                said = _("Two services of one volunteer overlap")
                yield Fault("overlap", said, participation=pk, detail=f"{span.day}")
            self.until = max(self.until, span.ended) if self.until else span.ended
        for day, minutes in by_day(span):
            self.minutes[day] += minutes
            if self.minutes[day] > DAY:
                said = _("A volunteer's day has over 24 hours")
                yield Fault("day_full", said, participation=pk, detail=f"{day}")


def _entries(bad: QuerySet[Entry], code: str, msgid: str) -> Iterator[Fault]:
    for pk in bad.order_by("pk").values_list("pk", flat=True)[:_NAMED]:
        yield Fault(code, msgid, pk)


_RULES: tuple[Callable[[], Iterator[Any]], ...] = (
    _triggers,
    _sums,
    _reversals,
    _services,
    _states,
    _times,
)
