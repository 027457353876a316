"""The template environment: minijinja, with translations put in when a template is loaded."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import minijinja

from cms.publication.vocabulary import (
    ACTIONS,
    AREA_LEVELS,
    CASE_CLASSES,
    CASE_STATES,
    CHANNELS,
    PICTURE_ROLES,
    SATISFACTION,
)
from cms.translating import translator
from publisher.browsersearch.layout import INDEX_FORMAT
from publisher.kinds.registry import KINDS, all_labels
from publisher.pages.assets import hashed_assets
from publisher.remembered.manifest import FORMAT
from publisher.settings import SiteSettings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_STRING = r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)"""
_PRINTED = re.compile(r"\{\{\s*" + _STRING + r"\s*\}\}")
_NAMED = re.compile(r"(?<![\w.])" + _STRING)
_MARK = b"<!--part:"  # no text can contain it, since "<" is escaped
_READY = ("lines_html", "latest_html")
_FRAMES = 1000  # heads and feet held: one for each depth, and each list with a feed of its own
_VOCABULARIES = (
    *(ACTIONS, AREA_LEVELS, CASE_CLASSES, CASE_STATES),
    *(CHANNELS, PICTURE_ROLES, SATISFACTION),
)


class TemplateFault(Exception):
    """A template is missing or wrong; the message names it and the line."""


def translate_source(source: str, translate: Callable[[str], str]) -> str:
    """Replace ``{{ _("message") }}`` by text and ``_("message")`` in expressions by a string."""

    def message(match: re.Match[str]) -> str:
        return translate(re.sub(r"\\(.)", r"\1", match.group(1) or match.group(2) or ""))

    source = _PRINTED.sub(lambda match: html.escape(message(match)), source)
    return _NAMED.sub(lambda match: json.dumps(message(match), ensure_ascii=False), source)


@cache
def sources(language: str, folder: Path = TEMPLATES) -> dict[str, str]:
    """Return all templates by name, translated; they are read once in the life of a process."""
    translate = translator(language)
    return {
        path.name: translate_source(path.read_text("utf-8"), translate)
        for path in sorted(folder.glob("*.html"))
    }


@cache
def _digest(language: str) -> str:
    text = json.dumps(sources(language), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(settings: SiteSettings) -> str:
    """Return a digest of all that a page depends on besides the log.

    Templates, translations, assets, settings and the format of this publisher:
    when it differs from a release's, that release must be built anew.
    """
    translate = translator(settings.language)
    labels = [translate(label) for words in _VOCABULARIES for label in words.values()]
    labels += [translate(label) for label in all_labels()]
    parts: list[Any] = [
        FORMAT,
        INDEX_FORMAT,
        settings.as_dict(),
        _digest(settings.language),
        labels,
        hashed_assets()[0],
    ]
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class _Frame:
    """What pages share that are as deep and have the same feed: the way to the root as HTML,
    and head and foot, which are put in where ``names`` has their marks.
    """

    names: dict[str, Any]
    parts: dict[bytes, bytes]


def _mark(name: str) -> str:
    return f"{_MARK.decode()}{name}>"


class Templates:
    """Renders templates of one language with the names every page has."""

    def __init__(self, settings: SiteSettings) -> None:
        self.settings = settings
        self._sources = sources(settings.language)
        self._frames: dict[tuple[str, str], _Frame] = {}
        names, _ = hashed_assets()
        self._environment = minijinja.Environment(
            loader=self._sources.get,
            debug=False,
            globals={
                "site": {
                    "title": settings.title,
                    "office": settings.office,
                    "contact": settings.contact,
                    "base_url": settings.base_url,
                    "language": "zh-Hans" if settings.language == "zh-hans" else settings.language,
                },
                "assets": names,
                "css": names.get("style.css", ""),
            },
        )
        translate = translator(settings.language)
        self._environment.add_global(
            "sections",
            [
                {
                    "url": f"{kind.section}/index.html",
                    "label": translate(kind.heading),
                    "menu": kind.menu,
                }
                for kind in KINDS.values()
            ],
        )
        self._environment.add_global(
            "states",
            [
                {"key": key, "label": translate(label), "url": f"states/{key}/index.html"}
                for key, label in CASE_STATES.items()
            ],
        )

    def render(self, name: str, context: dict[str, Any]) -> bytes:
        """Render one page to UTF-8; raises :class:`TemplateFault`.

        The bytes of ``lines_html`` and ``latest_html`` go into the page as they are, as head
        and foot do; the template engine sees a mark in their place.
        """
        frame = self._frame(context["root"], context.get("feed", ""))
        names, parts = context | frame.names, frame.parts
        for lines in _READY:
            if value := context.get(lines):
                names[lines] = _mark(lines)
                parts = parts | {lines.encode(): value}
        first, *rest = self.text(name, names).encode().split(_MARK)
        pieces = [first]
        for piece in rest:
            key, _, after = piece.partition(b">")
            pieces += parts[key], after
        return b"".join(pieces)

    def _frame(self, root: str, feed: str) -> _Frame:
        frame = self._frames.get((root, feed))
        if frame is None:
            if len(self._frames) >= _FRAMES:
                self._frames.clear()
            names = {"root": minijinja.safe(html.escape(root)), "feed": feed}
            top, foot = (self.text(f"_{part}.html", names).encode() for part in ("top", "foot"))
            frame = self._frames[root, feed] = _Frame(
                {"root": names["root"], "top_html": _mark("top"), "foot_html": _mark("foot")},
                {b"top": top, b"foot": foot},
            )
        return frame

    def text(self, name: str, context: dict[str, Any]) -> str:
        """Render one template, or a part of a page; raises :class:`TemplateFault`."""
        try:
            made: str = self._environment.render_template(name, **context)
            # minijinja escapes "/" too, which HTML does not ask for; a page has a hundred of them.
            return made.replace("&#x2f;", "/")
        except minijinja.TemplateError as error:
            raise TemplateFault(f"template {name}: {error}") from error
