"""The admin's picture form: what is uploaded is made anew before it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from media.arrival import PictureRefused, arrive


class PictureForm(BaseImageForm):
    """Every upload of pictures passes here: single, several at once, and in the chooser."""

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
        return cleaned
