"""``huiyinbi backup``: everything that nothing else could bring back, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.safekeeping.backing_up import back_up
from cms.cli.safekeeping.faults import KeepingFault


class Command(Base):
    """Backs up database, pictures and uploads, while they are in use."""

    help = _(
        "Write database, pictures and uploads into one file, to be put back by huiyinbi restore. "
        "It holds personal data."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to, and whether with the keys."""
        super().add_arguments(parser)
        parser.add_argument(
            "file",
            type=Path,
            help=_("a new file, or a folder to put one into that is named by time"),
        )
        parser.add_argument(
            "--with-keys",
            action="store_true",
            help=_("also log-key and secret-key: whoever has the file can then sign the log"),
        )

    def run(self, **options: Any) -> dict[str, Any]:
        """Write it and return a report."""
        try:
            with progress_bar(_("page")) as pages, progress_bar(_("file")) as files:
                return back_up(options["file"], keys=options["with_keys"], pages=pages, files=files)
        except KeepingFault as error:
            raise CommandError(str(error)) from error

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        say = self.stdout.write
        say(_("%(path)s: %(files)d files, %(entries)d log entries, %(bytes)d bytes.") % report)
        say(_("It holds personal data and can be read by its owner only. Keep it encrypted."))
        if report["keys"]:
            names = "、".join(report["keys"])
            say(
                _("The keys are in it: %(names)s. Whoever has the file can sign the log.")
                % {"names": names}
            )
        else:
            say(
                _(
                    "The key of the log is not in it. Keep log-key apart, once, in a safe place; "
                    "--with-keys takes it along."
                )
            )
