"""``huiyinbi demo``: from a fresh clone to a living site and CMS."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli import setup
from cms.cli.argument_types import number
from cms.cli.command import Command as Base
from cms.cli.demo import loading
from cms.cli.demo.ledger import write_demo_ledger
from cms.cli.progress import progress_bar
from cms.cli.server import AddressTaken, serve
from cms.cli.work import Projections

#: A ledger for the tutorial, to be imported by whoever tries the demo.
LEDGER = settings.HUIYINBI_HOME / "demo-ledger.xlsx"


class Command(Base):
    """Makes the databases, loads the demo, builds the site and serves it."""

    help = _("Load the demo data, build the site, and serve site and CMS.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the port and whether to serve."""
        super().add_arguments(parser)
        parser.add_argument("--port", type=number, default=8000, help=_("port to serve on"))
        parser.add_argument("--no-serve", action="store_true", help=_("stop after the build"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Set up what is missing and return what was done."""
        self.options = options
        setup.migrate()
        setup.make_roles()
        setup.make_log_key()
        # Contact cards and certificates have a QR code in the demo too.
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{options['port']}/")
        loaded: dict[str, int] = {}
        if not loading.is_loaded():
            with progress_bar(_("record")) as show:
                loaded = loading.load(show)
            write_demo_ledger(LEDGER)
        projections = Projections()
        work = projections.catch_up()
        projections.close()
        return {"loaded": loaded, **work.as_dict()}

    def tell(self, report: dict[str, Any]) -> None:
        """Print what was loaded and where to go, then serve."""
        say = self.stdout.write
        if loaded := report["loaded"]:
            say(
                _(
                    "Demo data: %(areas)d areas, %(categories)d categories, %(cases)d cases, "
                    "%(brands)d brands, %(activities)d activities, "
                    "%(teams)d teams, %(services)d services."
                )
                % loaded
            )
            say(
                _(
                    "With residents: %(meeting)d meetings, %(consultation)d rounds of opinions, "
                    "%(order)d orders, %(organisation)d organisations, %(wish)d wishes, %(fund)d "
                    "funds, %(whistle)d whistles, %(patrol)d patrol reports, %(nearby)d services "
                    "nearby, %(stars)d star ratings."
                )
                % loaded
            )
            say(_("A ledger to import: %(path)s") % {"path": LEDGER})
        if report["site"]:
            say(_("Site: %(pages_written)d pages written.") % report["site"])
        if self.options["no_serve"]:
            return
        port = self.options["port"]
        try:
            serve("127.0.0.1", port, listening=lambda: self._tell_addresses(port))
        except AddressTaken as error:
            raise CommandError(str(error)) from error

    def _tell_addresses(self, port: int) -> None:
        say = self.stdout.write
        name, password = loading.EDITOR
        say(_("Public site: %(url)s") % {"url": f"http://127.0.0.1:{port}/"})
        say(
            _("CMS: %(url)s  user %(name)s, password %(password)s")
            % {"url": f"http://127.0.0.1:{port}/admin/", "name": name, "password": password}
        )
        say(_("Stop with Ctrl-C."))
        self.stdout.flush()
