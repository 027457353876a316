"""Builds the site of a folder; run as a process of its own, to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from cms.publication.store import PublicStore
from publisher.build import build
from tests.site.records import SETTINGS


def main(home: Path, full: bool) -> None:
    """Build once."""
    build(PublicStore(home / "public.sqlite3"), home, SETTINGS, processes=2, full=full, wait=30)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "full" in sys.argv[2:])
