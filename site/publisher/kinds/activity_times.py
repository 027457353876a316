"""When an activity takes place, as people say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cms.translating import gettext_noop

WORDS = {
    "DAILY": gettext_noop("every day"),
    "WEEKLY": gettext_noop("every week"),
    "MONTHLY": gettext_noop("every month"),
    "INTERVAL": gettext_noop("every %(n)s %(unit)s"),
    "UNIT_DAILY": gettext_noop("days"),
    "UNIT_WEEKLY": gettext_noop("weeks"),
    "UNIT_MONTHLY": gettext_noop("months"),
    "MO": gettext_noop("Mon"),
    "TU": gettext_noop("Tue"),
    "WE": gettext_noop("Wed"),
    "TH": gettext_noop("Thu"),
    "FR": gettext_noop("Fri"),
    "SA": gettext_noop("Sat"),
    "SU": gettext_noop("Sun"),
    "NTH": gettext_noop("no. %(n)s %(day)s"),
    "UNTIL": gettext_noop("until %(day)s"),
    "TIMES": gettext_noop("%(n)s times"),
}


def when(line: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """Return when something takes place; ``line`` has starts, ends, rule, last and times."""
    text = _span(line["starts"], line["ends"] or "")
    if not line["rule"]:
        return text
    rule = dict(part.split("=", 1) for part in line["rule"].split(";"))
    until = translate(WORDS["UNTIL"]) % {"day": line["last"]}
    times = translate(WORDS["TIMES"]) % {"n": line["times"]}
    return f"{text} · {_repeated(rule, translate)} · {until} · {times}"


def _span(starts: str, ends: str) -> str:
    """Return from when to when, the second day only where it is another one."""
    text = _moment(starts)
    if ends and ends[:10] == starts[:10] and len(ends) > 10:
        return f"{text}–{ends[11:16]}"
    return f"{text} – {_moment(ends)}" if ends and ends != starts else text


def _moment(text: str) -> str:
    return f"{text[:10]} {text[11:16]}".strip()


def _repeated(rule: Mapping[str, str], translate: Callable[[str], str]) -> str:
    frequency = rule["FREQ"]
    text = translate(WORDS[frequency])
    if (step := rule.get("INTERVAL", "1")) != "1":
        unit = translate(WORDS[f"UNIT_{frequency}"])
        text = translate(WORDS["INTERVAL"]) % {"n": step, "unit": unit}
    days = [_weekday(day, translate) for day in rule.get("BYDAY", "").split(",") if day]
    return " ".join([text, *days])


def _weekday(day: str, translate: Callable[[str], str]) -> str:
    """Return a weekday as people say it: of ``+2SA`` the second Saturday of the month."""
    word = translate(WORDS[day[-2:]])
    return translate(WORDS["NTH"]) % {"n": int(day[:-2]), "day": word} if day[:-2] else word
