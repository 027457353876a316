"""A new key for the same log: who says so, and which keys a log had.

A change is a signed note that names the log, both keys and the day. The new key signs it, and
the old one too unless it was lost or stolen. All changes stand in ``log/key-changes``, the oldest
first, so that a checkpoint that was kept under an old key can still be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.transparency.notes import (
    DASH,
    KeyFault,
    NoteFault,
    Signer,
    Verifier,
    parse_verifier,
)

_TITLE = "huiyinbi log key change"
_TEXT = re.compile(rf"{_TITLE}\n([^\n]+)\nold ([^\n]+)\nnew ([^\n]+)\n(\d{{4}}-\d\d-\d\d)\n")
_EACH = re.compile(rf"^(?={_TITLE}$)", re.MULTILINE)


@dataclass(frozen=True)
class KeyChange:
    """One change; ``by_old`` says whether the old key signed it as well."""

    day: str
    old: Verifier
    new: Verifier
    by_old: bool

    def as_dict(self) -> dict[str, str | bool]:
        """Return the change for JSON."""
        old, new = str(self.old), str(self.new)
        return {"day": self.day, "old": old, "new": new, "by_old": self.by_old}


def note_of_change(old: Verifier | Signer, new: Signer, day: str) -> str:
    """Return the signed note of a change; only a ``Signer`` can sign for the old key.

    Raises :class:`KeyFault` for keys of two logs, or the same key twice.
    """
    known = old.verifier if isinstance(old, Signer) else old
    if known.name != new.name:
        raise KeyFault(f"the old key is of the log {known.name}, the new one of {new.name}")
    if known == new.verifier:
        raise KeyFault("the old key and the new one are the same")
    text = f"{_TITLE}\n{new.name}\nold {known}\nnew {new.verifier}\n{day}\n"
    note = new.sign(text).decode()
    if isinstance(old, Signer):
        note += old.sign(text).decode().rpartition("\n\n")[2]
    return note


def read_changes(text: str) -> list[KeyChange]:
    """Return the changes of ``log/key-changes``, the oldest first.

    Raises :class:`NoteFault` where one is malformed or the new key did not sign it.
    """
    return [_change(note) for note in _EACH.split(text) if note.strip()]


def _change(note: str) -> KeyChange:
    signed = f"{note.rstrip()}\n".encode()
    match = _TEXT.match(note)
    if match is None:
        raise NoteFault(f"this is no change of a key: {note[:60]!r}")
    try:
        old, new = parse_verifier(match[2]), parse_verifier(match[3])
    except KeyFault as error:
        raise NoteFault(str(error)) from error
    if old.name != match[1] or new.name != match[1] or new.open(signed) != match[0]:
        raise NoteFault(f"the change of {match[4]} is of another log, or its text was changed")
    return KeyChange(match[4], old, new, f"{DASH}{old.name} " in note and _signed(old, signed))


def _signed(key: Verifier, note: bytes) -> bool:
    try:
        key.open(note)
    except NoteFault:
        return False
    return True


def successors(keys: Sequence[Verifier], changes: Sequence[KeyChange]) -> Iterator[KeyChange]:
    """Yield the changes that lead on from ``keys``, each signed by a key trusted by then."""
    trusted = list(keys)
    for change in changes:
        if change.old in trusted and change.by_old:
            trusted.append(change.new)
            yield change
