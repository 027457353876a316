"""Cases as a ledger (台账) in the office's own format."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.db.models import QuerySet

from cms.cases.ledger.office_format import write_ledger
from cms.cases.models import Case

_CHUNK = 1000


def ledger_file(cases: QuerySet[Case]) -> IO[bytes]:
    """Return an open temporary xlsx with ``cases``; it is for staff: private fields are in it."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    write_ledger(file, _rows(cases))
    file.seek(0)
    return file


def _rows(cases: QuerySet[Case]) -> Iterator[dict[str, Any]]:
    # Not what the list shows beside a case: revisions hold its texts once more.
    related = cases.select_related(None).select_related("area", "category", "unit")
    related = related.prefetch_related("progress")
    for case in related.iterator(chunk_size=_CHUNK):
        yield ledger_row(case)


def ledger_row(case: Case) -> dict[str, Any]:
    """Return ``case`` as the ledger's fields; see ``cms.cases.ledger.mapping.FIELDS``."""
    return {
        "ledger_number": case.ledger_number or case.number,
        "title": case.title,
        "source": case.source,
        "channel": case.channel,
        "reporter_name": case.reporter_name,
        "reporter_phone": case.reporter_phone,
        "reporter_address": case.reporter_address,
        "area": case.area.name,
        "content": case.content,
        "category": case.category.name if case.category else "",
        "unit": case.unit.name if case.unit else "",
        "responsible": case.responsible,
        "measures": case.measures,
        "progress": [
            {"date": step.date, "text": step.text, "unit": step.unit}
            for step in case.progress.all()
        ],
        "state": case.state,
        "case_class": case.case_class,
        "received": case.received,
        "due": case.due,
        "closed": case.closed,
        "satisfaction": case.satisfaction or None,
        "remarks": case.remarks,
    }
