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
        shards, groups = family.turns(), family.group_turns()
        assert (shards <= documents).all()
        if family.groups:
            assert (shards >= family.group_starts()).all()
            assert (groups >= layout.young).all()
        else:
            assert (shards >= layout.young).all()


@given(SIZES)
def test_one_document_more_rewrites_few_files(documents: int) -> None:
    before, after = layout_of(documents), layout_of(documents + 1)
    if before.shape != after.shape:  # grows: at each doubling, by a full build
        assert after.documents >= 6 * after.pairs.shards
        return

    changed = 0
    for old, new in zip(before.families, after.families, strict=True):
        changed += np.count_nonzero(old.turns() != new.turns())
        changed += np.count_nonzero(old.group_turns() != new.group_turns())

    assert changed <= 11
