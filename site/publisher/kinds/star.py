"""Star-rated communities: by year, with criteria and the ratings before."""

from __future__ import annotations

from typing import Any

from cms.translating import gettext_noop
from publisher.kinds.kind import Group, Kind, Record
from publisher.kinds.view import View

MOST = 5
_HISTORY = 20
_LINE = gettext_noop("%(stars)s of %(most)s stars, %(points)s of %(of)s points")


class Star(Kind):
    """One community's stars of one year."""

    name = "star"
    section = "stars"
    heading = gettext_noop("Star-rated communities")
    label = gettext_noop("Star rating")
    template = "star"
    beside = 1
    groups = {
        "years": Group(gettext_noop("By year")),
        "stars": Group(gettext_noop("By stars"), words={str(n): "★" * n for n in range(5, 0, -1)}),
        "communities": Group(gettext_noop("By community")),
    }
    vocabularies = ({"line": _LINE},)
    fields = {
        "stars": gettext_noop("Stars"),
        "criteria": gettext_noop("Criteria"),
        "rated": gettext_noop("Rated on"),
        "by": gettext_noop("Rated by"),
        "remark": gettext_noop("Remark"),
        "year": gettext_noop("Year"),
    }

    def lists(self, record: Record) -> list[str]:
        """Also by year, and by year and stars."""
        names = [*super().lists(record), f"stars/years/{record['year']}"]
        return [*names, f"stars/stars/{record['stars']}"]

    def line(self, record: Record) -> dict[str, Any]:
        """Year, stars and points; the community's name is the area's."""
        return {
            "title": f"{record['year']} {'★' * record['stars']}",
            "year": record["year"],
            "stars": record["stars"],
            "points": sum(one["points"] for one in record["criteria"]),
            "of": sum(one["most"] for one in record["criteria"]),
        }

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Say the stars in words, too."""
        title = " ".join(part for part in (line.get("area_name", ""), line["title"]) if part)
        return line | {
            "title": title,
            "area_name": "",
            "lead": view.translate(_LINE) % {**line, "most": MOST},
        }

    def order(self, name: str) -> str:
        """The newest year first, the most stars first; a community has one a year."""
        return "down"

    def rank(self, record: Record) -> str:
        """Year, stars, points."""
        points = sum(one["points"] for one in record["criteria"])
        return f"{record['year']}-{record['stars']}-{points:05d}"

    def watches(self, record: Record) -> list[str]:
        """The community's other ratings."""
        return [f"stars/communities/{record['area']}"]

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return the rating, its criteria and the community's history."""
        line = self.show(self.line(record), view)
        history = view.newest(f"stars/communities/{record['area']}", _HISTORY)
        name = view.names.area(record["area"])
        return {
            "page_title": f"{name} {record['year']} {'★' * record['stars']}",
            "star": {
                **record,
                "name": name,
                "shown": "★" * record["stars"] + "☆" * (MOST - record["stars"]),
                "lead": line["lead"],
                "areas": view.areas(record["area"]),
                "history": [one for one in history if one["year"] != record["year"]],
            },
        }
