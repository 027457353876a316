"""How far a user's work reaches: the whole office, or some areas and all below them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.areas.models import Area
from cms.rights.scope import covers


class Scope(models.Model):
    """The areas that one user works in. Without one, a user sees no private record.

    Groups say what a user may do, this says where. Superusers need none.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="scope",
    )
    whole_office = models.BooleanField(
        _("whole office"), default=False, help_text=_("All areas, also those made later.")
    )
    areas = models.ManyToManyField(
        Area, verbose_name=_("areas"), blank=True, help_text=_("With all areas below them.")
    )

    panels = [FieldPanel("user"), FieldPanel("whole_office"), FieldPanel("areas")]

    class Meta:
        verbose_name = _("area of work")
        verbose_name_plural = _("areas of work")
        ordering = ["user__username"]

    def __str__(self) -> str:
        return str(self.user)


class AreaApprovalTask(AbstractGroupApprovalTask):
    """Approval by the members of a group that work in the record's area.

    Wagtail's e-mails to a whole group know only its own task, so none tells one
    community of another's drafts.
    """

    class Meta:
        verbose_name = _("Approval in the area")
        verbose_name_plural = _("Approvals in the area")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Let in who is of the group and works there."""
        return super().user_can_access_editor(obj, user) and covers(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Lock for everybody who may not approve."""
        return super().locked_for_user(obj, user) or not covers(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """Offer approval to who is of the group and works there."""
        return super().get_actions(obj, user) if covers(user, obj) else []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the states that wait for ``user``, of records where the user works."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return waiting
        mine = [
            state.pk
            for state in waiting.select_related("workflow_state")
            if covers(user, state.workflow_state.content_object)
        ]
        return TaskState.objects.filter(pk__in=mine)

    @classmethod
    def get_description(cls) -> Any:
        """Say what the task is, in the list of kinds."""
        return _("Members of these groups who work in the record's area approve it")
