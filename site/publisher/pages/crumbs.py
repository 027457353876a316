"""Where a case stands: its street, community, grid and category, as the line above its title.

Thousands of cases share a line, so each is made once.
"""

from __future__ import annotations

from publisher.addresses import list_path
from publisher.pages.templates import Templates
from publisher.remembered.names import Names

_HELD = 10_000  # lines


class Crumbs:
    """Makes and holds the lines, for pages ``root`` away from the site's root."""

    def __init__(self, names: Names, templates: Templates, root: str) -> None:
        self._names, self._templates, self._root = names, templates, root
        self._ready: dict[tuple[str, str | None], str] = {}

    def html(self, area: str, category: str | None) -> str:
        """Return the line of cases of an area and a category."""
        made = self._ready.get((area, category))
        if made is None:
            if len(self._ready) >= _HELD:
                self._ready.clear()
            made = self._ready[area, category] = self._make(area, category)
        return made

    def _make(self, area: str, category: str | None) -> str:
        items = self._names.areas(area, self._root)
        if category:
            url = self._root + list_path(f"categories/{category}")
            items.append({"name": self._names.category(category), "url": url})
        return self._templates.text("_crumbs.html", {"items": items})
