"""Opens zip containers (xlsx, docx, …) without trusting what they claim to hold."""

from __future__ import annotations

import io
import zipfile

from cms.translating import gettext_noop, translator

MAX_FILE = 64 * 1024 * 1024  # bytes of an upload
MAX_UNPACKED = 256 * 1024 * 1024  # bytes of all members together
MAX_RATIO = 200  # unpacked to packed, of members above 1 MB
MAX_MEMBERS = 5000

_TOO_BIG = gettext_noop("The file is larger than %(limit)d MB; split it.")
_BOMB = gettext_noop("The file unpacks to more than %(limit)d MB; it is refused as a zip bomb.")
_MANY = gettext_noop("The file has more than %(limit)d parts; it is refused.")
_BROKEN = gettext_noop("The file is damaged or not what its name says; save it anew.")
_LOCKED = gettext_noop("The file is protected by a password; save it without one.")


class Refused(Exception):
    """A document that cannot be looked through. The message is for users, translated."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(translator()(message) % values)


def check_size(data: bytes) -> None:
    """Raise :class:`Refused` for more bytes than a scan takes."""
    if len(data) > MAX_FILE:
        raise Refused(_TOO_BIG, limit=MAX_FILE // 1024 // 1024)


def broken() -> Refused:
    """Return the error for a file that cannot be parsed."""
    return Refused(_BROKEN)


def locked() -> Refused:
    """Return the error for a file behind a password."""
    return Refused(_LOCKED)


class Archive:
    """A zip file whose members are read within the limits of this module."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise broken() from error
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise Refused(_MANY, limit=MAX_MEMBERS)
        if any(info.flag_bits & 1 for info in infos):
            raise locked()
        steep = any(
            info.file_size > 1024 * 1024 and info.file_size > MAX_RATIO * max(1, info.compress_size)
            for info in infos
        )
        if steep or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise self._bomb()
        self.names = [info.filename for info in infos]

    def read(self, name: str) -> bytes:
        """Return the bytes of a member, refusing one that is longer than it claimed."""
        claimed = self._zip.getinfo(name).file_size
        try:
            with self._zip.open(name) as member:
                data = member.read(claimed + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise broken() from error
        except Exception as error:
            raise broken() from error
        if len(data) > claimed:
            raise self._bomb()
        return data

    @staticmethod
    def _bomb() -> Refused:
        return Refused(_BOMB, limit=MAX_UNPACKED // 1024 // 1024)
