"""Puts the work queues on the first page of the admin."""

from typing import Any

from wagtail import hooks

from cms.desk.panels import QueuesPanel


@hooks.register("construct_homepage_panels")
def add_queues(request: Any, panels: list[Any]) -> None:
    """Show first what waits for the user."""
    panels.append(QueuesPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_totals(request: Any, items: list[Any]) -> None:
    """Show no totals of pages, pictures and documents: no work follows from them."""
    items.clear()
