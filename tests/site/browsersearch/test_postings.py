"""What is written of postings is read back, and documents hold the terms of their texts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.browsersearch.gathering import postings_of
from publisher.browsersearch.keys import (
    BROKEN,
    PAIR,
    UNIT,
    is_common,
    ordinals,
    pair_keys,
    term_keys,
)
from publisher.browsersearch.layout import Level, layout_of
from publisher.browsersearch.postings import Both, Postings, joined
from publisher.browsersearch.reading import read
from publisher.browsersearch.shards import written
from publisher.browsersearch.terms import Folded
from search.analysis import fold

TEXTS = st.text(st.sampled_from("路灯坏了小区物业3a号楼 。，x9é\n"), max_size=30)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12)


def assert_same(one: Postings, two: Postings) -> None:
    for name, column in one._asdict().items():
        assert np.array_equal(column, getattr(two, name)), name


def _assert_files_give_back(parts: list[Both], documents: int, bits: int) -> None:
    covered = np.full(1 << bits, documents)
    for sort, pieces in zip(layout_of(0).families, zip(*parts, strict=True), strict=True):
        family = replace(sort, levels=(Level(1 << bits, 1),))
        found = joined(list(pieces))

        files = dict(written(found, covered, family, 0))

        back = joined([read(files[number], number, family, 0) for number in sorted(files)])
        for name, column in found._asdict().items():
            assert np.array_equal(column, getattr(back, name)), name


@settings(max_examples=60)
@given(DOCUMENTS, st.integers(0, 11), st.integers(0, 6))
def test_files_give_back_the_postings(texts: list[tuple[str, str]], cut: int, bits: int) -> None:
    numbered = {
        number: Folded(fold(title), fold(text), ("kind:case", f"state:{len(text) % 3}"))
        for number, (title, text) in enumerate(texts)
    }
    parts = [
        postings_of({number: numbered[number] for number in some if number < len(texts)})
        for some in (range(cut), range(cut, len(texts)))
        if some
    ]
    _assert_files_give_back(parts, len(texts), bits)
    assert_same(joined([pairs for pairs, _ in parts]), postings_of(numbered)[0])


def test_ranks_of_very_long_texts_are_kept() -> None:
    # A row has ten bits for a rank, so most of these stand apart.
    texts = {0: Folded("路灯", "路灯，" * 3000, ()), 1: Folded("", "é路，" * 300 + "路灯", ())}
    parts = [postings_of(texts)]
    _assert_files_give_back(parts, 2, 0)
    pairs, others = parts[0]
    assert pairs.keys.tolist() == [pairs.keys[0]] * 2
    assert pairs.counts.tolist() == [3001, 1]
    assert pairs.titles.tolist() == [True, False]
    assert pairs.firsts.tolist() == [*range(3001), 300]
    assert pairs.seconds.tolist() == [*range(3001), 0]
    times = sorted(others.counts[others.counts > 0].tolist())
    assert times == [1, 299, 300, 2999]  # 路，路 and 路，é and é路, and 灯，路
    ends = np.cumsum(others.counts)
    most = int(np.argmax(others.counts))
    assert others.firsts[ends[most] - 2999 : ends[most]].tolist() == [*range(1, 3000)]


def test_terms_of_neighbouring_characters_have_keys_of_their_own() -> None:
    codes = np.arange(0x4E00, 0x4E00 + 400, dtype=np.uint32)
    one, two = np.repeat(codes, len(codes)), np.tile(codes, len(codes))
    keys = [term_keys(kind, one, two) for kind in (PAIR, BROKEN)]
    keys.append(term_keys(UNIT, codes, np.zeros(len(codes), np.uint32)))

    every = np.concatenate(keys)

    assert _all_differ(every)


def _all_differ(values: np.ndarray) -> bool:
    # Of millions of numbers, np.unique takes a hundred times as long.
    return bool((np.diff(np.sort(values)) > 0).all())


def test_each_pair_of_common_characters_has_a_key_of_its_own() -> None:
    every = ordinals(np.arange(0x20, 0x30000, dtype=np.uint32))
    common = np.sort(every[is_common(every)])
    assert len(common) == 6763  # the characters of GB 2312

    keys = pair_keys(np.repeat(common, 1000), np.tile(common[-1000:], len(common)))

    assert _all_differ(keys)
