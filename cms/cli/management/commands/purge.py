"""``huiyinbi purge --older-than MONTHS``: private intake data goes, the public record stays."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.activities.retention import forget_sign_ups
from cms.cases.retention.purge import purge
from cms.civic.retention import purge_civic
from cms.cli.argument_types import number
from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.settings import environment
from cms.volunteers.retention import purge_volunteers


class Command(Base):
    """Purges, or with ``--dry-run`` says what it would purge."""

    help = _(
        "Purge private data of cases closed and volunteers who left long ago, and kept ledgers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the age and the dry run."""
        super().add_arguments(parser)
        parser.add_argument(
            "--older-than",
            type=number,
            metavar="MONTHS",
            help=_("months since a case was closed; without it, PRIVATE_MONTHS"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("report only, change nothing"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Purge and return the report."""
        months = options["older_than"]
        if months is None:
            months = _configured()
        # First, so that the database is compacted after it.
        sign_ups = forget_sign_ups(_weeks(), dry_run=options["dry_run"])
        civic = purge_civic(months, dry_run=options["dry_run"])
        volunteers = purge_volunteers(months, dry_run=options["dry_run"])
        with progress_bar(_("case")) as show:
            report = purge(months, dry_run=options["dry_run"], progress=show).as_dict()
        return {**report, "sign_ups": sign_ups, "civic": civic, **volunteers}

    def tell(self, report: dict[str, Any]) -> None:
        """Print what went, what stayed, and what is left to do."""
        say = self.stdout.write
        say(_("Closed before %(before)s:") % report)
        said = _("would be purged") if report["dry_run"] else _("purged")
        for count, what in (
            (report["cases"], _("cases")),
            (report["civic"], _("orders and wishes")),
            (report["reports"], _("reports of imports")),
            (report["files"], _("kept ledgers")),
            (report["services"], _("services of volunteers")),
            (report["members"], _("volunteers who left")),
            (report["certificates"], _("certificates")),
            (report["sign_ups"], _("sign-ups of past activities")),
        ):
            say(f"  {what} {count} {said}")
        if report["still_open"]:
            say(_("  %(still_open)d old cases are not closed; they were left alone.") % report)
        if not report["dry_run"] and not report["compacted"]:
            say(_("The database was busy and still has old pages: run purge again."))

    def failed(self, report: dict[str, Any]) -> bool:
        """Old pages are left in the database."""
        return not report["dry_run"] and not report["compacted"]


def _weeks() -> int:
    text = environment.read("SIGNUP_WEEKS")
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(_("SIGNUP_WEEKS must be a number of weeks, not “%s”.") % text)
    return int(text)


def _configured() -> int:
    text = environment.read("PRIVATE_MONTHS")
    if not text:
        raise CommandError(_("Say --older-than MONTHS, or set PRIVATE_MONTHS."))
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(_("PRIVATE_MONTHS must be a number of months, not “%s”.") % text)
    return int(text)
