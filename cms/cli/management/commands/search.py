"""``huiyinbi search QUERY``: asks the public index."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.command import Command as Base
from cms.cli.searching import QueryRefused, search


class Command(Base):
    """Searches the public records, as the site's own search page does."""

    help = _("Search the public records.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the query."""
        super().add_arguments(parser)
        parser.add_argument("query")
        parser.add_argument("--size", type=int, default=10)
        parser.add_argument("--page", type=int, default=1)

    def run(self, **options: Any) -> dict[str, Any]:
        """Return what was found."""
        try:
            return search(options["query"], size=options["size"], page=options["page"])
        except QueryRefused as error:
            raise CommandError(str(error)) from error

    def tell(self, report: dict[str, Any]) -> None:
        """Print number, title and address of each hit."""
        self.stdout.write(_("%(total)d found.") % report)
        for item in report["items"]:
            self.stdout.write(f"{item['number']}  {item['title']}  {item['url']}")
