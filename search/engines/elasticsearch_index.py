"""How the index lies in Elasticsearch: its mapping, its names, its documents.

Each schema version has an index of its own behind two aliases, ``NAME`` to read
and ``NAME-write`` to write. Only the whitespace analyser is needed, since the
tokens are made here: the index runs on every Elasticsearch without a plugin.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from cms.publication.log import Entry
from search.analysis import VERSION, fold, marks, stream
from search.documents import BRIEF, FORM, KINDS, NAMES, Document, document
from search.weights import K1, K1_MARKS, TITLE, B

#: Raise when the mapping changes: a new index is then built beside the old one.
SCHEMA = 4
CURSOR_ID = "cursor"
_KEYWORD = {"type": "keyword", "ignore_above": 1000}
_SHOWN = {"type": "keyword", "index": False, "doc_values": False}
_TEXT = {"type": "text", "analyzer": "whitespace", "similarity": "pieces"}
_UNPLACED = {**_TEXT, "similarity": "marks", "index_options": "freqs"}
_KEYWORDS = (
    "kind key ledger_number state satisfaction category channel class area unit "
    "received closed month"
)
#: What is searched → how much it counts. Records of brief kinds have a field of their own: they
#: are then as rare and as long as others of their kind, and hardly count in the first score.
FIELDS = {"title": TITLE, "body": 1.0, "brief": 1.0}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"excludes": ["*_pairs", "*_marks"]},
    "properties": {
        **dict.fromkeys(_KEYWORDS.split(), _KEYWORD),
        **dict.fromkeys(("title", "text", "url", "name"), _SHOWN),
        # Pairs of characters find texts and phrases, single ones only weigh them.
        **{f"{name}_pairs": _TEXT for name in FIELDS},
        **{f"{name}_marks": _UNPLACED for name in FIELDS},
        "is_open": {"type": "boolean"},
        "seq": {"type": "long"},
        "check": {"type": "long"},
    },
}
# How far pages may be turned; further results are for the export.
WINDOW = 1_000_000
SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "codec": "best_compression",
    "auto_expand_replicas": "0-1",
    "max_result_window": WINDOW,
    "similarity": {
        "pieces": {"type": "BM25", "k1": K1, "b": B},
        "marks": {"type": "BM25", "k1": K1_MARKS, "b": B},
    },
}


def concrete_name(name: str, number: int) -> str:
    """Return the name of the ``number``-th index of this schema, analysis and form of documents."""
    return f"{name}-v{SCHEMA}.{VERSION}.{FORM}-{number:06d}"


def check_number(entry: Entry) -> int:
    """Return a small number that depends on the whole entry; summed to compare indexes."""
    return zlib.crc32(f"{entry.seq} {entry.sha256}".encode()) & 0xFFFFFF


def is_kept(entry: Entry) -> bool:
    """Whether an entry is of a kind that an index holds."""
    return entry.kind in KINDS or entry.kind in NAMES


def actions(entries: Iterable[Entry], index: str) -> Iterator[dict[str, Any]]:
    """Yield the bulk action of each entry.

    The ``seq`` is the document's external version, so that applying an old entry
    again can never undo a newer one.
    """
    for entry in entries:
        if not is_kept(entry):
            continue
        action: dict[str, Any] = {
            "_index": index,
            "_id": f"{entry.kind}:{entry.key}",
            "version": entry.seq,
            "version_type": "external_gte",
        }
        record = entry.record
        if record is None:
            yield {**action, "_op_type": "delete"}
        else:
            yield {**action, "_op_type": "index", "_source": _source(entry, record)}


def _source(entry: Entry, record: dict[str, Any]) -> dict[str, Any]:
    kept = {"seq": entry.seq, "check": check_number(entry)}
    if entry.kind in NAMES:
        return {"kind": entry.kind, "key": entry.key, "name": record["name"], **kept}
    doc = document(entry.kind, entry.key, record)
    source = {name: value for name, value in doc._asdict().items() if value != ""}
    if "case_class" in source:
        source["class"] = source.pop("case_class")
    if doc.received:
        source["month"] = doc.received[:7]
    return {
        **source,
        **kept,
        **_searched(doc),
        "is_open": doc.is_open,
    }


def _searched(doc: Document) -> dict[str, str]:
    """Return the tokens of each field of :data:`FIELDS` that the document has."""
    title, text = fold(doc.title), fold(doc.text)
    texts = {"brief": (title, text)} if doc.kind in BRIEF else {"title": (title,), "body": (text,)}
    found = {}
    for name, parts in texts.items():
        # No query holds the dot: a phrase ends with the title.
        found[f"{name}_pairs"] = " · ".join(" ".join(stream(part)) for part in parts)
        found[f"{name}_marks"] = " ".join(mark for part in parts for mark in marks(part))
    return found
