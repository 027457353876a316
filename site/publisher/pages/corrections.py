"""Contexts of the pages that tell what was changed: corrections, and the versions of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cms.publication.log import Entry, LogReader
from cms.publication.vocabulary import ACTIONS
from cms.translating import gettext_noop
from publisher.addresses import list_path, root_of
from publisher.folding.corrections import Correction, CorrectionList
from publisher.kinds.registry import KINDS
from publisher.page_parts.differences import changes
from publisher.page_parts.versions import Versioned, china_time, version_list
from publisher.record_files import record_page
from publisher.remembered.manifest import Manifest

_KINDS = {
    "case": gettext_noop("Case"),
    "area": gettext_noop("Area"),
    "category": gettext_noop("Category"),
    **{kind.name: kind.label for kind in KINDS.values()},
}
_TITLE = gettext_noop("Corrections")
_VERSIONS = gettext_noop("Versions")
SECTION = "corrections"


class CorrectionPages:
    """Makes the contexts; compares the bodies of two versions as the log has them."""

    def __init__(
        self, manifest: Manifest, reader: LogReader, translate: Callable[[str], str]
    ) -> None:
        self.list = CorrectionList(manifest)
        self._reader, self._translate = reader, translate

    def page(self, part: int) -> dict[str, Any]:
        """Return the context of a page of corrections; a numbered one stays as it is."""
        full = self.list.full_pages()
        older = part - 1 if part else self.list.older()
        newer = f"page-{part + 1}.html" if part < full else "index.html"
        root = root_of(list_path(SECTION))
        title = self._translate(_TITLE)
        return {
            "items": [self.item(one, root) for one in self.list.page(part)],
            "page": part or None,
            "older_url": f"page-{older}.html" if older else "",
            "newer_url": newer if part else "",
            "newest_url": "index.html" if part else "",
            "heading": title,
            "page_title": title,
            "feed": "corrections.xml",
        }

    def item(self, one: Correction, root: str) -> dict[str, Any]:
        """Return one change for a template; of a hidden one nothing of what it said."""
        entry = self._reader.version(one.kind, one.key, one.version)
        if entry is None:
            raise AssertionError(f"log entry {one.seq} is in the manifest and not in the log")
        record = None if one.hidden else entry.record
        return {
            "seq": one.seq,
            "kind_label": self._translate(_KINDS.get(one.kind, one.kind)),
            "key": one.key,
            "url": _url(one, root),
            "title": (record or {}).get("title") or (record or {}).get("name") or "",
            "unit": (record or {}).get("unit", ""),
            "version": one.version,
            "action_label": self._translate(ACTIONS.get(entry.action, entry.action)),
            "time": china_time(entry.time),
            "utc": entry.time,
            "reason": "" if one.hidden else entry.reason,
            "hidden": bool(one.hidden),
            "purged": not one.hidden and self._purged(entry),
            "changes": [] if one.hidden else self._changes(entry),
        }

    def versions(self, kind: str, key: str, row: Versioned) -> dict[str, Any]:
        """Return the context of the page with all versions of a record, newest first."""
        lines = version_list(row, self._translate)
        shown = True
        for line in lines:
            entry = self._reader.version(kind, key, line["version"]) if shown else None
            line["changes"] = self._changes(entry) if entry else []
            line["purged"] = entry is not None and entry.body is None
            line["unit"] = (entry.record or {}).get("unit", "") if entry else ""
            shown = shown and line["action"] != "withdraw"
        return {
            "versions": lines,
            "page_title": f"{key} {self._translate(_VERSIONS)}",
        }

    def _purged(self, entry: Entry) -> bool:
        """Return whether what a change said, or what stood there before, was emptied by law."""
        if entry.action == "withdraw":  # its page says already that nothing is shown
            return False
        before = self._reader.version(entry.kind, entry.key, entry.version - 1)
        return entry.body is None or (before is not None and before.body is None)

    def _changes(self, entry: Entry) -> list[dict[str, str]]:
        """Compare an entry with the version before; nothing where either has no record."""
        if entry.version == 1 or entry.record is None:
            return []
        before = self._reader.version(entry.kind, entry.key, entry.version - 1)
        if before is None or before.record is None:
            return []
        return [
            one.as_dict()
            for one in changes(before.record, entry.record, self._translate, _labels(entry))
        ]


def _labels(entry: Entry) -> Mapping[str, str]:
    kind = KINDS.get(entry.kind)
    return kind.fields if kind else {}


def _url(one: Correction, root: str) -> str:
    """Return the address of the changed record, empty for one without a page of its own."""
    page = record_page(one.kind, one.key)
    return root + page if page else ""
