"""``huiyinbi search QUERY``: asks the public index."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.argument_types import number
from cms.cli.command import Command as Base
from cms.cli.searching import QueryRefused, search
from search.names import label_of


class Command(Base):
    """Searches the public records, as the site's own search page does."""

    help = _("Search the public records.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the query."""
        super().add_arguments(parser)
        parser.add_argument("query", help=_("words and filters, as in the search of the site"))
        parser.add_argument("--size", type=number, default=10, help=_("hits on a page"))
        parser.add_argument("--page", type=number, default=1, help=_("which page, from 1 on"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Return what was found."""
        try:
            return search(options["query"], size=options["size"], page=options["page"])
        except QueryRefused as error:
            raise CommandError(str(error)) from error

    def tell(self, report: dict[str, Any]) -> None:
        """Print kind, number, title and address of each hit, and what may have been meant."""
        self.stdout.write(_("%(total)d found.") % report)
        for message in report["messages"]:
            self.stdout.write(message)
        if report["suggestions"]:
            self.stdout.write(_("Did you mean:") + " " + " | ".join(report["suggestions"]))
        for item in report["items"]:
            kind = label_of("kind", item["kind"])
            self.stdout.write(f"{kind}  {item['number']}  {item['title']}  {item['url']}")
