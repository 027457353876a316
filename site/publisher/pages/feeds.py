"""Atom feeds and sitemaps, made from the manifest alone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cms.publication.vocabulary import CASE_STATES
from cms.translating import gettext_noop
from publisher.addresses import (
    PageKey,
    case_number,
    case_path,
    list_path,
    page_path,
    root_of,
    sitemap_range,
    sitemap_shard,
)
from publisher.kinds.items import ItemRow
from publisher.kinds.pages import ItemPages
from publisher.kinds.registry import KINDS, SECTIONS
from publisher.pages.contacts import ContactPages
from publisher.pages.corrections import CorrectionPages
from publisher.pages.lists import ListPages
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.names import Names
from publisher.remembered.rows import CaseRow
from publisher.settings import SiteSettings

_LENGTH = 50  # entries of a feed
_HELD = 10_000  # entries and identifiers
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CORRECTIONS = gettext_noop("Corrections")
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">\n'
)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def has_feed(settings: SiteSettings, name: str) -> bool:
    """Tell whether a list of cases, or the section of a kind, has a feed of its own."""
    if name in SECTIONS:
        return settings.feeds and SECTIONS[name].listed
    return settings.feeds and name.partition("/")[0] in {"communities", "categories"}


class Feeds:
    """Makes feeds and sitemaps."""

    def __init__(
        self,
        settings: SiteSettings,
        manifest: Manifest,
        lists: ListBook,
        names: Names,
        *,
        pages: ListPages,
        items: ItemPages,
        corrections: CorrectionPages,
        contacts: ContactPages,
    ) -> None:
        self._settings = settings
        self._manifest = manifest
        self._lists = lists
        self._names = names
        self._pages = pages
        self._items = items
        self._corrections = corrections
        self._contacts = contacts
        self._ready: dict[tuple[int, str], str] = {}

    def feed(self, name: str) -> bytes:
        """Return the feed of a list or section, of all changes (""), or of corrections."""
        title = self._settings.title
        if name in SECTIONS:
            return self._item_feed(name)
        if name == "":
            rows = list(self._manifest.select_cases("1 order by seq desc limit ?", (_LENGTH,)))
        elif name == "corrections":
            return self._correction_feed(f"{title} · {self._names.translate(_CORRECTIONS)}")
        else:
            title = f"{title} · {self._pages.heading(name)}"
            ids = self._lists.newest(name)[0][:_LENGTH]
            found = self._manifest.cases(ids)
            rows = [found[identity] for identity in ids]
        prefix = self._prefix(name)
        # Whoever keeps the main feed keeps checkpoints of the log with it.
        subtitle = self._manifest.get("checkpoint") if name == "" else ""
        updated = max((row.time for row in rows), default="")
        return self._atom(
            name, title, updated, (self._entry(row, prefix) for row in rows), subtitle
        )

    def _item_feed(self, section: str) -> bytes:
        """Return the feed of a kind of record: what changed last, withdrawn ones as deleted."""
        prefix = self._prefix(section)
        title = f"{self._settings.title} · {self._names.translate(SECTIONS[section].heading)}"
        rows = self._items.changed(section, _LENGTH)
        updated = max((row.time for row in rows), default="")
        return self._atom(section, title, updated, (self._item(row, prefix) for row in rows))

    def _correction_feed(self, title: str) -> bytes:
        prefix = self._prefix("corrections")
        items = [
            self._corrections.item(one, prefix) for one in self._corrections.list.newest(_LENGTH)
        ]
        updated = max((item["utc"] for item in items), default="")
        lines = (_correction(item, prefix) for item in items)
        return self._atom("corrections", title, updated, lines)

    def _prefix(self, name: str) -> str:
        """Return what addresses in a feed begin with."""
        return self._settings.base_url or root_of(page_path(PageKey("feed", name)))

    def sitemap(self, shard: str) -> bytes:
        """Return the sitemap index (""), that of the lists, or that of a shard of cases."""
        base = self._settings.base_url
        if not shard:
            thousands = self._manifest.thousands()
            shards = ["lists", *sorted(sitemap_shard(one * 1000) for one in thousands)]
            shards += self._items.shards()
            lines = [f"<sitemap><loc>{base}sitemaps/{one}.xml</loc></sitemap>" for one in shards]
            return _document("sitemapindex", lines)
        if shard == "lists":
            paths = ["index.html", "about.html", "verify.html", "corrections/index.html"]
            paths += [
                f"{section}/index.html" for section in ("communities", "categories", "months")
            ]
            names = [*self._pages.all_names(), *self._items.list_names()]
            paths += [list_path(name) for name in names] + self._contacts.paths()
            return _document("urlset", [f"<url><loc>{base}{path}</loc></url>" for path in paths])
        if not shard[:1].isdigit():
            return _document("urlset", _located(self._items.shard(shard), base))
        rows = self._manifest.connection.execute(
            "select id, time from cases where live and id >= ? and id < ? order by id",
            sitemap_range(shard),
        )
        cases = [(case_path(case_number(identity)), time) for identity, time in rows]
        return _document("urlset", _located(cases, base))

    def _atom(
        self, name: str, title: str, updated: str, entries: Iterable[str], subtitle: str = ""
    ) -> bytes:
        path = page_path(PageKey("feed", name))
        prefix = self._settings.base_url or root_of(path)
        office = self._settings.office or self._settings.title
        parts = [
            _ATOM,
            f"<id>{_identifier('feed/' + name)}</id>\n<title>{_text(title)}</title>\n",
            f"<updated>{updated or '1970-01-01T00:00:00Z'}</updated>\n",
            f"<subtitle>{_text(subtitle)}</subtitle>\n" if subtitle else "",
            f"<author><name>{_text(office)}</name></author>\n",
            f'<link rel="self" href={quoteattr(prefix + path)}/>\n',
            *entries,
            "</feed>\n",
        ]
        return "".join(parts).encode()

    def _entry(self, row: CaseRow, prefix: str) -> str:
        """Return the entry of a case, which stands in the feeds of several lists."""
        made = self._ready.get((row.id, prefix))
        if made is None:
            if len(self._ready) >= _HELD:
                self._ready.clear()
            made = self._ready[row.id, prefix] = self._make(row, prefix)
        return made

    def _make(self, row: CaseRow, prefix: str) -> str:
        number = case_number(row.id)
        state = self._names.translate(CASE_STATES.get(row.state, row.state))
        told = (number, state, self._names.item_area(row.area), row.reason)
        return _record(f"case/{number}", row, row.title, prefix + case_path(number), told)

    def _item(self, row: ItemRow, prefix: str) -> str:
        kind, line = KINDS[row.kind], row.shown
        area = self._names.item_area(row.area) if row.area else ""
        told = (self._names.translate(kind.label), row.key, area, line.get("lead", ""), row.reason)
        address = prefix + kind.path(row.key)
        return _record(f"{row.kind}/{row.key}", row, line.get("title", ""), address, told)


def _record(
    name: str, row: CaseRow | ItemRow, title: str, address: str, told: Iterable[str]
) -> str:
    """Return a record as an entry, or a withdrawn one as a tombstone that says only why."""
    identifier, link = _identifier(name), f"<link href={quoteattr(address)}/>"
    if not row.live:
        return (
            f'<at:deleted-entry ref="{identifier}" when="{row.time}">'
            f"<at:comment>{_text(row.reason)}</at:comment>{link}</at:deleted-entry>\n"
        )
    summary = " · ".join(part for part in told if part)
    return (
        f"<entry><id>{identifier}</id><title>{_text(title)}</title>"
        f"<updated>{row.time}</updated>{link}<summary>{_text(summary)}</summary></entry>\n"
    )


def _correction(item: dict[str, Any], prefix: str) -> str:
    """Return one change as an entry, its differences as HTML; a hidden one as deleted."""
    identifier = _identifier(f"correction/{item['seq']}")
    link = f"<link href={quoteattr(item['url'] or prefix + 'corrections/index.html')}/>"
    if item["hidden"]:
        return (
            f'<at:deleted-entry ref="{identifier}" when="{item["utc"]}">{link}</at:deleted-entry>\n'
        )
    title = f"{item['kind_label']} {item['key']} · {item['action_label']}"
    lines = [f"<p>{escape(item['reason'])}</p>"] if item["reason"] else []
    lines += [
        f"<h4>{escape(one['label'])}</h4><p>{one['diff_html']}</p>" for one in item["changes"]
    ]
    return (
        f"<entry><id>{identifier}</id><title>{_text(title)}</title>"
        f"<updated>{item['utc']}</updated>{link}<summary>{_text(item['reason'])}</summary>"
        f'<content type="html">{_text("".join(lines))}</content></entry>\n'
    )


def _document(element: str, lines: list[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{element} xmlns="{_SITEMAP}">\n'
    return (head + "\n".join(lines) + f"\n</{element}>\n").encode()


def _located(pages: list[tuple[str, str]], base: str) -> list[str]:
    return [f"<url><loc>{base}{path}</loc><lastmod>{time}</lastmod></url>" for path, time in pages]


@lru_cache(_HELD)
def _identifier(name: str) -> str:
    """Return an identifier that stays when the site moves to another address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, 'huiyinbi/' + name)}"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
