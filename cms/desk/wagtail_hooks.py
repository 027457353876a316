"""Puts the work queues on the first page of the admin, and our own brand on every page."""

from typing import Any

from django.http import Http404
from django.templatetags.static import static
from django.urls import re_path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.defaults import page_not_found
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


@hooks.register("insert_global_admin_css")
def brand_css() -> SafeString:
    """Colour the admin like the public site."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/brand.css"))


@hooks.register("construct_help_menu")
def leave_out_guides(request: Any, items: list[Any]) -> None:
    """Drop the links to Wagtail's own guide and news: both are English, and on other servers."""
    items[:] = [item for item in items if item.url.startswith(("/", "#"))]


@hooks.register("construct_main_menu")
def leave_out_pages(request: Any, items: list[Any]) -> None:
    """Show no tree of pages: this CMS serves none, what is written there would never be seen."""
    items[:] = [item for item in items if item.name != "explorer"]


@hooks.register("construct_settings_menu")
def leave_out_sites(request: Any, items: list[Any]) -> None:
    """Show no sites of pages, see above."""
    items[:] = [item for item in items if item.name != "sites"]


@hooks.register("register_admin_urls")
def leave_out_site_views() -> list[Any]:
    """Answer no address of Wagtail's sites either; ours come before those of Wagtail's own."""
    return [re_path(r"^sites/", page_not_found, {"exception": Http404()})]


@hooks.register("construct_reports_menu")
def leave_out_reports_on_pages(request: Any, items: list[Any]) -> None:
    """Show no reports on pages, see above."""
    reports = {"locked-pages", "aging-pages", "page-types-usage"}
    items[:] = [item for item in items if item.name not in reports]
