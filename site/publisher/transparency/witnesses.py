"""Asks witnesses (c2sp.org/tlog-witness) to cosign a checkpoint.

A witness keeps the last checkpoint that it saw of a log. It cosigns a new one only with a proof
that nothing before was changed, so what it has cosigned cannot be taken back in secret.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from cms.translating import gettext_noop
from publisher.fetching import Answer, FetchFault, fetch
from publisher.transparency.checkpoints import Checkpoint, open_checkpoint
from publisher.transparency.consistency import consistency_proof
from publisher.transparency.cosignatures import (
    Cosigned,
    cosignatures,
    with_cosignatures,
    witness_key,
)
from publisher.transparency.notes import KeyFault, NoteFault, Verifier
from publisher.transparency.sources import Source, hashes_of

VARIABLE = "LOG_WITNESSES"
_ANSWER_MOST = 16 * 1024  # bytes; one line is about 200
_SECONDS = 15
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,17})\n")
_TEXTS = {
    "away": gettext_noop("%(witness)s gave no answer: %(why)s"),
    "refused": gettext_noop("%(witness)s refused the checkpoint: it answers %(status)d. %(why)s"),
    "unknown": gettext_noop(
        "%(witness)s does not know this log. Its operator has to add the public key: %(key)s"
    ),
    "forked": gettext_noop(
        "%(witness)s saw another log under this name: entries up to %(size)d were changed since, "
        "or are gone. Find out why before anything else is published."
    ),
    "unsigned": gettext_noop("%(witness)s answered, but not with a cosignature by its key."),
}


class WitnessFault(Exception):
    """A witness did not cosign; ``what`` and ``values`` say why, see :meth:`text`."""

    def __init__(self, what: str, **values: object) -> None:
        self.what, self.values = what, values
        super().__init__(_TEXTS[what] % values)

    @property
    def message(self) -> str:
        """The message id; ``values`` go into it."""
        return _TEXTS[self.what]


@dataclass(frozen=True)
class Witness:
    """Where a witness is asked, and the key that it cosigns with."""

    key: Verifier
    url: str


def witnesses_from(environ: Mapping[str, str]) -> list[Witness]:
    """Read ``LOG_WITNESSES``: ``KEY ADDRESS``, several of these separated by commas.

    Raises :class:`KeyFault` with a sentence that says what is wrong.
    """
    found = []
    for one in filter(None, map(str.strip, environ.get(VARIABLE, "").split(","))):
        key, _space, url = one.partition(" ")
        url = url.strip()
        if urlsplit(url).scheme not in {"http", "https"} or " " in url:
            raise KeyFault(
                f"{VARIABLE}: {one!r} should be a witness's key, a space, and its address, "
                "such as witness.example+0123abcd+BASE64 https://witness.example/"
            )
        try:
            found.append(Witness(witness_key(key), url))
        except KeyFault as error:
            raise KeyFault(f"{VARIABLE}: {key}: {error}") from error
    return found


def ask(witness: Witness, source: Source, note: bytes, log: Verifier, seen: int = 0) -> Cosigned:
    """Have ``witness`` cosign ``note``, the checkpoint of ``source``; it saw ``seen`` entries.

    A witness that saw another number says so and is asked again from there. Raises
    :class:`WitnessFault`, and :class:`SourceFault` or :class:`NoteFault` for a log of ours
    that cannot be read.
    """
    checkpoint = open_checkpoint(note, log)
    answer = _post(witness, _request(source, checkpoint, note, seen))
    if answer.status == 409 and (size := _SIZE.fullmatch(answer.body)):
        seen = int(size[1])
        if seen > checkpoint.size:
            raise WitnessFault("forked", witness=witness.key.name, size=seen)
        answer = _post(witness, _request(source, checkpoint, note, seen))
    if answer.status != 200:
        raise _refusal(witness, answer, log, seen)
    try:
        cosigned = with_cosignatures(note, note.rpartition(b"\n\n")[0] + b"\n\n" + answer.body)
        return next(cosignatures(cosigned, [witness.key]))
    except (NoteFault, StopIteration) as error:
        raise WitnessFault("unsigned", witness=witness.key.name) from error


def _request(source: Source, checkpoint: Checkpoint, note: bytes, seen: int) -> bytes:
    @lru_cache
    def tile(level: int, index: int) -> list[bytes]:
        return hashes_of(source, level, index, checkpoint.size)

    proof = consistency_proof(tile, seen, checkpoint.size)
    lines = [f"old {seen}", *(base64.b64encode(one).decode() for one in proof), ""]
    return "".join(f"{line}\n" for line in lines).encode() + note


def _post(witness: Witness, body: bytes) -> Answer:
    url = witness.url.rstrip("/") + "/add-checkpoint"
    try:
        return fetch(url, most=_ANSWER_MOST, seconds=_SECONDS, post=body)
    except FetchFault as error:
        raise WitnessFault("away", witness=witness.key.name, why=str(error)) from error


def _refusal(witness: Witness, answer: Answer, log: Verifier, seen: int) -> WitnessFault:
    name = witness.key.name
    if answer.status in {403, 404}:
        return WitnessFault("unknown", witness=name, key=str(log))
    if answer.status == 422 or (answer.status == 409 and answer.kind != "text/x.tlog.size"):
        return WitnessFault("forked", witness=name, size=seen)
    why = " ".join(answer.body.decode("utf-8", "replace").split())[:200]
    return WitnessFault("refused", witness=name, status=answer.status, why=why)
