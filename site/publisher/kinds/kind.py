"""What a kind of public record says of itself; everything else is made from that.

A record of a kind is an *item*: it has a page, stands in lists with stable
pagination, and adds to the figures of those lists. Subclass :class:`Kind`, make
one object of it, and name that in ``registry``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from publisher.addresses import COMMUNITY_DIGITS, STREET_DIGITS

if TYPE_CHECKING:
    from publisher.kinds.view import View

Record = dict[str, Any]
SUMMED = "sums"  # the folder of the lists of figures
File = tuple[str, bytes | None]


@dataclass(frozen=True)
class Group:
    """Lists of one sort: ``SECTION/NAME/CODE`` for each code.

    ``words`` are the labels of the codes; ``kind`` names the kind whose items the
    codes are; ``own`` says that ``Kind.list_label`` names them. With none of these, a code of the
    group "communities" is an area's, any other its own name.
    """

    heading: str
    words: Mapping[str, str] | None = None
    kind: str = ""
    own: bool = False


class Kind:
    """A kind of public record. Messages are English ids, translated when a page is made.

    ``name`` is the kind in the log, ``section`` the folder of its pages and lists,
    ``heading`` names the section, ``label`` one record, ``menu`` whether the main
    navigation leads there, ``listed`` whether a feed tells its records to all.
    ``home`` and ``beside`` say how many of its newest lines the home page and a
    community's page show (-1: the community shows the count alone).
    ``dated`` keys begin with YYYYMM, and their pages lie in YYYY/MM/.
    ``groups`` are the lists beside that of the whole section, ``parted`` the sorts of lists
    ``SECTION/SORT/KEY/…`` that are headed by the item of a kind; ``counters`` the figures
    that lists print, key → label; ``summed`` those of them that have a list of the items
    which add to them, so that the figure can lead there; ``fields`` the labels of the
    record's fields where differences are shown.
    """

    name: ClassVar[str]
    section: ClassVar[str]
    heading: ClassVar[str]
    label: ClassVar[str]
    home_heading: ClassVar[str] = ""
    template: ClassVar[str] = "page"
    list_template: ClassVar[str] = "items"
    menu: ClassVar[bool] = False
    listed: ClassVar[bool] = True
    home: ClassVar[int] = 0
    beside: ClassVar[int] = -1
    dated: ClassVar[bool] = False
    groups: ClassVar[Mapping[str, Group]] = {}
    parted: ClassVar[Mapping[str, str]] = {}
    counters: ClassVar[Mapping[str, str]] = {}
    summed: ClassVar[Sequence[str]] = ()
    fields: ClassVar[Mapping[str, str]] = {}
    vocabularies: ClassVar[Sequence[Mapping[str, str]]] = ()

    def path(self, key: str) -> str:
        """Return the path of an item's page: a function of the key alone, so that it stays."""
        if self.dated:
            return f"{self.section}/{key[:4]}/{key[4:6]}/{key}.html"
        return f"{self.section}/{key}.html"

    def shard(self, key: str) -> str:
        """Return the name of the sitemap that lists an item."""
        return f"{self.section}-{key[:4]}-{key[4:6]}" if self.dated else self.section

    def area(self, record: Record) -> str:
        """Return the code of the area that an item belongs to, "" for none."""
        return str(record.get("area") or "")

    def lists(self, record: Record) -> list[str]:
        """Return the keys of the lists that an item stands in, always in the same order."""
        area = self.area(record)
        lengths = (STREET_DIGITS, COMMUNITY_DIGITS)
        codes = [area[:digits] for digits in lengths if len(area) >= digits]
        return [self.section, *(f"{self.section}/communities/{code}" for code in codes)]

    def all_lists(self, record: Record) -> list[str]:
        """Return :meth:`lists`, and the lists of the figures that an item adds to."""
        sums = self.amounts(record) if self.summed else {}
        return [
            *self.lists(record),
            *(self.figure_list(one) for one in self.summed if sums.get(one)),
        ]

    def figure_list(self, counter: str) -> str:
        """Return the list of the items that add to a figure, "" where it has none."""
        return f"{self.section}/{SUMMED}/{counter}" if counter in self.summed else ""

    def headed_by(self, kind: str) -> list[str]:
        """Return the sorts of lists that are headed by items of another kind."""
        groups = [sort for sort, group in self.groups.items() if group.kind == kind]
        return groups + [sort for sort, other in self.parted.items() if other == kind]

    def amounts(self, record: Record) -> dict[str, int]:
        """Return what an item adds to the figures of its lists: counter → whole number."""
        return {}

    def line(self, record: Record) -> dict[str, Any]:
        """Return what lists and other items show of an item: "title" and a few short values."""
        return {"title": record["title"], "lead": record.get("lead", "")}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Return a stored line for a template; add labels here, they are not stored."""
        return line

    def list_label(self, group: str, code: str, view: View) -> str:
        """Return the name of a list that is of no group in ``groups``, or of one with ``own``."""
        return code

    def order(self, name: str) -> str:
        """Return how a list is ordered: "" by publication with stable pages, "up" or "down".

        The last two sort by :meth:`rank`; all pages of such a list change with it.
        """
        return ""

    def rank(self, record: Record) -> str:
        """Return what ordered lists sort by, before the key; compared as text."""
        return ""

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """Return (kind, key) of other items whose titles the item's page or line prints."""
        return []

    def watches(self, record: Record) -> list[str]:
        """Return the keys of lists, of cases too, whose figures or lines the item's page prints."""
        return []

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return what the item's template needs beside what every page has."""
        return {}

    def list_context(self, name: str, view: View) -> dict[str, Any]:
        """Return what a list's newest page shows beside lines, figures and other lists."""
        return {}

    def files(self, key: str, record: Record, view: View) -> list[File]:
        """Return files that go with an item's page."""
        return []

    def list_files(self, name: str, view: View) -> list[File]:
        """Return files that go with a list's newest page, such as a calendar."""
        return []


def order_rank(order: int) -> str:
    """Return a rank by a whole number that is not negative."""
    return f"{order:010d}"
