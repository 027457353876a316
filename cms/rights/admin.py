"""The admin of records that belong to areas: what is elsewhere does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.publication.admin.publishable import IndexView, PublishableViewSet
from cms.publication.door.actions import PUBLIC
from cms.rights.scope import codes_of, within

View = Callable[..., HttpResponse]
Offer = Callable[[Any, Any], Any]  # from rows and a user to the rows that this user may choose


def guarded(view: View, model: type[Model], offer: Offer = within) -> View:
    """Answer 404 for a record outside the user's areas, as for one that never was."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys = [kwargs["pk"]] if "pk" in kwargs else [*args[:1], *request.GET.getlist("id")]
        for key in keys:
            if not _reaches(request.user, model, key, offer):
                raise Http404
        return view(request, *args, **kwargs)

    return check


def _reaches(user: Any, model: type[Model], key: Any, offer: Offer) -> bool:
    try:
        return bool(offer(model._default_manager.filter(pk=key), user).exists())
    except ValueError:
        return False


class AreaIndexView(IndexView):
    """Lists what is in the user's areas."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why the list is empty, where no area was given to the user yet."""
        if codes_of(request.user) == ():
            text = _("You have no area of work yet. Ask an administrator to give you one.")
            messages.warning(request, text)
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        """Leave out what is elsewhere."""
        return within(super().get_base_queryset(), self.request.user)


class _Choosable:
    """Offers what is in the user's areas."""

    request: HttpRequest
    offer: Offer = staticmethod(within)

    def get_object_list(self) -> QuerySet[Any]:
        """Leave out what is elsewhere."""
        return self.offer(super().get_object_list(), self.request.user)  # type: ignore[misc]


class ChooseView(_Choosable, chooser.ChooseView):
    """The chooser's first page."""


class ChooseResultsView(_Choosable, chooser.ChooseResultsView):
    """The chooser's further pages."""


class AreaChooserViewSet(chooser.SnippetChooserViewSet):
    """A chooser that knows of the user's areas only."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Guard every view."""
        view = super().construct_view(view_class, **kwargs)
        return guarded(view, self.model, self.choose_view_class.offer)


def public_or_within(rows: Any, user: Any) -> Any:
    """Return what is public anywhere, and what is in the user's areas."""
    return rows.filter(publication__in=PUBLIC) | within(rows, user)


class PublicChooseView(ChooseView):
    """The first page of a chooser that offers what is public elsewhere, too."""

    offer = staticmethod(public_or_within)


class PublicChooseResultsView(ChooseResultsView):
    """Its further pages."""

    offer = staticmethod(public_or_within)


class PublicChooserViewSet(AreaChooserViewSet):
    """A chooser of what is public anywhere, and of what is in the user's areas."""

    choose_view_class = PublicChooseView
    choose_results_view_class = PublicChooseResultsView


class _Guarded:
    """Shows and offers what is in the user's areas, at every address."""

    model: type[Model]
    index_view_class: Any = AreaIndexView
    chooser_viewset_class = AreaChooserViewSet

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Guard every view that is given a record."""
        return guarded(super().construct_view(view_class, **kwargs), self.model)  # type: ignore[misc]


class AreaViewSet(_Guarded, PublishableViewSet):
    """Base of the view sets of publishable records with an area."""


class PrivateViewSet(_Guarded, SnippetViewSet):
    """Base of the view sets of records with an area that are never published."""

    copy_view_enabled = False
    list_per_page = 50
