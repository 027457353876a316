"""Checkpoints (c2sp.org/tlog-checkpoint): the size and root of the tree, signed."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from cms.translating import gettext_noop
from publisher.transparency.notes import KeptSigner, NoteFault, Signer, Verifier
from publisher.transparency.tree import HASH_BYTES

_BODY = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]+=*)\n(?:[^\n]+\n)*")


@dataclass(frozen=True)
class Checkpoint:
    """``origin`` names the log, ``size`` counts its entries, ``root`` is the tree's hash."""

    origin: str
    size: int
    root: bytes

    @property
    def root_text(self) -> str:
        """The root as it stands in a checkpoint: Base64."""
        return base64.b64encode(self.root).decode()

    @property
    def short(self) -> str:
        """A name that tells checkpoints apart, fit for a file name: size and 8 hex digits."""
        return f"{self.size}-{self.root[:4].hex()}"

    def sign(self, signer: Signer | KeptSigner) -> bytes:
        """Return the signed checkpoint; the same bytes each time."""
        return signer.sign(f"{self.origin}\n{self.size}\n{self.root_text}\n")


def open_checkpoint(note: bytes, verifier: Verifier) -> Checkpoint:
    """Return what a checkpoint says, once ``verifier`` has checked the signature.

    Raises :class:`NoteFault` where the signature, the form or the origin is wrong.
    """
    checkpoint = read(verifier.open(note))
    if checkpoint.origin != verifier.name:
        raise NoteFault(gettext_noop("it is of another log"))
    return checkpoint


def read(text: str) -> Checkpoint:
    """Read the text of a checkpoint without asking who signed it. Raises :class:`NoteFault`."""
    match = _BODY.match(text)
    root = base64.b64decode(match[3]) if match and len(match[3]) % 4 == 0 else b""
    if match is None or len(root) != HASH_BYTES:
        raise NoteFault(
            gettext_noop("it is no checkpoint: origin, size and root should stand in three lines")
        )
    return Checkpoint(match[1], int(match[2]), root)
