"""``huiyinbi trace RECORD``: the way of one record from draft to page."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.finding_records import RecordUnknown, find_record
from cms.cli.tracing import trace


class Command(Base):
    """Prints each station with its time and link."""

    help = _("Print the way of one record: row, draft, revision, log entry, index, page.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the record."""
        super().add_arguments(parser)
        parser.add_argument("record", help=_("number, ledger number, slug, or address of a page"))
        parser.add_argument("--kind", default="", help=_("where several are called so: which"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Return the stations of the record."""
        try:
            item = find_record(options["record"], options["kind"])
        except RecordUnknown as error:
            raise CommandError(str(error)) from error
        stations = [station.as_dict() for station in trace(item)]
        title = getattr(item, "title", "") or getattr(item, "name", "") or str(item)
        return {
            "kind": item.public_kind,
            "key": item.public_key,
            "title": title,
            "stations": stations,
        }

    def tell(self, report: dict[str, Any]) -> None:
        """Print one line a station."""
        self.stdout.write(f"{report['key']} {report['title']}")
        for number, station in enumerate(report["stations"], 1):
            parts = [station[name] for name in ("time", "text", "link") if station[name]]
            self.stdout.write(f"{number:3} {station['station']}  " + "  ".join(parts))
