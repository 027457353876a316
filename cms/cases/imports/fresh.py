"""New cases from ledger rows, without asking each of 44 fields for its default again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.cases.models import Case, Progress
from cms.publication.rows import Template


class FreshCases:
    """Makes cases and their progress."""

    def __init__(self) -> None:
        self._case = Template(Case(number="-", live=False, has_unpublished_changes=True))
        self._step = Template(Progress())

    def case(self, values: dict[str, Any], progress: Sequence[dict[str, Any]]) -> Case:
        """Return a case with ``values``, plain fields by their attribute's name.

        ``progress`` has the values of each of its entries.
        """
        steps = [
            self._step.copy(step | {"sort_order": order}) for order, step in enumerate(progress)
        ]
        return self._case.copy(values | {"_cluster_related_objects": {"progress": steps}})
