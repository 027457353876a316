"""Small drawings that stand in for photos in the demo: drawn at run time, of nobody and nowhere.

Each scene is drawn before and after something was done. Coordinates are those of a sheet of
1200 by 800, which is then made smaller, so that edges are smooth.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SHEET, SIZE = (1200, 800), (960, 640)
Pen = ImageDraw.ImageDraw

_DAY, _NIGHT = ("#cfe3ee", "#f3efe4"), ("#141d33", "#2c3450")


def drawing(scene: str, *, after: bool) -> bytes:
    """Return the JPEG of ``scene``, a key of ``SCENES``; the same bytes each time."""
    sheet = Image.new("RGB", SHEET)
    SCENES[scene](sheet, after)
    out = io.BytesIO()
    sheet.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
    return out.getvalue()


def _sky(sheet: Image.Image, colours: tuple[str, str], horizon: int, ground: str) -> Pen:
    """Fill the sheet: a sky that grows lighter downwards, and the ground."""
    shades = Image.linear_gradient("L").resize((SHEET[0], horizon))
    top, bottom = (Image.new("RGB", shades.size, colour) for colour in colours)
    sheet.paste(Image.composite(bottom, top, shades))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, horizon, *SHEET), ground)
    return pen


def _house(pen: Pen, box: tuple[int, int, int, int], wall: str, pane: str, lit: str = "") -> None:
    left, top, right, bottom = box
    pen.rectangle(box, wall)
    pen.rectangle((left - 8, top - 14, right + 8, top), "#7a6a5c")
    random = Random(left)  # noqa: S311 - which windows are lit
    for y in range(top + 40, bottom - 60, 92):
        for x in range(left + 30, right - 50, 84):
            pen.rectangle((x, y, x + 48, y + 56), lit if lit and random.random() < 0.3 else pane)
            pen.line((x + 24, y, x + 24, y + 56), wall, 4)


def _glow(sheet: Image.Image, box: tuple[int, int, int, int], strength: int) -> None:
    """Let light fall into ``box``."""
    light = Image.new("L", SHEET)
    ImageDraw.Draw(light).ellipse(box, strength)
    light = light.filter(ImageFilter.GaussianBlur(60))
    colour = Image.new("RGB", SHEET, "#ffdf8e")
    dark = Image.new("RGB", SHEET)
    sheet.paste(ImageChops.add(sheet, Image.composite(colour, dark, light)))


def _lamp(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, _NIGHT, 560, "#20242e")
    lit = "#d9b76a"
    _house(pen, (60, 180, 420, 560), "#343b50", "#222940", lit)
    _house(pen, (820, 240, 1150, 560), "#2f3548", "#222940", lit)
    pen.polygon([(430, 560), (800, 560), (1080, 800), (120, 800)], "#2b303c")
    pen.rectangle((612, 220, 626, 640), "#596273")
    pen.line([(619, 226), (700, 196)], "#596273", 12)
    pen.rounded_rectangle((684, 184, 760, 206), 10, "#fff3c4" if after else "#454d5e")
    if after:
        _glow(sheet, (620, 150, 820, 330), 200)
        _glow(sheet, (420, 470, 1010, 800), 120)


def _corridor(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, ("#e9e4d8", "#e9e4d8"), 800, "#c9c2b2")
    pen.polygon([(0, 800), (1200, 800), (760, 470), (440, 470)], "#b9b09e")
    pen.polygon([(0, 0), (440, 150), (440, 470), (0, 800)], "#dcd5c5")
    pen.polygon([(1200, 0), (760, 150), (760, 470), (1200, 800)], "#d3cbb9")
    pen.rectangle((440, 150, 760, 470), "#f2eee4")
    pen.rectangle((520, 190, 680, 360), "#a9cbe0")
    pen.line((600, 190, 600, 360), "#f2eee4", 8)
    pen.polygon([(90, 250), (230, 280), (230, 600), (90, 690)], "#8c6f52")
    pen.polygon([(1110, 250), (970, 280), (970, 600), (1110, 690)], "#8c6f52")
    if after:
        pen.polygon([(360, 520), (840, 520), (960, 640), (240, 640)], "#c6bead")
        return
    for box, colour in (
        ((250, 470, 390, 620), "#b98b57"), ((275, 370, 365, 470), "#a87a49"),
        ((800, 520, 960, 690), "#c19a66"), ((380, 560, 470, 650), "#9d7142"),
    ):  # fmt: skip
        pen.rectangle(box, colour, "#6d4e2e", 4)
        pen.line((box[0], (box[1] + box[3]) // 2, box[2], (box[1] + box[3]) // 2), "#6d4e2e", 3)
    for x in (690, 800):
        pen.ellipse((x - 48, 560, x + 48, 656), None, "#3b3f46", 9)
    pen.line([(690, 608), (735, 540), (800, 608), (690, 608)], "#b3402f", 9)


def _rubbish(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, _DAY, 520, "#b7b1a4")
    _house(pen, (60, 120, 560, 520), "#d8b9a0", "#8fb0c4")
    _house(pen, (640, 180, 1140, 520), "#cfc3ae", "#8fb0c4")
    for x, colour in ((330, "#3f7a4d"), (480, "#3f6f9c"), (630, "#8a8f96"), (780, "#a34b3c")):
        pen.polygon([(x, 440), (x + 120, 440), (x + 108, 620), (x + 12, 620)], colour)
        pen.rectangle((x - 6, 424, x + 126, 444), "#2f3338")
    random = Random(7)  # noqa: S311 - where the bags lie
    for _ in range(0 if after else 34):
        x, y, size = random.randint(220, 980), random.randint(560, 740), random.randint(34, 66)
        shade = random.choice(("#3a3d42", "#d9d4c7", "#7b8794", "#b59a6a"))
        pen.ellipse((x - size, y - size * 2 // 3, x + size, y + size * 2 // 3), shade, "#5a5a55", 3)


def _manhole(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, _DAY, 300, "#6b6e73")
    pen.rectangle((0, 300, 1200, 348), "#b9b3a6")
    for x in range(40, 1200, 260):
        pen.polygon([(x, 430), (x + 130, 430), (x + 118, 452), (x - 12, 452)], "#d7d7d2")
    pen.ellipse((420, 500, 800, 690), "#54575c")
    if after:
        pen.ellipse((440, 510, 780, 680), "#8d9095", "#45484d", 8)
        for y in range(540, 660, 24):
            pen.line((490, y, 730, y), "#6e7176", 7)
        return
    pen.ellipse((450, 522, 770, 676), "#0e0f11")
    for x in (330, 870):
        pen.polygon([(x, 560), (x + 36, 470), (x + 72, 560)], "#d8622b")
        pen.rectangle((x - 10, 560, x + 82, 574), "#b94f20")
    pen.line((390, 500, 880, 500), "#e4c23c", 10)


def _parking(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, _DAY, 440, "#8e9196")
    _house(pen, (120, 60, 1080, 440), "#cdbfae", "#8fb0c4")
    for x in (200, 600, 1000):
        pen.line((x, 480, x - 60, 760), "#eceae2", 10)
    if after:
        pen.rectangle((300, 500, 860, 516), "#eceae2")
        return
    pen.rounded_rectangle((330, 470, 850, 650), 44, "#59707f")
    pen.polygon([(410, 480), (480, 380), (700, 380), (780, 480)], "#4a5e6b")
    pen.polygon([(440, 474), (494, 396), (686, 396), (750, 474)], "#aebfc9")
    for x in (420, 760):
        pen.ellipse((x - 58, 590, x + 58, 706), "#26282b")
        pen.ellipse((x - 26, 622, x + 26, 674), "#85898f")
    pen.rounded_rectangle((520, 580, 660, 624), 6, "#2456a6", "#ffffff", 4)
    for x in range(534, 646, 16):
        pen.rectangle((x, 590, x + 9, 614), "#ffffff")


def _room(sheet: Image.Image, after: bool) -> None:
    pen = _sky(sheet, ("#f1e9da", "#f6f0e4"), 560, "#c8a67c")
    random = Random(11)  # noqa: S311 - the backs of books
    for x in (70, 420, 770):
        pen.rectangle((x, 110, x + 310, 560), "#8a623f")
        for y in (130, 275, 420):
            pen.rectangle((x + 14, y, x + 296, y + 125), "#5f4229")
            at = x + 20
            while at < x + 278:
                width, height = random.randint(12, 24), random.randint(78, 116)
                shade = random.choice(("#b3452f", "#2f6690", "#e0b445", "#5a7d4f", "#d9d2c0"))
                pen.rectangle((at, y + 123 - height, at + width - 2, y + 123), shade)
                at += width
    pen.polygon([(250, 620), (950, 620), (1040, 720), (160, 720)], "#a97c50")
    for x in (380, 600, 820) if after else (600,):
        pen.polygon([(x - 60, 662), (x, 652), (x, 690), (x - 66, 700)], "#fbf8ef")
        pen.polygon([(x + 60, 662), (x, 652), (x, 690), (x + 66, 700)], "#f1ece0")


SCENES: dict[str, Callable[[Image.Image, bool], None]] = {
    "lamp": _lamp,
    "corridor": _corridor,
    "rubbish": _rubbish,
    "manhole": _manhole,
    "parking": _parking,
    "room": _room,
}
