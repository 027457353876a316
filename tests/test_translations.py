"""Every message a user sees has its Chinese text."""

import gettext
import re

import polib
import pytest

from tests.translations import CATALOG, COMPILED, missing_messages


@pytest.fixture(scope="module")
def catalog() -> polib.POFile:
    assert CATALOG.is_file(), f"{CATALOG} is missing"
    return polib.pofile(str(CATALOG), check_for_duplicates=True)


def test_catalog_has_chinese_for_every_message() -> None:
    missing = missing_messages()

    lines = [f"{where}: {message!r}" for (_context, message), where in missing.items()]
    assert not lines, (
        "Without Chinese (python -m tests.translations prints catalog entries):\n"
        + "\n".join(lines)
    )


def test_catalog_has_no_doubtful_entry(catalog: polib.POFile) -> None:
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []


def test_compiled_catalog_is_up_to_date(catalog: polib.POFile) -> None:
    with COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [
        entry.msgid
        for entry in catalog.translated_entries()
        if not entry.msgid_plural and _text(compiled, entry) != entry.msgstr
    ]
    assert stale == [], "python -m tests.translations --compile"


def _text(catalog: gettext.NullTranslations, entry: polib.POEntry) -> str:
    if entry.msgctxt:
        return catalog.pgettext(entry.msgctxt, entry.msgid)
    return catalog.gettext(entry.msgid)


def test_placeholders_are_the_same_in_both_languages(catalog: polib.POFile) -> None:
    placeholder = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in catalog.translated_entries()
        if not entry.msgid_plural
        and sorted(placeholder.findall(entry.msgid)) != sorted(placeholder.findall(entry.msgstr))
    ]
    assert wrong == []
