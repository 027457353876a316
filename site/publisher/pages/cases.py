"""Contexts of a case's page, of its tombstone and of its line in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cms.publication.vocabulary import (
    CASE_CLASSES,
    CASE_STATES,
    CHANNELS,
    CLOSED_STATES,
    SATISFACTION,
)
from cms.translating import gettext_noop
from publisher.addresses import case_number, case_path, root_of
from publisher.page_parts.plain_text import paragraphs
from publisher.page_parts.proof import newest_versions, proof
from publisher.page_parts.versions import Versioned, china_time, version_list
from publisher.pages.crumbs import Crumbs
from publisher.remembered.names import Names
from publisher.remembered.pictures import shown
from publisher.remembered.rows import Listed

_NUMBER = gettext_noop("Case no.")
#: From a case's number to the lines of other records that refer to it.
Beside = Callable[[str, str], list[dict[str, Any]]]
_TITLE_IN_LIST = 48  # characters; keeps a list of 99 cases under 40 KB


class CasePages:
    """Makes contexts of cases; holds the translated labels."""

    def __init__(self, names: Names, crumbs: Crumbs, of_case: Beside) -> None:
        self._names, self._crumbs, self._of_case = names, crumbs, of_case
        translate = self._translate = names.translate
        self._states = {key: translate(label) for key, label in CASE_STATES.items()}
        self._satisfaction = {key: translate(label) for key, label in SATISFACTION.items()}
        self._classes = {key: translate(label) for key, label in CASE_CLASSES.items()}
        self._number_label = translate(_NUMBER)
        self._channels = {key: translate(label) for key, label in CHANNELS.items()}

    def context(self, row: Versioned, record: dict[str, Any]) -> dict[str, Any]:
        """Return the context of case.html."""
        number, state, closed = record["number"], record["state"], record["closed"] or ""
        return {
            **record,
            "content": paragraphs(record["content"]),
            "measures": paragraphs(record["measures"]),
            "refusal": paragraphs(record["refusal"]),
            "progress": [
                {"date": step["date"], "text": paragraphs(step["text"]), "unit": step["unit"]}
                for step in record["progress"]
            ],
            "satisfaction_label": self._satisfaction.get(record["satisfaction"], ""),
            "state_label": self._states.get(state, state),
            "closed": state in CLOSED_STATES,
            "class_label": self._classes.get(record["class"], ""),
            "channel_label": self._channels.get(record["channel"], record["channel"]),
            "received_date": record["received"][:10],
            "closed_date": closed[:10],
            "days": whole_days(record["received"], closed),
            "pictures": self._pictures(record.get("pictures", ()), case_path(number)),
            "crumbs_html": self._crumbs.html(record["area"], record["category"]),
            "beside": self._of_case(number, root_of(case_path(number))),
            "versions": newest_versions(row, self._translate),
            "page_title": record["title"],
            "proof": self.proof(number, record["title"], row),
        }

    def _pictures(self, pictures: Sequence[dict[str, Any]], path: str) -> list[dict[str, Any]]:
        ordered = sorted(pictures, key=_before_and_after)
        return shown(ordered, root_of(path), self._translate) if ordered else []

    def proof(self, number: str, title: str, row: Versioned) -> dict[str, str]:
        """Return what pages of a case say for citing and checking it."""
        return proof(number, case_path(number), self._number_label, title, row)

    def tombstone(self, number: str, row: Versioned) -> dict[str, Any]:
        """Return the context of tombstone.html: nothing of what the record said."""
        return {
            "proof": self.proof(number, "", row) | {"versions_url": ""},
            "reason": row.reason,
            "time": china_time(row.time),
            "versions": version_list(row, self._translate),
            "page_title": number,
        }

    def item(self, row: Listed) -> dict[str, Any]:
        """Return what a list says of a case; ``path`` is under the site's root."""
        number = case_number(row.id)
        title = row.title
        if len(title) > _TITLE_IN_LIST:
            title = title[: _TITLE_IN_LIST - 1] + "…"
        return {
            "id": row.id,
            "title": title,
            "path": case_path(number),
            "state": row.state,
            "state_label": self._states.get(row.state, row.state),
            "received_date": row.received[:10],
            "closed_date": row.closed[:10],
            "area_name": self._names.item_area(row.area),
            "category_name": self._names.category(row.category) if row.category else "",
            "satisfaction": row.satisfaction,
            "satisfaction_label": self._satisfaction.get(row.satisfaction, ""),
        }


def _before_and_after(picture: dict[str, Any]) -> int:
    """Put what was before and after side by side, before anything else."""
    return {"before": 0, "after": 1}.get(picture["role"], 2)


def whole_days(received: str, closed: str) -> int | None:
    """Return the days from one date to the other, None while the case is open."""
    if not closed:
        return None
    return (date.fromisoformat(closed[:10]) - date.fromisoformat(received[:10])).days
