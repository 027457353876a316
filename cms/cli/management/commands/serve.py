"""``huiyinbi serve``: the public site, and the CMS at /admin/."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.cli.server import AddressTaken, serve


class Command(BaseCommand):
    """Serves until interrupted; new publications appear within a second."""

    help = "Serve the public site and the CMS."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the address and what to leave out."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--public-only", action="store_true", help="without the CMS")
        parser.add_argument("--no-worker", action="store_true", help="`worker` runs elsewhere")

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
