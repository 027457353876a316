"""The reference of the templates says what they are given: neither less nor more."""

from __future__ import annotations

import re
from pathlib import Path

import minijinja

from publisher.pages.templates import TEMPLATES, sources

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "templates.md"
_ROW = re.compile(r"^\| (`[^|]*`) \|(?:[^|]*\|)? ([^|]*)\|$", re.MULTILINE)
_NAME = re.compile(r"`([a-z]\w*)`")
_FROM_OTHERS = re.compile(r'{%-? *(?:extends|include) "([^"]+)"')


def _rows(part: str) -> list[tuple[str, str]]:
    """Return the first and last cell of each row of a section of the reference."""
    text = REFERENCE.read_text("utf-8").partition(f"\n## {part}\n")[2].partition("\n## ")[0]
    return _ROW.findall(text)


def _own() -> dict[str, set[str]]:
    """Return the names that the reference says of each template."""
    rows = _rows("Pages") + _rows("Parts")
    files = {file: names for cell, names in rows for file in re.findall(r"`(\w+\.html)`", cell)}
    return {file: set(_NAME.findall(names)) for file, names in files.items()}


def _used() -> dict[str, set[str]]:
    """Return the names that each template takes from its context, by itself."""
    environment = minijinja.Environment()
    return {
        name: set(environment.undeclared_variables_in_str(text)) - {"range"}
        for name, text in sources("en").items()
    }


def test_each_template_is_in_the_reference() -> None:
    assert set(_own()) == {path.name for path in TEMPLATES.glob("*.html")}


def test_the_reference_has_all_names_that_templates_use_and_no_others() -> None:
    own, used = _own(), _used()
    everywhere = {name for cell, _ in _rows("Every page") for name in _NAME.findall(cell)}
    parents = {name: _FROM_OTHERS.findall(text) for name, text in sources("en").items()}

    missing, stale = {}, {}
    for name, names in used.items():
        known = own[name].union(everywhere, *(own[parent] for parent in parents[name]))
        missing[name] = names - known
        stale[name] = own[name] - names

    assert {name: names for name, names in missing.items() if names} == {}
    assert {name: names for name, names in stale.items() if names} == {}
    assert everywhere <= set().union(*used.values())
