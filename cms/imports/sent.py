"""Tables that editors send: which are taken, and under which name they are kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 100 * 2**20
_ENDINGS = (".xlsx", ".csv")
#: Bytes of a name: file systems take 255, and copies get an ending more.
_LONGEST = 180


class TableField(forms.FileField):
    """A file that can be a table; anything else is refused before it is kept."""

    def __init__(self, **options: Any) -> None:
        accepted = {"accept": ",".join(_ENDINGS)}
        super().__init__(widget=forms.FileInput(attrs=accepted), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file. Raises ``ValidationError`` for another kind, and for a large one."""
        sent = super().clean(data, initial)
        if sent and not sent.name.lower().endswith(_ENDINGS):
            raise forms.ValidationError(_("Save the table as .xlsx or .csv and try again."))
        if sent and sent.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 100 MB. Split it, or use the command line.")
            )
        return sent


def fitting(name: str) -> str:
    """Return ``name`` cut to what file systems take; one Chinese character is three bytes."""
    path = PurePath(name)
    ending = path.suffix.encode()
    return (path.stem.encode()[: _LONGEST - len(ending)] + ending).decode(errors="ignore")


def write(sent: Any, folder: Path) -> Path:
    """Keep a file that was sent in ``folder``, under its own name; return where."""
    path = folder / fitting(Path(sent.name).name)
    with path.open("wb") as file:
        for chunk in sent.chunks():
            file.write(chunk)
    return path


@contextmanager
def kept(sent: Any) -> Iterator[Path]:
    """Keep a file that was sent for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        yield write(sent, Path(folder))
