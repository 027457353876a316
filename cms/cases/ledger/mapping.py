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
_LONGEST_NAME = 50


def load_profile(path: Path | str) -> Profile:
    """Read a profile from a TOML file. Raises :class:`LedgerError` that names the faulty key."""
    source = _Source(Path(path))
    profile = Profile(
        name=source.text("name", source.path.stem[:_LONGEST_NAME]),
        columns=source.table("columns"),
        defaults=source.table("defaults"),
        values={key: source.table("values", key) for key in source.raw("values")},
        area=source.text("area", ""),
        numbers_restart=source.data.get("numbers_restart", False) is True,
    )
    _check(source, profile)
    return profile


class _Source:
    """A profile's TOML, asked key by key for what must stand there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LedgerError(
                _("The profile %(file)s cannot be read: %(why)s."), file=path.name, why=error
            ) from None
        for key in self.data.keys() - _KEYS:
            raise self.unknown("-", key, _KEYS)

    def unknown(self, key: str, word: str, known: Iterable[str]) -> LedgerError:
        """Return the error that ``word`` at ``key`` is none of ``known``."""
        return LedgerError(
            _("The profile %(file)s says “%(word)s” at “%(key)s”. Possible are: %(known)s."),
            file=self.path.name,
            key=key,
            word=word,
            known=", ".join(sorted(known)),
        )

    def needs_text(self, key: str) -> LedgerError:
        """Return the error that a text must stand at ``key``."""
        return LedgerError(
            _("The profile %(file)s needs a text in quotation marks at “%(key)s”."),
            file=self.path.name,
            key=key,
        )

    def text(self, key: str, default: str) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str) or len(value) > _LONGEST_NAME:
            raise self.needs_text(key)
        return value

    def raw(self, *keys: str) -> dict[str, Any]:
        found: Any = self.data
        for key in keys:
            found = found.get(key, {})
        if not isinstance(found, dict):
            raise LedgerError(
                _("The profile %(file)s needs a table at “%(key)s”."),
                file=self.path.name,
                key=".".join(keys),
            )
        return found

    def table(self, *keys: str) -> dict[str, str]:
        found = self.raw(*keys)
        for key, value in found.items():
            if not isinstance(value, str):
                raise self.needs_text(".".join([*keys, key]))
        return found


def _check(source: _Source, profile: Profile) -> None:
    for header, target in profile.columns.items():
        if target not in FIELDS:
            raise source.unknown(f"columns.{header}", target, FIELDS)
    for key in [*profile.defaults, *profile.values]:
        if key not in FIELDS:
            raise source.unknown("-", key, FIELDS)
    targets = {*profile.columns.values(), *profile.defaults}
    for needed in ("content", "received"):
        if needed not in targets:
            raise LedgerError(
                _("The profile %(file)s gives no column to “%(field)s”."),
                file=source.path.name,
                field=needed,
            )
    for key, codes in _CODES.items():
        words = [*profile.values.get(key, {}).values()]
        words += [profile.defaults[key]] if key in profile.defaults else []
        for word in words:
            if word not in codes:
                raise source.unknown(key, word, codes)
