"""Where the rows that an import refused are kept, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.imports.sent import fitting
from cms.tables.errors import RowProblem
from cms.tables.reading import Table
from cms.tables.refused import write_refused


def refused_file(name: str, table: Table, problems: Iterable[RowProblem]) -> Path:
    """Write the refused rows of a table beside those of other imports; return the path.

    ``name`` says of what they are; the file bears it, and the time.
    """
    folder = Path(settings.HUIYINBI_HOME) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(tz=timezone.get_current_timezone()).strftime("%Y%m%d-%H%M%S")
    target = _own_file(folder, f"{fitting(name)}-{_('refused')}-{stamp}")
    return write_refused(target, table, problems, translate=_)


def _own_file(folder: Path, name: str) -> Path:
    """Make a file that is nobody else's: tables of one name may come in the same second."""
    for number in count(1):
        path = folder / (f"{name}.xlsx" if number == 1 else f"{name}-{number}.xlsx")
        with suppress(FileExistsError):
            path.touch(mode=0o600, exist_ok=False)
            break
    return path


def name_with_sheet(source: Path, table: Table) -> str:
    """Return a name for the rows of one sheet, where a file may hold several tables."""
    sheet = "".join(sign for sign in table.sheet if sign.isalnum())[:30]
    return f"{source.stem}-{sheet}"
