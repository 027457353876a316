"""Profiles of an office's own, written as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cms.cases.ledger.fields import FIELDS
from cms.publication import vocabulary
from cms.tables.errors import TableError
from cms.tables.profiles import Profile
from cms.translating import gettext_noop as _

_CODES: dict[str, Iterable[str]] = {
    "state": vocabulary.CASE_STATES,
    "satisfaction": vocabulary.SATISFACTION,
    "case_class": vocabulary.CASE_CLASSES,
    "channel": vocabulary.CHANNELS,
}
_KEYS = {"name", "columns", "defaults", "values", "area", "numbers_restart"}
_LONGEST_NAME = 50


def load_profile(path: Path | str) -> Profile:
    """Read a profile from a TOML file. Raises :class:`TableError` that names the faulty key."""
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
            raise TableError(
                _("The profile %(file)s cannot be read: %(why)s."), file=path.name, why=error
            ) from None
        for key in self.data.keys() - _KEYS:
            raise self.unknown("-", key, _KEYS)

    def unknown(self, key: str, word: str, known: Iterable[str]) -> TableError:
        """Return the error that ``word`` at ``key`` is none of ``known``."""
        return TableError(
            _("The profile %(file)s says “%(word)s” at “%(key)s”. Possible are: %(known)s."),
            file=self.path.name,
            key=key,
            word=word,
            known=", ".join(sorted(known)),
        )

    def needs_text(self, key: str) -> TableError:
        """Return the error that a text must stand at ``key``."""
        return TableError(
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
            raise TableError(
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
            raise TableError(
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
