"""From a page's key to its files: the one place where every kind of page is produced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from cms.publication.log import Entry, LogReader
from cms.translating import gettext_noop, translator
from publisher.addresses import PageKey, case_id, case_path, page_path, root_of
from publisher.folding.dirty import OVERVIEWS
from publisher.kinds.items import ItemRow, ItemTable
from publisher.kinds.pages import ItemPages, Rendered
from publisher.kinds.registry import KINDS, SECTIONS, kind_of_list, sections_of_numbers
from publisher.kinds.view import Sources
from publisher.page_parts.versions import Versioned
from publisher.pages.cases import CasePages
from publisher.pages.contacts import ContactPages
from publisher.pages.corrections import CorrectionPages
from publisher.pages.crumbs import Crumbs
from publisher.pages.feeds import Feeds, has_feed
from publisher.pages.lines import Lines
from publisher.pages.lists import ListPages
from publisher.pages.sections import SectionPages
from publisher.pages.templates import Templates
from publisher.record_files import json_of, versions_of
from publisher.remembered.lists import ListBook
from publisher.remembered.manifest import Manifest
from publisher.remembered.names import Names
from publisher.settings import SiteSettings
from publisher.transparency.days import days_context

GONE = ".gone"  # an empty file beside a tombstone; lets a server answer 410
File = tuple[str, bytes | None]  # path and content; None where the file must not be
_CASE_ROOT = root_of(case_path("202006-000123"))
_FIXED = {
    "about": gettext_noop("About this site"),
    "search": gettext_noop("Search"),
    "404": gettext_noop("Not found"),
    "verify": gettext_noop("Check a record"),
    "checkpoints": gettext_noop("Checkpoints by day"),
}


class Pages:
    """Produces the files of pages from one manifest (flushed) and the log."""

    def __init__(
        self,
        settings: SiteSettings,
        manifest: Manifest,
        reader: LogReader,
        lists: ListBook | None = None,
    ) -> None:
        self.settings = settings
        self.manifest = manifest
        self.lists = lists or ListBook(manifest)
        self._reader = reader
        self._templates = Templates(settings)
        self._translate = translator(settings.language)
        self.names = Names(manifest, self._translate)
        self.items = ItemTable(manifest)
        sources = Sources(settings, self.names, self.lists, self.items, manifest, KINDS)
        self._items = ItemPages(sources, reader)
        crumbs = Crumbs(self.names, self._templates, _CASE_ROOT)
        self._cases = CasePages(self.names, crumbs, self._items.of_case)
        lines = Lines(manifest, self._cases, self._templates)
        self.list_pages = ListPages(self.lists, self.names, lines, self._items)
        self._sections = SectionPages(self.lists, self.names, lines, self._items)
        self._contact_pages = ContactPages(settings, self.names, self._items)
        self._changes = CorrectionPages(manifest, reader, self._translate)
        self._feeds = Feeds(
            settings,
            manifest,
            self.lists,
            self.names,
            pages=self.list_pages,
            items=self._items,
            corrections=self._changes,
            contacts=self._contact_pages,
        )

    def produce(self, key: PageKey) -> list[File]:
        """Return the files of a page; none when it has no address in this state."""
        return self._makers[key.kind](self, key)

    def case_files(self, row: Versioned, entry: Entry) -> list[File]:
        """Return a case's page and its public record, which is the log's own bytes."""
        number = entry.key
        path = case_path(number)
        record = entry.record if entry.action != "withdraw" else None
        if record is None:
            page: Rendered = ("tombstone", path, self._cases.tombstone(number, row))
        else:
            page = ("case", path, self._cases.context(row, record))
        return self._record_files(page, row, entry, live=record is not None)

    def item_files(self, row: ItemRow, entry: Entry) -> list[File]:
        """Return an item's page, or its tombstone, and the files that go with it."""
        page, files = self._items.item(row, entry)
        return [*self._record_files(page, row, entry, live=bool(row.live)), *files]

    def _record_files(
        self, page: Rendered, row: Versioned, entry: Entry, *, live: bool
    ) -> list[File]:
        """Return a record's own bytes, its page, and the page with all versions if it has more."""
        _, path, context = page
        files: list[File] = []
        if self.settings.json and entry.body is not None:
            files.append((json_of(path), entry.body))
        files += [self._rendered(page), (path + GONE, None if live else b"")]
        if row.version > 1:
            told = self._changes.versions(entry.kind, entry.key, row)
            versions = versions_of(path)
            told["proof"] = context["proof"]
            files.append((versions, self.html("versions", versions, told)))
        return files

    def every_other(self) -> Iterator[PageKey]:
        """Yield the keys of all pages but cases, items and numbered list pages."""
        yield from (PageKey("list", name) for name in self.list_pages.all_names())
        yield PageKey("overview", "home")
        yield from (PageKey("overview", section) for section in OVERVIEWS)
        yield from self._items.every_key()
        yield from (PageKey("contacts", code) for code in self._contact_pages.codes())
        yield from (PageKey("fixed", name) for name in _FIXED)
        for part in range(self._changes.list.full_pages() + 1):
            yield PageKey("corrections", "", part)
        yield PageKey("feed")
        yield PageKey("feed", "corrections")
        yield from (PageKey("feed", name) for name in self.list_pages.all_names())
        yield from (PageKey("feed", section) for section in SECTIONS)
        yield PageKey("sitemap")
        yield PageKey("sitemap", "lists")

    def html(self, template: str, path: str, context: dict[str, Any]) -> bytes:
        """Render a template as the page at ``path``."""
        base = self.settings.base_url
        context.setdefault("root", root_of(path))
        context["canonical"] = base + path if base else ""
        return self._templates.render(f"{template}.html", context)

    def _case(self, key: PageKey) -> list[File]:
        row = self.manifest.case(case_id(key.name))
        if row is None:
            return []
        entry = next(iter(self._reader.entries(after=row.seq - 1, limit=1)))
        return self.case_files(row, entry)

    def _rendered(self, page: Rendered) -> File:
        template, path, context = page
        return path, self.html(template, path, context)

    def _list(self, key: PageKey) -> list[File]:
        name, part = key.name, key.part
        if kind_of_list(name):
            made = self._items.list_page(name, part)
            if made and has_feed(self.settings, name):
                made[0][2]["feed"] = f"{name}/feed.xml"
            return [self._rendered(made[0]), *made[1]] if made else []
        path = page_path(key)
        found = self.lists.lists.get(name)
        if part == 0:
            if not self.list_pages.exists(name):
                return []
            context = self.list_pages.newest(name)
        elif found and part <= found.full_pages:
            context = self.list_pages.numbered(name, part)
        elif found and part <= found.high:
            return [(path, self.html("moved", path, self.list_pages.moved(name)))]
        else:
            return []
        context["feed"] = f"{name}/feed.xml" if has_feed(self.settings, name) else ""
        return [(path, self.html("list", path, context))]

    def _overview(self, key: PageKey) -> list[File]:
        path = page_path(key)
        if key.name == "home":
            return [(path, self.html("home", path, self._sections.home()))]
        return [(path, self.html("overview", path, self._sections.overview(key.name)))]

    def _contacts(self, key: PageKey) -> list[File]:
        return [
            (page, None) if isinstance(page, str) else self._rendered(page)
            for page in self._contact_pages.pages(key.name)
        ]

    def _item(self, key: PageKey) -> list[File]:
        found = self._items.find(key.name)
        return self.item_files(*found) if found else []

    def _fixed(self, key: PageKey) -> list[File]:
        path = page_path(key)
        context: dict[str, Any] = {"page_title": self._translate(_FIXED[key.name])}
        if key.name == "404":
            context["root"] = urlsplit(self.settings.base_url).path or "/"
        if key.name == "verify":
            kinds = {"cases": "case"} | {one.section: one.name for one in KINDS.values()}
            context |= self._log_context() | {"kinds": kinds, "series": sections_of_numbers()}
        if key.name == "checkpoints":
            if self.settings.signer is None:
                return []
            context |= days_context(self.manifest, self.settings.base_url)
        if key.name == "search":
            context |= {"query": "", "results": None, "static": True}
        return [(path, self.html(key.name, path, context))]

    def _corrections(self, key: PageKey) -> list[File]:
        if key.part > self._changes.list.full_pages():
            return []
        path = page_path(key)
        return [(path, self.html("corrections", path, self._changes.page(key.part)))]

    def _log_context(self) -> dict[str, Any]:
        """Return what the page about checking says of the log at this moment."""
        signer = self.settings.signer
        return {
            "log_key": str(signer.verifier) if signer else "",
            "checkpoint": self.manifest.get("checkpoint"),
            "witness_url": self.settings.witness_url,
        }

    def _feed(self, key: PageKey) -> list[File]:
        named = key.name in {"", "corrections"}
        if not named and not (key.name in SECTIONS or self.list_pages.exists(key.name)):
            return []
        if not (self.settings.feeds if named else has_feed(self.settings, key.name)):
            return []
        return [(page_path(key), self._feeds.feed(key.name))]

    def _sitemap(self, key: PageKey) -> list[File]:
        if not (self.settings.feeds and self.settings.base_url):
            return []
        return [(page_path(key), self._feeds.sitemap(key.name))]

    _makers: ClassVar[dict[str, Callable[[Pages, PageKey], list[File]]]] = {
        "case": _case,
        "list": _list,
        "overview": _overview,
        "contacts": _contacts,
        "item": _item,
        "fixed": _fixed,
        "corrections": _corrections,
        "feed": _feed,
        "sitemap": _sitemap,
    }
