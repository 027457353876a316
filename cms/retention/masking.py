"""What the gate is told when a record is purged: mask all that was not let stand."""

from __future__ import annotations

from cms.privacy.findings import Finding
from cms.publication.door.overrides import RecordRulings
from cms.publication.verdicts import Verdict


class AllMasked(RecordRulings):
    """Masks what is doubtful too; only what editors let stand, which is public, stays."""

    def verdict(self, field: str, finding: Finding) -> Verdict:
        said = super().verdict(field, finding)
        return Verdict.STANDS if said is Verdict.STANDS else Verdict.ACCEPTED
