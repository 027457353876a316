"""What is written of postings is read back, and documents hold the terms of their texts."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.browsersearch.keys import BROKEN, PAIR, UNIT, term_keys
from publisher.browsersearch.reading import read
from publisher.browsersearch.shards import no_places, places_written, together, written
from publisher.browsersearch.terms import Cutter, Folded, joined
from search.analysis import fold

TEXTS = st.text(st.sampled_from("路灯坏了小区物业3a号楼 。，x9é\n"), max_size=30)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12)


@settings(max_examples=60)
@given(DOCUMENTS, st.integers(0, 11), st.integers(0, 6))
def test_files_give_back_the_postings(texts: list[tuple[str, str]], cut: int, bits: int) -> None:
    parts = []
    for first, some in ((0, texts[:cut]), (cut, texts[cut:])):
        cutter = Cutter(first)
        for title, text in some:
            cutter.add(Folded(fold(title), fold(text), ("kind:case", f"state:{len(text) % 3}")))
        if some:
            parts.append(cutter.postings())
    found = joined(parts)

    covered = np.full(1 << bits, len(texts))
    files = dict(written(found, covered, bits))
    places = dict(places_written(found, covered, bits))
    both = dict(together(found, covered, bits))

    apart = [
        read(files[number], places.get(number, no_places(len(texts))), number, bits)
        for number in sorted(files)
    ]
    for parts in (apart, [read(both[number], None, number, bits) for number in sorted(both)]):
        back = joined(parts)
        for name, column in found._asdict().items():
            assert np.array_equal(column, getattr(back, name)), name


def test_terms_of_neighbouring_characters_have_keys_of_their_own() -> None:
    codes = np.arange(0x4E00, 0x4E00 + 400, dtype=np.uint32)
    one, two = np.repeat(codes, len(codes)), np.tile(codes, len(codes))
    keys = [term_keys(kind, one, two) for kind in (PAIR, BROKEN)]
    keys.append(term_keys(UNIT, codes, np.zeros(len(codes), np.uint32)))

    every = np.concatenate(keys)

    assert len(np.unique(every)) == len(every)
