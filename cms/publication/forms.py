"""The form of any publishable record."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class PublishableForm(WagtailAdminModelForm):
    """Starts with an empty reason: the one shown last belongs to what is public now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        if (
            "change_reason" in self.fields
            and item.live_revision_id
            and item.live_revision_id == item.latest_revision_id
        ):
            self.initial["change_reason"] = ""
