"""Checks a whole log: signature, every entry, every tile, the root, records, and its past."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from publisher.record_files import json_of, record_page
from publisher.transparency.checkpoints import Checkpoint, open_checkpoint, read
from publisher.transparency.cosignatures import cosignatures, witness_keys
from publisher.transparency.findings import Report
from publisher.transparency.leaves import Leaf, LeafFault, unbundle
from publisher.transparency.notes import KeyFault, NoteFault, Verifier
from publisher.transparency.sources import (
    Missing,
    Source,
    checkpoint_of,
    record_of,
    tile_of,
    witnesses_of,
)
from publisher.transparency.tree import ENTRIES, WIDTH, width_at
from publisher.transparency.trust import note_unconfirmed, signer_of, trusted_keys
from publisher.transparency.walk import Walk

_AT_ONCE, _THREADS = 64, 8
Progress = Callable[[int, int], None]  # (entries and records done, all of them)


@dataclass(frozen=True)
class Since:
    """What somebody kept: a signed checkpoint, and perhaps a copy of the log of that time."""

    note: bytes
    copy: Source | None = None


def verify(
    source: Source,
    keys: Sequence[Verifier] = (),
    *,
    since: Since | None = None,
    witnesses: Sequence[Verifier] = (),
    records: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Check the log of ``source``; without ``keys``, against those the site itself names.

    With several, the checkpoint has to be signed by one of them, and so has the older one. A
    key that the site has now is taken as well where one of ``keys`` signed that it follows.

    Each of ``witnesses`` has to have cosigned it; without any, those that the site names and
    that did are told. ``records`` compares each published record that has a page too. Raises
    :class:`SourceFault` where there is no log, and :class:`KeyFault` where the key
    the site names is none; everything else is in the report.
    """
    report = Report(key_from="given" if keys else "site")
    note = checkpoint_of(source)
    trusted = trusted_keys(source, keys, report)
    verifier = signer_of(note, trusted)
    report.key = str(verifier)
    checkpoint = _checkpoint(note, verifier, report)
    note_unconfirmed(note, trusted, report)
    if checkpoint is None:
        return report
    _witnessed(source, note, witnesses, report)
    before = _opened(since, trusted, report)
    newest = _walk(source, checkpoint, before, report, progress)
    if since and since.copy and before:
        _compare_copies(source, since.copy, checkpoint.size, before.size, report)
    if records and report.first_bad is None:  # by a wrong entry a record cannot be judged
        _records(source, newest, report, progress)
    report.withdrawn = sum(leaf.action == "withdraw" for leaf in newest.values())
    return report


def _checkpoint(note: bytes, verifier: Verifier, report: Report) -> Checkpoint | None:
    """Return the checkpoint, even one wrongly signed: its tree is looked at all the same."""
    try:
        checkpoint = open_checkpoint(note, verifier)
    except NoteFault as error:
        report.add("signature", why=str(error))
        try:
            checkpoint = read(note.decode("utf-8", "replace"))
        except NoteFault:
            return None
    report.origin, report.size, report.root = (
        checkpoint.origin,
        checkpoint.size,
        checkpoint.root_text,
    )
    return checkpoint


def _witnessed(source: Source, note: bytes, asked: Sequence[Verifier], report: Report) -> None:
    """Note who cosigned the checkpoint, and who should have and did not."""
    report.witnesses_from = "given" if asked else "site"
    try:
        keys = asked or witness_keys(witnesses_of(source))
        found = list(cosignatures(note, keys))
    except (Missing, NoteFault, KeyFault):
        found = []
    report.cosigned = [one.as_dict() for one in found]
    names = {one.witness for one in found}
    for key in asked:
        if key.name not in names:
            report.add("unwitnessed", witness=key.name)


def _opened(since: Since | None, trusted: Sequence[Verifier], report: Report) -> Checkpoint | None:
    if since is None:
        return None
    try:
        verifier = signer_of(since.note, trusted)
        report.since_key = str(verifier)
        before = open_checkpoint(since.note, verifier)
    except NoteFault as error:
        report.add("since", why=str(error))
        return None
    report.since = before.size
    return before


def _walk(
    source: Source,
    checkpoint: Checkpoint,
    before: Checkpoint | None,
    report: Report,
    progress: Progress | None,
) -> dict[tuple[str, str], Leaf]:
    """Read all entries; return the newest of each record."""
    walk = Walk(source, checkpoint.size, report)
    newest: dict[tuple[str, str], Leaf] = {}
    past = walk.root() if before and before.size == 0 else None
    for leaf in walk.leaves():
        if leaf:
            newest[leaf.kind, leaf.key] = leaf
        if before and walk.count == before.size:
            past = walk.root()
        if progress and walk.count % WIDTH == 0:
            progress(walk.count, checkpoint.size)
    report.entries = walk.count
    walk.compare_edge()
    if walk.count == checkpoint.size and walk.root() != checkpoint.root:
        report.add("root")
    if before and before.size > checkpoint.size:
        report.add("shorter", checkpoint.size + 1, size=checkpoint.size, since=before.size)
    elif before and walk.count >= before.size and past != before.root:
        report.add("rewritten", since=before.size)
    return newest


def _compare_copies(source: Source, copy: Source, size: int, old_size: int, report: Report) -> None:
    """Name the first entry that is not the one in the older copy."""
    for index in range((min(size, old_size) + WIDTH - 1) // WIDTH):
        new = _leaves(source, index, size)
        for offset, old in enumerate(_leaves(copy, index, old_size)):
            if offset >= len(new) or new[offset] != old:
                report.add("replaced", index * WIDTH + offset + 1)
                return


def _leaves(source: Source, index: int, size: int) -> list[bytes]:
    leaves: list[bytes] = []
    with suppress(LeafFault, Missing):
        leaves.extend(unbundle(tile_of(source, ENTRIES, index, width_at(0, index, size))))
    return leaves


def _records(
    source: Source,
    newest: dict[tuple[str, str], Leaf],
    report: Report,
    progress: Progress | None,
) -> None:
    """Compare each published record with its newest entry."""
    published = [leaf for (kind, key), leaf in newest.items() if record_page(kind, key)]
    missing: list[Leaf] = []
    with ThreadPoolExecutor(_THREADS) as threads:
        for start in range(0, len(published), _AT_ONCE):
            some = published[start : start + _AT_ONCE]
            found = threads.map(lambda leaf: _digest(source, leaf), some)
            missing += _compare(zip(some, found, strict=True), report)
            if progress:
                progress(start + len(some), len(published))
    if report.records:  # else none are published here, as in a folder with the log alone
        for leaf in missing:
            report.add("record-missing", leaf.seq, key=leaf.key)


def _digest(source: Source, leaf: Leaf) -> str:
    """Return the SHA-256 of a published record, empty where there is none."""
    try:
        return hashlib.sha256(
            record_of(source, json_of(record_page(leaf.kind, leaf.key)))
        ).hexdigest()
    except Missing:
        return ""


def _compare(pairs: Iterable[tuple[Leaf, str]], report: Report) -> list[Leaf]:
    """Note records that are not those of the log; return the entries without a record."""
    missing = []
    for leaf, digest in pairs:
        if not digest:
            missing.append(leaf)
            continue
        report.records += 1
        if digest != leaf.sha256:
            report.add("record", leaf.seq, key=leaf.key)
    return missing
