"""Shows the gate's findings, each marked in its text, beside the form of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from wagtail.admin.panels import Panel

from cms.privacy.findings import KINDS
from cms.publication.door import review
from cms.publication.door.overrides import NEEDS_SECOND, Override
from cms.publication.door.record import DoorRecord
from cms.publication.text_labels import label_of
from cms.publication.verdicts import FieldFinding, Looked, Verdict

#: Signs of the text that are shown before and after what was found.
_AROUND = 60


@dataclass(frozen=True)
class Marked:
    """A piece of a text: plain where ``mark`` is None."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True)
class Mark:
    """One finding as the template shows it."""

    found: FieldFinding
    id: str
    kind: str
    word: Override | None
    needs_second: bool

    @property
    def state(self) -> str:
        """The verdict's name, for a style and a sentence."""
        return self.found.verdict.value


@dataclass(frozen=True)
class MarkedText:
    """A text with its findings marked, and the field's name."""

    field: str
    label: str
    pieces: tuple[Marked, ...]

    @property
    def marks(self) -> list[Mark]:
        """The findings, in the order of the text."""
        return [piece.mark for piece in self.pieces if piece.mark]


@dataclass(frozen=True)
class Findings:
    """All that is to be shown of one record."""

    item: DoorRecord
    texts: tuple[MarkedText, ...]
    doubtful: int

    @property
    def open(self) -> int:
        """How many findings nobody has said anything of; "accept all" takes these."""
        states = [mark.state for text in self.texts for mark in text.marks]
        return states.count(Verdict.DOUBTFUL.value)


def findings_of(item: DoorRecord) -> Findings:
    """Return the findings of ``item`` as it is, marked in its texts."""
    passed, rulings = review.look(item), item.rulings()

    def mark(found: FieldFinding) -> Mark:
        return Mark(
            found,
            review.finding_id(found),
            gettext(KINDS[found.finding.kind]),
            rulings.of(found.field, found.finding),
            found.finding.kind in NEEDS_SECOND,
        )

    texts = tuple(
        MarkedText(
            looked.field,
            gettext(label_of(looked.field)),
            tuple(_pieces(looked, [mark(found) for found in looked.findings])),
        )
        for looked in passed.texts
    )
    return Findings(item, texts, len(passed.doubtful))


def _pieces(looked: Looked, marks: list[Mark]) -> Iterator[Marked]:
    last = 0
    for mark in marks:
        finding = mark.found.finding
        yield Marked(_shortened(looked.shown[last : finding.start], first=last == 0))
        yield Marked(finding.text, mark)
        last = finding.end
    rest = looked.shown[last:]
    yield Marked(rest if len(rest) <= _AROUND else rest[:_AROUND] + "……")


def _shortened(text: str, *, first: bool) -> str:
    """Cut what is far from any finding out of a long text."""
    most = _AROUND if first else 2 * _AROUND
    if len(text) <= most:
        return text
    return ("" if first else text[:_AROUND]) + "……" + text[-_AROUND:]


class FindingsPanel(Panel):
    """A panel of a record's form; empty where nothing was found."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one record."""

        template_name = "publication/findings_panel.html"

        def is_shown(self) -> bool:
            """Hide it for a record that is not saved yet."""
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the findings of the draft as it was saved last."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["findings"] = findings_of(self.instance)
            context["user"] = self.request.user
            context["may_publish"] = review.may(self.request.user, self.instance, "publish")
            return context
