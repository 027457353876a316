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
    shards, groups, starts = layout.turns(), layout.group_turns(), layout.group_starts()

    assert (shards <= documents).all()
    if layout.groups:
        assert (shards >= starts).all()
        assert (groups >= layout.young).all()
    else:
        assert (shards >= layout.young).all()


@given(SIZES)
def test_one_document_more_rewrites_few_files(documents: int) -> None:
    before, after = layout_of(documents), layout_of(documents + 1)
    if before.shards != after.shards:  # grows: at each doubling, by a full build
        assert after.documents >= 6 * after.shards
        return

    changed = np.count_nonzero(before.turns() != after.turns())
    changed += np.count_nonzero(before.group_turns() != after.group_turns())

    assert changed <= 12
