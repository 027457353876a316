"""The steps of an import that reads and writes in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import TypeVar

from django.db import transaction

from cms.imports.report import ImportReport
from cms.tables.reading import RawRow, Table
from cms.tables.values import RowValues

Cells = TypeVar("Cells", bound=RowValues)
Row = TypeVar("Row")


@contextmanager
def rehearsal(dry_run: bool) -> Iterator[None]:
    """Undo at the end what is written inside, where it is only a dry run."""
    with transaction.atomic() if dry_run else nullcontext():
        yield
        if dry_run:
            transaction.set_rollback(True)


def good_rows(
    table: Table,
    report: ImportReport,
    cells_of: Callable[[RawRow], Cells],
    read: Callable[[Cells], Row | None],
) -> Iterator[Row]:
    """Yield what ``read`` makes of each row without an error; the report gets all remarks."""
    for raw in table.rows():
        report.rows += 1
        cells = cells_of(raw)
        row = read(cells)
        report.remark(cells.problems)
        if row is not None and not cells.has_error:
            yield row


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield ``rows`` in lists of ``size``, the last one with what is left."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
