"""What the API says when something cannot be done: problems as of RFC 9457."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from wagtail.api.v3.errors import problem_response

from cms.privacy.findings import KINDS
from cms.publication.errors import GateRefused, Refused, SchemaRefused


def register(api: NinjaAPI) -> None:
    """Let ``api`` answer the door's refusals."""
    api.add_exception_handler(Refused, refused)


def refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
    """Answer 422 with the sentence an editor gets, and what a program needs to mend it."""
    errors = _errors(refusal)
    return problem_response(
        status=422, title=_("Not published"), detail=str(refusal), errors=errors or None
    )


def _errors(refusal: Refused) -> list[dict[str, Any]]:
    """Return the places of the refusal; the texts are those that the caller has sent."""
    if isinstance(refusal, GateRefused):
        return [
            {
                "type": f"gate.{found.finding.kind}",
                "loc": found.field.split("."),
                "msg": _(KINDS[found.finding.kind]),
                "text": found.finding.text,
                "mask": found.finding.mask,
            }
            for found in refusal.findings
        ]
    if isinstance(refusal, SchemaRefused):
        return [{"type": "schema", "loc": refusal.where.split("/"), "msg": refusal.why}]
    return [{"type": type(refusal).__name__}]


def unknown_token() -> HttpResponse:
    """Answer 401: without a word on what is wrong with the token."""
    answer = problem_response(
        status=401, detail=_("Send a valid token as “Authorization: Bearer TOKEN”.")
    )
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def too_many(seconds: float | None) -> HttpResponse:
    """Answer 429, saying when to come again."""
    answer = problem_response(status=429, detail=_("Too many requests; come again later."))
    answer["Retry-After"] = str(max(1, round(seconds or 1)))
    return answer


def not_found(name: str) -> HttpResponse:
    """Answer 404 in the very words that Wagtail has for a record that never was."""
    return problem_response(status=404, detail=f"No {name} matches the given query.")


def say_withdraw() -> HttpResponse:
    """Answer 405 to Wagtail's own unpublishing, which has no place for the reason."""
    return problem_response(
        status=405, detail=_("Use actions/withdraw/ and give the reason, which is public.")
    )
