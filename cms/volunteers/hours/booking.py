"""Writes entries into the book, each with postings that sum to zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cms.inserting import insert
from cms.volunteers.hours.models import Account, Entry, Posting
from cms.volunteers.people import Member
from cms.volunteers.services import Participation


@dataclass(frozen=True)
class Movement:
    """``minutes`` go from one account to another; ``day`` is the day they belong to."""

    source: Account
    target: Account
    minutes: int
    day: date


class Accounts:
    """Finds accounts, and opens those that are missing; asked once for each."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, str], Account] = {}

    def of(self, owner: str, pk: int, time_class: str) -> Account:
        """Return the account of ``owner`` ("team", "member" or "counter") with key ``pk``."""
        key = (owner, pk, time_class)
        if key not in self._found:
            self._found[key] = Account.objects.get_or_create(
                **{f"{owner}_id": pk}, time_class=time_class
            )[0]
        return self._found[key]

    def load(self, owner: str, pks: set[int]) -> None:
        """Fetch the accounts of many owners with one query, opening the missing ones."""
        wanted = {(pk, word) for pk in pks for word in ("credit", "honour")}
        found = self._fetch(owner, pks)
        missing = [
            Account(**{f"{owner}_id": pk}, time_class=word)
            for pk, word in sorted(wanted - set(found))
        ]
        if missing:
            Account.objects.bulk_create(missing, ignore_conflicts=True)
            found = self._fetch(owner, pks)
        self._found |= {(owner, pk, word): account for (pk, word), account in found.items()}

    def _fetch(self, owner: str, pks: set[int]) -> dict[tuple[int, str], Account]:
        rows = Account.objects.filter(**{f"{owner}__in": pks})
        return {(getattr(row, f"{owner}_id"), row.time_class): row for row in rows}


def final_day() -> date:
    """Return the day from which a service confirmed today is final, undisputed."""
    return timezone.localdate() + timedelta(days=settings.DISPUTE_DAYS)


def lock(members: set[int]) -> None:
    """Let nobody else record or exchange for these members until the transaction ends."""
    list(Member.objects.select_for_update().filter(pk__in=members).order_by("pk").values("pk"))


def book(entries: Sequence[tuple[Entry, Movement]]) -> list[Entry]:
    """Write each entry with its two postings, in the caller's transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("hours are booked in a transaction")
    insert([entry for entry, _movement in entries])
    postings = []
    for entry, moved in entries:
        for account, minutes in ((moved.source, -moved.minutes), (moved.target, moved.minutes)):
            postings.append(Posting(entry=entry, account=account, day=moved.day, minutes=minutes))
    insert(postings)
    return [entry for entry, _movement in entries]


def book_services(
    participations: Sequence[Participation], by: Any, final_from: date
) -> list[Entry]:
    """Book confirmed participations: from the account of the team to the member's."""
    accounts = Accounts()
    accounts.load("team", {one.service.team_id for one in participations})
    accounts.load("member", {one.member_id for one in participations})
    now = timezone.now()
    return book(
        [
            (
                Entry(
                    kind="service",
                    time=now,
                    by=by.get_username(),
                    participation=one,
                    final_from=final_from,
                ),
                Movement(
                    accounts.of("team", one.service.team_id, one.time_class),
                    accounts.of("member", one.member_id, one.time_class),
                    one.minutes,
                    one.day,
                ),
            )
            for one in participations
        ]
    )


def book_reversal(entry: Entry, *, by: Any, reason: str) -> Entry:
    """Book the opposite of ``entry``: the same accounts and days, the signs turned."""
    now = timezone.now()
    reversal = Entry.objects.create(
        kind="reversal",
        time=now,
        by=by.get_username(),
        reason=reason,
        participation=entry.participation,
        reverses=entry,
        final_from=timezone.localdate(),
    )
    insert(
        [
            Posting(entry=reversal, account_id=old.account_id, day=old.day, minutes=-old.minutes)
            for old in entry.postings.all()
        ]
    )
    return reversal
