"""Words that mean the same in a neighbourhood office's work.

The list is plain text, one group a line, the words separated by spaces;
``#`` starts a comment. Every word of a group also finds the others. Synonyms
are applied to queries only, so a change of the list needs no new index.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from search.analysis import fold

Synonyms = Mapping[str, tuple[str, ...]]
MOST_VARIANTS = 12
_FILE = Path(__file__).with_name("synonyms.txt")


def load_synonyms(text_lines: Iterable[str]) -> Synonyms:
    """Return for each word the words of its group, itself first.

    A word that stands in two groups joins both lists. Lines of one word are ignored.
    """
    found: dict[str, list[str]] = {}
    for words in groups_of(text_lines):
        for word in words:
            group = found.setdefault(word, [word])
            group += [other for other in words if other not in group]
    return {word: tuple(group) for word, group in found.items()}


def groups_of(text_lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words of each line that has more than one."""
    for line in text_lines:
        words = [fold(word) for word in line.partition("#")[0].split()]
        if len(words) > 1:
            yield words


def default_lines() -> list[str]:
    """Return the lines of the list that comes with the project."""
    return _FILE.read_text(encoding="utf-8").splitlines()


@cache
def default_synonyms() -> Synonyms:
    """Return the list that comes with the project."""
    return load_synonyms(default_lines())


def variants(word: str, synonyms: Synonyms) -> list[str]:
    """Return ``word`` and its variants, each synonym in it exchanged; at most twelve.

    The longest synonym is taken at each place: 电瓶车充电 → 电动车充电, 电瓶车充电桩 ….
    """
    folded = fold(word)
    longest = max(map(len, synonyms), default=0)
    choices: list[tuple[str, ...]] = []
    place = 0
    while place < len(folded):
        for size in range(min(longest, len(folded) - place), 0, -1):
            group = synonyms.get(folded[place : place + size])
            if group:
                choices.append(group)
                place += size
                break
        else:
            choices.append((folded[place],))
            place += 1
    found: list[str] = []
    for count, parts in enumerate(product(*choices)):
        if count >= MOST_VARIANTS:
            break
        found.append("".join(parts))
    return list(dict.fromkeys(found))


class SynonymFile:
    """The project's list and an office's own file, read again when the file changes.

    The file need not exist. It is read by every process that searches, so that what an
    editor adds is asked of both engines at once, and no index is made anew.
    """

    _LOOK = 1.0  # seconds between two looks at the file

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known, self._mark = default_synonyms(), (0, 0)
        self._looked = float("-inf")

    def __call__(self) -> Synonyms:
        """Return the synonyms as they are now."""
        if time.monotonic() - self._looked >= self._LOOK:
            self._looked = time.monotonic()
            self._look()
        return self._known

    def _look(self) -> None:
        try:
            status = self._path.stat()
            mark = status.st_mtime_ns, status.st_size
            if mark != self._mark:
                own = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
                self._known, self._mark = load_synonyms([*default_lines(), *own]), mark
        except FileNotFoundError:
            self._known, self._mark = default_synonyms(), (0, 0)


def own_list(public_store_path: Path) -> Path:
    """Return where an office's own synonyms lie: beside the public store."""
    return public_store_path.with_name("synonyms.txt")
