"""Signed notes (c2sp.org/signed-note) with Ed25519: keys, signing, opening.

Keys are written as Go's ``sumdb/note`` writes them: ``NAME+HASH+BASE64`` for the
public one, ``PRIVATE+KEY+NAME+HASH+BASE64`` for the secret one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from cms.translating import gettext_noop

SIGNATURE = b"\x01"  # Ed25519 over the text
COSIGNATURE = b"\x04"  # Ed25519 over a time and the text, as witnesses sign
_PREFIX = "PRIVATE+KEY+"
DASH = "\u2014 "
_NAME = re.compile(r"[^\s+\x00-\x1f]{1,200}")
_NO_KEY = {
    SIGNATURE: "this is no Ed25519 key written as NAME+HASH+BASE64",
    COSIGNATURE: "this is no witness's key (cosignature/v1) written as NAME+HASH+BASE64",
}
_MOST = 64 * 1024  # bytes of a note that is looked at


class KeyFault(Exception):
    """A text is no key, or no name for one; the message says why."""


class NoteFault(Exception):
    """A note is malformed, or not signed by the key that was asked for."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its name, and what it is for: ``SIGNATURE`` or ``COSIGNATURE``."""

    name: str
    public: bytes
    algorithm: bytes = SIGNATURE

    @property
    def key_hash(self) -> bytes:
        """The four bytes that name the key in a signature."""
        text = self.name.encode() + b"\n" + self.algorithm + self.public
        return hashlib.sha256(text).digest()[:4]

    def __str__(self) -> str:
        """Return the key as it is given to others."""
        return f"{self.name}+{self.key_hash.hex()}+{_encode(self.algorithm + self.public)}"

    def open(self, note: bytes) -> str:
        """Return the text of a note that this key signed. Raises :class:`NoteFault`."""
        return self.opened(note)[0]

    def opened(self, note: bytes) -> tuple[str, str]:
        """Return the text of a note and this key's line below it. Raises :class:`NoteFault`."""
        text, lines = parts(note)
        prefix = f"{DASH}{self.name} "
        for line in lines:
            raw = decoded(line.removeprefix(prefix)) if line.startswith(prefix) else b""
            if raw[:4] == self.key_hash:
                try:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(raw[4:], text.encode())
                except InvalidSignature as error:
                    raise NoteFault(gettext_noop("the signature does not fit the text")) from error
                return text, line
        raise NoteFault(gettext_noop("it is not signed with this key"))


@dataclass(frozen=True)
class Signer:
    """A secret key with its name; never shown by ``repr``."""

    name: str
    private: Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"Signer({self.verifier})"

    @property
    def verifier(self) -> Verifier:
        """The public key."""
        return Verifier(self.name, self.private.public_key().public_bytes_raw())

    def encode(self) -> str:
        """Return the secret key as it is kept."""
        seed = _encode(SIGNATURE + self.private.private_bytes_raw())
        return f"{_PREFIX}{self.name}+{self.verifier.key_hash.hex()}+{seed}"

    def sign(self, text: str) -> bytes:
        """Return ``text``, which ends in a newline, as a signed note."""
        signature = _encode(self.verifier.key_hash + self.private.sign(text.encode()))
        return f"{text}\n{DASH}{self.name} {signature}\n".encode()


@dataclass(frozen=True)
class KeptSigner:
    """Stands for a key that is elsewhere: it knows some notes that the key signed, and no more."""

    verifier: Verifier
    notes: tuple[bytes, ...]

    @property
    def name(self) -> str:
        """The key's name."""
        return self.verifier.name

    def sign(self, text: str) -> bytes:
        """Return the note with this text, signed by the key alone.

        Raises :class:`NoteFault` where there is none.
        """
        begins = f"{text}\n{DASH}".encode()
        for note in self.notes:
            if note.startswith(begins):
                found, line = self.verifier.opened(note)
                if found == text:
                    return f"{text}\n{line}\n".encode()
        raise NoteFault(gettext_noop("the signature does not fit the text"))


def new_signer(name: str) -> Signer:
    """Make a key called ``name``. Raises :class:`KeyFault` for a name that cannot be used."""
    if not _NAME.fullmatch(name):
        raise KeyFault(f"{name!r} cannot name a key: no spaces, no plus sign, at most 200 letters")
    return Signer(name, Ed25519PrivateKey.generate())


def parse_signer(text: str) -> Signer:
    """Read a secret key. Raises :class:`KeyFault`, whose message never shows the key."""
    if not text.strip().startswith(_PREFIX):
        raise KeyFault("this is no secret key: it does not begin with PRIVATE+KEY+")
    name, key_hash, seed = _fields(text.strip().removeprefix(_PREFIX))
    signer = Signer(name, Ed25519PrivateKey.from_private_bytes(seed))
    if signer.verifier.key_hash.hex() != key_hash:
        raise KeyFault("the secret key is damaged: its parts do not fit each other")
    return signer


def parse_verifier(text: str, algorithm: bytes = SIGNATURE) -> Verifier:
    """Read a public key. Raises :class:`KeyFault`."""
    name, key_hash, public = _fields(text.strip(), algorithm)
    verifier = Verifier(name, public, algorithm)
    if verifier.key_hash.hex() != key_hash:
        raise KeyFault("the public key is damaged: its parts do not fit each other")
    return verifier


def _fields(text: str, algorithm: bytes = SIGNATURE) -> tuple[str, str, bytes]:
    fields = text.split("+", 2)
    raw = decoded(fields[2]) if len(fields) == 3 else b""
    if len(raw) != 33 or raw[:1] != algorithm or not _NAME.fullmatch(fields[0]):
        raise KeyFault(_NO_KEY[algorithm])
    return fields[0], fields[1], raw[1:]


def parts(note: bytes) -> tuple[str, list[str]]:
    """Return the text of a note, with its last newline, and its signature lines.

    Raises :class:`NoteFault`.
    """
    try:
        text, found, signatures = note[:_MOST].decode().rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise NoteFault(gettext_noop("it is no text")) from error
    lines = signatures.removesuffix("\n").split("\n")
    if not found or not signatures.endswith("\n") or not all(x.startswith(DASH) for x in lines):
        why = gettext_noop("it is no signed note: the blank line or a signature is missing")
        raise NoteFault(why)
    return text + "\n", lines


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """Return the bytes of a Base64 text, none if it is not one."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
