"""Bulk publish and withdraw in the case list."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction as WagtailDelete
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.cases.models import Case
from cms.finding.indexing import note
from cms.publication import sights
from cms.publication.admin.foretelling import foretell
from cms.publication.errors import Refused
from cms.rights.scope import within


def listed_cases(request: HttpRequest, most: int) -> list[int]:
    """Return the ids of the case list that the bulk action was started from, in its order.

    At most ``most`` of them: the list may hold every case of a district.
    """
    there = copy.copy(request)
    there.GET = QueryDict(urlsplit(request.GET.get("next", "")).query)
    index = Case.snippet_viewset.index_view
    view = index.view_class(**index.view_initkwargs)
    view.setup(there)
    found = view.get_queryset()
    if isinstance(found, QuerySet):
        return list(found.values_list("pk", flat=True)[:most])
    return [case.pk for case in found[:most]]


def newest_drafts(pks: Sequence[int]) -> list[Case]:
    """Return the newest draft of each case.

    Of a case that is not public it is the row itself, as Wagtail saves it; only of public
    ones with changes it must be made out of their revision.
    """
    rows = Case.objects.filter(pk__in=pks).select_related(
        "area", "category", "unit", "latest_revision"
    )
    return [
        case.get_latest_revision_as_object() if case.has_unpublished_changes and case.live else case
        for case in rows.prefetch_related("progress", "pictures__picture")
    ]


class _Listed(SnippetBulkAction):
    """Takes "all" for the list as it was filtered, not for every case there is."""

    models = [Case]
    #: How many cases one action takes at most; each goes through the door by itself.
    most = 1000

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """Return the cases of the list as the user had it filtered and searched."""
        listed = listed_cases(self.request, self.most + 1)
        if len(listed) > self.most and self.request.method == "GET":
            text = _("Only the first %(n)d of the list are taken at once; do the rest after them.")
            messages.warning(self.request, text % {"n": self.most})
        return listed[: self.most]

    @classmethod
    def get_queryset(cls, model: type[Case], object_ids: Sequence[Any]) -> list[Case]:
        """Return the cases with their areas, by which the rights of each are judged."""
        related = model._default_manager.select_related("area", "latest_revision")
        return get_list_or_404(related, pk__in=object_ids)

    def get_actionable_objects(self) -> Any:
        """Refuse the whole action where one case is not there for this user."""
        chosen = {key for key in self.request.GET.getlist("id") if key != "all"}
        there = within(Case.objects.filter(pk__in=chosen), self.request.user)
        if there.count() != len(chosen):
            raise Http404
        return super().get_actionable_objects()


class DeleteBulkAction(_Listed, WagtailDelete):
    """Delete drafts that were never public."""

    @classmethod
    def execute_action(cls, objects: Sequence[Case], **kwargs: Any) -> tuple[int, int]:
        """Delete them; the editors' search forgets them too."""
        with transaction.atomic():
            note(Case, [case.pk for case in objects])
            return super().execute_action(objects, **kwargs)


class _Door(_Listed):
    """Takes each selected case through the door by itself; refusals are told one by one."""

    template_name = "cases/bulk_confirm.html"
    shown = 10

    def check_perm(self, snippet: Case) -> bool:
        """Ask for the right to publish this case."""
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, "publish", snippet
        )

    def get_execution_context(self) -> dict[str, Any]:
        """Hand the form's answers and the user to the action."""
        return {
            **super().get_execution_context(),
            "user": self.request.user,
            "reason": self.cleaned_form.cleaned_data.get("reason", ""),
        }

    @classmethod
    def execute_action(cls, objects: Sequence[Case], **kwargs: Any) -> tuple[int, int]:
        """Do it for each of ``objects``; return how many it was done for."""
        view, done, refusals = kwargs["self"], 0, []
        for case in objects:
            try:
                done += cls.act(case, user=kwargs["user"], reason=kwargs["reason"])
            except Refused as refusal:
                refusals.append(str(refusal))
        for text in refusals[: cls.shown]:
            messages.error(view.request, text)
        if len(refusals) > cls.shown:
            messages.error(view.request, _("and %(n)d more") % {"n": len(refusals) - cls.shown})
        return done, 0

    @classmethod
    def act(cls, case: Case, *, user: Any, reason: str) -> bool:
        """Do it for one case; True when something changed."""
        raise NotImplementedError


class ReasonForm(forms.Form):
    """Why; the public reads it."""

    reason = forms.CharField(label=_("Reason (public)"), max_length=500)


class OptionalReasonForm(forms.Form):
    """Why; needed for those cases only that are public already."""

    reason = forms.CharField(
        label=_("Reason (public)"),
        max_length=500,
        required=False,
        help_text=_("Needed for cases that are public already and have changed."),
    )


class PublishBulkAction(_Door):
    """Publish the newest revision of each selected case."""

    display_name = _("Publish")
    aria_label = _("Publish selected cases")
    action_type = "publish"
    action_priority = 10
    form_class = OptionalReasonForm
    template_name = "cases/bulk_publish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell what the public will read, what is masked, and what stays a draft."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        forecast = foretell(newest_drafts([entry["item"].pk for entry in context["items"]]))
        if forecast.shown:
            sights.note(self.request.user, "review", kind="case", count=forecast.shown)
        return {**context, "forecast": forecast}

    @classmethod
    def act(cls, case: Case, *, user: Any, reason: str) -> bool:
        """Publish ``case``; drafts without a revision are given one."""
        if case.live and not case.has_unpublished_changes:
            return False
        draft = case.get_latest_revision_as_object()
        draft.change_reason = reason or draft.change_reason
        draft.save_revision(user=user).publish(user=user)
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many were published."""
        return ngettext(
            "%(n)d case has been published.",
            "%(n)d cases have been published.",
            num_parent_objects,
        ) % {"n": num_parent_objects}


class WithdrawBulkAction(_Door):
    """Withdraw each selected case."""

    display_name = _("Withdraw")
    aria_label = _("Withdraw selected cases")
    action_type = "withdraw"
    action_priority = 20
    classes = {"serious"}
    form_class = ReasonForm

    @classmethod
    def act(cls, case: Case, *, user: Any, reason: str) -> bool:
        """Withdraw ``case`` if it is public."""
        if not case.live:
            return False
        case.change_reason = reason
        case.unpublish(user=user)
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many were withdrawn."""
        return ngettext(
            "%(n)d case has been withdrawn.",
            "%(n)d cases have been withdrawn.",
            num_parent_objects,
        ) % {"n": num_parent_objects}
