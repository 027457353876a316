"""Has the living site's checkpoint cosigned, and puts the cosignatures where readers find them.

They are kept beside the site: a build writes them with the checkpoint that they are of, so that
a site built anew has them too. Nothing waits for a witness; it is asked once the site is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.lock import build_lock
from publisher.output.durable import replace_file
from publisher.output.release import living
from publisher.transparency.checkpoints import Checkpoint, open_checkpoint
from publisher.transparency.cosignatures import Cosigned, cosignatures, with_cosignatures
from publisher.transparency.notes import NoteFault, Verifier
from publisher.transparency.sources import Folder, Missing, checkpoint_of
from publisher.transparency.tree import FOLDER
from publisher.transparency.witnesses import Witness, WitnessFault, ask

_KEPT = "log-cosigned"
_WAIT = 30.0  # seconds for a build to end


@dataclass
class Outcome:
    """The checkpoint, its cosignatures by the witnesses that were named, and who gave none."""

    checkpoint: Checkpoint
    cosigned: list[Cosigned] = field(default_factory=list)
    faults: list[WitnessFault] = field(default_factory=list)


def kept(home: Path | None) -> bytes:
    """Return the checkpoint that was cosigned last, with its cosignatures; empty for none."""
    try:
        return (home / _KEPT).read_bytes() if home else b""
    except FileNotFoundError:
        return b""


def keep(home: Path, note: bytes) -> None:
    """Keep a checkpoint with its cosignatures for the builds that follow."""
    replace_file(home / _KEPT, note)


def present(home: Path, log: Verifier, witnesses: Sequence[Witness]) -> Outcome:
    """Return what the living site's checkpoint has of these witnesses, asking nobody.

    Raises :class:`Missing` where there is no signed site yet, and :class:`NoteFault`.
    """
    note = checkpoint_of(_living(home))
    found = list(cosignatures(note, [one.key for one in witnesses]))
    return Outcome(open_checkpoint(note, log), found)


def cosign(home: Path, log: Verifier, witnesses: Sequence[Witness]) -> Outcome:
    """Ask those who have not cosigned the living site's checkpoint yet, and publish what comes.

    Raises :class:`SourceFault` or :class:`NoteFault` where the living log cannot be read, and
    :class:`BuildBusy`; a witness that is away or refuses is in the outcome.
    """
    source, before = _living(home), kept(home)
    note = with_cosignatures(checkpoint_of(source), before)
    outcome = Outcome(open_checkpoint(note, log))
    for witness in witnesses:
        if not (found := list(cosignatures(note, [witness.key]))):
            try:
                seen = _seen(before, log, witness, outcome.checkpoint.size)
                found = [ask(witness, source, note, log, seen)]
            except WitnessFault as fault:
                outcome.faults.append(fault)
                continue
            note = b"%s%s\n" % (note, found[0].line.encode())
        outcome.cosigned += found
    if outcome.cosigned:
        keep(home, note)
        _publish(home, note)
    return outcome


def _living(home: Path) -> Folder:
    release = living(home)
    if release is None:
        raise Missing(f"{home} has no site yet")
    return Folder(release.root)


def _seen(before: bytes, log: Verifier, witness: Witness, size: int) -> int:
    """Return how many entries ``witness`` saw last as far as is known here, 0 for unknown."""
    try:
        if any(cosignatures(before, [witness.key])):
            seen = open_checkpoint(before, log).size
            return seen if seen <= size else 0
    except NoteFault:
        pass
    return 0


def _publish(home: Path, note: bytes) -> None:
    """Add the cosignatures to the living checkpoint, if it is still the one that was cosigned."""
    with build_lock(home / "site" / "lock", wait=_WAIT, what="build or witness"):
        release = living(home)
        if release is None:
            return
        path = release.root / FOLDER / "checkpoint"
        old = path.read_bytes()
        new = with_cosignatures(old, note)
        if new != old:
            replace_file(path, new)
