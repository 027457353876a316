"""Boxes are drawn on a picture by mouse, finger and keyboard; the number fields tell them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cms.pictures.boxes import BoxesWidget

STATIC = Path(__file__).resolve().parents[2] / "cms/pictures/static/pictures"
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='200'/>"
HTML = """<!doctype html><form><picture-boxes data-preview="" data-label="box">
<div class="boxes-stage"><img src="{picture}" width="400" height="200" alt=""></div>
<button type="button" data-boxes="add" hidden>add</button>
<button type="button" data-boxes="clear" hidden>clear</button>
{rows}</picture-boxes></form>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page with the field on a picture of 400 by 200 pixels; one box is there."""
    widget = BoxesWidget().render("boxes", [[0.5, 0.5, 0.25, 0.25]])
    rows = widget[widget.index("<table") : widget.index("</table>")] + "</table>"
    context = browser.new_context(viewport={"width": 800, "height": 900}, has_touch=True)
    made = context.new_page()
    made.set_content(HTML.format(picture=PICTURE, rows=rows))
    made.add_style_tag(path=STATIC / "boxes.css")
    made.add_script_tag(path=STATIC / "boxes.js")
    made.wait_for_selector(".boxes-box")
    yield made
    context.close()


def boxes(page: Page) -> list[list[float]]:
    rows = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('input')].map(input => input.value))"
    )
    return [[float(cell) for cell in row] for row in rows if all(row)]


def drag(page: Page, *points: tuple[float, float]) -> None:
    frame = page.locator(".boxes-stage").bounding_box()
    assert frame
    for number, (x, y) in enumerate(points):
        page.mouse.move(frame["x"] + x, frame["y"] + y)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def test_the_mouse_draws_moves_and_sizes(page: Page) -> None:
    drag(page, (40, 20), (60, 40), (120, 60))
    assert boxes(page) == [[50, 50, 25, 25], [10, 10, 20, 20]]

    drag(page, (80, 40), (120, 60))
    assert boxes(page)[1] == [20, 20, 20, 20]

    drag(page, (160, 80), (200, 100))
    assert boxes(page)[1] == [20, 20, 30, 30]

    drag(page, (80, 45), (395, 195))
    assert boxes(page)[1] == [70, 70, 30, 30]
    drag(page, (10, 10), (11, 11))
    assert len(boxes(page)) == 2


def test_the_keyboard_does_the_same(page: Page) -> None:
    page.locator("[data-boxes=add]").focus()
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    assert boxes(page)[1] == [41, 41, 19, 21]

    page.keyboard.press("Delete")
    assert boxes(page) == [[50, 50, 25, 25]]
    assert page.evaluate("document.activeElement.dataset.boxes") == "add"


def test_numbers_typed_are_drawn_and_there_is_no_end_of_rows(page: Page) -> None:
    page.locator("tbody tr:first-child input").first.fill("10")
    assert page.locator(".boxes-box").first.evaluate("box => box.style.left") == "10%"

    for _ in range(6):
        page.locator("[data-boxes=add]").click()
    assert len(boxes(page)) == page.locator(".boxes-box").count() == 7

    page.locator("[data-boxes=clear]").click()
    assert boxes(page) == []
    assert page.locator(".boxes-box").count() == 0


def test_a_finger_draws(page: Page) -> None:
    page.evaluate(
        """() => {
          const stage = document.querySelector(".boxes-stage");
          const frame = stage.getBoundingClientRect();
          stage.setPointerCapture = () => {};
          for (const [kind, x, y] of [["down", 40, 20], ["move", 200, 120], ["up", 200, 120]])
            stage.dispatchEvent(new PointerEvent("pointer" + kind, {bubbles: true, button: 0,
              pointerType: "touch", clientX: frame.left + x, clientY: frame.top + y}));
        }"""
    )
    assert boxes(page)[1] == [10, 10, 40, 50]
