"""The lines of cases in lists, each made once.

A case stands in half a dozen lists, whose lines differ in the way to the root and
in what the list's own name says already. So the template marks where they differ,
and a list puts the parts together.
"""

from __future__ import annotations

from typing import NamedTuple

from publisher.pages.cases import CasePages
from publisher.pages.templates import Templates
from publisher.remembered.manifest import Manifest

_CUT = b"<!---->"  # no text can contain it, since "<" is escaped
_PARTS = 5
_HELD = 10_000  # cases
_AT_ONCE = 500  # cases asked of SQLite


class _Line(NamedTuple):
    area: str
    category: str
    before_root: bytes
    link: bytes
    area_html: bytes
    category_html: bytes
    end: bytes


class Lines:
    """Makes and holds lines of cases."""

    def __init__(self, manifest: Manifest, cases: CasePages, templates: Templates) -> None:
        self._manifest = manifest
        self._cases = cases
        self._templates = templates
        self._ready: dict[int, _Line] = {}

    def html(self, ids: list[int], root: str, here: str = "") -> bytes:
        """Return the lines of cases as HTML, in the order of ``ids``.

        ``here`` is the name of the list, which its lines need not repeat.
        """
        if len(self._ready) > _HELD:
            self._ready.clear()
        missing = [identity for identity in ids if identity not in self._ready]
        for start in range(0, len(missing), _AT_ONCE):
            self._make(missing[start : start + _AT_ONCE])
        way = root.encode()
        pieces: list[bytes] = []
        for line in [self._ready[identity] for identity in ids]:
            area, category, before_root, link, area_html, category_html, end = line
            pieces += before_root, way, link
            if area != here:
                pieces.append(area_html)
            if category != here:
                pieces.append(category_html)
            pieces.append(end)
        return b"".join(pieces)

    def _make(self, ids: list[int]) -> None:
        items = [self._cases.item(row) for row in self._manifest.listed(ids)]
        parts = self._templates.text("_lines.html", {"items": items}).encode().split(_CUT)
        for position, item in enumerate(items):
            own = parts[position * _PARTS : (position + 1) * _PARTS]
            self._ready[item["id"]] = _Line(item["area_name"], item["category_name"], *own)
