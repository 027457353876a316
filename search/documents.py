"""From a public record to what an index holds of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

#: Kinds that are found; areas and categories give names.
FOUND = frozenset({"case", "brand", "team"})
NAMES = frozenset({"area", "category"})
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Document:
    """One record in an index. ``text`` is what is searched beside the title.

    Days are ISO dates, empty where the record has none.
    """

    kind: str
    key: str
    title: str
    text: str
    url: str
    ledger_number: str = ""
    state: str = ""
    satisfaction: str = ""
    category: str = ""
    channel: str = ""
    case_class: str = ""
    area: str = ""
    unit: str = ""
    received: str = ""
    closed: str = ""


def document(kind: str, record: dict[str, Any]) -> Document:
    """Return the document of a public record of a kind in :data:`FOUND`."""
    if kind == "case":
        return _case(record)
    return Document(
        kind=kind,
        key=record["slug"],
        title=record["title"],
        text=f"{record['lead']}\n{_TAG.sub(' ', record['body_html'])}",
        url=f"/{kind}s/{record['slug']}.html",
        area=record["area"],
    )


def case_url(number: str) -> str:
    """Return the path of a case's page."""
    return f"/cases/{number[:4]}/{number[4:6]}/{number}.html"


def _case(record: dict[str, Any]) -> Document:
    steps = "\n".join(step["text"] for step in record["progress"])
    parts = (record["content"], record["measures"], steps, record["refusal"], record["source"])
    return Document(
        kind="case",
        key=record["number"],
        title=record["title"],
        text="\n".join(part for part in parts if part),
        url=case_url(record["number"]),
        ledger_number=record["ledger_number"] or "",
        state=record["state"],
        satisfaction=record["satisfaction"] or "",
        category=record["category"] or "",
        channel=record["channel"],
        case_class=record["class"] or "",
        area=record["area"],
        unit=record["unit"],
        received=record["received"][:10],
        closed=(record["closed"] or "")[:10],
    )
