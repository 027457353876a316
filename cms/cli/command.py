"""Base of our commands: plain errors, ``--json``, exit codes."""

from __future__ import annotations

import argparse
import errno
import json
import sqlite3
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.publication.errors import Refused
from cms.tables.errors import TableError
from cms.translating import gettext_noop
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


_FILE_FAULTS = {
    errno.ENOENT: gettext_noop("%(path)s: there is no such file or folder."),
    errno.EACCES: gettext_noop("%(path)s: this user may not read or write there."),
    errno.EPERM: gettext_noop("%(path)s: this user may not read or write there."),
    errno.EROFS: gettext_noop("%(path)s: the disk can only be read. Choose another folder."),
    errno.ENOSPC: gettext_noop("The disk is full. Make room, then run the command again."),
    errno.ENOTDIR: gettext_noop("%(path)s: a part of this path is a file, not a folder."),
    errno.EISDIR: gettext_noop("%(path)s is a folder, where a file is needed."),
    errno.EEXIST: gettext_noop("%(path)s exists already; name another file."),
}


def file_fault(error: OSError) -> str:
    """Return what the system says of a file or disk, as a sentence."""
    message = _FILE_FAULTS.get(error.errno or 0)
    return gettext(message) % {"path": error.filename} if message else str(error)


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
