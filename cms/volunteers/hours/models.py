"""The book of hours: accounts, entries, and the postings that each entry is made of.

Rows are added and never changed. Each entry's postings sum to zero. Minutes that a
member serves come out of the team's account and go to the member's, so a team's
hours are what its account has given out.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.areas.models import Area
from cms.publication.append_only import AppendOnly, AppendOnlyQuerySet
from cms.volunteers.people import Member
from cms.volunteers.services import CLASSES, Participation
from cms.volunteers.teams import Team

ENTRY_KINDS = [
    ("service", _("Service")),
    ("reversal", _("Reversal")),
    ("redeem", _("Exchanged")),  # 道德银行: for goods or a favour of the office
    ("transfer", _("Given on")),  # 时间银行: to another member
]


class Account(models.Model):
    """Minutes of one class of a team, of a member, or taken in by an area's counter."""

    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="accounts")
    counter = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    time_class = models.CharField(_("class"), max_length=10, choices=CLASSES)

    class Meta:
        verbose_name = _("account of hours")
        verbose_name_plural = _("accounts of hours")
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[owner, "time_class"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"account_of_{owner}",
                )
                for owner in ("team", "member", "counter")
            ),
            models.CheckConstraint(
                name="account_has_one_owner",
                condition=Q(team__isnull=False, member__isnull=True, counter__isnull=True)
                | Q(team__isnull=True, member__isnull=False, counter__isnull=True)
                | Q(team__isnull=True, member__isnull=True, counter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team or self.member or self.counter} {self.get_time_class_display()}"


class BookRow(models.Model):
    """A row that is added once and then stands."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row. Raises :class:`AppendOnly` for one that is there already."""
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(type(self).__name__)


class Entry(BookRow):
    """One transaction of the book. ``final_from`` is the first day on which it is final."""

    kind = models.CharField(_("kind"), max_length=10, choices=ENTRY_KINDS)
    time = models.DateTimeField(_("booked"), default=timezone.now)
    by = models.CharField(_("by"), max_length=150)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    participation = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    final_from = models.DateField(_("final from"))

    objects = AppendOnlyQuerySet["Entry"].as_manager()

    class Meta:
        verbose_name = _("entry of hours")
        verbose_name_plural = _("entries of hours")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(kind="service"), name="served_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="service", participation__isnull=False, reverses__isnull=True)
                | Q(kind="reversal", reverses__isnull=False)
                | Q(
                    kind__in=("redeem", "transfer"),
                    participation__isnull=True,
                    reverses__isnull=True,
                ),
                name="entry_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"

    @property
    def is_final(self) -> bool:
        """Whether the days are over in which it could be disputed."""
        return timezone.localdate() >= self.final_from


class Posting(BookRow):
    """Whole minutes into an account (positive) or out of it (negative).

    ``day`` is that of the service, also in the reversal, so that each month corrects itself.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", db_index=False
    )
    day = models.DateField(_("day"))
    minutes = models.IntegerField(_("minutes"))

    objects = AppendOnlyQuerySet["Posting"].as_manager()

    class Meta:
        verbose_name = _("posting of hours")
        verbose_name_plural = _("postings of hours")
        ordering = ["id"]
        # Covering: a sum, by month or in all, reads the index alone.
        indexes = [models.Index(fields=["account", "day", "minutes"], name="posting_sums")]
        constraints = [
            models.CheckConstraint(condition=~Q(minutes=0), name="posting_moves_something"),
            models.UniqueConstraint(fields=["entry", "account"], name="posting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.account_id} {self.minutes:+d}"


class Dispute(models.Model):
    """Somebody says that an entry is wrong; it is not final until this is settled."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="dispute")
    by = models.CharField(_("by"), max_length=150)
    reason = models.CharField(_("reason"), max_length=200)
    opened = models.DateTimeField(_("opened"), default=timezone.now)
    settled = models.DateTimeField(_("settled"), null=True)
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    upheld = models.BooleanField(_("upheld"), null=True)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.opened:%Y-%m-%d}"
