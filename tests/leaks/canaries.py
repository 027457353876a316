"""Secrets that must never be public, in several writings, and how to find them in bytes."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from PIL import Image, ImageChops, ImageDraw

REPORTER = "欧阳鹭鸶"
RESPONSIBLE = "司马鹧鸪"
REMARK = "鸬鹚鹈鹕内部备注"
REPORTER_PHONE = "13912340007"
REPORTER_HOME = "鹦鹉花园17号楼3单元1402室"
#: Written into every text of every record; each text gets the next writing.
PHONES = ("13812340001", "13712340002", "13612340003", "15912340004", "18612340005", "17712340006")
ID = "11010519491231002X"
HOME = "家住12号楼4单元1703室"
#: The gate is not sure of this one: an editor has to take its mask.
DOUBTFUL = "家在23栋19层"

#: Of a volunteer who left, and of a service long ago.
VOLUNTEER = "慕容蟋蟀"
VOLUNTEER_PHONE = "13312340009"
SERVED = "鲜于蜻蜓"
DESK_WORD = "蝈蝈蚂蚱存折备注"
OF_VOLUNTEERS = (VOLUNTEER, VOLUNTEER_PHONE, SERVED, DESK_WORD)

#: What a picture shows under its box: magenta beside green, which no blur leaves apart.
PIXELS = "the unreadable part of a picture"
BOX = (0.25, 0.25, 0.5, 0.5)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")

#: On brand and team pages, which have no private fields and are not purged.
PAGE_PHONE = "13512340008"
PAGE_WRITINGS = (
    f"电话{PAGE_PHONE}",
    f"电话{' '.join(PAGE_PHONE)}",
    f"电话{PAGE_PHONE[:3]}<b>{PAGE_PHONE[3:7]}</b>{PAGE_PHONE[7:]}",
    f"电话{PAGE_PHONE[:3]}&nbsp;{PAGE_PHONE[3:7]}&nbsp;{PAGE_PHONE[7:]}",
    f'<a href="tel:{PAGE_PHONE}">拨打</a>',
)

_HAN = dict(zip("零一二三四五六七八九", "0123456789", strict=True))
_SQUEEZED = re.compile(r"[\W_]+")
WRITINGS = (
    f"请回电{PHONES[0]}。",
    f"请回电{' '.join(PHONES[1])}。",
    f"请回电{PHONES[2].translate({ord(d): chr(ord(d) + 0xFEE0) for d in '0123456789'})}。",
    f"请回电{PHONES[3][:3]}-{PHONES[3][3:7]}-{PHONES[3][7:]}。",
    f"请回电{''.join('零一二三四五六七八九'[int(d)] for d in PHONES[4])}。",
    f"身份证{ID}。",
    f"{HOME}，水压不足。",
    f"电话{PHONES[5]}。",
    f"{DOUBTFUL}，水压一直不足。",
    f"我叫{REPORTER}，住{REPORTER_HOME}，电话{REPORTER_PHONE}。",
    f"反映人欧 阳 鹭 鸶，{REPORTER_PHONE[:3]} {REPORTER_PHONE[3:7]} {REPORTER_PHONE[7:]}。",
)


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text`` alone, digits in one writing."""
    plain = unicodedata.normalize("NFKC", text).translate({ord(h): d for h, d in _HAN.items()})
    return _SQUEEZED.sub("", plain).upper()


SECRETS = {
    squeeze(secret): secret
    for secret in (
        *PHONES,
        PAGE_PHONE,
        REPORTER_PHONE,
        ID,
        REPORTER,
        RESPONSIBLE,
        REMARK,
        *OF_VOLUNTEERS,
        "17号楼3单元1402",
        "12号楼4单元1703",
        "23栋19层",
    )
}


def found_in(body: bytes) -> set[str]:
    """Return the secrets that ``body`` holds, packed or plain."""
    found = {PIXELS} if body.startswith(_PICTURES) and _shows_pixels(body) else set()
    for plain in unpacked(body):
        for text in _readings(plain):
            squeezed = squeeze(text)
            found |= {secret for key, secret in SECRETS.items() if key in squeezed}
    return found


def picture() -> bytes:
    """Return a JPEG that tells secrets under its box, in its metadata and in its thumbnail."""
    drawn = Image.new("RGB", (1600, 1200), "slategrey")
    draw = ImageDraw.Draw(drawn)
    for x in range(400, 1200, 40):
        for y in range(300, 900, 40):
            colour = "magenta" if (x + y) // 40 % 2 else "lime"
            draw.rectangle((x, y, x + 39, y + 39), colour)
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = REPORTER, f"{REPORTER_PHONE} {REPORTER_HOME}"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 45.0, 0.0), 3: "E", 4: (115.0, 1.0, 0.0)})
    thumbnail, out = io.BytesIO(), io.BytesIO()
    drawn.resize((160, 120)).save(thumbnail, "JPEG")
    drawn.save(out, "JPEG", exif=exif, comment=REMARK.encode())
    return out.getvalue() + thumbnail.getvalue() + REMARK.encode()


def _shows_pixels(body: bytes) -> bool:
    try:
        picture = Image.open(io.BytesIO(body)).convert("RGB")
    except OSError:
        return False
    red, green, blue = picture.split()
    strong = [band.point(lambda value: 255 * (value > 200)) for band in (red, blue)]
    weak = green.point(lambda value: 255 * (value < 70))
    both = ImageChops.multiply(*strong)
    return ImageChops.multiply(both, weak).getbbox() is not None


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield ``body`` and what is packed in it, to any depth."""
    yield body
    if body[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(body))
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    if body[:2] in {b"x\x9c", b"x\xda", b"x\x01"}:
        try:
            yield from unpacked(zlib.decompress(body))
        except zlib.error:
            return


def _readings(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8", "ignore")
    yield text
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: json.loads(f'"{m[0]}"'), text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    for wide in ("utf-16-le", "utf-16-be"):
        if body.count(0) > len(body) // 4:
            yield body.decode(wide, "ignore")
