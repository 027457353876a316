"""Arguments of the subcommands of ``huiyinbi log`` that have many."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.cli.argument_types import number
from cms.publication.records import CURRENT


def add_keygen(actions: Any) -> None:
    """Declare ``log keygen`` among the subcommands."""
    keygen = actions.add_parser("keygen", help=_("make the key that signs checkpoints"))
    keygen.add_argument("--name", default="", help=_("name of the log (default: from SITE_URL)"))
    keygen.add_argument(
        "--replace",
        action="store_true",
        help=_("make a new key for the same log; the old one signs that it is followed"),
    )
    keygen.add_argument(
        "--lost",
        default="",
        metavar="KEY-or-FILE",
        help=_("with --replace: the public half of a key that is lost and cannot sign"),
    )


def add_purge(actions: Any) -> None:
    """Declare ``log purge`` among the subcommands."""
    purge = actions.add_parser("purge", help=_("empty what a withdrawn record said"))
    purge.add_argument("key", metavar="NUMBER", help=_("case number, or slug or code"))
    purge.add_argument("--kind", default="case", choices=sorted(CURRENT))
    purge.add_argument(
        "--version",
        type=number,
        metavar="N",
        dest="number_of_version",
        help=_("only what version N said, which a correction replaced"),
    )
    purge.add_argument("--yes", action="store_true", help=_("do it; it cannot be undone"))
