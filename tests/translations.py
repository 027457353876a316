"""The messages that the code uses, held against the Chinese catalogs.

``python -m tests.translations`` prints the missing ones as catalog entries, to be filled in:
first our own, for ``cms/locale``, then those of Wagtail and other installed apps, for
``cms/locale_of_others``. With ``--compile`` it writes the .mo files from the .po files, for
which no gettext is needed.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOG = ROOT / "cms/locale/zh_Hans/LC_MESSAGES/django.po"
OF_OTHERS = ROOT / "cms/locale_of_others/zh_Hans/LC_MESSAGES"
CATALOGS = (CATALOG, *(OF_OTHERS / f"{name}.po" for name in ("argparse", "django", "djangojs")))
SOURCES = ("cms", "search", "site", "media")

# Function name → position of its message; context and plural are looked up by these too.
MESSAGE_AT = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"), 0),
    **dict.fromkeys(("ngettext_lazy", "translate"), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 1),
}
IN_TEMPLATE = re.compile(
    r"""\b(?:_|gettext|ngettext)\(\s*u?(?P<q>['"])(?P<text>.+?)(?<!\\)(?P=q)"""
)


def used_messages() -> dict[tuple[str | None, str], str]:
    """Return each (context, message) in the code and templates with the file it is in."""
    found: dict[tuple[str | None, str], str] = {}
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            where = path.relative_to(ROOT).as_posix()
            for key in messages_of(path):
                found.setdefault(key, where)
    return found


def messages_of(path: Path) -> Iterator[tuple[str | None, str]]:
    """Yield each (context, message) of one Python module or template, none for other files."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        yield from _in_python(path.read_text(encoding="utf-8"))
    elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
        text = path.read_text(encoding="utf-8")
        if ROOT / "site" not in path.parents:
            text = templatize(text)
        for match in IN_TEMPLATE.finditer(text):
            yield None, ast.literal_eval(f"{match['q']}{match['text']}{match['q']}")


def _in_python(source: str) -> Iterator[tuple[str | None, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        name = node.func.id if isinstance(node.func, ast.Name) else name
        at = MESSAGE_AT.get(name or "")
        texts = [getattr(argument, "value", None) for argument in node.args[:2]]
        if at is None or len(texts) <= at or not isinstance(texts[at], str) or not texts[at]:
            continue
        yield (texts[0] if at else None), texts[at]


def missing_messages() -> dict[tuple[str | None, str], str]:
    """Return the used messages that have no certain Chinese text yet, with their files."""
    entries = polib.pofile(str(CATALOG)) if CATALOG.exists() else []
    done = {(entry.msgctxt, entry.msgid) for entry in entries if entry.translated()}
    return {key: where for key, where in used_messages().items() if key not in done}


def compile_catalogs() -> None:
    """Write the .mo files that the .po files say."""
    for path in CATALOGS:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main() -> None:
    """Print what is missing as catalog entries, or compile the catalogs."""
    if "--compile" in sys.argv:
        compile_catalogs()
        return
    for (context, message), where in missing_messages().items():
        entry = polib.POEntry(msgid=message, msgctxt=context, msgstr="", occurrences=[(where, "")])
        print(entry)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from tests.messages_of_others import missing_messages_of_others

    for domain in ("django", "djangojs"):
        for entry in missing_messages_of_others(domain):
            print(f"# for {domain}.po of {OF_OTHERS.relative_to(ROOT)}\n{entry}")


if __name__ == "__main__":
    main()
