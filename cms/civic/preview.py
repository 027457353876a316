"""What the public would read of a draft, and what the gate says to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cms.areas.models import Area
from cms.publication.verdicts import Passed


def preview_context(passed: Passed, area: Area) -> dict[str, Any]:
    """Return the masked record's texts and figures, and the gate's findings, for the template."""
    return {
        "record": passed.record,
        "area": area,
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
