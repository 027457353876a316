"""A text of a record as a reader sees it, with the way back to how it is stored.

Rich text is looked through without its markup: ``138<b>0013</b>8000`` and
``138&nbsp;0013&nbsp;8000`` show a telephone number, and their bytes do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from itertools import pairwise

from cms.privacy.findings import Finding
from cms.privacy.mask import mask

#: As nh3 writes tags: quotes in pairs, and a ``>`` may stand between them.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z0-9]+)(?:[^>\"]|\"[^\"]*\")*>")
_HREF = re.compile(r"\shref=\"([^\"]*)\"")
_CHARACTER = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);|.", re.DOTALL)
#: These run on in the line; every other tag ends one.
_INLINE = frozenset({"a", "b", "strong", "em", "i"})


@dataclass(frozen=True)
class PlainText:
    """A text that is stored as it is read."""

    stored: str

    @property
    def shown(self) -> str:
        """What a reader sees."""
        return self.stored

    def masked(self, findings: Sequence[Finding]) -> str:
        """Return the stored form with ``findings``, made in ``shown``, masked."""
        return mask(self.stored, findings)


@dataclass(frozen=True)
class RichText:
    """HTML as nh3 leaves it; the targets of links stand below the text, one a line."""

    stored: str

    @property
    def shown(self) -> str:
        """What a reader sees, and where links lead."""
        return self._characters[0]

    def masked(self, findings: Sequence[Finding]) -> str:
        """Return the HTML with ``findings``, made in ``shown``, masked; tags stay."""
        spans = self._characters[1]
        changes: list[tuple[int, int, str]] = []
        for finding in findings:
            written = escape(finding.mask)
            for start, end in spans[finding.start : finding.end]:
                if end > start:
                    changes.append((start, end, written))
                    written = ""
        changes.sort()
        ends = [0, *(end for _start, end, _new in changes)]
        starts = [*(start for start, _end, _new in changes), len(self.stored)]
        kept = [self.stored[end:start] for end, start in zip(ends, starts, strict=True)]
        news = [*(new for _start, _end, new in changes), ""]
        return "".join(part for pair in zip(kept, news, strict=True) for part in pair)

    @cached_property
    def _characters(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the shown text, and for each character where it is stored."""
        found = [*self._body(), *self._links()]
        text = "".join(char for char, _span in found)
        return text, [span for _char, span in found]

    def _body(self) -> Iterator[tuple[str, tuple[int, int]]]:
        tags = [*_TAG.finditer(self.stored)]
        places = [(0, 0), *(tag.span() for tag in tags), (len(self.stored), len(self.stored))]
        for at, ((_start, begin), (end, _end)) in enumerate(pairwise(places)):
            yield from self._between(begin, end)
            if at < len(tags) and tags[at]["name"] not in _INLINE:
                yield "\n", (end, end)

    def _links(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for tag in _TAG.finditer(self.stored):
            for link in _HREF.finditer(self.stored, *tag.span()):
                yield "\n", (link.start(1), link.start(1))
                yield from self._between(*link.span(1))

    def _between(self, begin: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
        for match in _CHARACTER.finditer(self.stored, begin, end):
            for char in unescape(match[0]):
                yield char, match.span()
