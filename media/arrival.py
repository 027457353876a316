"""A picture as it arrives is never kept: its pixels are written anew, and nothing else.

So EXIF, GPS, thumbnails, comments, whatever hangs behind the picture's end, and its file name
are gone. A colour profile goes too, once its colours are written as sRGB, which every browser
shows without one. Plain Python.
"""

from __future__ import annotations

import io
import secrets
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from cms.translating import gettext_noop

#: Pictures of more bytes or pixels are refused before they are unpacked.
MOST_BYTES = 20 * 2**20
MOST_PIXELS = 50_000_000
_MOST_PROFILE = 4 * 2**20  # bytes; those of printing presses have two million
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
_TRANSPARENT = frozenset({"RGBA", "LA", "PA"})

register_heif_opener()


class PictureRefused(Exception):
    """A file is not kept as a picture; ``message`` is an English msgid saying why."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Picture:
    """A picture made anew: its bytes (JPEG or PNG), a name that tells nothing, its size."""

    body: bytes
    name: str
    width: int
    height: int


def arrive(body: bytes) -> Picture:
    """Return the first frame of the picture in ``body``, upright, as a new file.

    Raises :class:`PictureRefused` for what is too large, damaged, or no picture of
    pixels; an SVG is a programme rather than a picture.
    """
    if len(body) > MOST_BYTES:
        raise PictureRefused(gettext_noop("The picture is larger than 20 MB. Make it smaller."))
    if b"<svg" in body[:1000].lower():
        raise PictureRefused(
            gettext_noop("SVG files can hold programmes. Save the drawing as PNG and add that.")
        )
    return _written(_opened(body))


def _opened(body: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(body), formats=_FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureRefused(
                    gettext_noop("The picture has more than 50 million pixels. Make it smaller.")
                )
            picture.load()
            return ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError as error:
        raise PictureRefused(
            gettext_noop("The picture has more than 50 million pixels. Make it smaller.")
        ) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(
            gettext_noop("This is no JPEG, PNG, WebP, GIF or HEIC picture.")
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureRefused(gettext_noop("The picture is damaged and cannot be read.")) from error


def _in_srgb(picture: Image.Image, info: Mapping[Any, Any]) -> Image.Image:
    """Return ``picture`` as RGB or RGBA with the colours that its profile (ICC) means.

    A profile that is damaged, or not one for such pixels, is left out of account.
    """
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    profile = info.get("icc_profile") or b""
    if not profile or len(profile) > _MOST_PROFILE:
        return picture.convert(mode)
    pixels = picture if picture.mode in {"RGB", "RGBA", "L", "CMYK"} else picture.convert(mode)
    source = pixels.convert("RGB") if mode == "RGBA" else pixels
    try:
        meant = ImageCms.profileToProfile(
            source,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture.convert(mode)
    if meant is None:  # no answer is for pictures changed in place
        return picture.convert(mode)
    if mode == "RGBA":
        meant.putalpha(pixels.getchannel("A"))
    return meant


def _written(picture: Image.Image) -> Picture:
    clear = picture.mode in _TRANSPARENT or "transparency" in picture.info
    pixels = _in_srgb(picture.convert("RGBA") if clear else picture, picture.info)
    # A new image: nothing that the old one carried beside its pixels comes along.
    new = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = io.BytesIO()
    if clear:
        new.save(out, "PNG", optimize=True)
    else:
        new.save(out, "JPEG", quality=88, optimize=True)
    name = f"{secrets.token_hex(8)}.{'png' if clear else 'jpg'}"
    return Picture(out.getvalue(), name, *new.size)
