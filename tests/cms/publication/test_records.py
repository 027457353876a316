"""Canonical bytes and schemas of public records."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from cms.publication import records

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), values))
def test_canonical_bytes_are_those_of_rfc_8785(document):
    assert records.canonical(document) == rfc8785.dumps(document)


def test_every_kind_has_a_schema_that_forbids_unknown_fields():
    for kind in records.CURRENT:
        schema = records.schema(kind)
        assert schema["additionalProperties"] is False
        assert sorted(schema["properties"]) == schema["required"]
