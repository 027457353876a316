"""The privacy gate: every text of a public record is looked through before it leaves.

What is certainly personal is masked; what may be is refused, with its place and
the proposed mask, until an editor says what it is or changes the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext

from cms.pictures.renditions import not_looked_at
from cms.privacy.findings import CERTAIN, Finding
from cms.privacy.scan import Allowed, Known, scan
from cms.publication.gate.free_texts import Each, Members, Node, Text, free_texts
from cms.publication.gate.texts import PlainText, RichText
from cms.publication.verdicts import FieldFinding, Looked, NoRulings, Passed, Rulings, Verdict

#: Returns the personal data in a text.
Scan = Callable[[str], list[Finding]]
#: Returns the scan of all texts of one record; it may have been done ahead.
Scanning = Callable[[Known, Allowed], Scan]


def scanning(known: Known, allowed: Allowed) -> Scan:
    """Return a scan of any text (see ``cms.privacy.scan``)."""
    return partial(scan, known=known, allowed=allowed)


#: Below this a finding is a guess that would only teach editors to click it away.
_WORTH_ASKING = {"name": 0.7}
_WORTH_ASKING_ELSE = 0.6
#: Between a guess and certainty: somebody has to look, and then it is settled.
_NOT_LOOKED_AT = 0.8
_place = attrgetter("start")
_REASON = Text("reason", rich=False, passes=frozenset())


def inspect(
    kind: str,
    record: dict[str, Any],
    known: Known,
    allowed: Allowed,
    *,
    reason: str = "",
    rulings: Rulings | None = None,
    scanning: Scanning = scanning,
    unlooked: Callable[[dict[str, Any]], set[str]] = not_looked_at,
) -> Passed:
    """Look through all texts of ``record`` and mask what is certainly personal.

    ``reason`` is that of the change, which the public reads too; ``rulings`` is what
    editors have said. The record passed in is not changed; a withdrawal has none.
    Which fields are texts, the kind's schema says (see ``free_texts``). ``unlooked``
    returns the hashes of those pictures of a record that nobody has looked at: these
    keep it a draft, or are left out if an editor takes that as their mask.
    """
    look = _Look(scanning(known, allowed), rulings or NoRulings())
    node = free_texts(kind)
    clean = look.through(node, record) if record and node else dict(record)
    if record and (unseen := unlooked(record)):
        clean = look.without_hidden_pictures(clean, unseen)
    return Passed(clean, look.text(_REASON, reason), tuple(look.texts))


@dataclass
class _Look:
    scan_text: Scan
    rulings: Rulings
    texts: list[Looked] = field(default_factory=list)

    def through(self, node: Node, value: Any) -> Any:
        """Return ``value`` as the public may read it; what holds no text is passed on."""
        if not value:
            return value
        # No match statement: it would take a third of an import's time at the gate.
        if isinstance(node, Text):
            return self.text(node, value)
        if isinstance(node, Members):
            clean = dict(value)
            for name, inner in node.nodes:
                clean[name] = self.through(inner, value[name])
            return clean
        if isinstance(node, Each):
            return [self.through(node.node, item) for item in value]
        variant = node.nodes.get(value["type"])
        return self.through(variant, value) if variant else value

    def text(self, node: Text, value: str) -> str:
        """Return ``value`` as the public may read it, and keep what was found."""
        rich = RichText(value) if node.rich else None
        shown = rich.shown if rich else value
        findings = [
            finding
            for finding in self.scan_text(shown)
            if finding.kind not in node.passes
            and finding.confidence >= _WORTH_ASKING.get(finding.kind, _WORTH_ASKING_ELSE)
        ]
        findings += self.rulings.agreed_masks(node.field, shown, findings)
        if not findings:
            return value
        text = rich or PlainText(value)
        found = tuple(
            FieldFinding(node.field, finding, self._verdict(node.field, finding))
            for finding in sorted(findings, key=_place)
        )
        self.texts.append(Looked(node.field, text.shown, found))
        return text.masked([each.finding for each in found if each.hidden])

    def without_hidden_pictures(self, value: Any, unseen: set[str]) -> Any:
        """Return ``value`` without the pictures, of those ``unseen``, that are hidden."""
        if isinstance(value, list):
            return [self.without_hidden_pictures(part, unseen) for part in value]
        if not isinstance(value, dict):
            return value
        return {
            name: [each for each in part if not self._hides(each, unseen)]
            if name == "pictures" and isinstance(part, list)
            else self.without_hidden_pictures(part, unseen)
            for name, part in value.items()
        }

    def _hides(self, picture: dict[str, Any], unseen: set[str]) -> bool:
        if picture["sha256"] not in unseen:
            return False
        # The hash is of the pixels: what was said holds until the picture is changed.
        text = f"{picture['alt']} {picture['sha256'][:12]}"
        left_out = gettext("left out")
        finding = Finding("picture", 0, len(text), text, left_out, _NOT_LOOKED_AT)
        found = FieldFinding("pictures", finding, self._verdict("pictures", finding))
        self.texts.append(Looked("pictures", text, (found,)))
        return found.hidden

    def _verdict(self, name: str, finding: Finding) -> Verdict:
        said = self.rulings.verdict(name, finding)
        if said is None or (said is Verdict.ACCEPTED and finding.confidence >= CERTAIN):
            return Verdict.MASKED if finding.certain else Verdict.DOUBTFUL
        return said
