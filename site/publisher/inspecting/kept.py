"""Whether a release still is what was built: every address it ever had, with its own bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cms.translating import gettext_noop as _
from publisher.addresses import case_number
from publisher.inspecting.problem import Problem, fault
from publisher.output.release import Release
from publisher.record_files import json_of, record_page
from publisher.remembered.manifest import Manifest

_LOST = _("was published and is no longer here; run `huiyinbi build --full`")
_CHANGED = _("is not what was built; run `huiyinbi build --full`")


def find_lost(release: Release) -> Iterator[Problem]:
    """Yield the addresses of ``release`` that nothing answers, and files that were changed.

    A full build takes over every address of the release before it, so the manifest
    names all that were ever published.
    """
    manifest = Manifest(release.manifest_path, read_only=True)
    try:
        for path, digest in manifest.connection.execute("select path, sha256 from files"):
            found = _digest(release, path)
            if found is None:
                yield Problem(path, "lost", fault(_LOST))
            elif found != digest:
                yield Problem(path, "lost", fault(_CHANGED))
        for kind, key, digest in _records(manifest):
            page = record_page(kind, key)
            path = json_of(page)
            if page and _digest(release, path) not in (None, bytes.fromhex(digest)):
                yield Problem(path, "lost", fault(_CHANGED))
    finally:
        manifest.close()


def _records(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """Yield kind, key and newest hash of every record with a page."""
    execute = manifest.connection.execute
    cases = execute("select id, sha256 from cases")
    yield from (("case", case_number(identity), digest) for identity, digest in cases)
    yield from execute("select kind, key, sha256 from items")


def _digest(release: Release, path: str) -> bytes | None:
    try:
        return hashlib.sha256((release.root / path).read_bytes()).digest()
    except FileNotFoundError:
        return None
