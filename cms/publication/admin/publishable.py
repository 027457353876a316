"""What the admin of every publishable record shares: the door's answer, lists without counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import snippets

from cms.publication.admin import review_posts
from cms.publication.door import review
from cms.publication.errors import Refused
from cms.publication.models import Publishable


class CappedPaginator(WagtailPaginator):
    """Counts to a limit only: a full count of a large list costs more than the page."""

    limit = 10_000

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most ``limit``."""
        if isinstance(self.object_list, list):
            return len(self.object_list)
        return int(self.object_list.order_by()[: self.limit].count())

    @property
    def items_count_label(self) -> str:
        """Say the count, with a plus where counting stopped."""
        more = "+" if self.count >= self.limit else ""
        return f"{self.count}{more} {self.verbose_name_plural}"


class RefusalMixin:
    """Keeps the saved draft and tells the editor why the door stayed shut."""

    def run_action_method(self) -> HttpResponse | None:
        """Run publish, submit or a workflow action; turn a refusal into a message."""
        try:
            with transaction.atomic():
                return super().run_action_method()  # type: ignore[misc]
        except Refused as refusal:
            messages.error(self.request, str(refusal))  # type: ignore[attr-defined]
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]


class DayColumn(Column):
    """Shows a day or time as its date; "3 days ago" can say nothing of days to come."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Wagtail's column takes; a date is kept on one line."""
        super().__init__(*args, **{"classname": "w-whitespace-nowrap", **options})

    def get_value(self, instance: Any) -> str:
        """Return the date as the office writes it, or nothing where there is none."""
        value = super().get_value(instance)
        if isinstance(value, datetime):
            value = localtime(value)
        return f"{value:%Y-%m-%d}" if value else ""


class IndexView(snippets.IndexView):
    """A list that never counts all its rows."""

    paginator_class = CappedPaginator

    def get_base_queryset(self) -> Any:
        """Fetch what the columns show in the same query."""
        related = getattr(self.model, "list_related", ())
        return super().get_base_queryset().select_related(*related)


class ReviewMixin:
    """Looks each saved draft through, and takes what the editor says of the findings."""

    def save_instance(self) -> Publishable:
        """Save the draft, then do what the buttons beside the findings ask for."""
        item: Publishable = super().save_instance()  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        if not review_posts.apply(request, item):
            review.note(item)
        return item


class CreateView(ReviewMixin, RefusalMixin, snippets.CreateView):
    """Creates a record; publishing may be refused, the draft stays."""

    def get_edit_url(self) -> str:
        """Return where the new draft can be mended."""
        return reverse(self.edit_url_name, args=(self.object.pk,))


class EditView(ReviewMixin, RefusalMixin, snippets.EditView):
    """Edits a record; publishing may be refused, the draft stays."""

    _record: Publishable | None = None

    def get_object(self, queryset: Any = None) -> Publishable:
        """Read the draft once; Wagtail's set-up and Django's answer each ask for it.

        Its workflow too, where the form is only shown: the page asks for it seven times.
        """
        if self._record is None:
            self._record = super().get_object(queryset)
            if self.request.method == "GET":
                under_way = self._record.workflow_states.active()
                # Where Wagtail's lists of pages keep what they prefetched.
                self._record._current_workflow_states = list(
                    under_way.select_related("current_task_state__task")
                )
        return self._record

    def workflow_action_action(self) -> None:
        """Approve or send back what the reviewer has in front of them.

        The form saves a draft with each press of a button, and an approval is of one
        draft only: of this one, or the review would begin anew for ever.
        """
        state = self.object.current_workflow_task_state
        state.revision = self.new_revision
        state.save(update_fields=["revision"])
        super().workflow_action_action()

    def get_success_message(self, instance: Publishable | None = None) -> str:
        """Say what a review decided, where Wagtail says only that a draft was saved."""
        if self.action != "workflow-action":
            return str(super().get_success_message(instance))
        said = {"approve": _("“%(record)s” is approved."), "reject": _("“%(record)s” goes back.")}
        self.object.refresh_from_db(fields=["live", "has_unpublished_changes"])
        if self.workflow_action == "approve" and not self.object.has_unpublished_changes:
            said["approve"] = _("“%(record)s” is approved and published.")
        return str(said[self.workflow_action] % {"record": self.object})


class WithdrawView(snippets.UnpublishView):
    """Withdraws a record from the public, which is always told why."""

    page_title = _("Withdraw")
    template_name = "publication/confirm_withdraw.html"

    def unpublish(self) -> None:
        """Withdraw with the reason the editor gave; a missing one is refused."""
        self.object.change_reason = self.request.POST.get("reason", "")
        self.object.unpublish(user=self.request.user)


class PublishableViewSet(snippets.SnippetViewSet):
    """Base of the snippet view sets of areas, categories, cases and pages."""

    add_to_admin_menu = True
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    unpublish_view_class = WithdrawView
    copy_view_enabled = False
    list_per_page = 50
