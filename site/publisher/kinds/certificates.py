"""Certificates of volunteer service: each has a page to compare a paper with, and no list."""

from __future__ import annotations

from typing import Any

from cms.translating import gettext_noop
from publisher.kinds.kind import Kind, Record
from publisher.kinds.view import View
from publisher.kinds.volunteers import service_figures


class Certificate(Kind):
    """A certificate that was issued; who has the paper has its address."""

    name = "certificate"
    section = "certificates"
    heading = gettext_noop("Certificates of service")
    label = gettext_noop("Certificate of service")
    template = "certificate"
    list_template = "certificates"
    dated = True
    listed = False

    def lists(self, record: Record) -> list[str]:
        """In none: nobody leafs through them."""
        return []

    def line(self, record: Record) -> dict[str, Any]:
        """The number alone."""
        return {"title": record["number"]}

    def refers(self, record: Record) -> list[tuple[str, str]]:
        """The team."""
        return [("team", record["team"])]

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return what stands on the paper, its name masked."""
        return {
            "certificate": record,
            "team": view.item("team", record["team"]),
            "areas": view.areas(record["area"]),
            "figures": service_figures(record, view),
        }
