"""``huiyinbi certificate MEMBER``: a certificate of service as PDF, checkable by anybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.argument_types import day
from cms.cli.command import Command as Base
from cms.volunteers.certificates import issuing, paper
from cms.volunteers.certificates.models import is_number, proof_of
from cms.volunteers.models import Certificate, Member


class Command(Base):
    """Issues a certificate, or checks what a paper says against the record."""

    help = _("Issue a volunteer's certificate as PDF, or check a paper by its code.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare whose certificate, of which days, and the check of a paper."""
        super().add_arguments(parser)
        parser.add_argument("who", metavar="MEMBER", help=_("volunteer number, or a certificate's"))
        parser.add_argument("--user", help=_("name of the user who issues it"))
        parser.add_argument("--first", type=day, metavar="DATE", help=_("first day"))
        parser.add_argument("--last", type=day, metavar="DATE", help=_("last day"))
        parser.add_argument("--out", type=Path, help=_("file to write (default: NUMBER.pdf)"))
        parser.add_argument("--name", help=_("check a paper: the full name on it"))
        parser.add_argument("--code", help=_("check a paper: the code on it"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Issue or check, and return the report."""
        if options["code"]:
            return _check(options["who"], options["name"] or "", options["code"])
        member = Member.objects.select_related("team", "area").filter(number=options["who"]).first()
        if member is None:
            said = _("No volunteer has the number %(name)s.")
            raise CommandError(said % {"name": options["who"]})
        user = get_user_model().objects.filter(username=options["user"] or "").first()
        if user is None:
            raise CommandError(_("Say with --user who issues the certificate."))
        certificate = issuing.issue(
            member=member, by=user, first=options["first"], last=options["last"]
        )
        target = options["out"] or Path(f"{certificate.number}.pdf")
        target.write_bytes(paper.pdf(certificate))
        return {"file": str(target), **paper.told(certificate)}

    def tell(self, report: dict[str, Any]) -> None:
        """Print where the paper is, or whether it is true."""
        if "valid" in report:
            self.stdout.write(
                _("The paper says what the record says.")
                if report["valid"]
                else _("The paper does not say what the record says, or was withdrawn.")
            )
            return
        self.stdout.write(_("%(minutes)d minutes in %(services)d services: %(file)s") % report)
        self.stdout.write(report["url"])

    def failed(self, report: dict[str, Any]) -> bool:
        """A checked paper is not true."""
        return report.get("valid") is False


def _check(number: str, name: str, code: str) -> dict[str, Any]:
    if not is_number(number):
        raise CommandError(_("%(number)s is no number of a certificate.") % {"number": number})
    found = Certificate.objects.filter(number=number, publication="public").first()
    proof = proof_of(number, name, found.minutes, code) if found else ""
    return {"number": number, "valid": bool(found) and proof == (found.proof if found else "")}
