"""What a picture carries beside its pixels: EXIF, GPS, XMP, captions, text chunks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from cms.privacy.archives import Refused, broken
from cms.privacy.findings import Finding
from cms.privacy.places import Piece, Placed
from cms.translating import gettext_noop, translator

MAX_PIXELS = 100_000_000
_TOO_LARGE = gettext_noop("The picture has more than %(limit)d million pixels; make it smaller.")
_TAG = gettext_noop("picture data %(name)s")
_GPS = gettext_noop("picture data GPS")
_OWNERS = frozenset(
    {
        "Artist",
        "Copyright",
        "CameraOwnerName",
        "BodySerialNumber",
        "LensSerialNumber",
        "HostComputer",
    }
)
_SKIPPED = frozenset({"exif", "icc_profile", "dpi", "gamma", "MakerNote", "PrintImageMatching"})


def register_heic() -> None:
    """Teach Pillow to open HEIC files where the codec is installed."""
    try:
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - may be missing
    except ImportError:
        return
    register_heif_opener()


def _open(data: bytes) -> Image.Image:
    register_heic()
    try:
        picture = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise Refused(_TOO_LARGE, limit=MAX_PIXELS // 1_000_000) from error
    except Exception as error:
        raise broken() from error
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(_TOO_LARGE, limit=MAX_PIXELS // 1_000_000)
    return picture


def picture_pieces(data: bytes) -> tuple[list[Piece], list[Placed]]:
    """Return the texts in a picture's metadata, and the findings that are no text.

    The place where it was taken and the owner of the camera are findings by
    themselves, whatever they read like. Raises :class:`Refused`.
    """
    picture = _open(data)
    try:
        tags = dict(_tags(picture))
    except Exception as error:
        raise broken() from error
    translate = translator()
    pieces = [
        Piece(translate(_TAG) % {"name": name}, text)
        for name, text in tags.items()
        if name not in _OWNERS and not name.startswith("GPS")
    ]
    placed = [
        Placed(translate(_TAG) % {"name": name}, Finding("device", 0, len(text), text, "", 1.0))
        for name, text in tags.items()
        if name in _OWNERS and text
    ]
    gps = ", ".join(f"{name[3:]} {text}" for name, text in tags.items() if name.startswith("GPS"))
    if gps:
        placed.append(Placed(translate(_GPS), Finding("location", 0, len(gps), gps, "", 1.0)))
    return pieces, placed


def _tags(picture: Image.Image) -> Iterator[tuple[str, str]]:
    exif = picture.getexif()
    yield from _named(exif, ExifTags.TAGS)
    yield from _named(exif.get_ifd(ExifTags.IFD.Exif), ExifTags.TAGS)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    yield from ((f"GPS{key}", value) for key, value in _named(gps, ExifTags.GPSTAGS))
    for key, value in picture.info.items():
        if key not in _SKIPPED and (text := _readable(value)):
            yield str(key), text
    iptc = IptcImagePlugin.getiptcinfo(picture) if isinstance(picture, ImageFile.ImageFile) else {}
    for number, value in (iptc or {}).items():
        for one in value if isinstance(value, list) else [value]:
            if text := _readable(one):
                yield f"IPTC {number[0]}:{number[1]}", text


def _named(values: Any, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        name = names.get(key, str(key))
        if name not in _SKIPPED and name != "GPSInfo" and (text := _readable(value)):
            yield name.removeprefix("GPS") if names is ExifTags.GPSTAGS else name, text


def _readable(value: Any) -> str:
    """Return a value of the metadata as text; UTF-16 comments of Windows and XMP bytes too."""
    if isinstance(value, bytes):
        value = _decoded(value)
    elif isinstance(value, tuple):
        if value and all(isinstance(part, int) for part in value) and len(value) > 8:
            value = _decoded(bytes(part & 0xFF for part in value))
        else:
            value = " ".join(str(part) for part in value)
    text = re.sub(r"[\0-\x08\x0b-\x1f]+", " ", str(value)).strip()
    return text if text not in {"0", "None", "{}"} else ""


def _decoded(data: bytes) -> str:
    for prefix in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0"):
        data = data.removeprefix(prefix)
    if len(data) > 3 and data[1::2].count(0) * 4 > len(data):
        return data.decode("utf-16-le", "ignore")
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
