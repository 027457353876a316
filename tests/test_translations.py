"""Every message a user sees has its Chinese text, ours and that of the apps we install."""

import gettext
import re
from pathlib import Path

import polib
import pytest
from django.test import Client

from tests.messages_of_others import messages_used_by_others, missing_messages_of_others
from tests.translations import CATALOG, CATALOGS, OF_OTHERS, ROOT, missing_messages, used_messages

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module", params=CATALOGS, ids=lambda path: str(path.relative_to(ROOT)))
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def catalog(path: Path) -> polib.POFile:
    assert path.is_file(), f"{path} is missing"
    return polib.pofile(str(path), check_for_duplicates=True)


def test_catalog_has_chinese_for_every_message() -> None:
    missing = missing_messages()

    lines = [f"{where}: {message!r}" for (_context, message), where in missing.items()]
    assert not lines, (
        "Without Chinese (python -m tests.translations prints catalog entries):\n"
        + "\n".join(lines)
    )


def test_catalog_keeps_nothing_that_we_do_not_say() -> None:
    used = used_messages()

    entries = polib.pofile(str(CATALOG))
    assert [entry.msgid for entry in entries if (entry.msgctxt, entry.msgid) not in used] == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_other_apps_have_chinese_for_every_message(domain: str) -> None:
    lines = [f"{entry.comment}: {entry.msgid!r}" for entry in missing_messages_of_others(domain)]

    assert not lines, (
        f"Without Chinese, for {OF_OTHERS}/{domain}.po"
        " (python -m tests.translations prints catalog entries):\n" + "\n".join(lines)
    )


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_catalog_of_others_keeps_nothing_that_no_app_says(domain: str) -> None:
    used = messages_used_by_others(domain)

    entries = polib.pofile(str(OF_OTHERS / f"{domain}.po"))
    assert [entry.msgid for entry in entries if (entry.msgctxt, entry.msgid) not in used] == []


def test_scripts_of_the_admin_get_the_chinese_of_others(client: Client) -> None:
    script = client.get("/admin/jsi18n/").content.decode()

    assert '"Changes have been autosaved.": "\\u4fee\\u6539' in script


def test_catalog_has_no_doubtful_entry(catalog: polib.POFile) -> None:
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []


def test_compiled_catalog_is_up_to_date(path: Path, catalog: polib.POFile) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [
        entry.msgid
        for entry in catalog.translated_entries()
        if _compiled_text(compiled, entry) != _text(entry)
    ]
    assert stale == [], "python -m tests.translations --compile"


def _compiled_text(catalog: gettext.NullTranslations, entry: polib.POEntry) -> str:
    if entry.msgid_plural:
        return catalog.ngettext(entry.msgid, entry.msgid_plural, 2)
    if entry.msgctxt:
        return catalog.pgettext(entry.msgctxt, entry.msgid)
    return catalog.gettext(entry.msgid)


def _text(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


@pytest.mark.parametrize("form", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_placeholders_are_the_same_in_both_languages(
    catalog: polib.POFile, form: re.Pattern[str]
) -> None:
    """Chinese has one form for any number: it may name the number where “one” does not."""
    wrong = [
        entry.msgid
        for entry in catalog.translated_entries()
        if not _fits(form, entry.msgid, entry.msgid_plural or entry.msgid, _text(entry))
    ]
    assert wrong == []


def _fits(form: re.Pattern[str], one: str, many: str, chinese: str) -> bool:
    found = form.findall(chinese)
    if one == many:
        return sorted(form.findall(one)) == sorted(found)
    return set(form.findall(one)) <= set(found) <= set(form.findall(many))
