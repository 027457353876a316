"""Names of areas and categories, held in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.publication.vocabulary import AREA_LEVELS
from publisher.addresses import COMMUNITY_DIGITS, STREET_DIGITS, area_lineage, list_path
from publisher.remembered.manifest import Manifest
from publisher.remembered.rows import RecordRow


class Names:
    """The small kinds of one manifest, in the order they are shown."""

    def __init__(self, manifest: Manifest, translate: Callable[[str], str]) -> None:
        self.rows: dict[tuple[str, str], RecordRow] = manifest.records()
        self.translate = translate
        self._live: dict[str, dict[str, dict[str, Any]]] = {}
        for (kind, key), row in self.rows.items():
            if body := row.body:
                self._live.setdefault(kind, {})[key] = body
        for kind, bodies in self._live.items():
            ordered = sorted(bodies.items(), key=lambda item: (item[1].get("order", 0), item[0]))
            self._live[kind] = dict(ordered)
        self._lineages: dict[str, list[tuple[str, str, str, str]]] = {}

    def live(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return key → record of a kind, in the order its records ask for."""
        return self._live.get(kind, {})

    def area(self, code: str) -> str:
        """Return an area's name, its code when it has no record."""
        body = self.live("area").get(code)
        return str(body["name"]) if body else code

    def category(self, code: str) -> str:
        """Return a category's name, its code when it has no record."""
        body = self.live("category").get(code)
        return str(body["name"]) if body else code

    def item_area(self, code: str) -> str:
        """Return the name that a list shows for a case: its community's, or its street's."""
        return self.area(code[:COMMUNITY_DIGITS])

    def areas(self, code: str, root: str) -> list[dict[str, Any]]:
        """Return street, community and grid of a code as links."""
        lineage = self._lineages.get(code)
        if lineage is None:
            lineage = self._lineages[code] = [
                (self.area(part), part, *self._level(part))
                for part in area_lineage(code)
                if len(part) >= STREET_DIGITS or part == code
            ]
        return [
            {
                "name": name,
                "url": f"{root}{list_path(f'communities/{part}')}" if is_list(part) else None,
                "level": level,
                "level_label": label,
            }
            for name, part, level, label in lineage
        ]

    def _level(self, code: str) -> tuple[str, str]:
        body = self.live("area").get(code)
        level = str(body["level"]) if body else ""
        return level, self.translate(AREA_LEVELS[level]) if level in AREA_LEVELS else ""

    def children(self, kind: str, code: str) -> list[tuple[str, dict[str, Any]]]:
        """Return (code, record) one level below ``code``."""
        return [(key, body) for key, body in self.live(kind).items() if parent(kind, key) == code]


def is_list(code: str) -> bool:
    """Tell whether an area has a list: streets and communities do."""
    return len(code) in {STREET_DIGITS, COMMUNITY_DIGITS}


def parent(kind: str, code: str) -> str:
    """Return the code one level up, "" at the top."""
    if kind == "area":
        return code[:-3] if len(code) > 6 else ""
    return code.rpartition(".")[0]
