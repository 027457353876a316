"""The messages of Django, Wagtail and other installed apps, held against all Chinese catalogs.

An app's messages are those of its English catalog; of an app without one, those of its code
and templates, as for our own. Needs a set-up Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation

from tests.translations import ROOT, messages_of


def missing_messages_of_others(domain: str) -> list[polib.POEntry]:
    """Return the entries, without text, of ``domain`` (django, djangojs) that nobody translated."""
    known = _known(domain)
    missing: dict[tuple[str | None, str], polib.POEntry] = {}
    for name, folder in _foreign_apps():
        for entry in _entries(folder, domain):
            id_in_mo = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
            if id_in_mo not in known:
                entry.comment = name
                missing.setdefault((entry.msgctxt, entry.msgid), entry)
    return list(missing.values())


def messages_used_by_others(domain: str) -> set[tuple[str | None, str]]:
    """Return the (context, message) pairs of ``domain`` that any foreign app has."""
    return {
        (entry.msgctxt, entry.msgid)
        for _name, folder in _foreign_apps()
        for entry in _entries(folder, domain)
    }


def _known(domain: str) -> set[str]:
    folders = [str(folder / "locale") for _name, folder in _foreign_apps()]
    translation = DjangoTranslation(
        settings.LANGUAGE_CODE, domain=domain, localedirs=None if domain == "django" else folders
    )
    keys = translation._catalog.keys()  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key in keys}


def _foreign_apps() -> Iterator[tuple[str, Path]]:
    yield "django", Path(django.__file__).parent / "conf"
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if ROOT / "cms" not in folder.parents:
            yield config.name, folder


@cache
def _entries(folder: Path, domain: str) -> tuple[polib.POEntry, ...]:
    """Return the messages of the app in ``folder`` as entries without text."""
    return tuple(
        polib.POEntry(
            msgid=entry.msgid,
            msgid_plural=entry.msgid_plural,
            msgctxt=entry.msgctxt,
            msgstr_plural={0: ""} if entry.msgid_plural else {},
        )
        for entry in _read(folder, domain)
    )


def _read(folder: Path, domain: str) -> Iterator[polib.POEntry]:
    english = folder / "locale/en/LC_MESSAGES"
    if (english / f"{domain}.po").is_file():
        entries = polib.pofile(str(english / f"{domain}.po"))
        yield from (entry for entry in entries if not entry.obsolete)
    elif domain == "django" and not english.is_dir():
        for path in _own_files(folder):
            for context, message in messages_of(path):
                yield polib.POEntry(msgid=message, msgctxt=context)


def _own_files(folder: Path) -> Iterator[Path]:
    """Yield the files of an app, without its tests and without apps inside it."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in {"tests", "migrations"}:
            if not (path / "apps.py").is_file():
                yield from _own_files(path)
        elif path.is_file():
            yield path
