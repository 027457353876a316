"""What an activity's page says of signing up, and of its single days."""

from __future__ import annotations

from typing import Any

from publisher.kinds.kind import Record
from publisher.kinds.view import View

_DAYS = 60  # of one activity that its page names


def sign_up_url(key: str, record: Record, view: View) -> str:
    """Return where to sign up online, "" where that is not possible."""
    if record["sign_up"] != "form" or record["state"] not in {"open", "full"}:
        return ""
    return f"{view.settings.sign_up_url or view.root + 'signup/'}{key}/"


def days(key: str, record: Record, view: View) -> list[dict[str, Any]]:
    """Return the first days of what takes place more than once: how many came, or who still can."""
    came = {one["day"]: one["people"] for one in record.get("attendance", ())}
    full = set(record.get("full_days", ()))
    form = sign_up_url(key, record, view) if record.get("by_day") else ""
    return [
        {
            "day": day,
            "people": came.get(day),
            "full": day in full,
            "url": f"{form}?day={day}" if form else "",
        }
        for day in record["days"][:_DAYS]
    ]
