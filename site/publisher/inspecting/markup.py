"""Reads one page: its links, anchors and faults of its markup."""

from __future__ import annotations

from html.parser import HTMLParser

from cms.translating import gettext_noop as _
from publisher.inspecting.problem import Fault, fault

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})
_VOID |= {"source", "track", "wbr"}
_CLOSED_BY_ITSELF = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
_SVG = frozenset({"rect", "path", "circle", "use", "line", "polyline", "polygon", "ellipse"})
_LINKS = {"href", "src", "action"}


class Markup(HTMLParser):
    """What was found in one page: ``links``, ``ids``, ``faults``, ``text``, ``noindex``."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.faults: list[Fault] = []
        self.noindex = False
        self.text: list[str] = []
        self._open: list[str] = []
        self._seen: set[str] = set()
        if not source.lstrip().lower().startswith("<!doctype html>"):
            self.faults.append(fault(_("does not begin with <!DOCTYPE html>")))
        self.feed(source)
        self.close()
        self.faults += [fault(_("<%(tag)s> is never closed"), tag=tag) for tag in self._open]
        for needed in ("html", "head", "title", "body", "h1"):
            if needed not in self._seen:
                self.faults.append(fault(_("has no <%(tag)s>"), tag=needed))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag and its attributes."""
        self._seen.add(tag)
        self._attributes(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag that closes itself, as in SVG."""
        self._seen.add(tag)
        self._attributes(tag, attrs)
        if tag not in _VOID and tag not in _SVG:
            self.faults.append(
                fault(_("<%(tag)s/> closes itself, which HTML does not know"), tag=tag)
            )

    def handle_endtag(self, tag: str) -> None:
        """Check that the tag closes the one opened last."""
        if tag in _VOID:
            self.faults.append(fault(_("</%(tag)s> closes a tag that has no end"), tag=tag))
            return
        while self._open and self._open[-1] != tag and self._open[-1] in _CLOSED_BY_ITSELF:
            self._open.pop()
        if not self._open or self._open[-1] != tag:
            opened = self._open[-1] if self._open else "—"
            text = _("</%(tag)s> where %(opened)s is open (line %(line)s)")
            self.faults.append(fault(text, tag=tag, opened=opened, line=self.getpos()[0]))
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text that readers see."""
        self.text.append(data)

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if len(values) != len(attrs):
            text = _("<%(tag)s> names an attribute twice (line %(line)s)")
            self.faults.append(fault(text, tag=tag, line=self.getpos()[0]))
        if tag == "html" and not values.get("lang"):
            self.faults.append(fault(_("does not say its language")))
        if tag == "meta" and values.get("name") == "robots":
            self.noindex = "noindex" in (values.get("content") or "")
        if tag == "img" and "alt" not in values:
            self.faults.append(fault(_("<img> without alt (line %(line)s)"), line=self.getpos()[0]))
        identity = values.get("id")
        if identity:
            if identity in self.ids:
                self.faults.append(fault(_("the id %(id)s stands twice"), id=identity))
            self.ids.add(identity)
        self.links += [part.split()[0] for part in (values.get("srcset") or "").split(",") if part]
        self.links += [value for name in _LINKS if (value := values.get(name)) is not None]
