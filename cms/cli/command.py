"""Base of our commands: plain errors, ``--json``, exit codes."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.publication.errors import Refused
from cms.system_faults import file_fault
from cms.tables.errors import TableError
from publisher.copying.bucket import BucketError
from publisher.failed import BuildFailed
from publisher.lock import BuildBusy
from publisher.settings import SettingsError
from search.engine import AddressFault


class PlainCommand(BaseCommand):
    """A command that shows its own options only."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Hide Django's general options: they are for programmers, and in English."""
        parser = super().create_parser("huiyinbi", subcommand, **kwargs)
        for action in parser._actions:
            if action.dest in _GENERAL:
                action.help = argparse.SUPPRESS
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run; an error is told in Chinese, where Django begins with the name of its class."""
        if "--traceback" in argv:
            super().run_from_argv(argv)
            return
        try:
            super().run_from_argv([*argv[:2], "--traceback", *argv[2:]])
        except SystemCheckError as error:
            self.stderr.write(str(error), lambda text: text)
            sys.exit(error.returncode)
        except CommandError as error:
            self.stderr.write(gettext("Error: %(error)s") % {"error": error})
            sys.exit(error.returncode)


class Command(PlainCommand):
    """A command that says what it did; subclasses return a JSON-ready report.

    ``run`` does the work and returns the report, ``tell`` prints it for people,
    ``failed`` says whether the exit code must not be zero.
    """

    requires_system_checks: list[str] = []
    stealth_options = ("json",)

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--json``; subclasses add their own and call this."""
        parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, then print the report; errors of ours become one clear line."""
        try:
            report = self.run(**options)
        except TableError as error:
            raise CommandError(error.message(gettext)) from error
        except (Refused, BuildBusy, BuildFailed, BucketError, SettingsError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(file_fault(error)) from error
        except AddressFault as error:
            raise CommandError(gettext(str(error))) from error
        except (OperationalError, ProgrammingError, sqlite3.Error) as error:
            # Also where a home was never set up: there is a database, but no table in it.
            text = gettext("The database cannot be used: %(error)s. See: huiyinbi doctor")
            raise CommandError(text % {"error": str(error).strip()}) from error
        if options.get("json"):
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self.tell(report)
        if self.failed(report):
            raise SystemExit(1)

    def run(self, **options: Any) -> dict[str, Any]:
        """Do the work and return the report."""
        raise NotImplementedError

    def tell(self, report: dict[str, Any]) -> None:
        """Print ``report`` for people."""
        raise NotImplementedError

    def failed(self, report: dict[str, Any]) -> bool:
        """Whether the exit code must say that something went wrong."""
        return False


def existing_file(path: Path) -> Path:
    """Return ``path``. Raises ``CommandError`` where there is no such file."""
    if not path.is_file():
        raise CommandError(gettext("There is no file %(path)s.") % {"path": path})
    return path


_GENERAL = {
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}
