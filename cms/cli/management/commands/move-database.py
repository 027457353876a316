"""``huiyinbi move-database``: from SQLite to PostgreSQL, with the log as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.safekeeping.faults import KeepingFault
from cms.cli.safekeeping.moving import move, opened


class Command(Base):
    """Moves the private database; the SQLite file stays as it was."""

    help = _(
        "Copy an SQLite database into the empty PostgreSQL database that DATABASE_URL names, "
        "and check it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the old database."""
        super().add_arguments(parser)
        parser.add_argument(
            "file",
            type=Path,
            nargs="?",
            help=_("the SQLite file (default: private.sqlite3 in HUIYINBI_HOME)"),
        )

    def run(self, **options: Any) -> dict[str, Any]:
        """Move, and return a report."""
        path = options["file"] or Path(settings.HUIYINBI_HOME) / "private.sqlite3"
        try:
            with opened(path), progress_bar(_("row")) as show:
                return move(path, show)
        except KeepingFault as error:
            raise CommandError(str(error)) from error

    def tell(self, report: dict[str, Any]) -> None:
        """Print what was moved and what to do next."""
        say = self.stdout.write
        say(
            _("%(rows)d rows of %(tables)d tables; %(entries)d log entries with the same root.")
            % report
        )
        say(
            _(
                "Now set DATABASE_URL to the same address for the services too, then run: "
                "huiyinbi update_index, huiyinbi reindex --private, huiyinbi build, "
                "huiyinbi doctor; and start them."
            )
        )
        say(_("%(path)s was left as it was; delete it when all is well.") % report)
