"""Contexts and files of items and of their lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from cms.publication.log import Entry, LogReader
from publisher.addresses import PageKey, list_path, root_of
from publisher.kinds.items import ItemRow
from publisher.kinds.kind import File, Kind
from publisher.kinds.registry import KINDS, SECTIONS, kind_of_list
from publisher.kinds.view import Sources, View
from publisher.page_parts.proof import newest_versions, proof
from publisher.page_parts.versions import china_time, version_list
from publisher.remembered.lists import PER_PAGE, CaseList

Rendered = tuple[str, str, dict[str, Any]]  # template, path, context


class ItemPages:
    """Makes what the templates of items and their lists are given."""

    def __init__(self, sources: Sources, reader: LogReader) -> None:
        self._sources = sources
        self._table, self._lists = sources.table, sources.lists
        self._reader = reader

    def view(self, root: str) -> View:
        """Return what a page whose way to the root is ``root`` may ask."""
        return View(self._sources, root)

    @cached_property
    def _of_cases(self) -> dict[str, list[int]]:
        """Who refers to which case; few do, so a page of a case asks the table for none."""
        return self._table.of_cases()

    def find(self, name: str) -> tuple[ItemRow, Entry] | None:
        """Return the item "KIND/KEY" with its newest entry, None if it was never public."""
        kind, _, key = name.partition("/")
        row = self._table.find(kind, key)
        if row is None:
            return None
        return row, next(iter(self._reader.entries(after=row.seq - 1, limit=1)))

    def item(self, row: ItemRow, entry: Entry) -> tuple[Rendered, list[File]]:
        """Return an item's page or tombstone, and the files that go with it."""
        kind = KINDS[row.kind]
        path = kind.path(row.key)
        view = self.view(root_of(path))
        record = entry.record if row.live else None
        if record is None:
            context = {
                "proof": self._proof(kind, row, "") | {"versions_url": ""},
                "reason": row.reason,
                "time": china_time(row.time),
                "page_title": row.key,
                "versions": version_list(row, view.translate),
            }
            return ("tombstone", path, context), []
        context = {
            "kind": kind.section,
            "page_title": row.shown["title"],
            "versions": newest_versions(row, view.translate),
            "crumbs": [
                {
                    "name": view.translate(kind.heading),
                    "url": view.root + list_path(kind.section),
                }
            ],
            **kind.context(row.key, record, view),
        }
        context["proof"] = self._proof(kind, row, str(context["page_title"]))
        return (kind.template, path, context), kind.files(row.key, record, view)

    def _proof(self, kind: Kind, row: ItemRow, title: str) -> dict[str, str]:
        label = self._sources.names.translate(kind.label)
        return proof(row.key, kind.path(row.key), label, title, row)

    def exists(self, name: str) -> bool:
        """Tell whether a list has an address."""
        return name in self._lists.lists or "/" not in name

    def list_names(self) -> list[str]:
        """Return every list of items that has an address."""
        named = {name for name in self._lists.lists if kind_of_list(name)}
        return sorted(named | {kind.section for kind in KINDS.values()})

    def list_page(self, name: str, part: int) -> tuple[Rendered, list[File]] | None:
        """Return a page of a list, and the files that go with its first; None without address."""
        kind = kind_of_list(name)
        if kind is None or not self.exists(name):
            return None
        found = self._lists.lists.get(name) or CaseList(name)
        path = list_path(name, part)
        view = self.view(root_of(path))
        heading = view.list_heading(name)
        pager = _sorted_pager(found, part) if kind.order(name) else self._pager(found, part)
        if pager is None:
            if part > found.high:
                return None
            moved = {"target": "index.html", "heading": heading, "page_title": heading}
            return ("moved", path, moved), []
        context: dict[str, Any] = {
            "kind": kind.section,
            "heading": heading,
            "page_title": heading,
            "crumbs": self._crumbs(kind, name, view),
            "lines": view.lines(name, part),
            "page": part or None,
            **pager,
        }
        if part:
            return (kind.list_template, path, context), []
        groups = list(self._groups(kind, view)) if name == kind.section else []
        context |= {"total": found.live, "figures": view.figures(name), "groups": groups}
        context |= kind.list_context(name, view)
        return (kind.list_template, path, context), kind.list_files(name, view)

    def changed(self, section: str, count: int) -> list[ItemRow]:
        """Return the items of a section that changed last, withdrawn ones too."""
        newest = "kind = ? order by seq desc limit ?"
        return list(self._table.select(newest, (SECTIONS[section].name, count)))

    def of_area(self, code: str, root: str) -> list[dict[str, Any]]:
        """Return what each kind has in an area: its list, a count, and its first lines."""
        view, found = self.view(root), []
        for kind in KINDS.values():
            name = f"{kind.section}/communities/{code}"
            if count := view.count(name):
                found.append(self._section(kind, name, view, count, kind.beside))
        return found

    def of_case(self, number: str, root: str) -> list[dict[str, Any]]:
        """Return the lines of the items that refer to a case, each with its kind's label."""
        found = self._of_cases.get(number, ())
        view = self.view(root)
        return (
            [
                {"label": view.translate(KINDS[row.kind].label), **view.line(row)}
                for row in self._table.some(found).values()
            ]
            if found
            else []
        )

    def of_home(self) -> list[dict[str, Any]]:
        """Return the kinds that the home page shows, as :meth:`of_area` does."""
        view = self.view("")
        return [
            self._section(kind, kind.section, view, count, kind.home)
            for kind in KINDS.values()
            if kind.home and (count := view.count(kind.section))
        ]

    def shards(self) -> list[str]:
        """Return the names of the sitemaps of items."""
        starts = self._table.starts()
        return sorted({KINDS[kind].shard(start) for kind, start in starts if kind in KINDS})

    def shard(self, name: str) -> list[tuple[str, str]]:
        """Return (path, time) of the live items that a sitemap lists."""
        section, _, month = name.partition("-")
        kind = SECTIONS[section]
        rows = self._table.live(kind.name, month.replace("-", ""))
        return [(kind.path(key), time) for key, time in rows]

    def every_key(self) -> Iterator[PageKey]:
        """Yield the first page of each list, and the sitemaps."""
        yield from (PageKey("list", name) for name in self.list_names())
        yield from (PageKey("sitemap", shard) for shard in self.shards())

    def _section(self, kind: Kind, name: str, view: View, count: int, lines: int) -> dict[str, Any]:
        return {
            "kind": kind.section,
            "heading": view.translate(kind.home_heading or kind.heading),
            "url": view.list_url(name),
            "count": count,
            "lines": view.newest(name, lines) if lines > 0 else [],
        }

    def _crumbs(self, kind: Kind, name: str, view: View) -> list[dict[str, str]]:
        if name == kind.section:
            return []
        return [{"name": view.translate(kind.heading), "url": view.root + list_path(kind.section)}]

    def _groups(self, kind: Kind, view: View) -> Iterator[dict[str, Any]]:
        """Yield the other lists of a section, group by group."""
        for group, how in kind.groups.items():
            prefix = f"{kind.section}/{group}/"
            names = sorted(name for name in self._lists.lists if name.startswith(prefix))
            codes = [name[len(prefix) :] for name in names]
            if how.words is not None:
                codes.sort(key=list(how.words).index if set(codes) <= set(how.words) else None)
            members = [
                {
                    "name": view.list_heading(prefix + code),
                    "url": view.list_url(prefix + code),
                    "count": view.count(prefix + code),
                }
                for code in codes
            ]
            if members:
                yield {"key": group, "heading": view.translate(how.heading), "members": members}

    def _pager(self, found: CaseList, part: int) -> dict[str, str] | None:
        """Return the links of a list with stable pages, numbered from the oldest."""
        if part == 0:
            older = self._lists.newest(found.name)[1]
            return {"older_url": f"page-{older}.html" if older else ""}
        if part > found.full_pages:
            return None
        newer = f"page-{part + 1}.html" if part < found.full_pages else "index.html"
        return {
            "newer_url": newer,
            "newest_url": "index.html",
            "older_url": f"page-{part - 1}.html" if part > 1 else "",
        }


def _sorted_pager(found: CaseList, part: int) -> dict[str, str] | None:
    """Return the links of a list in an order of its own; its first page has the number 0."""
    last = max(0, found.live - 1) // PER_PAGE
    if part > last:
        return None
    before = "index.html" if part == 1 else f"page-{part - 1}.html"
    return {
        "previous_url": before if part else "",
        "next_url": f"page-{part + 1}.html" if part < last else "",
    }
