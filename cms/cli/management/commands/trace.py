"""``huiyinbi trace CASE``: the way of one case from ledger row to page."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.tracing import CaseUnknown, find_case, trace


class Command(Base):
    """Prints each station with its time and link."""

    help = _("Print the way of one case: row, draft, revision, log entry, index, page.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the case."""
        super().add_arguments(parser)
        parser.add_argument("case", help=_("number or ledger number"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Return the stations of the case."""
        try:
            case = find_case(options["case"])
        except CaseUnknown as error:
            raise CommandError(str(error)) from error
        stations = [station.as_dict() for station in trace(case)]
        return {"case": case.number, "title": case.title, "stations": stations}

    def tell(self, report: dict[str, Any]) -> None:
        """Print one line a station."""
        self.stdout.write(f"{report['case']} {report['title']}")
        for number, station in enumerate(report["stations"], 1):
            parts = [station[name] for name in ("time", "text", "link") if station[name]]
            self.stdout.write(f"{number:3} {station['station']}  " + "  ".join(parts))
