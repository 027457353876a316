"""Every document stands in some file, and one document more touches few files."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from publisher.browsersearch.layout import layout_of

#: How many shards an index has: as many as fit it, or still those that it has outgrown.
SHARDS = st.sampled_from([0, 16, 64, 1024, 8192])
SIZES = st.one_of(st.integers(0, 3000), st.integers(0, 3_000_000))


@given(SIZES, SHARDS)
def test_shards_groups_and_head_leave_no_gap(documents: int, shards: int) -> None:
    layout = layout_of(documents, shards)

    for family in layout.families:
        for level in range(1, len(family.levels)):
            assert (family.turns(level - 1) >= family.starts(level)).all()
            assert (family.starts(level) >= family.first_waiting).all()
        last = family.turns(len(family.levels) - 1)
        assert (last <= documents).all()
        assert (last >= layout.young).all()


@given(SIZES, SHARDS)
def test_one_document_more_rewrites_few_files(documents: int, shards: int) -> None:
    before = layout_of(documents, shards)
    after = layout_of(documents + 1, before.shards)

    changed = 0
    for old, new in zip(before.families, after.families, strict=True):
        for level in range(len(new.levels)):
            changed += np.count_nonzero(old.turns(level) != new.turns(level))

    assert changed <= 16
