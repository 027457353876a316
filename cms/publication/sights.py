"""Who saw private data, when: kept as rows that nobody changes."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import get_snippet_models

from cms.publication.append_only import AppendOnly, AppendOnlyQuerySet
from cms.translating import gettext_noop

#: What is seen of a record; other pages of a record with private data are "other".
VIEWS = {
    "edit": gettext_noop("Editing page"),
    "inspect": gettext_noop("Details"),
    "history": gettext_noop("History"),
    "review": gettext_noop("List to review"),
    "export": gettext_noop("Export"),
    "import": gettext_noop("Preview of an import"),
    "api": gettext_noop("Editors' API"),
    "other": gettext_noop("Another page of the record"),
}
#: Asked again and again while the editing page is open, which counts by itself.
_BESIDE_EDITING = frozenset({"preview_on_edit"})


class Sight(models.Model):
    """Somebody saw private data of ``count`` records; ``key`` is the record's, if it is one."""

    time = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    by = models.CharField(_("by"), max_length=150)
    view = models.CharField(
        _("where"), max_length=10, choices=[(k, _(v)) for k, v in VIEWS.items()]
    )
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    key = models.CharField(_("record"), max_length=100, blank=True, db_index=True)
    count = models.PositiveIntegerField(_("records"), default=1)

    objects = AppendOnlyQuerySet["Sight"].as_manager()

    class Meta:
        verbose_name = _("sight of private data")
        verbose_name_plural = _("sights of private data")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.time:%Y-%m-%d %H:%M} {self.by} {self.view} {self.key}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row. Raises :class:`AppendOnly` for one that is there already."""
        if not self._state.adding:
            raise AppendOnly("Sight")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly("Sight")


def note(user: Any, view: str, *, kind: str = "", key: str = "", count: int = 1) -> None:
    """Keep that ``user`` saw private data; ``view`` is one of :data:`VIEWS`."""
    Sight.objects.create(by=user.get_username(), view=view, kind=kind, key=key, count=count)


def note_page(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep a look at any admin page of one record that has private data.

    By the address, so that a page which a new Wagtail brings counts too.
    """
    match = request.resolver_match
    if match is None or "pk" not in match.kwargs or not _shown(request, response):
        return
    model = _models().get(match.namespace)
    name = match.url_name or ""
    if model is None or name in _BESIDE_EDITING:
        return
    item = model._default_manager.filter(pk=match.kwargs["pk"]).first()
    if item is not None:
        view = name if name in VIEWS else "other"
        kind, key = item.seen_as()
        note(request.user, view, kind=kind, key=key)


def _shown(request: HttpRequest, response: HttpResponseBase) -> bool:
    return request.method == "GET" and response.status_code == 200 and _signed_in(request)


def _signed_in(request: HttpRequest) -> bool:
    return bool(getattr(request, "user", None) and request.user.is_authenticated)


def _models() -> dict[str, Any]:
    """Return the models with private data by the namespace of their admin's addresses."""
    return {
        model.snippet_viewset.url_namespace: model
        for model in get_snippet_models()
        if getattr(model, "holds_private_data", False)
    }
