"""Whether a release still is what was built: every address it ever had, with its own bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cms.publication.vocabulary import gettext_noop as _
from publisher.addresses import case_number, json_path
from publisher.manifest import Manifest
from publisher.problem import Problem, fault
from publisher.release import Release

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
        for identity, digest in manifest.connection.execute("select id, sha256 from cases"):
            path = json_path(case_number(identity))
            if _digest(release, path) not in (None, bytes.fromhex(digest)):
                yield Problem(path, "lost", fault(_CHANGED))
    finally:
        manifest.close()


def _digest(release: Release, path: str) -> bytes | None:
    try:
        return hashlib.sha256((release.root / path).read_bytes()).digest()
    except FileNotFoundError:
        return None
