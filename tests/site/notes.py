"""A kind made up for tests, which uses everything a kind can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from publisher.kinds import registry
from publisher.kinds.kind import File, Group, Kind, Record
from publisher.kinds.view import View


class Note(Kind):
    name = "note"
    section = "notes"
    heading = "Notes"
    label = "Note"
    dated = True
    home = 3
    beside = 2
    groups = {
        "communities": Group("By community"),
        "months": Group("By month"),
        "brands": Group("By brand", kind="brand"),
        "moods": Group("By mood", words={"good": "Good", "bad": "Bad"}),
    }
    counters = {"people": "People"}

    def lists(self, record: Record) -> list[str]:
        names = [*super().lists(record), f"notes/months/{record['day'][:7]}"]
        names += [f"notes/moods/{record['mood']}"]
        return names + ([f"notes/brands/{record['brand']}"] if record["brand"] else [])

    def amounts(self, record: Record) -> dict[str, int]:
        return {"people": record["people"]}

    def line(self, record: Record) -> dict[str, Any]:
        return {"title": record["title"], "day": record["day"], "brand": record["brand"]}

    def show(self, line: dict[str, Any], view: View) -> dict[str, Any]:
        brand = view.item("brand", line["brand"])
        return {**line, "lead": f"{line['day']} {brand['title'] if brand else ''}"}

    def order(self, name: str) -> str:
        return {"months": "up", "moods": "down"}.get(name.split("/")[1] if "/" in name else "", "")

    def rank(self, record: Record) -> str:
        return str(record["day"])

    def refers(self, record: Record) -> list[tuple[str, str]]:
        return [("brand", record["brand"])]

    def watches(self, record: Record) -> list[str]:
        return ["cases", f"communities/{record['area'][:12]}", "notes/moods/good"]

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        figures = [view.count(name) for name in self.watches(record)]
        figures += [view.amount("notes/moods/good", "people"), view.amount("cases", "done")]
        brand = view.item("brand", record["brand"])
        text = f"<p>{figures}</p>{brand}{view.newest('notes/moods/good', 3)}"
        return {"page": {"title": record["title"], "lead": "", "body_html": text}}

    def list_files(self, name: str, view: View) -> list[File]:
        lines = "\n".join(row.key for row in view.rows(name))
        return [(f"{name}/all.txt", lines.encode())]


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kind = Note()
    monkeypatch.setitem(registry.KINDS, "note", kind)
    monkeypatch.setitem(registry.SECTIONS, "notes", kind)
    yield


def note_key(serial: int) -> str:
    return f"2020{serial % 3 + 5:02d}-{serial:06d}"


def note(serial: int, **fields: Any) -> Record:
    return {
        "title": f"第{serial}条",
        "area": "410902001001",
        "day": f"2020-06-{serial % 28 + 1:02d}",
        "mood": "good",
        "brand": "frog",
        "people": serial,
        **fields,
    }
