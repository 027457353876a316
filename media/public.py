"""What the public may see of a picture: small enough for a telephone, boxes made unreadable.

Plain Python. The same picture with the same boxes gives the same bytes (by one version of
Pillow), which hold pixels alone: no metadata, no thumbnail, no name.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter

#: The widths in pixels that are made; a picture is never enlarged.
WIDE, NARROW = 1280, 640
#: No picture is higher than this, in pixels: a long screenshot is no photo.
_HIGHEST = 2560
_QUALITY = 80
#: A box keeps this many cells along its longer side, and this many shades of each colour.
#: A plate has seven signs and a face has two eyes: neither can be told from so little.
_CELLS, _SHADES = 4, 16


@dataclass(frozen=True)
class Box:
    """A part of a picture to make unreadable; all four are fractions of width or height."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a box that is empty or not within the picture."""
        numbers = (self.x, self.y, self.width, self.height)
        if not all(math.isfinite(number) and 0 <= number <= 1 for number in numbers):
            raise ValueError(f"fractions between 0 and 1 are needed, not {numbers}")
        if not self.width or not self.height:
            raise ValueError("a box has a width and a height")

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom in a picture of that size; at least one pixel."""
        left = min(math.floor(self.x * width), width - 1)
        top = min(math.floor(self.y * height), height - 1)
        right = min(math.ceil((self.x + self.width) * width), width)
        bottom = min(math.ceil((self.y + self.height) * height), height)
        return left, top, max(right, left + 1), max(bottom, top + 1)


@dataclass(frozen=True)
class Rendition:
    """A JPEG to be published; ``sha256`` (hex) of ``body`` is its name."""

    body: bytes
    sha256: str
    width: int
    height: int


def renditions(body: bytes, boxes: Iterable[Box]) -> Sequence[Rendition]:
    """Return the picture in ``body`` (made by ``media.arrival``) for the public, wide first.

    A second, narrow one follows where the first is wider than it.
    """
    with Image.open(io.BytesIO(body)) as opened:
        opened.load()
        whole = _on_white(opened)
    for box in boxes:
        obscure(whole, box)
    wide = _written(_fitted(whole, WIDE))
    return [wide] if wide.width <= NARROW else [wide, _written(_fitted(whole, NARROW))]


def obscure(picture: Image.Image, box: Box) -> None:
    """Make the part of ``picture`` in ``box`` unreadable, in place, for good.

    It is averaged to a handful of cells with few shades, then blurred, so that neither the
    part itself nor its neighbours in the file tell what was there.
    """
    place = box.pixels(*picture.size)
    width, height = place[2] - place[0], place[3] - place[1]
    longest = max(width, height)
    cells = (
        max(1, round(_CELLS * width / longest)),
        max(1, round(_CELLS * height / longest)),
    )
    part = picture.crop(place).resize(cells, Image.Resampling.BOX)
    step = 256 // _SHADES
    part = part.point([value // step * step + step // 2 for value in range(256)] * 3)
    part = part.resize((width, height), Image.Resampling.NEAREST)
    picture.paste(part.filter(ImageFilter.GaussianBlur(longest / _CELLS / 3)), place)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture.copy()
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


def _fitted(picture: Image.Image, widest: int) -> Image.Image:
    width, height = picture.size
    scale = min(1.0, widest / width, _HIGHEST / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)


def _written(picture: Image.Image) -> Rendition:
    # A new image: nothing that the old one carried beside its pixels comes along.
    new = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    new.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    body = out.getvalue()
    return Rendition(body, hashlib.sha256(body).hexdigest(), *new.size)
