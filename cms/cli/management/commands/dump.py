"""``huiyinbi dump``: everything that was published, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from cms.cli import dumping
from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.work import public_path, site_settings
from cms.publication.store import PublicStore
from publisher.dumps.writing import write_dump


class Command(Base):
    """Writes the published corpus, named by its checkpoint, to be kept and checked by anybody."""

    help = _("Write everything that was published, with the signed log, into one zip file.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to."""
        super().add_arguments(parser)
        parser.add_argument(
            "--out", type=Path, default=Path(), help=_("folder to write into (default: this one)")
        )

    def run(self, **options: Any) -> dict[str, Any]:
        """Write it and return a report."""
        how = site_settings()
        store = PublicStore(public_path(), read_only=True)
        with progress_bar(_("entry")) as show:
            try:
                made = write_dump(
                    store,
                    Path(settings.HUIYINBI_HOME),
                    options["out"],
                    how,
                    dumping.texts(how),
                    progress=show,
                )
            finally:
                store.close()
        return {
            "path": str(made.path),
            "entries": made.entries,
            "root": made.checkpoint.root_text,
            "hidden": made.hidden,
            "pictures": made.pictures,
            "bytes": made.bytes,
        }

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        self.stdout.write(
            _(
                "%(path)s: %(entries)d entries, %(pictures)d pictures, %(bytes)d bytes. "
                "Texts of withdrawn records that were left out: %(hidden)d."
            )
            % report
        )
        if report["hidden"]:
            self.stdout.write(
                _(
                    "A site built from it shows the same, but may cut lists into pages at other "
                    "places than here, until the withdrawn texts are purged: huiyinbi log purge."
                )
            )
