"""Reads a ledger ahead of the writer: a process of its own reads, cleans and scans.

Writing to the database is half of an import's work and reading the other half; apart
they keep two cores busy. A small file is read where it is. Plain Python: the process
needs no Django and no database.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cms.cases.ledger.mapping import Profile, detect
from cms.cases.ledger.opening import open_ledger
from cms.cases.ledger.rows import LedgerRow, read_rows
from cms.collector import collect_young, no_collector
from cms.privacy.scan import Allowed, Known
from cms.privacy.scanned import scan_ahead
from cms.tables.errors import RowProblem, TableError
from cms.tables.reading import Table
from cms.translating import gettext_noop

#: Smaller files, in bytes, are read sooner than a process starts.
_WORTH_A_PROCESS = 400_000
_ROWS = 100
_BATCHES = 12
_SECONDS = 1.0


@dataclass(frozen=True)
class Job:
    """What to read. ``now`` is aware. Texts are scanned where ``allowed`` is given."""

    path: Path
    sheet: str | None
    profile: Profile | None
    now: datetime
    allowed: Allowed | None


@dataclass(frozen=True)
class LedgerFound:
    """What is known of the ledger before its rows; ``total_rows`` is an estimate."""

    sheet: str
    total_rows: int
    profile: Profile


@dataclass(frozen=True)
class End:
    """All rows were read; ``warnings`` are those of the table as a whole."""

    warnings: list[RowProblem]


#: A good row, or the reasons to refuse one.
Row = LedgerRow | list[RowProblem]
Message = LedgerFound | list[Row] | End


def read(job: Job) -> Generator[Message, None, None]:
    """Yield the :class:`LedgerFound`, its rows in batches, and the :class:`End`.

    Raises :class:`TableError` where the file cannot be read as a ledger, also midway.
    """
    if job.path.exists() and job.path.stat().st_size > _WORTH_A_PROCESS:
        return _read_ahead(job)
    return _read(job, scanning=lambda: False)


def known_of(values: dict[str, Any]) -> Known:
    """Return what a row says of the reporter, as ``Case.private_terms`` will say it."""
    return Known(
        *(
            tuple(filter(None, [values[name]]))
            for name in ("reporter_name", "reporter_phone", "reporter_address")
        )
    )


def _read(job: Job, scanning: Callable[[], bool]) -> Generator[Message, None, None]:
    ledger, profile = _open(job)
    yield LedgerFound(ledger.sheet, ledger.total_rows, profile)
    batch: list[Row] = []
    scan_this = False
    for row in read_rows(ledger, profile, now=job.now):
        if not batch:
            scan_this = scanning()
        if scan_this and job.allowed is not None and not isinstance(row, list):
            row.findings = scan_ahead(_texts(row.values), known_of(row.values), job.allowed)
        batch.append(row)
        if len(batch) == _ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
    yield End(ledger.warnings)


def _open(job: Job) -> tuple[Table, Profile]:
    expected = job.profile.columns if job.profile else ()
    ledger = open_ledger(job.path, sheet=job.sheet, headers=expected)
    profile = job.profile or detect(ledger.headers)
    if profile is None:
        raise TableError(
            gettext_noop(
                "The columns of %(file)s are not known: %(headers)s. "
                "Give a profile, or import it in the admin, where columns can be assigned."
            ),
            {"file": job.path.name, "headers": "、".join(ledger.headers[:12])},
        )
    return ledger, profile


def _texts(values: dict[str, Any]) -> Iterator[str]:
    for name in ("title", "source", "content", "measures", "unit", "ledger_number"):
        yield values[name]
    for step in values["progress"]:
        yield step["text"]
        yield step["unit"]


def _read_ahead(job: Job) -> Generator[Message, None, None]:
    # Not by fork: the admin imports in a thread, and a fork copies locks of other threads.
    context = multiprocessing.get_context("spawn")
    messages: Any = context.Queue(maxsize=_BATCHES)
    process = context.Process(target=_work, args=(job, messages), daemon=True, name="ledger")
    process.start()
    try:
        while True:
            message = _next(messages, process)
            if isinstance(message, BaseException):
                raise message
            yield message
            if isinstance(message, End):
                return
    finally:
        process.terminate()
        process.join()


def _next(messages: Any, process: Any) -> Any:
    while True:
        with suppress(queue.Empty):
            return messages.get(timeout=_SECONDS)
        if process.exitcode is not None and messages.empty():
            raise TableError(
                gettext_noop(
                    "The process that read the ledger was ended from outside (%(code)s). "
                    "What was imported is kept; start the import again to finish it."
                ),
                {"code": process.exitcode},
            )


def _work(job: Job, messages: Any) -> None:
    """Put all messages; scan only while the writer has enough to do, else it scans itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends this
    parent = os.getppid()
    try:
        with no_collector():
            for message in _read(job, scanning=lambda: messages.qsize() > 1):
                _put(messages, message, parent)
                collect_young()
    except Exception as error:  # noqa: BLE001 - handed to the parent, which raises it
        _put(messages, error, parent)


def _put(messages: Any, message: Any, parent: int) -> None:
    """Wait for room as long as the parent lives."""
    while os.getppid() == parent:
        with suppress(queue.Full):
            messages.put(message, timeout=_SECONDS)
            return
    messages.cancel_join_thread()
    raise SystemExit(1)
