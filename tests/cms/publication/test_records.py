"""Canonical bytes and schemas of public records."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from cms.privacy.scan import Allowed, Known
from cms.publication import records
from cms.publication.gate import gate
from cms.publication.gate.free_texts import Each, Members, Text, Variants, free_texts
from cms.publication.text_labels import label_of

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


SCHEMAS = [
    json.loads(path.read_text(encoding="utf-8")) for path in records.SCHEMA_DIR.glob("*.json")
]
HELD = {"enum", "const", "pattern", "format"}


def strings(part):
    """Yield every part of a schema that lets a string through."""
    for key, inner in part.items():
        if isinstance(inner, dict) and not key.startswith("x-"):
            yield from strings(inner)
        elif key in {"oneOf", "anyOf", "allOf"}:
            for each in inner:
                yield from strings(each)
    if "string" in part.get("type", ()) or part.get("type") == "string":
        yield part


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema["$id"])
def test_each_string_is_looked_through_or_says_why_not(schema):
    passed_over = [
        part
        for part in strings(schema)
        if part.get("x-text") not in {"plain", "rich"} and not part.keys() & (HELD | {"x-open"})
    ]
    assert passed_over == []


def texts(node):
    match node:
        case Text():
            yield node
        case Members(nodes):
            for _name, inner in nodes:
                yield from texts(inner)
        case Each(inner):
            yield from texts(inner)
        case Variants(nodes):
            for inner in nodes.values():
                yield from texts(inner)


@pytest.mark.parametrize("kind", sorted(records.CURRENT))
def test_each_text_has_a_name_that_editors_know(kind):
    assert [
        text.field for text in texts(free_texts(kind)) if label_of(text.field) == text.field
    ] == []


def test_gate_finds_texts_however_deep_the_schema_has_them(monkeypatch):
    schema = {
        "$defs": {"note": {"properties": {"text": {"type": "string", "x-text": "plain"}}}},
        "properties": {
            "blocks": {
                "items": {
                    "oneOf": [
                        {
                            "properties": {
                                "type": {"const": "notes"},
                                "notes": {"items": {"$ref": "#/$defs/note"}},
                            }
                        },
                        {"properties": {"type": {"const": "rule"}}},
                    ]
                }
            },
        },
    }
    monkeypatch.setattr("cms.publication.gate.free_texts.schema", lambda kind: schema)
    free_texts.cache_clear()
    record = {
        "blocks": [{"type": "rule"}, {"type": "notes", "notes": [{"text": "请拨打13800138000"}]}]
    }
    try:
        passed = gate.inspect("anything", record, Known(), Allowed())
    finally:
        free_texts.cache_clear()

    assert passed.record["blocks"][0] == {"type": "rule"}
    assert passed.record["blocks"][1]["notes"] == [{"text": "请拨打138****8000"}]
    assert [found.field for found in passed.findings] == ["blocks.notes.text"]
