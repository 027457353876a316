"""Checks a finished site, wherever it was built: links, sizes, markup, private data, figures."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cms.publication.picture_files import FOLDER
from cms.translating import gettext_noop as _
from publisher.inspecting.figures import find_wrong_figures
from publisher.inspecting.kept import find_lost
from publisher.inspecting.markup import Markup
from publisher.inspecting.private_data import find_private
from publisher.inspecting.problem import Problem, fault
from publisher.output.release import current_root, living

CASE_BYTES, LIST_BYTES = 10 * 1024, 40 * 1024
_DYNAMIC = {"search", "search.json"}  # answered by the public process, not by a file
_FORMS = "signup/"  # answered by the CMS
_NUMBERED = re.compile(r"/page-\d+\.html$")


def check(root: Path) -> list[Problem]:
    """Return everything wrong with the site in folder ``root``, ordered by path."""
    return sorted(_Checker(root).problems())


def check_living(home: Path) -> list[Problem]:
    """Return everything wrong with the living site of ``home``, lost addresses too."""
    release = living(home)
    if release is None:
        return check(current_root(home))
    return sorted([*_Checker(release.root).problems(), *find_lost(release)])


class _Checker:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._files = {
            os.path.relpath(os.path.join(folder, name), root)
            for folder, _, names in os.walk(root)
            for name in names
        }
        self._ids: dict[str, set[str]] = {}
        self._anchors: list[tuple[str, str, str]] = []
        self._linked: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of all pages, then what only shows from all of them together."""
        if "index.html" not in self._files:
            yield Problem("index.html", "link", fault(_("the site has no home page")))
        pages = sorted(path for path in self._files if path.endswith(".html"))
        unlinked_is_fine = set()
        for path in pages:
            data = (self._root / path).read_bytes()
            markup = Markup(data.decode("utf-8", "replace"))
            if markup.noindex or path in {"index.html", "404.html"} or _NUMBERED.search(path):
                unlinked_is_fine.add(path)
            self._ids[path] = markup.ids
            yield from (Problem(path, "markup", one) for one in markup.faults)
            yield from self._weigh(path, len(data))
            yield from self._follow(path, markup.links)
            for found in find_private("\n".join(markup.text)):
                yield Problem(path, "private", fault(found))
        yield from self._orphans(set(pages) - unlinked_is_fine)
        yield from find_wrong_figures(pages, self._read)
        for path, target, anchor in self._anchors:
            if anchor not in self._ids.get(target, ()):
                text = _("%(target)s has nothing called #%(anchor)s")
                yield Problem(path, "anchor", fault(text, target=target, anchor=anchor))

    def _read(self, path: str) -> str:
        return (self._root / path).read_text("utf-8") if path in self._files else ""

    def _orphans(self, pages: set[str]) -> Iterator[Problem]:
        for path in pages - self._linked:
            yield Problem(path, "orphan", fault(_("no page links here")))
        for path in self._files - self._linked:
            if path.startswith(f"{FOLDER}/"):
                yield Problem(path, "orphan", fault(_("no page shows this picture")))

    def _weigh(self, path: str, size: int) -> Iterator[Problem]:
        limit = LIST_BYTES
        if path.startswith("cases/") and path.count("/") == 3:
            record = self._root / (path.removesuffix("html") + "json")
            limit = CASE_BYTES + (record.stat().st_size if record.exists() else 0)
        if size > limit:
            text = _("weighs %(size)s bytes, more than %(limit)s")
            yield Problem(path, "size", fault(text, size=size, limit=limit))

    def _follow(self, path: str, links: list[str]) -> Iterator[Problem]:
        for link in set(links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (path == "404.html" and link.startswith("/")):
                continue
            target = self._target(path, unquote(parts.path))
            if target.startswith(_FORMS):
                continue
            if target not in self._files and target not in _DYNAMIC:
                yield Problem(path, "link", fault(_("%(link)s leads nowhere"), link=link))
                continue
            if target != path:
                self._linked.add(target)
            if parts.fragment:
                self._anchors.append((path, target, unquote(parts.fragment)))

    @staticmethod
    def _target(path: str, link: str) -> str:
        if not link:
            return path
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
        return f"{joined}/index.html".removeprefix("./") if link.endswith("/") else joined
