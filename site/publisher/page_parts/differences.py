"""What changed between two versions of a record, field by field, as HTML people can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape
from typing import Any

from cms.publication.vocabulary import (
    AREA_LEVELS,
    CASE_CLASSES,
    CASE_STATES,
    CHANNELS,
    PICTURE_ROLES,
    SATISFACTION,
)
from cms.translating import gettext_noop

_FIELDS = {
    "title": gettext_noop("Title"),
    "name": gettext_noop("Name"),
    "state": gettext_noop("State"),
    "source": gettext_noop("Source of the problem"),
    "content": gettext_noop("The problem"),
    "measures": gettext_noop("Measures"),
    "progress": gettext_noop("Progress"),
    "pictures": gettext_noop("Photos"),
    "refusal": gettext_noop("Why it was not accepted"),
    "satisfaction": gettext_noop("Residents' satisfaction"),
    "unit": gettext_noop("Unit that answers for it"),
    "area": gettext_noop("Area"),
    "category": gettext_noop("Category"),
    "class": gettext_noop("Class"),
    "channel": gettext_noop("Channel"),
    "received": gettext_noop("Received"),
    "due": gettext_noop("Due by"),
    "closed": gettext_noop("Closed"),
    "ledger_number": gettext_noop("Ledger no."),
    "lead": gettext_noop("Introduction"),
    "body_html": gettext_noop("Text"),
    "contacts": gettext_noop("Contacts"),
    "households": gettext_noop("Households"),
    "people": gettext_noop("People"),
    "level": gettext_noop("Level"),
    "parent": gettext_noop("Belongs to"),
    "order": gettext_noop("Order"),
}
_CODES = {
    "state": CASE_STATES,
    "satisfaction": SATISFACTION,
    "class": CASE_CLASSES,
    "channel": CHANNELS,
    "level": AREA_LEVELS,
}
_TEXTS = {"title", "name", "source", "content", "measures", "progress", "refusal"}
_TEXTS |= {"unit", "lead", "body_html", "contacts", "pictures"}
_TOKEN = re.compile(r"[0-9A-Za-z]+|[^0-9A-Za-z]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MOST = 2_000_000  # pairs of tokens compared; longer texts are compared line by line
_NEAR = 24  # characters kept on each side of a change
_TINY = 2  # tokens: what stays the same between two changes and is too short to help
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Change:
    """One field: its label, and its text with ``<del>`` and ``<ins>``."""

    label: str
    html: str

    def as_dict(self) -> dict[str, str]:
        """Return the values as a template takes them."""
        return {"label": self.label, "diff_html": self.html}


def changes(
    old: dict[str, Any],
    new: dict[str, Any],
    translate: Callable[[str], str],
    labels: Mapping[str, str] = {},
) -> list[Change]:
    """Return the fields that differ, in the order of a page; ``labels`` name fields of a kind."""
    labels = {**_FIELDS, **labels}
    names = [*labels, *sorted((old.keys() | new.keys()) - labels.keys())]
    return [
        Change(
            translate(labels.get(name, name)),
            _compared(name)(
                _text(name, old.get(name), translate), _text(name, new.get(name), translate)
            ),
        )
        for name in names
        if (old.get(name) or None) != (new.get(name) or None)
    ]


def _compared(name: str) -> Callable[[str, str], str]:
    """Return how a field's values are compared: letter by letter only where they are texts."""
    return diff_html if name in _TEXTS else _replaced_html


def _replaced_html(old: str, new: str) -> str:
    html = f"<del>{escape(old)}</del>" if old else ""
    return html + (f"<ins>{escape(new)}</ins>" if new else "")


def diff_html(old: str, new: str) -> str:
    """Return both texts in one, what went in ``<del>``, what came in ``<ins>``, escaped.

    Long parts that stayed are shortened to what stands next to a change.
    """
    parts = list(_merged(_runs(old, new)))
    html = []
    for place, (same, before, after) in enumerate(parts):
        if same:
            html.append(escape(_shortened(before, place == 0, place == len(parts) - 1)))
            continue
        html += [f"<del>{escape(before)}</del>"] if before else []
        html += [f"<ins>{escape(after)}</ins>"] if after else []
    return "".join(html).replace("\n", "<br>")


Run = tuple[bool, str, str]  # whether it stayed; the text before, the text after


def _runs(old: str, new: str) -> Iterator[Run]:
    """Yield what stayed and what changed; ends that are equal are cut off first."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield True, old[:start], old[:start]
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(left) * len(right) > _MOST:
        left, right = _LINE.findall(before), _LINE.findall(after)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, one, two, three, four in matcher.get_opcodes():
        yield tag == "equal", "".join(left[one:two]), "".join(right[three:four])
    if end:
        yield True, old[len(old) - end :], old[len(old) - end :]


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Join neighbouring changes, also over something that stayed but is tiny."""
    before = after = between = ""
    changed = False
    for same, old, new in runs:
        if not same:
            before, after = before + between + old, after + between + new
            between, changed = "", True
        elif changed and not between and len(old) <= _TINY:
            between = old
        else:
            if changed:
                yield False, before, after
            yield True, between + old, between + new
            before = after = between = ""
            changed = False
    if changed:
        yield False, before, after
    if between:
        yield True, between, between


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _shortened(text: str, first: bool, last: bool) -> str:
    """Return what stands next to a change; nothing of an end that no change follows."""
    head = "" if first else text[:_NEAR]
    tail = "" if last else text[-_NEAR:]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def _text(name: str, value: Any, translate: Callable[[str], str]) -> str:
    """Return a field's value as people read it."""
    if value is None or value == "":
        return ""
    if name in _CODES:
        return translate(_CODES[name].get(value, str(value)))
    if name == "pictures":
        return "\n".join(_picture(one, translate) for one in value)
    if name == "body_html":
        return unescape(_TAG.sub("", value)).strip()
    if isinstance(value, list):
        return "\n".join(_plain(one) for one in value)
    return _plain(value)


def _plain(value: Any) -> str:
    """Return the texts of a value, however deep they lie, one after the other."""
    if isinstance(value, dict):
        value = [part for part in value.values() if part]
    if isinstance(value, list):
        return " ".join(_plain(part) for part in value)
    return unescape(_TAG.sub("", value)) if isinstance(value, str) else str(value)


def _picture(picture: dict[str, Any], translate: Callable[[str], str]) -> str:
    """Return a picture in words; its hash tells that another one took its place."""
    role = translate(PICTURE_ROLES.get(picture["role"], picture["role"]))
    words = (role, picture["alt"], picture["caption"], picture["sha256"][:12])
    return " ".join(filter(None, words))
