"""``privacy scan FILE …``: lists the personal data in files or in standard input."""

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

from cms.cli.command import PlainCommand
from cms.privacy.allowed import Allowed
from cms.privacy.documents import Placed, Refused, scan_document
from cms.privacy.findings import KINDS
from cms.publication.gate import directory
from cms.system_faults import file_fault

# Exit code of a scan that was asked to fail where it finds something; 1 is for files that
# could not be looked through, 2 for wrong arguments.
FOUND = 3


class Command(PlainCommand):
    """Looks through files as the gate would, with the published office numbers allowed."""

    help = _("Find personal data in a text, table, document or picture.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one subcommand, ``scan``."""
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        scan = subcommands.add_parser("scan", help=_("List what is found in files."))
        scan.add_argument(
            "files", nargs="+", metavar="FILE", help=_("A file, or - for standard input.")
        )
        scan.add_argument("--json", action="store_true", help=_("Print one JSON list."))
        failing = scan.add_mutually_exclusive_group()
        failing.add_argument(
            "--fail-on-findings",
            action="store_true",
            help=_("End with exit code 3 where anything is found."),
        )
        failing.add_argument(
            "--fail-on-certain",
            action="store_true",
            help=_("End with exit code 3 where anything certain is found."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings of all files, then say which could not be looked through."""
        allowed, faults = _allowed(), []
        found: list[tuple[str, Placed]] = []
        for name in options["files"]:
            try:
                found += [(name, placed) for placed in _look(name, allowed)]
            except OSError as error:
                faults.append(file_fault(error))
            except Refused as error:
                faults.append(f"{name}: {error}")
        self._tell(found, several=len(options["files"]) > 1, as_json=options["json"])
        if faults:
            raise CommandError("\n".join(faults))
        certain = any(placed.finding.certain for _name, placed in found)
        if (found and options["fail_on_findings"]) or (certain and options["fail_on_certain"]):
            raise SystemExit(FOUND)

    def _tell(self, found: list[tuple[str, Placed]], *, several: bool, as_json: bool) -> None:
        if as_json:
            rows = [{"file": name, **_row(placed)} for name, placed in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for name, placed in found:
            self.stdout.write(f"{name}\t{_line(placed)}" if several else _line(placed))
        self.stdout.write(
            ngettext("%(count)d finding", "%(count)d findings", len(found)) % {"count": len(found)}
        )


def _look(name: str, allowed: Allowed) -> list[Placed]:
    if name == "-":
        return scan_document(sys.stdin.buffer.read(), allowed=allowed)
    return scan_document(Path(name).read_bytes(), Path(name).name, allowed=allowed)


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
