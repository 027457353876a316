"""Which rows of a batch are new, changed, or none of our cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.cases.ledger.rows import LedgerRow, same_case
from cms.cases.models import Case
from cms.rights.scope import covers_code


@dataclass
class Sorted:
    """Rows by what is to be done with them; ``again`` has the id of each row's case.

    ``clashing`` rows bear the number of a case that is not theirs.
    """

    new: list[LedgerRow] = field(default_factory=list)
    again: list[tuple[int, LedgerRow]] = field(default_factory=list)
    clashing: list[LedgerRow] = field(default_factory=list)
    unchanged: int = 0


def sort_out(rows: Sequence[LedgerRow], *, publish: bool, by: Any) -> Sorted:
    """Compare ``rows`` with the cases that came from the same lines before.

    With ``publish`` a draft that the public has never seen is written again too.
    A case where the user ``by`` does not work is never theirs.
    Cases whose private data was purged are left as they are.
    """
    stored = Case.objects.filter(source_key__in=[row.source_key for row in rows])
    known = {
        key: found
        for key, *found in stored.values_list(
            "source_key", "pk", "source_digests", "publication", "area__code", "purged"
        )
    }
    sorted_out = Sorted()
    for row in rows:
        if row.source_key not in known:
            sorted_out.new.append(row)
            continue
        pk, digests, publication, code, purged = known[row.source_key]
        theirs = by is None or covers_code(by, code)
        if not theirs or (digests != row.digests and not same_case(digests, row.digests)):
            sorted_out.clashing.append(row)
        elif purged is not None:
            sorted_out.unchanged += 1
        elif digests != row.digests or (publish and publication == "draft"):
            sorted_out.again.append((pk, row))
        else:
            sorted_out.unchanged += 1
    return sorted_out
