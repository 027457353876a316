"""Which keys a log is checked with: those that were given, those that follow them, or its own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from publisher.transparency.findings import Report
from publisher.transparency.key_changes import read_changes, successors
from publisher.transparency.notes import NoteFault, Verifier, parse_verifier
from publisher.transparency.sources import Source, key_changes_of, key_of


def trusted_keys(source: Source, keys: Sequence[Verifier], report: Report) -> list[Verifier]:
    """Return the keys that a checkpoint of this log may be signed with, and note what changed."""
    trusted = list(keys) or [parse_verifier(key_of(source))]
    try:
        changes = read_changes(key_changes_of(source))
    except NoteFault as error:
        report.add("key-changes", why=str(error))
        return trusted
    report.key_changes = [change.as_dict() for change in changes]
    if keys:
        return [*trusted, *(change.new for change in successors(trusted, changes))]
    return [*trusted, *(change.old for change in reversed(changes))]


def signer_of(note: bytes, trusted: Sequence[Verifier]) -> Verifier:
    """Return the key that signed ``note``; the first of them where none did."""
    for key in trusted:
        with suppress(NoteFault):
            key.open(note)
            return key
    return trusted[0]


def note_unconfirmed(note: bytes, trusted: Sequence[Verifier], report: Report) -> None:
    """Note where the checkpoint's key is one that only says itself that it follows."""
    for change in report.key_changes:
        new = parse_verifier(str(change["new"]))
        old = parse_verifier(str(change["old"]))
        if old in trusted and new not in trusted and signer_of(note, [new, *trusted]) == new:
            with suppress(NoteFault):
                new.open(note)
                report.add("new-key", day=change["day"], key=str(new))
