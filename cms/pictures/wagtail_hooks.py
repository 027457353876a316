"""Registers the pictures' own pages with the Wagtail admin."""

from typing import Any

from django.urls import path
from wagtail import hooks

from cms.pictures import views


@hooks.register("register_admin_urls")
def picture_urls() -> list[Any]:
    """Add the preview of what the public sees."""
    return [path("pictures/<int:pk>/public/", views.public, name="pictures_public")]
