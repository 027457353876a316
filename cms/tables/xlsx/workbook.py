"""The parts of a workbook around its sheets: their names, the date formats, the strings."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cms.tables.errors import TableError
from cms.tables.xlsx.container import Package
from cms.tables.xlsx.sharedstrings import SharedStrings, read_shared_strings
from cms.tables.xlsx.xmlstream import local, new_parser, parse
from cms.translating import gettext_noop as _

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# What remains of a number format after quoted text, escapes and colours decides.
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)


@dataclass(frozen=True)
class SheetInfo:
    """A sheet's name, the part it lives in, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass
class _Styles:
    formats: dict[int, str] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)
    in_cells: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "numFmt" and attributes.get("numFmtId", "").isdigit():
            self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            number = attributes.get("numFmtId", "0")
            self.cells.append(int(number) if number.isdigit() else 0)

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self.in_cells = False


class Workbook:
    """An opened workbook. Raises :class:`TableError` when the file is none."""

    def __init__(self, path: Path) -> None:
        self.package = Package(path)
        self.date1904 = False
        self._sheets: list[tuple[str, str, bool]] = []
        self._targets: dict[str, tuple[str, str]] = {}
        self.main = self._main_part()
        folder, name = posixpath.split(self.main)
        self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"))
        self._run(self.main, self._workbook_tag)

    def _main_part(self) -> str:
        for part in ("xl/workbook.xml", "workbook.xml"):
            if part in self.package:
                return part
        file = {"file": self.package.path.name}
        if "xl/workbook.bin" in self.package or "content.xml" in self.package:
            raise TableError(_("%(file)s has another format. Save it as .xlsx."), file)
        raise TableError(_("%(file)s is a zip archive, but no workbook."), file)

    def _run(self, part: str, start: object, end: object = None) -> None:
        parser = new_parser()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parse(self.package, part, parser)

    def _relations(self, part: str) -> None:
        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) == "Relationship":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = attributes.get("Target", "")
                folder = "" if target.startswith("/") else posixpath.dirname(self.main)
                full = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
                self._targets[attributes.get("Id", "")] = (kind, full)

        if part in self.package:
            self._run(part, start)

    def _workbook_tag(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "workbookPr":
            self.date1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "sheet":
            relation = next((v for k, v in attributes.items() if local(k) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self._sheets.append((attributes.get("name", ""), relation, hidden))

    @property
    def sheets(self) -> list[SheetInfo]:
        """The worksheets in their order; charts and other sheets without cells are left out."""
        found = []
        for name, relation, hidden in self._sheets:
            kind, part = self._targets.get(relation, ("", ""))
            if kind == "worksheet" and part in self.package:
                found.append(SheetInfo(name, part, hidden))
        return found

    def _part_of_kind(self, kind: str) -> str | None:
        parts = [part for found, part in self._targets.values() if found == kind]
        return next((part for part in parts if part in self.package), None)

    @cached_property
    def strings(self) -> SharedStrings:
        """The shared strings."""
        part = self._part_of_kind("sharedStrings")
        return read_shared_strings(self.package, part) if part else SharedStrings()

    @cached_property
    def date_styles(self) -> frozenset[str]:
        """The cell styles, as the ``s`` attribute writes them, that show a number as a date."""
        part = self._part_of_kind("styles")
        if part is None:
            return frozenset()
        styles = _Styles()
        self._run(part, styles.start, styles.end)
        return frozenset(
            str(index)
            for index, number in enumerate(styles.cells)
            if _shows_date(number, styles.formats)
        )


def _shows_date(number: int, formats: dict[int, str]) -> bool:
    if number in formats:
        code = _NOT_FORMAT.sub("", formats[number].split(";")[0])
        return _DATE_LETTERS.search(code) is not None and "general" not in code.lower()
    return number in _BUILT_IN_DATES
