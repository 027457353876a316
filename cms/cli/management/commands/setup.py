"""``huiyinbi setup``: a new installation, a new version, or an office from its workbook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli import logkeeping, setup
from cms.cli.command import Command as Base
from cms.cli.command import existing_file
from cms.cli.opening.office import open_office
from cms.cli.opening.tables import write_template
from cms.settings.environment import read
from publisher.transparency.keys import find_signer


class Command(Base):
    """Does what is missing, and nothing twice: it is the command of an upgrade, too."""

    help = _(
        "Set up a new installation or bring it to a new version; with --office, make areas, "
        "contacts, categories, units and users from a workbook."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the workbook."""
        super().add_arguments(parser)
        parser.add_argument(
            "--office", type=Path, metavar="XLSX", help=_("the workbook that describes the office")
        )
        parser.add_argument(
            "--template",
            type=Path,
            metavar="XLSX",
            help=_("only write an example of that workbook"),
        )
        parser.add_argument(
            "--reason",
            default="",
            help=_("public reason where a published area or category changes"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("check the workbook only"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Do it and return a report."""
        if path := options["template"]:
            write_template(path)
            return {"template": str(path)}
        report: dict[str, Any] = {"migrated": setup.migrate()}
        report["guards_put_back"] = setup.guard_tables()
        setup.make_roles()
        report["log_key"] = _log_key()
        if path := options["office"]:
            reason = options["reason"] or _("The office brought its directory up to date.")
            report["office"] = open_office(
                existing_file(path), reason=reason, dry_run=options["dry_run"]
            )
        report["administrators"] = (
            get_user_model().objects.filter(is_superuser=True, is_active=True).count()
        )
        return report

    def tell(self, report: dict[str, Any]) -> None:
        """Print what was done and what is left to do."""
        say = self.stdout.write
        if path := report.get("template"):
            say(
                _("Example written: %(path)s. Fill it in, then: huiyinbi setup --office FILE")
                % {"path": path}
            )
            return
        say(
            _("The database was brought up to date.")
            if report["migrated"]
            else _("The database is up to date.")
        )
        if names := report["guards_put_back"]:
            text = _(
                "Put back what guards the tables: %(names)s. What happened meanwhile, "
                "huiyinbi log verify and huiyinbi hours check can tell."
            )
            say(text % {"names": ", ".join(names)})
        if report["log_key"]:
            say(_("Key of the log made: %(log_key)s. Keep a copy in a safe place.") % report)
        if office := report.get("office"):
            self._tell_office(office)
        if not report["administrators"]:
            say(_("Nobody can sign in as administrator yet. Run: huiyinbi createsuperuser"))

    def _tell_office(self, office: dict[str, Any]) -> None:
        say = self.stdout.write
        for problem in office["problems"]:
            say("  " + problem)
        if office["problems"]:
            say(
                _("%(n)d faults, so nothing was written. Mend them and run it again.")
                % {"n": len(office["problems"])}
            )
            return
        if office["dry_run"]:
            say(_("Dry run: nothing was written."))
        say(
            _(
                "New or changed: %(areas)d areas, %(categories)d categories, %(units)d units, "
                "%(users)d users; unchanged: %(unchanged)d."
            )
            % office
        )
        for name, password in office["passwords"].items():
            say(f"{name}\t{password}")
        if office["passwords"]:
            say(_("First passwords, shown this once; each is changed at the first sign-in."))

    def failed(self, report: dict[str, Any]) -> bool:
        """The workbook has faults."""
        return bool(report.get("office", {}).get("problems"))


def _log_key() -> str:
    """Make the log's key where there is none and the site has an address to name it by."""
    if not read("SITE_URL") or find_signer(os.environ, Path(django_settings.HUIYINBI_HOME)):
        return ""
    try:
        return str(logkeeping.keygen("")["path"])
    except logkeeping.LogRefused as error:
        raise CommandError(str(error)) from error
