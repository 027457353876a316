"""From names in a ledger to areas, categories and units of the database."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from cms.areas.models import Area, Category, Unit
from cms.publication.vocabulary import bare_place_name
from cms.rights.scope import codes_of, within


class AreaUnknown(Exception):
    """No area fits the name; ``name`` is what the ledger said."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class Lookup:
    """Areas, categories and units by name, read once for a whole import.

    ``default`` is the area of rows that name none. In a dry run nothing is made.
    Areas where the user ``by`` does not work are as unknown as any other name.
    """

    def __init__(self, default: Area | None, *, dry_run: bool, by: Any = None) -> None:
        self.default = default
        self.dry_run = dry_run
        self.new_categories: list[Category] = []
        self.new_units: list[str] = []
        areas = Area.objects.all()
        reached = within(areas, by, "code") if by else areas
        self._areas = {area.code: area for area in reached}
        self._by_name: dict[str, list[Area]] = {}
        for area in self._areas.values():
            for name in {area.name, bare_place_name(area.name)}:
                self._by_name.setdefault(name, []).append(area)
        self._categories = {c.name: c for c in Category.objects.order_by("-code")}
        self._codes = {category.code for category in self._categories.values()}
        self._units = {unit.name: unit for unit in Unit.objects.all()}
        self._resolved: dict[str, Area] = {}

    def area(self, text: str) -> Area:
        """Return the area that ``text`` names by code or name.

        A text with several names ("东大街 德馨苑") means the lowest of them. Raises
        :class:`AreaUnknown`; an empty text means the default.
        """
        if not text:
            if self.default is None:
                raise AreaUnknown("")
            return self.default
        if text not in self._resolved:
            self._resolved[text] = self._find(text)
        return self._resolved[text]

    def _find(self, text: str) -> Area:
        if text in self._areas:
            return self._areas[text]
        found = list(self._by_name.get(text, ()))
        if not found:
            parts = [part for part in re.split(r"[\s/>\-—·,，、]+", text) if part]
            for part in parts:
                found += self._by_name.get(part, []) or self._by_name.get(bare_place_name(part), [])
        if not found:
            found = [
                area
                for name, areas in self._by_name.items()
                if len(name) >= 3 and name in text
                for area in areas
            ]
        if self.default is not None:
            found = [a for a in found if a.code.startswith(self.default.code)] or found
        if not found:
            raise AreaUnknown(text)
        deepest = max(len(area.code) for area in found)
        lowest = {area.code: area for area in found if len(area.code) == deepest}
        if len(lowest) > 1:
            raise AreaUnknown(text)
        return next(iter(lowest.values()))

    def category(self, text: str) -> Category | None:
        """Return the category called by the last name in ``text``, made if need be."""
        name = re.split(r"[/>＞\\]", text)[-1].strip()[:50]
        if not name:
            return None
        if name not in self._categories:
            category = Category(name=name, code=self._new_code(name), order=1000)
            if not self.dry_run:
                category.save()
                category.save_revision()
            self._categories[name] = category
            self.new_categories.append(category)
        return self._categories[name]

    def _new_code(self, name: str) -> str:
        stem = slugify("-".join(lazy_pinyin(name)))[:80].strip("-") or "category"
        code, number = stem, 2
        while code in self._codes:
            code, number = f"{stem}-{number}", number + 1
        self._codes.add(code)
        return code

    def unit(self, text: str) -> Unit | None:
        """Return the unit called ``text``, made if need be."""
        name = text.strip()[:100]
        if not name:
            return None
        if name not in self._units:
            unit = Unit(name=name)
            if not self.dry_run:
                unit.save()
            self._units[name] = unit
            self.new_units.append(name)
        return self._units[name]

    def publish_new_categories(self, *, by: object) -> None:
        """Publish the categories made here, so that the site knows their names."""
        for category in self.new_categories:
            category.get_latest_revision().publish(user=by, skip_permission_checks=True)
        self.new_categories = []


def only_area(by: Any) -> Area | None:
    """Return the one area that the user ``by`` works in, or None when there are several.

    Of the whole office, that is the one area without a parent.
    """
    codes = codes_of(by) if by else None
    bounds: dict[str, Any] = {"parent": None} if codes is None else {"code__in": codes}
    found = list(Area.objects.filter(**bounds)[:2])
    return found[0] if len(found) == 1 else None
