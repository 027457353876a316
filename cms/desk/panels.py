"""The panel of work queues on the first page of the admin."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from cms.desk.queues import queues_of


class QueuesPanel(Component):
    """What waits for the user, each with a link to the list where it is worked on."""

    order = 50
    template_name = "desk/queues.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the queues in which something waits."""
        return {"queues": list(queues_of(parent_context["request"].user))}
