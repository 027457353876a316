"""Whether each figure says what the list says to which it leads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import unescape

from cms.translating import gettext_noop as _
from publisher.inspecting.problem import Problem, fault

_BLOCK = re.compile(r'<dl class="figures">(.*?)</dl>', re.DOTALL)
_FIGURE = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"#]+)')
_UNIT = re.compile(r"<small>.*?</small>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def find_wrong_figures(paths: Iterable[str], read: Callable[[str], str]) -> Iterator[Problem]:
    """Yield the figures of the pages ``paths`` that are not among those of the page they lead to.

    ``read`` gives a page's HTML by its path, "" for none. Figures without a link are a record's
    own, or averages.
    """

    @cache
    def values(path: str) -> frozenset[str]:
        return frozenset(value for _label, value, _link in _figures(read(path)))

    for path in paths:
        for label, value, link in _figures(read(path)):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
            if link and target.endswith("/index.html") and value not in values(target):
                text = _("“%(label)s” is %(value)s here, and not on %(target)s where it leads")
                yield Problem(path, "figure", fault(text, label=label, value=value, target=target))


def _figures(html: str) -> list[tuple[str, str, str]]:
    """Return the label, value and link of each figure."""
    found = []
    for block in _BLOCK.findall(html):
        for label, said in _FIGURE.findall(block):
            link = _LINK.search(said)
            value = _TAG.sub("", _UNIT.sub("", said)).strip()
            found.append((unescape(_TAG.sub("", label)), value, link[1] if link else ""))
    return found
