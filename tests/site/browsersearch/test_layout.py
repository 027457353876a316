"""Every document stands in some file, and one document more touches few files."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from publisher.browsersearch.layout import layout_of

SIZES = st.one_of(st.integers(0, 3000), st.integers(0, 3_000_000))


@given(SIZES)
def test_shards_groups_and_head_leave_no_gap(documents: int) -> None:
    layout = layout_of(documents)

    for family in layout.families:
        for level in range(1, len(family.levels)):
            assert (family.turns(level - 1) >= family.starts(level)).all()
            assert (family.starts(level) >= family.first_waiting).all()
        last = family.turns(len(family.levels) - 1)
        assert (last <= documents).all()
        assert (last >= layout.young).all()


@given(SIZES)
def test_one_document_more_rewrites_few_files(documents: int) -> None:
    before, after = layout_of(documents), layout_of(documents + 1)
    if before.shape != after.shape:  # grows: at each doubling, by a full build
        assert after.documents >= 3 * after.pairs.levels[0].files
        return

    changed = 0
    for old, new in zip(before.families, after.families, strict=True):
        for level in range(len(new.levels)):
            changed += np.count_nonzero(old.turns(level) != new.turns(level))

    assert changed <= 16
