"""The forms of the ledger import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.areas.models import Area
from cms.cases.ledger.mapping import FIELDS
from cms.imports.sent import TableField
from cms.rights.scope import within


class UploadForm(forms.Form):
    """Which file."""

    file = TableField(
        label=_("Ledger"), help_text=_(".xlsx, or .csv in UTF-8 or GB18030; at most 100 MB.")
    )


class ColumnsForm(forms.Form):
    """What each column means, and how rows are treated."""

    area = forms.ModelChoiceField(
        label=_("Area of rows that name none"),
        queryset=Area.objects.exclude(level="grid"),
        required=False,
    )
    publish = forms.BooleanField(
        label=_("Publish what passes the privacy gate"),
        help_text=_("Otherwise every row becomes a draft."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Public reason of corrections"), max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        headers: list[str],
        suggested: dict[str, str | None],
        user: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        area.queryset = within(area.queryset, user, "code")
        self.headers = headers
        choices = [("", _("— leave out —")), *((name, _(label)) for name, label in FIELDS.items())]
        for index, header in enumerate(headers):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=header,
                choices=choices,
                required=False,
                initial=suggested.get(header) or "",
            )

    def columns(self) -> dict[str, str]:
        """Return header → field for the columns that are not left out."""
        found = {}
        for index, header in enumerate(self.headers):
            if field := self.cleaned_data[f"column-{index}"]:
                found[header] = field
        return found

    def clean(self) -> dict[str, Any]:
        """A ledger without texts or times cannot become cases; no field twice."""
        cleaned = super().clean() or {}
        fields = [cleaned.get(f"column-{i}") for i in range(len(self.headers))]
        chosen = [field for field in fields if field]
        for field in sorted({f for f in chosen if chosen.count(f) > 1}):
            self.add_error(
                None, _("Two columns are %(field)s; choose one.") % {"field": _(FIELDS[field])}
            )
        for field in ("content", "received"):
            if field not in chosen:
                self.add_error(
                    None, _("Choose the column that is %(field)s.") % {"field": _(FIELDS[field])}
                )
        return cleaned
