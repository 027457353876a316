"""Reads a folder of judged queries: TREC's and BEIR's habits, and what spreadsheets do to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_NAMES = {
    "corpus": ("corpus.jsonl",),
    "queries": ("queries.tsv", "queries.jsonl"),
    "qrels": ("qrels.tsv", "qrels.txt", "qrels/test.tsv"),
}


class FolderFault(Exception):
    """The folder cannot be read as judged queries; ``str()`` names file, line and reason."""


@dataclass
class Judged:
    """Texts and titles by id, queries by id, and for each query the ids that answer it.

    ``missing`` counts judged answers that no text is for; they can never be found.
    """

    texts: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)
    wanted: dict[str, set[str]] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many judged answers are not in the corpus."""
        return sum(name not in self.texts for names in self.wanted.values() for name in names)


def read_folder(folder: Path) -> Judged:
    """Return what ``folder`` holds: corpus.jsonl, queries.tsv and qrels.tsv.

    Fields beside id, title and text are passed over. Queries may have a heading; so may
    judgements, of two columns (query, text), three (and a grade) or four (TREC).
    A byte order mark and any line ends will do. Raises :class:`FolderFault`.
    """
    judged = Judged()
    for place, row in _objects(_file(folder, "corpus")):
        name = _id(row, place)
        if name in judged.texts:
            raise FolderFault(f"{place}: the id {name} was there before")
        judged.texts[name] = _text(row, "text")
        judged.titles[name] = _text(row, "title")
    judged.queries = _queries(_file(folder, "queries"))
    for query, document in _judgements(_file(folder, "qrels")):
        judged.wanted.setdefault(query, set()).add(document)
    if not judged.texts:
        raise FolderFault("the corpus is empty")
    if not judged.wanted.keys() & judged.queries.keys():
        raise FolderFault("no query has an answer: the ids of queries and qrels do not meet")
    return judged


def _file(folder: Path, what: str) -> Path:
    for name in _NAMES[what]:
        if (folder / name).is_file():
            return folder / name
    raise FolderFault(f"{folder} holds no {_NAMES[what][0]}")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each filled line with what to call it. Only line feeds end a line: JSON may
    hold the other separators that ``splitlines`` knows."""
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path.name}, line {number}", line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise FolderFault(f"{path.name} is not UTF-8: {error}") from error


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise FolderFault(f"{place}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise FolderFault(f"{place}: not an object with id and text")
        yield place, row


def _id(row: dict[str, Any], place: str) -> str:
    for name in ("id", "_id"):
        if row.get(name) not in (None, ""):
            return str(row[name]).strip()
    raise FolderFault(f"{place}: no id")


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    # Halves of surrogate pairs: JSON can hold them, UTF-8 cannot.
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _queries(path: Path) -> dict[str, str]:
    if path.suffix == ".jsonl":
        return {_id(row, place): _text(row, "text") for place, row in _objects(path)}
    found = {}
    for place, line in _lines(path):
        name, tab, text = line.partition("\t")
        if not tab:
            raise FolderFault(f"{place}: no tab between id and text")
        found[name.strip()] = text.strip()
    return found


def _judgements(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each query with a text that answers it: those with a grade above zero."""
    for number, (place, line) in enumerate(_lines(path)):
        parts = [part.strip() for part in line.split("\t")] if "\t" in line else line.split()
        if len(parts) not in {2, 3, 4}:
            raise FolderFault(f"{place}: {len(parts)} columns, where 2, 3 or 4 can be read")
        query, document = parts[0], parts[2 if len(parts) == 4 else 1]
        try:
            grade = float(parts[-1]) if len(parts) > 2 else 1.0
        except ValueError:
            if number == 0:
                continue  # a heading
            raise FolderFault(f"{place}: the grade {parts[-1]} is no number") from None
        if grade > 0:
            yield query, document
