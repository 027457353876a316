"""The lines of cases in lists, each made once.

A case stands in half a dozen lists, whose lines differ in the way to the root and
in what the list's own name says already. So the template marks where they differ,
and a list puts the parts together.
"""

from __future__ import annotations

from typing import NamedTuple

from publisher.case_pages import CasePages
from publisher.manifest import Manifest
from publisher.templates import Templates

_CUT = "<!---->"  # no text can contain it, since "<" is escaped
_PARTS = 5
_HELD = 10_000  # cases
_AT_ONCE = 500  # cases asked of SQLite


class _Line(NamedTuple):
    area: str
    category: str
    before_root: str
    link: str
    area_html: str
    category_html: str
    end: str


class Lines:
    """Makes and holds lines of cases."""

    def __init__(self, manifest: Manifest, cases: CasePages, templates: Templates) -> None:
        self._manifest = manifest
        self._cases = cases
        self._templates = templates
        self._ready: dict[int, _Line] = {}

    def html(self, ids: list[int], root: str, here: str = "") -> str:
        """Return the lines of cases, in the order of ``ids``.

        ``here`` is the name of the list, which its lines need not repeat.
        """
        if len(self._ready) > _HELD:
            self._ready.clear()
        missing = [identity for identity in ids if identity not in self._ready]
        for start in range(0, len(missing), _AT_ONCE):
            self._make(missing[start : start + _AT_ONCE])
        return "".join([self._line(self._ready[identity], root, here) for identity in ids])

    @staticmethod
    def _line(line: _Line, root: str, here: str) -> str:
        area, category, before_root, link, area_html, category_html, end = line
        if area == here:
            area_html = ""
        if category == here:
            category_html = ""
        return f"{before_root}{root}{link}{area_html}{category_html}{end}"

    def _make(self, ids: list[int]) -> None:
        items = [self._cases.item(row) for row in self._manifest.cases(ids).values()]
        parts = self._templates.text("_lines.html", {"items": items}).split(_CUT)
        for position, item in enumerate(items):
            own = parts[position * _PARTS : (position + 1) * _PARTS]
            self._ready[item["id"]] = _Line(item["area_name"], item["category_name"], *own)
