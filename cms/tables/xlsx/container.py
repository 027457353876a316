"""Looks at a file before any parser does: what it is, and how large it would become."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from cms.tables.errors import TableError
from cms.translating import gettext_noop as _

#: Bytes that one part of a workbook may unpack to. 135,298 full rows need about 400 MB.
MAX_PART = 800_000_000
#: Larger parts that shrink more than this are no ledgers; real ones reach about 30 to 1.
MAX_RATIO = 200
RATIO_FROM = 50_000_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

UNREADABLE = _(
    "%(file)s is damaged: the part %(part)s cannot be read (%(why)s). "
    "Open it in a spreadsheet program and save it again."
)


def file_kind(path: Path) -> str:
    """Return "xlsx" or "csv" by content. Raises :class:`TableError` for anything else."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise TableError(
            _("%(file)s cannot be opened: %(why)s."), {"file": path.name, "why": error.strerror}
        ) from None
    if not head:
        raise TableError(_("%(file)s is empty."), {"file": path.name})
    if head == _OLE:
        raise _ole_error(path)
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return "xlsx"
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise TableError(
            _("%(file)s is no workbook although its name says so. Save it again as .xlsx."),
            {"file": path.name},
        )
    if head[:5] == b"%PDF-" or head[:4] in {b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!"}:
        raise TableError(
            _("%(file)s is no ledger. Ledgers are read from .xlsx and .csv files."),
            {"file": path.name},
        )
    return "csv"


def _ole_error(path: Path) -> TableError:
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        file.seek(max(0, path.stat().st_size - _CHUNK))
        text = head + file.read(_CHUNK)
    if "EncryptedPackage".encode("utf-16-le") in text:
        return TableError(
            _("%(file)s is protected by a password. Remove the password and save it again."),
            {"file": path.name},
        )
    return TableError(
        _("%(file)s has the old .xls format. Save it as .xlsx and import that file."),
        {"file": path.name},
    )


class Package:
    """The zip container of a workbook, opened part by part, never as a whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged("zip", error) from None
        self._parts = {name.lstrip("/").lower(): name for name in self._zip.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def damaged(self, part: str, why: object) -> TableError:
        """Return the error that says that ``part`` cannot be read."""
        return TableError(UNREADABLE, {"file": self.path.name, "part": part, "why": why})

    def check_size(self, part: str) -> None:
        """Raise :class:`TableError` when ``part`` says that it unpacks to too much."""
        info = self._zip.getinfo(self._parts[part.lower()])
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > RATIO_FROM and ratio > MAX_RATIO):
            raise TableError(
                _(
                    "%(file)s would unpack to %(size)d MB (part %(part)s); more than %(limit)d MB, "
                    "or %(ratio)d times its size, is not read. Split the ledger into several files."
                ),
                {
                    "file": self.path.name,
                    "part": part,
                    "size": info.file_size // 1_000_000,
                    "limit": MAX_PART // 1_000_000,
                    "ratio": MAX_RATIO,
                },
            )

    def open(self, part: str) -> IO[bytes]:
        """Open ``part`` as a stream that never gives more bytes than were declared and allowed.

        Raises :class:`TableError` when it is missing, too large or encrypted.
        """
        if part not in self:
            raise self.damaged(part, "missing")
        self.check_size(part)
        try:
            return self._zip.open(self._parts[part.lower()])
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise self.damaged(part, error) from None
