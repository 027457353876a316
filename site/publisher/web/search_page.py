"""The search page: the same answer as /search.json, for people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from werkzeug.wrappers import Request, Response

from cms.translating import gettext_noop
from publisher.pages.templates import Templates
from publisher.web.narrowing import facets_of, months_of, picked
from search.engine import Engine, EngineUnavailable, Item, Results
from search.http.asked import Asked, BadAsk, asked_of
from search.names import labels

_SORTS = {
    "relevance": gettext_noop("Best match"),
    "newest": gettext_noop("Newest first"),
    "oldest": gettext_noop("Oldest first"),
    "longest_open": gettext_noop("Longest open first"),
}
_EXPORTS = {"csv": "CSV", "xlsx": "Excel", "jsonl": "JSON Lines", "atom": "Atom"}
_AROUND = 30  # characters shown before and after a fault
_SUGGESTED = 3
_SIMILAR = 10
# Other keys are slugs and codes, which say nothing to people.
_NUMBER = re.compile(r"\d{6}-\d{6}")


class SearchPage:
    """Renders ``/search`` for one engine and one set of templates."""

    def __init__(
        self,
        engine: Engine,
        templates: Templates,
        translate: Callable[[str], str],
        message: Callable[[BadAsk], str],
    ) -> None:
        self.engine, self.templates = engine, templates
        self.translate, self.message = translate, message

    def respond(self, request: Request) -> Response:
        """Answer 200 with results or help, 400 with the fault shown, or 503."""
        try:
            if like := request.args.get("similar", "").strip()[:100]:
                return self._similar(like)
            asked = asked_of(request.args)
            if not asked.text.strip():
                return self._page({"query": ""})
            return self._page(self._found(*self._ask(asked)))
        except BadAsk as error:
            return self._page({"query": error.text, "error": self._fault(error)}, 400)
        except EngineUnavailable:
            query = request.args.get("q", "")
            response = self._page({"query": query, "unavailable": True}, 503)
            response.headers["Retry-After"] = "30"
            return response

    def _similar(self, number: str) -> Response:
        """Show the records like case ``number``; 404 where there is no such case."""
        stored = self.engine.document("case", number)
        context: dict[str, Any] = {"query": "", "like": {"number": number}}
        if stored is None:
            return self._page({**context, "results": {"total": 0, "items": []}}, 404)
        items = self.engine.similar("case", number, _SIMILAR)
        context["like"] = {"number": number, "title": stored["title"], "url": stored["url"][1:]}
        context["results"] = {
            "total": len(items),
            "first": 1,
            "items": [self._item(item) for item in items],
        }
        return self._page(context)

    def _ask(self, asked: Asked) -> tuple[Asked, Results]:
        """Return the answer; of a page past the end, that of the last page instead."""
        results = asked.answer(self.engine)
        last = -(-results.total // asked.size)
        if results.total and asked.page > last:
            asked = replace(asked, page=last)
            results = asked.answer(self.engine)
        return asked, results

    def _found(self, asked: Asked, results: Results) -> dict[str, Any]:
        pages = -(-results.total // asked.size)
        return {
            "query": asked.text,
            "sort": asked.sort if asked.sort != "relevance" else "",
            "results": {
                "total": results.total,
                "first": (asked.page - 1) * asked.size + 1,
                "relaxed": results.relaxed,
                "corrected": results.corrected,
                "unknown": [wrong.message(self.translate) for wrong in results.unknown],
                "items": [self._item(item) for item in results.items],
            },
            "page": asked.page,
            "pages": pages,
            "newer_url": asked.link(page=asked.page - 1) if asked.page > 1 else "",
            "older_url": asked.link(page=asked.page + 1) if asked.page < pages else "",
            "sorts": [
                {
                    "label": self.translate(label),
                    "url": asked.link(sort=sort, page=1),
                    "active": sort == asked.sort,
                }
                for sort, label in _SORTS.items()
            ],
            "facets": facets_of(asked, results, self.translate),
            "months": months_of(asked, results),
            "picked": picked(asked, results),
            "suggestions": self._suggestions(asked, results),
            "exports": [
                {"label": label, "url": _plain(asked).link(f"search.{ending}")}
                for ending, label in _EXPORTS.items()
            ],
            "feeds": [
                {"type": "application/atom+xml", "url": _plain(asked).link("search.atom")},
                {"type": "application/feed+json", "url": _plain(asked).link("search.feed.json")},
            ],
        }

    def _item(self, item: Item) -> dict[str, Any]:
        state, satisfaction = (
            labels(name).get(getattr(item, name)) for name in ("state", "satisfaction")
        )
        kind = labels("kind").get(item.kind, item.kind)
        return {
            "number": item.number if _NUMBER.fullmatch(item.number) else "",
            "kind_label": self.translate(kind) if item.kind != "case" else "",
            "title": item.title,
            "url": item.url.lstrip("/"),
            "snippet_html": "".join(
                f"<mark>{escape(text)}</mark>" if matched else escape(text)
                for text, matched in item.snippet
            ),
            "state": item.state,
            "state_label": self.translate(state) if state else "",
            "satisfaction": item.satisfaction,
            "satisfaction_label": self.translate(satisfaction) if satisfaction else "",
            "area_name": item.area_name,
            "category_name": item.category_name,
            "received": item.received,
            "closed": item.closed,
        }

    def _suggestions(self, asked: Asked, results: Results) -> list[dict[str, str]]:
        """Return other queries to try: likelier words or, where nothing was found, titles."""
        found = results.suggestions
        words = "".join(term.text for term in asked.query.terms if not term.exclude)
        if not found and words and (results.relaxed or not results.total):
            found = self.engine.suggest(words[:100], _SUGGESTED)
        return [
            {"text": text, "url": asked.link(text=text, page=1)}
            for text in found[:_SUGGESTED]
            if text != asked.text
        ]

    def _fault(self, error: BadAsk) -> dict[str, Any]:
        fault: dict[str, Any] = {"message": self.message(error)}
        if error.position is not None:
            at, text = error.position, error.text
            fault |= {
                "pointer": True,
                "position": at + 1,
                "before": ("…" if at > _AROUND else "") + text[max(0, at - _AROUND) : at],
                "at": text[at : at + 1] or "␣",
                "after": text[at + 1 : at + 1 + _AROUND],
            }
        return fault

    def _page(self, context: dict[str, Any], status: int = 200) -> Response:
        title = context["query"].strip()[:80] or self.translate(gettext_noop("Search"))
        common = {"root": "", "page_title": title, "canonical": "", "feed": ""}
        body = self.templates.render("search.html", {**common, **context})
        response = Response(body, status, content_type="text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        return response


def _plain(asked: Asked) -> Asked:
    return replace(asked, page=1, sort="relevance")
