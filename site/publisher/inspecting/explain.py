"""Why a page is there and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publisher.addresses import (
    area_lineage,
    case_id,
    case_number,
    category_lineage,
)
from publisher.kinds.items import ItemRow, ItemTable
from publisher.kinds.registry import kind_of_list, kind_of_path
from publisher.output.release import living
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.rows import CaseRow


@dataclass(frozen=True)
class Source:
    """One record a page shows: its kind and key, and the log entry it stands at."""

    kind: str
    key: str
    seq: int
    version: int


@dataclass(frozen=True)
class Explanation:
    """What is known of one file. ``aggregates`` are the keys of the lists whose
    counts it prints."""

    path: str
    known: bool
    seq: int = 0
    sha256: str = ""
    records: list[Source] = field(default_factory=list)
    aggregates: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return everything, for JSON."""
        records = [vars(source) for source in self.records]
        return {**vars(self), "records": records}


def explain(home: Path, url: str) -> Explanation:
    """Explain the page at ``url``: a path, or a full address whose path is used.

    The page's own address under a sub-folder is found from its end. Where nothing
    was built or nothing has that address, ``known`` is false.
    """
    release = living(home)
    path = urlsplit(url).path.lstrip("/")
    if path == "" or path.endswith("/"):
        path += "index.html"
    if release is None:
        return Explanation(path, known=False)
    manifest = Manifest(release.manifest_path, read_only=True)
    try:
        found = manifest.file(path)
        while found is None and "/" in path:
            path = path.partition("/")[2]
            found = manifest.file(path)
        if found is None:
            return Explanation(urlsplit(url).path, known=False)
        records, aggregates = _sources(manifest, path)
        return Explanation(path, True, found[0], found[1], records, aggregates)
    finally:
        manifest.close()


def _sources(manifest: Manifest, path: str) -> tuple[list[Source], list[str]]:
    """Return the records and the aggregates behind a path."""
    section, _, rest = path.partition("/")
    stem = rest.removesuffix(".html")
    if section == "cases" and rest.count("/") == 2:
        row = manifest.case(case_id(stem.rpartition("/")[2]))
        return ([_case(row), *_names(manifest, row)] if row else []), []
    if (named := kind_of_path(path)) and (
        item := ItemTable(manifest).find(named[0].name, named[1])
    ):
        return [_item(item)], [one[5:] for one in item.printed if one.startswith("list:")]
    name, _, file = path.rpartition("/")
    lists = ListBook(manifest)
    if name in lists.lists:
        part = int(file[5:-5]) if file.startswith("page-") else 0
        ids = [i for i in lists.page(name, part) if i] if part else lists.newest(name)[0]
        if kind_of_list(name):
            items = ItemTable(manifest).some(ids).values()
            return [_item(row) for row in items], [] if part else [name]
        rows = [row for identity in ids if (row := manifest.case(identity))]
        return [_case(row) for row in rows], [] if part else [name]
    if section in {"index.html", "communities", "categories", "months"}:
        prefix = "" if section == "index.html" else section
        names = [one for one in sorted(lists.lists) if one.startswith(prefix)]
        return [], names
    return [], []


def _case(row: CaseRow) -> Source:
    return Source("case", case_number(row.id), row.seq, row.version)


def _item(row: ItemRow) -> Source:
    return Source(row.kind, row.key, row.seq, row.version)


def _names(manifest: Manifest, row: CaseRow) -> list[Source]:
    """Return the areas and categories whose names a case page prints."""
    wanted = [("area", code) for code in area_lineage(row.area)]
    wanted += [("category", code) for code in category_lineage(row.category)[-1:]]
    return _records(manifest, wanted)


def _records(manifest: Manifest, wanted: list[tuple[str, str]]) -> list[Source]:
    rows = manifest.records()
    return [
        Source(*identity, rows[identity].seq, rows[identity].version)
        for identity in wanted
        if identity in rows
    ]
