"""``huiyinbi restore``: puts a backup into a data folder, and builds the site from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cms.cli import setup
from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.safekeeping.faults import KeepingFault
from cms.cli.safekeeping.restoring import restore
from cms.cli.work import Projections


class Command(Base):
    """Restores a backup: all of it, or nothing."""

    help = _("Put a file of huiyinbi backup into HUIYINBI_HOME, then build search and site.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help=_("what huiyinbi backup wrote"))
        parser.add_argument(
            "--replace",
            action="store_true",
            help=_("move aside what HUIYINBI_HOME holds, into a folder replaced-… in it"),
        )

    def run(self, **options: Any) -> dict[str, Any]:
        """Restore, bring the tables to this version, and catch up with the log."""
        try:
            with progress_bar(_("file")) as show:
                report = restore(options["file"], replace=options["replace"], progress=show)
        except KeepingFault as error:
            raise CommandError(str(error)) from error
        if setup.migrate():  # a backup of an older version
            setup.make_roles()
        with progress_bar(_("page")) as show:
            projections = Projections()
            try:
                work = projections.catch_up(lambda _what, done, total: show(done, total))
            finally:
                projections.close()
        return {**report, **work.as_dict()}

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        say = self.stdout.write
        made = localtime(datetime.fromisoformat(report["made"])).strftime("%Y-%m-%d %H:%M")
        text = _("Restored: %(files)d files, %(entries)d log entries, backed up %(made)s.")
        say(text % {**report, "made": made})
        if report["replaced"]:
            say(
                _("What was there before is in %(replaced)s; delete it when it is not needed.")
                % report
            )
        if report["lost"]:
            say(
                _(
                    "%(lost)d entries were published after the backup and are missing from the log "
                    "now. Do not publish before you have read docs/how-to/operate.md."
                )
                % report
            )
        if not report["log_key"]:
            say(_("There is no log-key. Put it back from its safe place before you publish."))
        say(_("Search and site were built. Now run: huiyinbi doctor"))
