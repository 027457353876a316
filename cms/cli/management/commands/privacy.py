"""``privacy scan FILE``: lists the personal data in a file or in standard input."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.cli.command import PlainCommand, file_fault
from cms.privacy.allowed import Allowed
from cms.privacy.documents import Placed, Refused, scan_document
from cms.privacy.findings import KINDS
from cms.publication.gate import directory


class Command(PlainCommand):
    """Looks through a file as the gate would, with the published office numbers allowed."""

    help = _("Find personal data in a text, table, document or picture.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one subcommand, ``scan``."""
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        scan = subcommands.add_parser("scan", help=_("List what is found in a file."))
        scan.add_argument("file", metavar="FILE", help=_("The file, or - for standard input."))
        scan.add_argument("--json", action="store_true", help=_("Print one JSON list."))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings; a file that cannot be read is one clear error."""
        name = options["file"]
        try:
            if name == "-":
                found = scan_document(sys.stdin.buffer.read(), allowed=_allowed())
            else:
                found = scan_document(Path(name).read_bytes(), Path(name).name, allowed=_allowed())
        except OSError as error:
            raise CommandError(file_fault(error)) from error
        except Refused as error:
            raise CommandError(f"{name}: {error}") from error
        if options["json"]:
            rows = [_row(placed) for placed in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for placed in found:
            self.stdout.write(_line(placed))
        self.stdout.write(
            ngettext("%(count)d finding", "%(count)d findings", len(found)) % {"count": len(found)}
        )


def _allowed() -> Allowed:
    """Return the published office numbers, or none where there is no database yet."""
    try:
        return directory.allowed()
    except DatabaseError:
        return Allowed()


def _row(placed: Placed) -> dict[str, Any]:
    found = placed.finding
    return {
        "where": placed.where,
        "kind": found.kind,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "mask": found.mask,
        "confidence": found.confidence,
        "certain": found.certain,
    }


def _line(placed: Placed) -> str:
    found = placed.finding
    sure = _("certain") if found.certain else _("to review")
    text = found.text.replace("\n", " ")
    return (
        f"{placed.where}\t{_(KINDS[found.kind])}\t{found.start}-{found.end}\t"
        f"{text} → {found.mask}\t{found.confidence:.2f} {sure}"
    )
