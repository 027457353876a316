"""Which strings of a public record are texts that people wrote: its schema says so.

Annotations of the JSON Schemas (validators pass over them):

- ``x-text`` "plain" or "rich" (HTML as nh3 leaves it) on a string: the gate looks through it.
- ``x-passes`` on a record or string: kinds of findings that are public there on purpose.
- ``x-open`` on a string: why it needs no look, such as "a code". A string that is neither
  a text, nor open, nor held to a pattern or a list of values fails the suite.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cms.publication.records import schema


@dataclass(frozen=True)
class Text:
    """A string to look through. ``field`` is its path without positions: ``progress.text``."""

    field: str
    rich: bool
    passes: frozenset[str]


@dataclass(frozen=True)
class Members:
    """An object; only its members that hold texts are named."""

    nodes: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Each:
    """An array whose items hold texts."""

    node: Node


@dataclass(frozen=True)
class Variants:
    """Objects told apart by their member ``type``."""

    nodes: dict[str, Node]


Node = Text | Members | Each | Variants


@cache
def free_texts(kind: str) -> Node | None:
    """Return where the texts of a record of ``kind`` are; None when it has none.

    Unknown kinds raise ``KeyError``.
    """
    whole = schema(kind)
    return _Reading(whole.get("$defs", {}), frozenset(whole.get("x-passes", ()))).node(whole, "")


@dataclass(frozen=True)
class _Reading:
    definitions: dict[str, Any]
    passes: frozenset[str]

    def node(self, part: dict[str, Any], field: str) -> Node | None:
        part = self._whole(part)
        if "x-passes" in part:
            self = replace(self, passes=frozenset(part["x-passes"]))  # noqa: PLW0642
        if "x-text" in part:
            return Text(field, part["x-text"] == "rich", self.passes)
        if "properties" in part:
            return self._members(part["properties"], field)
        if "items" in part:
            inner = self.node(part["items"], field)
            return Each(inner) if inner else None
        if "oneOf" in part:
            return self._variants(part["oneOf"], field)
        return None

    def _whole(self, part: dict[str, Any]) -> dict[str, Any]:
        """Return what ``part`` refers to, or ``part`` itself."""
        if "$ref" not in part:
            return part
        return self.definitions[part["$ref"].removeprefix("#/$defs/")]

    def _members(self, properties: dict[str, Any], field: str) -> Node | None:
        found = (
            (name, self.node(part, f"{field}.{name}" if field else name))
            for name, part in properties.items()
        )
        nodes = tuple((name, node) for name, node in found if node)
        return Members(nodes) if nodes else None

    def _variants(self, choices: list[dict[str, Any]], field: str) -> Node | None:
        """Read alternatives; those that are no objects with a constant ``type`` hold no texts."""
        nodes: dict[str, Node] = {}
        for choice in choices:
            found = self.node(choice, field)
            if found:
                nodes[self._whole(choice)["properties"]["type"]["const"]] = found
        return Variants(nodes) if nodes else None
