"""Properties of the scan over any text and any valid number."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from cms.privacy.findings import KINDS
from cms.privacy.mask import mask
from cms.privacy.scan import Known, scan

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)
MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
PRIVATE = st.sampled_from(
    [
        "13800138000",
        "一三八零零一三八零零零",
        "11010519491231002X",
        "3号楼2单元501室",
        "王建国先生",
        "联系人",
        "豫J·12345",
        "微信abc_1234",
        "QQ12345678",
        "a@b.com",
        "0393-8123456",
        "我家电话",
        "*",
        "1",
        " ",
        "张",
        "楼",
        "-",
    ]
)
WRITINGS = [
    str,
    " ".join,
    "-".join,
    lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    lambda n: f"{n[:3]}.{n[3:7]}.{n[7:]}",
    lambda n: n.translate({0x30 + d: 0xFF10 + d for d in range(10)}),
    lambda n: n.translate({0x30 + d: "零一二三四五六七八九"[d] for d in range(10)}),
    lambda n: n.translate({0x30 + d: "⓪①②③④⑤⑥⑦⑧⑨"[d] for d in range(10)}),
    lambda n: n.translate({0x30 + d: 0x1D7CE + d for d in range(10)}),
    "\u200b".join,
    lambda n: "".join(f"{d}\ufe0f\u20e3" for d in n),
]


@given(HAN, HAN, MOBILES, st.sampled_from(WRITINGS))
def test_mobile_is_found_between_any_characters(
    before: str, after: str, number: str, write: Callable[[str], str]
) -> None:
    written = write(number)
    text = before + written + after
    found = [f for f in scan(text) if f.kind == "mobile"]
    start, end = len(before), len(before) + len(written)
    assert any(f.start < end and start < f.end for f in found)
    masked = mask(text, scan(text))
    assert number not in masked
    assert written not in masked


@given(st.text(max_size=200))
def test_any_text_is_scanned_and_its_spans_are_exact(text: str) -> None:
    last = 0
    for found in scan(text, Known((text[:4],), (text[4:16],), (text[16:40],))):
        assert found.kind in KINDS
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert 0 < found.confidence <= 1
        last = found.end


@settings(max_examples=200)
@given(st.lists(st.one_of(PRIVATE, HAN), max_size=12).map("".join))
def test_mask_leaves_nothing_certain(text: str) -> None:
    masked = mask(text, scan(text))
    assert [f for f in scan(masked) if f.certain] == []


def test_hostile_texts_end() -> None:
    for piece in ("1 ", "1-", "a@", "1单元", "O1", "王", "QQ", "一1", "3-2-"):
        scan(piece * (4_000 // len(piece)))
