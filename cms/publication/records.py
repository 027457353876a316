"""Public records as bytes: the schema they keep to and their canonical form."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from cms.publication.errors import SchemaRefused

SCHEMA_DIR = Path(__file__).parent / "schemas"


def _newest_versions() -> dict[str, int]:
    """Return the highest number that the files KIND-NUMBER.json have for each kind."""
    named = (path.stem.rpartition("-") for path in SCHEMA_DIR.glob("*.json"))
    versions: dict[str, int] = {}
    for kind, _, number in named:
        versions[kind] = max(versions.get(kind, 0), int(number))
    return versions


#: The schema version that new records of a kind are written in.
CURRENT = _newest_versions()


def canonical(document: Any) -> bytes:
    """Return ``document`` as canonical JSON (RFC 8785, JSON Canonicalization Scheme).

    Records hold strings, integers, booleans and nulls under ASCII keys; for these
    orjson gives the scheme's bytes (a test holds it against an implementation of the
    RFC) at a fraction of the time. Lone surrogates raise ``TypeError``.
    """
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def digest(body: bytes) -> str:
    """Return the SHA-256 of ``body`` as 64 lower-case hex digits."""
    return hashlib.sha256(body).hexdigest()


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return the current JSON Schema of ``kind``. Unknown kinds raise KeyError."""
    path = SCHEMA_DIR / f"{kind}-{CURRENT[kind]}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _validator(kind: str) -> Any:
    return jsonschema_rs.validator_for(schema(kind))


def check(kind: str, key: str, record: dict[str, Any]) -> None:
    """Raise :class:`SchemaRefused` for the first field that breaks the schema."""
    validator = _validator(kind)
    if validator.is_valid(record):
        return
    error = next(validator.iter_errors(record))
    raise SchemaRefused(key, "/".join(str(part) for part in error.instance_path), error.message)


def envelope(
    *,
    kind: str,
    key: str,
    version: int,
    action: str,
    time: str,
    reason: str,
    record: bytes | None,
) -> bytes:
    """Return the canonical bytes of one log entry; see ``cms.publication.log``.

    ``record`` is canonical already; a withdrawal has none.
    """
    return canonical(
        {
            "action": action,
            "key": key,
            "kind": kind,
            "reason": reason,
            "record": None if record is None else orjson.Fragment(record),
            "schema": f"{kind}/{CURRENT[kind]}",
            "time": time,
            "version": version,
        }
    )
