"""``huiyinbi serve``: the public site, and the CMS at /admin/."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.argument_types import number
from cms.cli.command import PlainCommand
from cms.cli.server import AddressTaken, serve


class Command(PlainCommand):
    """Serves until interrupted; new publications appear within a second."""

    help = _("Serve the public site and the CMS.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the address and what to leave out."""
        parser.add_argument("--host", default="127.0.0.1", help=_("address to serve on"))
        parser.add_argument("--port", type=number, default=8000, help=_("port to serve on"))
        parser.add_argument("--public-only", action="store_true", help=_("without the CMS"))
        parser.add_argument("--no-worker", action="store_true", help=_("`worker` runs elsewhere"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        host, port = options["host"], options["port"]
        try:
            serve(
                host,
                port,
                public_only=options["public_only"],
                work=not options["no_worker"],
                listening=lambda: self.stdout.write(f"http://{host}:{port}/"),
            )
        except AddressTaken as error:
            raise CommandError(str(error)) from error
