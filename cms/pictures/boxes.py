"""The form field in which an editor draws what is to be made unreadable in a picture."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

if TYPE_CHECKING:
    from cms.pictures.models import Picture

_PARTS = ("x", "y", "width", "height")
_SPARE_ROWS = 3  # to be filled in where no script runs
_DIGITS = 4  # of a fraction: a pixel of the widest picture


class BoxesWidget(forms.Widget):
    """Rows of four percentages each, which a script turns into boxes drawn on the picture."""

    template_name = "pictures/boxes.html"
    picture: Picture | None = None

    class Media:
        css = {"all": ["pictures/boxes.css"]}
        js = ["pictures/boxes.js"]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Give the template the rows, the picture, and where its preview is."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        rows = [[_percent(number) for number in box] for box in _boxes(value)]
        rows += [[""] * len(_PARTS)] * _SPARE_ROWS
        names = [f"{name}-{part}" for part in _PARTS]
        context["widget"]["rows"] = [list(zip(names, row, strict=True)) for row in rows]
        if self.picture is not None:
            context["widget"] |= {
                "image": self.picture.get_rendition("max-1200x1200"),
                "preview": reverse("pictures_public", args=[self.picture.pk]),
            }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return the rows that were filled in, as the JSON of fractions."""
        columns = [data.getlist(f"{name}-{part}") for part in _PARTS]
        filled = [row for row in zip(*columns, strict=False) if any(cell.strip() for cell in row)]
        return json.dumps([[_fraction(cell) for cell in row] for row in filled])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether the form did not have this field."""
        return f"{name}-x" not in data


def _boxes(value: Any) -> Iterable[list[Any]]:
    boxes = json.loads(value) if isinstance(value, str) else value
    return boxes if isinstance(boxes, list) else []


def _percent(fraction: Any) -> str:
    """Return a fraction as a percentage; what is no number as it was typed, to be mended."""
    if isinstance(fraction, int | float):
        return f"{fraction * 100:.2f}".rstrip("0").rstrip(".")
    return str(fraction)


def _fraction(percent: str) -> float | str:
    """Return a percentage as a fraction; what is no number stays a text, and is refused."""
    try:
        return round(float(percent) / 100, _DIGITS)
    except ValueError:
        return percent
