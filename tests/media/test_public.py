"""What the public sees of a picture: small, without a trace, boxes unreadable for good."""

import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from media.arrival import arrive
from media.public import Box, renditions
from tests.media.test_arrival import picture, with_metadata


def pixels(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body)).convert("RGB")


def plate(text: str) -> bytes:
    """Return a grey picture with a number plate in its middle."""
    drawn = Image.new("RGB", (800, 600), "grey")
    draw = ImageDraw.Draw(drawn)
    draw.rectangle((300, 250, 500, 310), "blue")
    draw.text((310, 255), text, "white", font_size=40)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


BOX = Box(0.36, 0.4, 0.28, 0.13)


def test_two_widths_are_made_each_named_by_its_bytes_and_without_metadata():
    wide, narrow = renditions(arrive(picture(size=(3000, 2000), quality=30)).body, [])

    assert (wide.width, wide.height, narrow.width, narrow.height) == (1280, 853, 640, 427)
    for made in (wide, narrow):
        assert made.sha256 == hashlib.sha256(made.body).hexdigest()
        assert pixels(made.body).size == (made.width, made.height)


def test_small_pictures_are_not_enlarged_and_carry_nothing():
    (only,) = renditions(with_metadata(), [])

    assert b"SECRET" not in only.body
    assert not Image.open(io.BytesIO(only.body)).getexif()
    assert (only.width, only.height) == (64, 32)


def test_a_plate_under_a_box_cannot_be_told_from_another():
    # Of two plates that differ in all their signs the public files are all but the same.
    one, other = (renditions(plate(text), [BOX])[0].body for text in ("豫J12345", "豫J98760"))
    clear_one, clear_other = (renditions(plate(text), [])[0].body for text in ("J12345", "J98760"))

    def apart(left: bytes, right: bytes) -> int:
        pairs = zip(pixels(left).tobytes(), pixels(right).tobytes(), strict=True)
        return max(abs(a - b) for a, b in pairs)

    assert apart(clear_one, clear_other) > 150
    assert apart(one, other) < 40


def test_what_is_outside_a_box_stays_sharp():
    noise = picture(size=(600, 400), quality=95)
    body = renditions(noise, [Box(0.5, 0, 0.5, 1)])[0].body

    left, right = (pixels(body).crop(place) for place in ((0, 0, 290, 400), (310, 0, 600, 400)))
    assert len(left.getcolors(10**6)) > 10 * len(right.getcolors(10**6))


@settings(max_examples=40)
@given(
    st.tuples(*[st.floats(0, 1)] * 2, *[st.floats(0.0001, 1)] * 2),
    st.tuples(st.integers(1, 90), st.integers(1, 90)),
)
def test_any_box_fits_any_picture(box, size):
    drawn = Image.new("RGB", size, "white")
    out = io.BytesIO()
    drawn.save(out, "PNG")

    assert renditions(out.getvalue(), [Box(*box)])[0].width == size[0]


@pytest.mark.parametrize(
    "box", [(-0.1, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1.1, 1), (float("nan"),) * 4]
)
def test_boxes_that_are_none_are_refused(box):
    with pytest.raises(ValueError, match=r"fractions|box"):
        Box(*box)
