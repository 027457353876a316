"""Pages that somebody wrote, few and in an order of their own: brands and teams build on them."""

from __future__ import annotations

from typing import Any

from cms.translating import gettext_noop
from publisher.kinds.kind import Group, Kind, Record, order_rank
from publisher.kinds.view import View


class WrittenPage(Kind):
    """What such kinds share: a lead and a text."""

    menu = True
    home = 6
    beside = 12
    groups = {"communities": Group(gettext_noop("By community"))}

    def order(self, name: str) -> str:
        """As the office puts them."""
        return "up"

    def rank(self, record: Record) -> str:
        """The number that the office gave."""
        return order_rank(record["order"])

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return the texts and where it works."""
        return {
            "page": {
                "title": record["title"],
                "lead": record["lead"],
                "body_html": record["body_html"],
                "areas": view.areas(record["area"]),
            }
        }
