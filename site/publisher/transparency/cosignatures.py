"""What a witness adds to a checkpoint (c2sp.org/tlog-cosignature): that it saw the log grow.

A cosignature is one more line of the signed note, with the witness's time in it. So a checkpoint
with cosignatures is read by all that read one without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from publisher.transparency.notes import (
    COSIGNATURE,
    DASH,
    NoteFault,
    Verifier,
    decoded,
    parse_verifier,
    parts,
)

_TIME_BYTES = 8


@dataclass(frozen=True)
class Cosigned:
    """Who saw a checkpoint, when by their clock, and the line that says so."""

    witness: str
    time: datetime
    line: str

    def as_dict(self) -> dict[str, str]:
        """Return name and time, for JSON."""
        return {"witness": self.witness, "time": self.time.strftime("%Y-%m-%dT%H:%M:%SZ")}


def witness_key(text: str) -> Verifier:
    """Read a witness's public key. Raises :class:`KeyFault`."""
    return parse_verifier(text, COSIGNATURE)


def witness_keys(text: str) -> list[Verifier]:
    """Read public keys of witnesses, one a line. Raises :class:`KeyFault`."""
    return [witness_key(line) for line in text.split("\n") if line.strip()]


def cosignatures(note: bytes, keys: Iterable[Verifier]) -> Iterator[Cosigned]:
    """Yield the true cosignatures of a checkpoint by these keys, at most one of each."""
    text, lines = parts(note)
    for key in keys:
        found = (_cosigned(line, text, key) for line in lines)
        if one := next((one for one in found if one), None):
            yield one


def with_cosignatures(note: bytes, cosigned: bytes) -> bytes:
    """Return ``note`` with the lines that ``cosigned`` has beside; it must be the same checkpoint.

    Where it is of another, ``note`` as it is: cosignatures of an older one say nothing of it.
    """
    try:
        (text, lines), (other, more) = parts(note), parts(cosigned)
    except NoteFault:
        return note
    if other != text:
        return note
    return "\n".join([text, *dict.fromkeys([*lines, *more]), ""]).encode()


def signed_text(text: str, seconds: int) -> bytes:
    """Return the bytes that a witness signs at ``seconds`` after 1970."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _cosigned(line: str, text: str, key: Verifier) -> Cosigned | None:
    prefix = f"{DASH}{key.name} "
    raw = decoded(line.removeprefix(prefix)) if line.startswith(prefix) else b""
    if raw[:4] != key.key_hash:
        return None
    seconds, signature = int.from_bytes(raw[4 : 4 + _TIME_BYTES]), raw[4 + _TIME_BYTES :]
    try:
        signed = signed_text(text, seconds)
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
        return Cosigned(key.name, datetime.fromtimestamp(seconds, UTC), line)
    except (InvalidSignature, ValueError, OverflowError, OSError):
        return None
