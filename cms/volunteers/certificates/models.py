"""A certificate that was issued: what it says, and the code that proves the paper."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.areas.models import Area
from cms.publication.models import Publishable
from cms.publication.series import MonthSeries
from cms.rights.forms import AreaForm
from cms.volunteers.people import Member, masked_name
from cms.volunteers.teams import Team

_SIGNS = "0123456789X"


def check_character(digits: str) -> str:
    """Return the check character of ``digits`` by ISO 7064, MOD 11-2: a digit or X.

    Any one wrong digit, and any two neighbours exchanged, give another character.
    """
    value = 0
    for digit in digits:
        value = (value + int(digit)) * 2 % 11
    return _SIGNS[(12 - value) % 11]


def is_number(text: str) -> bool:
    """Return whether ``text`` is formed as a certificate's number, its check character right."""
    digits, _sep, check = text.rpartition("-")
    plain = digits.replace("-", "")
    return len(plain) == 12 and plain.isdigit() and check == check_character(plain)


class CertificateSeries(MonthSeries):
    """The last number of a certificate given in each month."""


class Certificate(Publishable):
    """What the book said of a volunteer's hours on the day of issue.

    ``code`` is random and stands on the paper alone; with it, the full name and the
    number, ``proof`` (see :func:`proof_of`) can be computed again, and without it the
    name not guessed.
    """

    number = models.CharField(_("number"), max_length=15, unique=True, editable=False)
    member = models.ForeignKey(
        Member, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="certificates"
    )
    name = models.CharField(_("name"), max_length=50, editable=False)
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT)
    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    services = models.PositiveIntegerField(_("services"))
    credit_minutes = models.PositiveIntegerField(_("checked-in minutes"))
    honour_minutes = models.PositiveIntegerField(_("entered minutes"))
    kinds = models.CharField(_("kinds of service"), max_length=300)
    issued = models.DateField(_("issued"))
    issued_by = models.CharField(_("issued by"), max_length=150)
    code = models.CharField(max_length=32, editable=False)
    proof = models.CharField(max_length=64, editable=False, default="")

    public_kind = "certificate"
    holds_private_data = True
    wagtail_reference_index_ignore = True
    base_form_class = AreaForm
    list_related = ("team", "area", "member")
    panels = [FieldPanel("change_reason")]

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued", "-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def public_key(self) -> str:
        """The number, with its check character."""
        return self.number

    @property
    def minutes(self) -> int:
        """Minutes of both classes."""
        return self.credit_minutes + self.honour_minutes

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The public record in a frame of the admin's own."""
        return "volunteers/certificate_preview.html"

    def public_record(self) -> dict[str, Any]:
        """Return what anybody may compare a paper with."""
        return {
            "number": self.number,
            "name": masked_name(self.name),
            "team": self.team.slug,
            "area": self.area.public_code,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "services": self.services,
            "minutes": self.minutes,
            "credit_minutes": self.credit_minutes,
            "honour_minutes": self.honour_minutes,
            "issued": self.issued.isoformat(),
            "proof": self.proof,
        }


def proof_of(number: str, name: str, minutes: int, code: str) -> str:
    """Return the SHA-256, as hex, of what a paper says: number, full name, minutes and code.

    Each stands on a line.
    """
    text = f"{number}\n{name}\n{minutes}\n{code.replace(' ', '').lower()}"
    return hashlib.sha256(text.encode()).hexdigest()
