import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tables.cleaning import clean_text, number_text, one_line

RUBBISH = [
    "_x000D_",
    "_x00",
    "0D_",
    "&nbsp;",
    "<br/>",
    "<BR>",
    "\xa0",
    "\u3000",
    "\u200b",
    "\u200d",
]
RUBBISH += ["\r\n", "\t", "\x00", "\x01", "😀", "𠮷", "a", "街", "<", "&", "nbsp;", "br>", "\ufeff"]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\n\t\t\n\t路灯坏了\n\t\t", "路灯坏了"),
        ("第一段_x000D_\n第二段", "第一段\n第二段"),
        ("\u3000\u3000您好\xa0！", "您好 ！"),
        ("一<br>二<br />三&nbsp;四", "一\n二\n三 四"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("可\u200b见\ufeff", "可见"),
        ("\x07响", "响"),
    ],
)
def test_clean_text_known_rubbish(dirty, clean):
    assert clean_text(dirty) == clean


@pytest.mark.parametrize(
    "text", ["😀", "𠮷野家", "👨‍👩‍👧‍👦", "❤️", "<b>粗</b>", "a < b & c", "&amp;"]
)
def test_clean_text_keeps(text):
    assert clean_text(text) == text


def test_clean_text_lone_joiner_removed():
    assert clean_text("网\u200d格") == "网格"


@given(st.one_of(st.text(), st.lists(st.sampled_from(RUBBISH)).map("".join)))
def test_clean_text_twice_changes_nothing(text):
    once = clean_text(text)

    assert clean_text(once) == once
    assert one_line(one_line(text)) == one_line(text)


@given(st.lists(st.sampled_from(RUBBISH)).map("".join))
def test_clean_text_has_no_control_characters(text):
    assert not any(ord(c) < 32 and c != "\n" for c in clean_text(text))


@pytest.mark.parametrize(
    ("number", "text"),
    [(2549.0, "2549"), (1.38e10, "13800000000"), (0.1 + 0.2, "0.3"), (7, "7"), (-2.5, "-2.5")],
)
def test_number_text(number, text):
    assert number_text(number) == text
