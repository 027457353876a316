"""The admin's picture form: made anew on arrival, looked at, unreadable in parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.forms import BaseImageForm

from cms.pictures import uses
from cms.pictures.boxes import BoxesWidget
from cms.pictures.renditions import prepare
from media.arrival import PictureRefused, arrive


class PictureForm(BaseImageForm):
    """Every upload of pictures passes here: single, several at once, and in the chooser."""

    correction = forms.CharField(
        label=gettext_lazy("Reason for correcting the public records"),
        help_text=gettext_lazy(
            "Public. With a reason, all public records that show this picture are published "
            "anew with it as it is now; without one they stay as they are."
        ),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.by = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            # There is nothing to draw on yet.
            for name in ("boxes", "correction"):
                self.fields.pop(name, None)
            return
        if "boxes" in self.fields:
            self.fields["boxes"].widget.picture = self.instance
        if not any(shown.public for shown in self.uses):
            self.fields.pop("correction", None)

    class Meta(BaseImageForm.Meta):
        widgets = {**BaseImageForm.Meta.widgets, "boxes": BoxesWidget}

    @cached_property
    def uses(self) -> list[uses.Shown]:
        """The records that show the picture, of those that the user may change."""
        if self.instance.pk is None or self.by is None:
            return []
        return uses.shown_in(self.instance, self.by)

    def clean_file(self) -> Any:
        """Return the picture as a new file without the old one's name and metadata."""
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        self._old_name = file.name or ""
        file.seek(0)
        try:
            picture = arrive(file.read())
        except PictureRefused as refused:
            raise ValidationError(_(refused.message)) from refused
        kind = "image/png" if picture.name.endswith("png") else "image/jpeg"
        return SimpleUploadedFile(picture.name, picture.body, kind)

    def clean(self) -> dict[str, Any]:
        """Give the picture a title that does not repeat the file's name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        stem = Path(getattr(self, "_old_name", "")).stem.lower()
        if stem and str(cleaned.get("title", "")).lower().startswith(stem[:20]):
            cleaned["title"] = _("Picture of %(day)s") % {"day": timezone.localdate().isoformat()}
        if self.instance.pk and {"file", "looked"} & set(self.changed_data) == {"file"}:
            # Whoever looked saw another picture.
            cleaned["looked"] = False
        if cleaned.get("correction") and not cleaned.get("looked"):
            self.add_error("looked", _("Look at what the public will see first."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save; what the public may see of it is made at once, corrections are published."""
        picture = super().save(commit)
        if commit:
            prepare(picture)
            if reason := self.cleaned_data.get("correction"):
                uses.correct_all(picture, by=self.by, reason=reason)
        return picture
