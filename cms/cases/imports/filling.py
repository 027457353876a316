"""From a ledger row to the fields of a case."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from cms.cases.ledger.rows import LedgerRow
from cms.cases.models import Case, Import, Progress
from cms.imports.lookup import Lookup
from cms.inserting import Template

#: Table fields that are plain fields of a case.
_TEXTS = frozenset(
    {
        "ledger_number",
        "title",
        "source",
        "channel",
        "content",
        "measures",
        "satisfaction",
        "state",
        "case_class",
        "responsible",
        "reporter_name",
        "reporter_phone",
        "reporter_address",
        "remarks",
    }
)
_TIMES = frozenset({"received", "closed", "due"})
_ALL_PLAIN = _TEXTS | _TIMES
_RELATED = frozenset({"area", "category", "unit"})


class Filler:
    """Fills cases from the rows of one import."""

    def __init__(self, run: Import, lookup: Lookup) -> None:
        self.lookup = lookup
        self._run = run
        self._case = Template(Case(number="-", live=False, has_unpublished_changes=True))
        self._step = Template(Progress())

    def new(self, row: LedgerRow, number: str) -> tuple[Case, list[Progress]]:
        """Return an unsaved case with all that ``row`` says, and its steps."""
        steps = [
            self._step.copy(step | {"sort_order": order})
            for order, step in enumerate(row.values["progress"])
        ]
        values = _plain(row, _ALL_PLAIN) | self._source(row)
        values["number"] = number
        values["_cluster_related_objects"] = {"progress": steps, "pictures": []}
        return self._case.copy(values, self._related(row, _RELATED)), steps

    def change(self, case: Case, row: LedgerRow, fields: Set[str]) -> None:
        """Set ``fields`` of ``case`` from ``row``, and where it came from."""
        for name, value in (_plain(row, fields) | self._source(row)).items():
            setattr(case, name, value)
        for name, found in self._related(row, fields).items():
            setattr(case, name, found)
        if "progress" in fields:
            case.progress = [
                Progress(sort_order=order, **step)
                for order, step in enumerate(row.values["progress"])
            ]

    def _related(self, row: LedgerRow, fields: Set[str]) -> dict[str, Any]:
        """Return the area, category and unit of ``row``, those that are among ``fields``."""
        lookup, values = self.lookup, row.values
        finders = {"area": lookup.area, "category": lookup.category, "unit": lookup.unit}
        return {name: finders[name](values[name]) for name in _RELATED & fields}

    def _source(self, row: LedgerRow) -> dict[str, Any]:
        """Return where the case came from, by the attributes of a case."""
        return {
            "source_key": row.source_key,
            "source_digests": row.digests,
            "source_row": row.row,
            "import_run_id": self._run.pk,
        }


def _plain(row: LedgerRow, fields: Set[str]) -> dict[str, Any]:
    """Return the values of those ``fields`` that are plain, an empty text for none."""
    values = row.values
    plain = {name: values[name] or "" for name in _TEXTS if name in fields}
    plain.update((name, values[name]) for name in _TIMES if name in fields)
    return plain
