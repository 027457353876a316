"""``huiyinbi reindex``: builds a new search index beside the present one."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.reindexing import NothingToReindex, reindex
from cms.finding.indexing import rebuild
from search.engine import EngineUnavailable


class Command(Base):
    """Search goes on meanwhile; the old index is kept for ``--rollback``."""

    help = _("Build a new Elasticsearch index beside the present one, or the editors' own index.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the way back."""
        super().add_arguments(parser)
        parser.add_argument(
            "--private", action="store_true", help=_("make the editors' own index anew")
        )
        parser.add_argument(
            "--rollback", action="store_true", help=_("switch back to the index before this one")
        )

    def run(self, **options: Any) -> dict[str, Any]:
        """Return the name of the index that answers now, or how many records are in it."""
        if options["private"]:
            with progress_bar(_("record")) as show:
                return {"records": rebuild(show)}
        try:
            return reindex(back=options["rollback"])
        except NothingToReindex as error:
            raise CommandError(str(error)) from error
        except EngineUnavailable as error:
            message = _("The index was not changed: %(why)s") % {"why": error}
            raise CommandError(message) from error

    def tell(self, report: dict[str, Any]) -> None:
        """Print which index answers, or what was done."""
        if "records" in report:
            self.stdout.write(_("%(records)d records can be found by editors.") % report)
            return
        self.stdout.write(_("Searches are now answered by %(index)s.") % report)
