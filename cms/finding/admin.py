"""The search box above a list in the admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.finding.asking import ask
from cms.finding.indexing import work_off_few
from search.query import QueryError


class FindingMixin:
    """Answers the list's search box by the query language, of what the list may show."""

    request: HttpRequest
    search_query: str
    is_searching: bool

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return what was found; say what was mended, and what is not yet in the index."""
        if not self.is_searching:
            return queryset
        left = work_off_few()
        if left:
            text = ngettext(
                "%(n)d change is not in the search yet; it follows in a moment.",
                "%(n)d changes are not in the search yet; they follow in a moment.",
                left,
            )
            self._say(text % {"n": left})
        try:
            answer = ask(queryset, self.search_query)
        except QueryError as error:
            self._say(
                _("The search cannot be understood at character %(at)d: %(why)s")
                % {"at": error.position + 1, "why": _(error.msgid) % error.params}
            )
            return queryset.none()
        if answer.corrected:
            self._say(
                _("Nothing has “%(typed)s”. Shown is “%(found)s”.")
                % {
                    "typed": self.search_query,
                    "found": answer.corrected,
                }
            )
        elif answer.relaxed:
            self._say(_("Nothing has all the words. Shown is what has some of them."))
        return answer.records

    def _say(self, text: str) -> None:
        messages.info(self.request, text)
