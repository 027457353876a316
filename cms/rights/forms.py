"""Forms that offer a user the areas where the user works."""

from __future__ import annotations

from typing import Any

from cms.publication.forms import PublishableForm
from cms.rights.scope import within


class AreaForm(PublishableForm):
    """The form of a record with an area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields and self.for_user is not None:
            field = self.fields["area"]
            field.queryset = within(field.queryset, self.for_user, "code")
