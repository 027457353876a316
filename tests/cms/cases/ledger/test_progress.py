from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cms.cases.ledger.progress import read_progress, write_progress
from cms.tables.cleaning import clean_text


def test_read_progress_dated_lines():
    text = "2020-01-06 已派单\n2020年1月8日：【城管中队】已安装窗户\n居民在场"

    assert read_progress(text) == [
        {"date": date(2020, 1, 6), "text": "已派单", "unit": ""},
        {"date": date(2020, 1, 8), "text": "已安装窗户\n居民在场", "unit": "城管中队"},
    ]


def test_read_progress_span_of_days_is_text():
    assert read_progress("2020-01-06至2020-01-08施工") == [
        {"date": None, "text": "2020-01-06至2020-01-08施工", "unit": ""}
    ]


def test_read_progress_empty():
    assert read_progress("") == []


awkward = st.sampled_from(["2020-01-06 ", "· ", "└ ", "【", "】", "：", "\n", "至", "已办结", "a"])
texts = st.lists(awkward, min_size=1).map("".join).map(clean_text).filter(bool)
entries = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.none() | st.dates(date(1992, 1, 1), date(2199, 1, 1)),
            "text": texts,
            "unit": st.sampled_from(["", "城管中队"]),
        }
    ),
    max_size=4,
)


@given(entries)
def test_progress_round_trips(progress):
    assert read_progress(clean_text(write_progress(progress))) == progress
