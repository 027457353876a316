"""Which pages a log entry touches.

Naming a page too many costs a rendering, since a page whose bytes did not change
is not written; naming one too few leaves a wrong page. So: generous.
"""

from __future__ import annotations

from collections.abc import Iterable

from publisher.addresses import COMMUNITY_DIGITS, PageKey, case_number, sitemap_shard
from publisher.remembered.lists import PER_PAGE, CaseList

_NEARBY = "nearby/communities/"  # printed by the directory too
OVERVIEWS = ("communities", "categories", "months")


class Dirty:
    """The set of pages to render again."""

    everything = False

    def __init__(self) -> None:
        self.pages: set[PageKey] = set()

    def add(self, kind: str, name: str = "", part: int = 0) -> None:
        """Mark one page."""
        self.pages.add(PageKey(kind, name, part))

    def case(self, identity: int, corrected: bool) -> None:
        """Mark a case's own page and what always follows a change of it."""
        self.add("case", case_number(identity))
        self.add("overview", "home")
        self.add("feed")
        if corrected:
            self.add("feed", "corrections")
        self.add("sitemap", sitemap_shard(identity))
        self.add("sitemap")

    def log(self) -> None:
        """Mark what shows the checkpoint, which every entry changes."""
        self.add("feed")
        self.add("fixed", "verify")
        self.add("fixed", "checkpoints")

    def newest(self, name: str) -> None:
        """Mark a list's newest page, with its counts, and where they are repeated."""
        self.add("list", name)
        section = name.partition("/")[0]
        if section in OVERVIEWS:
            self.add("overview", section)
        if section in {"communities", "categories"}:
            self.add("feed", name)
        community = name.removeprefix(_NEARBY)
        if community != name and len(community) == COMMUNITY_DIGITS:  # streets have lists too
            self.add("contacts", community)
        self.add("sitemap", "lists")

    def slot(self, name: str, slot: int) -> None:
        """Mark the page that holds a slot, and the newest page, which may hold it too."""
        self.newest(name)
        self.add("list", name, slot // PER_PAGE + 1)

    def joined(self, name: str, slot: int) -> None:
        """Mark what a new last slot touches: a filled page also links from the one before."""
        self.newest(name)
        pages, over = divmod(slot + 1, PER_PAGE)
        if not over:
            self.add("list", name, pages)
            self.add("list", name, pages - 1)

    def whole(self, found: CaseList) -> None:
        """Mark every page that a list has or had."""
        self.newest(found.name)
        self.pages.update(PageKey("list", found.name, part) for part in range(1, found.high + 1))

    def sections(self, names: Iterable[str]) -> None:
        """Mark overviews by name."""
        for name in names:
            self.add("overview", name)


class Everything(Dirty):
    """For a full build, which renders every page: keeps no record of what was touched."""

    everything = True

    def add(self, kind: str, name: str = "", part: int = 0) -> None:
        """Keep nothing."""

    def case(self, identity: int, corrected: bool) -> None:
        """Keep nothing."""

    def newest(self, name: str) -> None:
        """Keep nothing."""

    def slot(self, name: str, slot: int) -> None:
        """Keep nothing."""

    def joined(self, name: str, slot: int) -> None:
        """Keep nothing."""

    def whole(self, found: CaseList) -> None:
        """Keep nothing."""
