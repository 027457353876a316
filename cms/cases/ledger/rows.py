"""Station 2: raw rows become the values of cases, or reasons why not."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from cms.cases.ledger.case_values import CaseValues
from cms.cases.ledger.duplicates import Seen
from cms.cases.ledger.mapping import Profile
from cms.cases.ledger.progress import read_progress
from cms.privacy.findings import Finding
from cms.tables.errors import RowProblem, TableError
from cms.tables.reading import Table
from cms.tables.values import columns_of
from cms.translating import gettext_noop as _

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_TITLE = 40
_REPLIED = "已答复"
_PLAIN = (
    "source",
    "category",
    "area",
    "unit",
    "responsible",
    "reporter_name",
    "reporter_phone",
    "reporter_address",
    "remarks",
)
#: Every field of a row's values.
_ALL = (
    *_PLAIN,
    "title",
    "content",
    "measures",
    "progress",
    "state",
    "channel",
    "satisfaction",
    "case_class",
    "received",
    "closed",
    "due",
    "ledger_number",
)
#: Columns that say something of a case's state; without them an import leaves it alone.
_EVIDENCE = {"state", "reply", "progress", "closed"}
#: Where a value comes from, if not from the column of its own name.
_FROM = {
    "title": {"title", "content"},
    "measures": {"measures", "reply"},
    "progress": {"progress", "reply"},
    "closed": {"closed", "reply_time"},
    "state": _EVIDENCE,
    "channel": {"channel", "source"},
}


@dataclass(slots=True)
class LedgerRow:
    """One good row. ``digests`` has 8 hex digits for each field the ledger carries.

    ``values`` has every field: texts ("" when empty), codes (None when unknown),
    ``received`` and ``closed`` as aware times in China, ``due`` as a date,
    ``progress`` as a list of ``{"date": date | None, "text": str, "unit": str}``.
    ``findings`` are the personal data in each of the row's texts, where they were
    scanned already.
    """

    sheet: str
    row: int
    source_key: str
    digests: dict[str, str]
    values: dict[str, Any]
    warnings: list[RowProblem] = field(default_factory=list)
    findings: dict[str, list[Finding]] | None = None


def read_rows(
    ledger: Table, profile: Profile, *, now: datetime
) -> Iterator[LedgerRow | list[RowProblem]]:
    """Yield each filled row of ``ledger`` as a good row, or as the reasons to refuse it.

    ``now`` is aware; what was received or closed later is an error. Raises
    :class:`TableError` when the columns of ``profile`` are not there.
    """
    columns = columns_of(ledger.headers, profile)
    _check_columns(ledger, profile, columns)
    carried = _carried(columns, profile)
    seen = Seen()
    for raw in ledger.rows():
        cells = CaseValues(raw, columns, profile, ledger.sheet)
        values = _values(cells, now)
        key = _source_key(profile, values) if values["received"] else ""
        if key:
            seen.check(key, values, cells)
        if cells.has_error:
            yield cells.problems
        else:
            digests = _digests(values, carried)
            yield LedgerRow(ledger.sheet, raw.row, key, digests, values, cells.problems)


def same_case(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """False where two rows with one key are hardly one case: content *and* time differ.

    Takes the digests of both; a ledger that began to count anew looks like that.
    """
    return old.get("content") == new.get("content") or old.get("received") == new.get("received")


def _check_columns(ledger: Table, profile: Profile, columns: Mapping[str, str]) -> None:
    missing = [
        next((h for h, to in profile.columns.items() if to == needed), needed)
        for needed in ("content", "received")
        if needed not in columns and needed not in profile.defaults
    ]
    if missing:
        raise TableError(
            _(
                "The sheet “%(sheet)s” of %(file)s lacks the columns %(missing)s of profile "
                "%(profile)s. Its columns: %(headers)s."
            ),
            {
                "file": ledger.path.name,
                "sheet": ledger.sheet,
                "missing": "、".join(missing),
                "profile": profile.name,
                "headers": "、".join(ledger.headers[:30]),
            },
        )


def _carried(columns: Mapping[str, str], profile: Profile) -> list[str]:
    """Return the fields that this ledger says something about."""
    present = {*columns, *profile.defaults, *(["area"] if profile.area else [])}
    return [name for name in _ALL if name in present or present & _FROM.get(name, set())]


def _values(cells: CaseValues, now: datetime) -> dict[str, Any]:
    text = cells.text
    values: dict[str, Any] = {name: text(name) for name in _PLAIN}
    values["area"] = values["area"] or cells.profile.area
    title, content = text("title"), text("content")
    if not content and not title:
        cells.remark("missing", "content")
    values["content"] = content or title
    values["title"] = title or first_sentence(content)
    values["ledger_number"] = text("ledger_number")
    errors = len(cells.problems)
    values["received"] = cells.time("received", now)
    if values["received"] is None and len(cells.problems) == errors:
        cells.remark("missing", "received")
    values["closed"] = cells.time("closed", now)
    values["due"] = cells.day("due")
    values["satisfaction"] = cells.code("satisfaction")
    values["case_class"] = cells.code("case_class")
    channel = cells.code("channel") or cells.word("channel", values["source"])
    values["channel"] = channel or "other"
    _outcome(cells, values, now)
    return values


def _outcome(cells: CaseValues, values: dict[str, Any], now: datetime) -> None:
    """Set measures, progress, closed and state, which the ledgers spread differently."""
    measures, reply = cells.text("measures"), cells.text("reply")
    written = cells.text("progress")
    progress = read_progress(written)
    replied = cells.time("reply_time", now)
    if reply:
        unit = cells.text("reply_unit") or values["unit"]
        day = replied.date() if replied else None
        progress.append({"date": day, "text": _REPLIED, "unit": unit})
        values["closed"] = values["closed"] or replied
    values["measures"] = "\n".join(part for part in (measures, reply) if part)
    values["progress"] = progress
    state = cells.code("state")
    if state is None:
        state = _state(cells, values, reply, written)
    values["state"] = state
    closed, received = values["closed"], values["received"]
    if closed and received and closed < received and closed.date() < received.date():
        cells.remark("closed_before_received", "closed", f"{closed:%Y-%m-%d}")


def _state(cells: CaseValues, values: Mapping[str, Any], reply: str, written: str) -> str:
    if values["closed"] or reply:
        return "done"
    last = values["progress"][-1]["text"] if values["progress"] else written
    found = cells.word("state", last) if last else None
    if found:
        return found
    if last or values["measures"]:
        return "in_progress"
    return "registered"


def first_sentence(text: str) -> str:
    """Return the first sentence of ``text``, at most 40 characters, as a title."""
    head = text[: _TITLE * 4].lstrip("。！？!?；; \n")
    sentence = _SENTENCE_END.split(head, maxsplit=1)[0].strip()
    return sentence if len(sentence) <= _TITLE else sentence[: _TITLE - 1] + "…"


def _source_key(profile: Profile, values: Mapping[str, Any]) -> str:
    number, received = values["ledger_number"], values["received"]
    if not number:
        body = f"{received.isoformat()}\n{values['content']}".encode("utf-8", "replace")
        return f"{profile.name}:#{hashlib.sha256(body).hexdigest()[:24]}"
    if len(number) > 64:
        number = hashlib.sha256(number.encode("utf-8", "replace")).hexdigest()
    if profile.numbers_restart:
        return f"{profile.name}:{received.isoformat()[:7]}:{number}"
    return f"{profile.name}:{number}"


def _digests(values: Mapping[str, Any], carried: list[str]) -> dict[str, str]:
    digests = {}
    for name in carried:
        value = values[name]
        if type(value) is str:
            digests[name] = _short_digest(value) if len(value) < 24 else _digest(value)
        else:
            digests[name] = _digest(_canonical(value)) if value else "00000000"
    return digests


def _digest(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"


_short_digest = lru_cache(maxsize=8192)(_digest)


def _canonical(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(f"{e['date']}\t{e['unit']}\t{e['text']}" for e in value)
    return str(value)
