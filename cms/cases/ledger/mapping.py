"""Which column of a ledger is which field: built-in profiles, profiles from TOML, guesses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cms.cases.ledger.errors import LedgerError
from cms.cases.ledger.fields import FIELDS, guess_field, header_key, known_field
from cms.publication import vocabulary
from cms.publication.vocabulary import gettext_noop as _

__all__ = ["FAMILIES", "FIELDS", "Profile", "detect", "load_profile", "suggest"]


@dataclass(frozen=True)
class Profile:
    """How to read one kind of ledger.

    ``columns`` maps headers to fields, ``defaults`` gives fields a value where the
    cell is empty, ``values`` holds per field the words of this ledger with their
    codes, ``area`` is the area (code or name) of rows that name none.
    ``numbers_restart`` says that the ledger counts from 1 again each month, so
    that a number is only one together with its month.
    """

    name: str
    columns: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    area: str = ""
    numbers_restart: bool = False

    def header_of(self, target: str, headers: Iterable[str]) -> str:
        """Return the first of ``headers`` that is given to field ``target``, or ""."""
        keys = {header_key(header): to for header, to in self.columns.items()}
        return next((h for h in headers if keys.get(header_key(h)) == target), "")


FAMILIES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "office",
            {
                "序号": "ledger_number",
                "登记日期": "received",
                "问题来源": "source",
                "诉求人": "reporter_name",
                "联系电话": "reporter_phone",
                "住址": "reporter_address",
                "所属网格": "area",
                "问题内容": "content",
                "问题类别": "category",
                "承办单位": "unit",
                "责任人": "responsible",
                "整改措施": "measures",
                "进展情况": "progress",
                "办结时间": "closed",
                "群众满意度": "satisfaction",
                "备注": "remarks",
            },
            numbers_restart=True,
        ),
        Profile(
            "message_board",
            {
                "留言编号": "ledger_number",
                "留言用户": "reporter_name",
                "留言主题": "title",
                "留言时间": "received",
                "留言详情": "content",
                "答复意见": "reply",
                "答复时间": "reply_time",
                "一级分类": "category",
            },
            {"channel": "online_message", "source": "网民留言"},
        ),
        Profile(
            "national_board",
            {
                "留言ID": "ledger_number",
                "留言主题": "title",
                "留言内容": "content",
                "回复内容": "reply",
                "留言领域": "category",
                "留言状态": "state",
                "留言属地": "area",
                "留言对象": "unit",
                "回复组织": "reply_unit",
                "留言时间": "received",
                "回复时间": "reply_time",
                "满意情况": "satisfaction",
            },
            {"channel": "online_message", "source": "网民留言"},
        ),
        Profile(
            "line_12345",
            {
                "诉求编号": "ledger_number",
                "诉求类型": "category",
                "处理状态": "state",
                "诉求标题": "title",
                "递交时间": "received",
                "所属部门": "unit",
                "事发地点": "area",
                "诉求内容": "content",
                "回复意见": "reply",
            },
            {"channel": "line_12345", "source": "12345热线"},
        ),
    )
}


def detect(headers: Iterable[str]) -> Profile | None:
    """Return the built-in profile that fits ``headers``, or None.

    A family fits when its content and time columns are there and half of all its
    columns; of several the one with the most columns found.
    """
    keys = {header_key(header) for header in headers}

    def found(profile: Profile) -> int:
        needed = [h for h, to in profile.columns.items() if to in {"content", "received"}]
        if not all(header_key(header) in keys for header in needed):
            return 0
        hits = sum(header_key(header) in keys for header in profile.columns)
        return hits if hits * 2 >= len(profile.columns) else 0

    best = max(FAMILIES.values(), key=found)
    return best if found(best) else None


def suggest(headers: Iterable[str]) -> dict[str, str | None]:
    """Return the best guess of a field for each header; each field is given once."""
    headers = list(headers)
    result: dict[str, str | None] = dict.fromkeys(headers)
    taken: set[str] = set()
    for guess in (known_field, guess_field):
        for header in headers:
            target = guess(header) if result[header] is None else None
            if target and target not in taken:
                result[header] = target
                taken.add(target)
    return result


_CODES: dict[str, Iterable[str]] = {
    "state": vocabulary.CASE_STATES,
    "satisfaction": vocabulary.SATISFACTION,
    "case_class": vocabulary.CASE_CLASSES,
    "channel": vocabulary.CHANNELS,
}
_KEYS = {"name", "columns", "defaults", "values", "area", "numbers_restart"}


def load_profile(path: Path) -> Profile:
    """Read a profile from a TOML file. Raises :class:`LedgerError` that names the faulty key."""
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _fault(path, "-", str(error)) from None
    for key in data.keys() - _KEYS:
        raise _fault(path, key, "unknown key")
    profile = Profile(
        name=_text(path, data, "name", Path(path).stem),
        columns=_table(path, data, "columns"),
        defaults=_table(path, data, "defaults"),
        values={
            key: _table(path, data.get("values", {}), key, "values.")
            for key in _keys(path, data, "values")
        },
        area=_text(path, data, "area", ""),
        numbers_restart=data.get("numbers_restart", False) is True,
    )
    _check(Path(path), profile)
    return profile


def _fault(path: Path, key: str, why: str) -> LedgerError:
    return LedgerError(
        _("The profile %(file)s is wrong at “%(key)s”: %(why)s."),
        {"file": Path(path).name, "key": key, "why": why},
    )


def _text(path: Path, data: Mapping[str, Any], key: str, default: str) -> str:
    value = data.get(key, default)
    if not isinstance(value, str) or len(value) > 50:
        raise _fault(path, key, "a text of at most 50 characters is needed")
    return value


def _keys(path: Path, data: Mapping[str, Any], key: str) -> list[str]:
    if not isinstance(data.get(key, {}), dict):
        raise _fault(path, key, "a table is needed")
    return list(data.get(key, {}))


def _table(path: Path, data: Mapping[str, Any], key: str, above: str = "") -> dict[str, str]:
    for inner in _keys(path, data, key):
        if not isinstance(data[key][inner], str):
            raise _fault(path, f"{above}{key}.{inner}", "a text in quotation marks is needed")
    return dict(data.get(key, {}))


def _check(path: Path, profile: Profile) -> None:
    fields = ", ".join(FIELDS)
    for header, target in profile.columns.items():
        if target not in FIELDS:
            raise _fault(path, f"columns.{header}", f"no field “{target}”; fields: {fields}")
    for key in [*profile.defaults, *profile.values]:
        if key not in FIELDS:
            raise _fault(path, key, f"no such field; fields: {fields}")
    targets = {*profile.columns.values(), *profile.defaults}
    for needed in ("content", "received"):
        if needed not in targets:
            raise _fault(path, "columns", f"no column is given to “{needed}”")
    for key, codes in _CODES.items():
        words = [*profile.values.get(key, {}).values()]
        words += [profile.defaults[key]] if key in profile.defaults else []
        for word in words:
            if word not in codes:
                raise _fault(path, key, f"no code “{word}”; codes: {', '.join(codes)}")
