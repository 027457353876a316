"""What is wrong with a page, in words that can be translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: an English message and the values to put into it."""

    message: str
    values: tuple[tuple[str, str], ...] = ()

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of ``translate``."""
        return translate(self.message) % dict(self.values)


def fault(message: str, **values: object) -> Fault:
    """Make a fault; ``message`` is marked with ``gettext_noop`` where it is written."""
    return Fault(message, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of one file. ``rule`` is link, anchor, orphan, size, markup, private, figure or
    lost."""

    path: str
    rule: str
    fault: Fault

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return one line for people."""
        return f"{self.path}: {self.fault.told(translate)}"
