"""What comes of pictures on arrival: their pixels, and nothing else."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms

from cms.privacy.documents import scan_document
from media.arrival import PictureRefused, arrive


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 32), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def with_metadata(kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-maker"
    exif[0x013B] = "SECRET-artist"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 45.0, 0.0), 3: "E", 4: (115.0, 1.0, 0.0)})
    return picture(kind, exif=exif, icc_profile=b"SECRET-profile")


def bomb() -> bytes:
    """A PNG of a few bytes that says it has ten thousand million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_ = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_that_a_picture_says_of_itself_arrives(kind):
    body = with_metadata(kind)
    assert b"SECRET" in body

    made = arrive(body)

    assert b"SECRET" not in made.body
    assert not Image.open(io.BytesIO(made.body)).getexif()
    assert scan_document(made.body, made.name) == []
    assert len(made.name) == 20


def test_a_picture_that_lies_on_its_side_is_put_upright():
    assert (arrive(with_metadata()).width, arrive(with_metadata()).height) == (32, 64)


def test_colours_are_those_that_the_profile_means():
    """The same pixels with the gamma of a Macintosh of old, 1.8, are lighter in sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    curve = profile.index(b"para")
    count = struct.unpack_from(">H", profile, curve + 8)[0]
    assert count == 3
    struct.pack_into(">5i", profile, curve + 12, round(1.8 * 65536), 65536, 0, 0, 0)
    for mode, pixel in (("RGB", (120, 60, 200)), ("RGBA", (120, 60, 200, 255))):
        out = io.BytesIO()
        Image.new(mode, (8, 8), pixel).save(out, "PNG", icc_profile=bytes(profile))
        plain = io.BytesIO()
        Image.new(mode, (8, 8), pixel).save(plain, "PNG")

        made, untold = (Image.open(io.BytesIO(arrive(b.getvalue()).body)) for b in (out, plain))

        assert "icc_profile" not in made.info
        assert made.getpixel((4, 4))[0] > untold.getpixel((4, 4))[0] + 8
        assert len(made.getpixel((4, 4))) == len(mode)


def test_a_profile_that_is_none_changes_nothing():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (120, 60, 200)).save(out, "PNG", icc_profile=b"no profile at all")

    red = Image.open(io.BytesIO(arrive(out.getvalue()).body)).getpixel((4, 4))[0]

    assert abs(red - 120) < 4


def test_what_hangs_behind_a_picture_is_cut_off():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("SECRET.html", "<script>SECRET</script>")

    made = arrive(picture() + archive.getvalue())

    assert b"SECRET" not in made.body
    assert not zipfile.is_zipfile(io.BytesIO(made.body))


def test_a_transparent_picture_stays_transparent():
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 0)).save(out, "PNG")

    made = arrive(out.getvalue())

    assert Image.open(io.BytesIO(made.body)).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (bomb(), "50 million"),
        (b"<?xml version='1.0'?><svg><script>x()</script></svg>", "SVG"),
        (b"MZ" + b"\0" * 500, "no JPEG"),
        (picture()[:400], "damaged"),
        (b"\xff\xd8\xff" + b"\0" * (20 * 2**20), "20 MB"),
    ],
    ids=["bomb", "svg", "program", "damaged", "large"],
)
def test_what_is_refused_is_refused_with_its_reason(body, why):
    with pytest.raises(PictureRefused, match=why):
        arrive(body)


def test_a_picture_of_a_hundred_megapixels_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")

    with pytest.raises(PictureRefused, match="50 million"):
        arrive(out.getvalue())
