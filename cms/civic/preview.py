"""What the public would read of a draft, and what the gate says to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cms.civic.errors import Overdrawn
from cms.publication import review

if TYPE_CHECKING:
    from cms.civic.models.record import CivicRecord


def preview_context(item: CivicRecord) -> dict[str, Any]:
    """Return the masked record's texts and figures, and the gate's findings, for the template."""
    if not item.area_id:
        return {"record": None}
    try:
        passed = review.look(item)
    except Overdrawn as refusal:
        return {"record": {"title": item.title}, "area": item.area, "doubtful": [str(refusal)]}
    return {
        "record": passed.record,
        "area": item.area,
        "rows": list(_rows(passed.record)),
        "masked": [str(finding) for finding in passed.masked],
        "doubtful": [str(finding) for finding in passed.doubtful],
    }


def _rows(record: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each row of the record's lists."""
    for value in record.values():
        if isinstance(value, list):
            for row in value:
                yield " · ".join(str(part) for part in row.values() if part not in (None, ""))
