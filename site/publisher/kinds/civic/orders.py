"""三单服务: orders, and the organisations that take them."""

from __future__ import annotations

from typing import Any

from cms.publication import civic_vocabulary as words
from cms.translating import gettext_noop
from publisher.kinds.civic.base import (
    COMMUNITIES,
    MONTHS,
    CivicKind,
    figure,
    link,
    reached,
    section,
    stages,
    states_reached,
)
from publisher.kinds.kind import Group, Record
from publisher.kinds.view import LINES, View

_DAYS = (
    ("date", words.ORDER_STATES["ordered"]),
    ("placed", words.ORDER_STATES["placed"]),
    ("taken", words.ORDER_STATES["taken"]),
    ("delivered", words.ORDER_STATES["delivered"]),
    ("rated", words.ORDER_STATES["rated"]),
)
_WORDS = {
    "placing": gettext_noop("What the community ordered"),
    "by": gettext_noop("Taken by"),
    "result": gettext_noop("What was done"),
    "rating": gettext_noop("How the resident rated it"),
    "stars": gettext_noop("Average stars"),
    "record": gettext_noop("Record"),
    "phone": gettext_noop("Office telephone"),
    "latest": gettext_noop("Latest orders"),
}


def average(stars: int, rated: int) -> str:
    """Return the average of ``rated`` ratings to one place, truncated; "" for none."""
    return f"{stars * 10 // rated / 10:.1f}" if rated else ""


class Order(CivicKind):
    """An order, from the resident's wish to the rating."""

    name = "order"
    section = "orders"
    heading = gettext_noop("Three orders")
    label = gettext_noop("order of a service")
    groups = {
        "states": Group(gettext_noop("How far they came"), words=words.ORDER_STATES),
        "organisations": Group(gettext_noop("By organisation"), kind="organisation"),
        "months": MONTHS,
        "communities": COMMUNITIES,
    }
    vocabularies = (words.ORDER_STATES, _WORDS)

    def lists(self, record: Record) -> list[str]:
        """Also by each state it reached, and by who took it."""
        names = super().lists(record)
        names += [f"orders/states/{one}" for one in states_reached(record, words.ORDER_STATES)]
        taker = record["organisation"]
        return names + ([f"orders/organisations/{taker}"] if taker else [])

    def amounts(self, record: Record) -> dict[str, int]:
        """Count stars."""
        rated = {"rated": 1, "stars": record["rating"]} if record["rating"] else {}
        return {**rated, **({"delivered": 1} if record["delivered"] else {})}

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """Name who took it."""
        return [("organisation", record["organisation"])] if record["organisation"] else []

    def brief(self, record: Record) -> dict[str, Any]:
        """State and stars."""
        return {"state": record["state"], "rating": record["rating"], "by": record["organisation"]}

    def tell(self, line: dict[str, Any], view: View) -> list[str]:
        """Say how far it came, who took it, how it was rated."""
        taker = view.item("organisation", line["by"]) if line["by"] else None
        stars = "★" * (line["rating"] or 0)
        state = view.translate(words.ORDER_STATES[line["state"]])
        return [state, taker["title"] if taker else "", stars]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Show the three orders one after the other."""
        say = view.translate
        taker = record["organisation"]
        sections = [section(say(_WORDS["placing"]), texts=[record["placing"]])]
        if taker:
            cell = link(view.item("organisation", taker), taker)
            sections.append(section(say(_WORDS["by"]), rows=[[cell]]))
        sections.append(section(say(_WORDS["result"]), texts=[record["result"]]))
        if record["rating"]:
            stars = "★" * record["rating"] + "☆" * (5 - record["rating"])
            sections.append(section(say(_WORDS["rating"]), texts=[stars]))
        return {
            "tags": [say(words.ORDER_STATES[record["state"]])],
            "days": stages(record, _DAYS, view),
            "sections": sections,
        }

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """How many reached each state, of an organisation what it delivered; the average stars."""
        found = reached(self, view, "states", words.ORDER_STATES) if name == self.section else []
        if "/organisations/" in name and (done := view.amount(name, "delivered")):
            found.append(figure(view.translate(words.ORDER_STATES["delivered"]), done, LINES))
        stars = average(view.amount(name, "stars"), view.amount(name, "rated"))
        return found + ([figure(view.translate(_WORDS["stars"]), stars)] if stars else [])


class Organisation(CivicKind):
    """A social organisation; its record is counted from its orders."""

    name = "organisation"
    section = "organisations"
    heading = gettext_noop("Social organisations")
    label = gettext_noop("social organisation")
    groups = {
        "fields": Group(gettext_noop("By field of work"), words=words.ORGANISATION_FIELDS),
        "communities": COMMUNITIES,
    }
    vocabularies = (words.ORGANISATION_FIELDS,)

    def lists(self, record: Record) -> list[str]:
        """By field instead of by month."""
        names = [name for name in super().lists(record) if "/months/" not in name]
        return [*names, f"organisations/fields/{record['field']}"]

    def brief(self, record: Record) -> dict[str, Any]:
        """Its field and number."""
        return {"field": record["field"], "number": record["number"]}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        """Say the field of work, not the day of its entry."""
        return {**line, "lead": view.translate(words.ORGANISATION_FIELDS[line["field"]])}

    def watches(self, record: Record) -> list[str]:
        """Its orders."""
        return [f"orders/organisations/{record['number']}"]

    def parts(self, record: Record, view: View) -> dict[str, Any]:
        """Profile, telephone, and the record with its list."""
        say, orders = view.translate, f"orders/organisations/{record['number']}"
        url = view.list_url(orders)
        found = [
            figure(say(Order.heading), view.count(orders), url),
            figure(say(words.ORDER_STATES["delivered"]), view.amount(orders, "delivered"), url),
            figure(
                say(_WORDS["stars"]),
                average(view.amount(orders, "stars"), view.amount(orders, "rated")),
                url,
            ),
        ]
        lines = [[link(line), line["lead"]] for line in view.newest(orders, 10)]
        phone = {"text": record["phone"], "url": f"tel:{record['phone']}"}
        sections = [section(say(_WORDS["phone"]), rows=[[phone]])] if record["phone"] else []
        if view.count(orders):
            sections += [
                section(say(_WORDS["record"]), figures=[one for one in found if one["value"]]),
                section(say(_WORDS["latest"]), rows=lines),
            ]
        return {"tags": [say(words.ORGANISATION_FIELDS[record["field"]])], "sections": sections}

    def figures(self, name: str, view: View) -> list[dict[str, Any]]:
        """None: the list is its own figure."""
        return []
