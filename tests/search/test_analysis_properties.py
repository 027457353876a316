"""Folding, offsets, queries, synonyms and pinyin hold for any text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold, fold_with_offsets, tokens
from search.folded_codes import END, folded_codes
from search.pinyin import readings, spellings, syllables
from search.query import QueryError, parse
from search.snippets import snippet
from search.synonyms import MOST_VARIANTS, default_synonyms, load_synonyms, variants

TEXTS = st.text(
    st.sampled_from('充電桩电桩三二十百號号楼室A２3é𠮷😀㎡ \n\x00\u200b<>"“”-:：.。*社区状态'),
    max_size=40,
)


@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_offsets_lead_back_to_the_same_folded_text(text: str) -> None:
    folded = fold_with_offsets(text)

    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)


@given(st.lists(st.one_of(TEXTS, st.text(max_size=60)), max_size=4))
@example(["一二三四五六七八号楼", "二百三十单元", "二百单", "单\n元三", "元", "…㎡\u200b", ""])
def test_texts_folded_at_once_are_those_folded_one_by_one(texts: list[str]) -> None:
    codes = folded_codes(texts).tolist()

    folded = "".join("\0END\0" if code == END else chr(code) for code in codes)
    assert folded == "".join(fold(text) + "\0END\0" for text in texts)


@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_tokens_hold_nothing_that_an_engine_would_cut(text: str) -> None:
    for token in tokens(fold(text)):
        assert token
        assert not any(c.isspace() or (c.isascii() and not c.isalnum()) for c in token)


@given(st.one_of(TEXTS, st.text(max_size=600)))
def test_parse_answers_or_points_at_the_character(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert str(error)
        return
    assert parse(str(query)) == query


@given(TEXTS, TEXTS)
def test_snippet_is_made_of_the_text(text: str, word: str) -> None:
    parts = snippet(text, [fold(word)])

    assert "".join(part for part, _ in parts).strip("…") in " ".join(text.split())


@given(st.text(st.sampled_from("电瓶车动充桩物业路灯甲"), max_size=30))
def test_variants_begin_with_the_word_and_are_bounded(word: str) -> None:
    found = variants(word, default_synonyms())

    assert found[0] == word
    assert len(found) <= MOST_VARIANTS


def test_synonyms_are_exchanged_inside_a_word() -> None:
    assert "电动车充电" in variants("電瓶車充電", default_synonyms())


def test_synonym_lines_may_be_commented_and_join() -> None:
    made = load_synonyms(["# none", "甲 乙 # two", "乙 丙", "丁"])

    assert made == {"甲": ("甲", "乙"), "乙": ("乙", "甲", "丙"), "丙": ("丙", "乙")}


def test_pinyin_of_titles_and_of_letters_meet() -> None:
    assert syllables("充電樁") in spellings("chongdianzhuang")
    assert {"chong", "zhong"} <= set(readings("重"))
    assert spellings("qqqq") == []
    assert spellings("a" * 10_000) == []
