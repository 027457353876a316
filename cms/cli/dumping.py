"""What stands beside the data in a dump, for the people who open it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import orjson
from django.utils.translation import gettext as _

from cms.publication.records import SCHEMA_DIR
from cms.settings.environment import read
from publisher.settings import SiteSettings

_COLUMNS = ("schema", "field", "type", "description")


def texts(settings: SiteSettings) -> dict[str, bytes]:
    """Return README, licence, schemas and the dictionary of fields, by their names in a dump."""
    schemas = {path.stem: path.read_bytes() for path in sorted(SCHEMA_DIR.glob("*.json"))}
    return {
        "README.md": readme(settings).encode(),
        "LICENCE.txt": f"{licence()}\n".encode(),
        "fields.csv": dictionary(schemas).encode("utf-8-sig"),  # Excel asks for the mark
        **{f"schemas/{name}.json": data for name, data in schemas.items()},
    }


def licence() -> str:
    """Return on what terms the office gives the data, or that it has not said."""
    return read("SITE_LICENCE") or _(
        "The office has not named a licence. Ask it before you use the data for more than "
        "reading and checking."
    )


def readme(settings: SiteSettings) -> str:
    """Return what the file is, whose, and what to do with it."""
    head = f"# {settings.title}\n\n{settings.office} {settings.base_url}".rstrip()
    body = _(
        "This file holds everything that was published, with its history.\n\n"
        "- log.jsonl: one entry a line, oldest first. The newest line of a kind and key is what "
        "is public now; action withdraw means that it is not. body.record is the record, "
        "see schemas/ and fields.csv.\n"
        "- A body is null where the record was withdrawn later, or its text purged by law. "
        "sha256 is that of the body's canonical JSON (RFC 8785).\n"
        "- log/: the signed log (checkpoint, public key, tree). media/: the pictures, each named "
        "by its SHA-256.\n\n"
        "Check it without the internet: huiyinbi log verify FILE\n"
        "Build the site from it: huiyinbi build --from-dump FILE --out FOLDER"
    )
    return f"{head}\n\n{body}\n"


def dictionary(schemas: dict[str, bytes]) -> str:
    """Return the fields of all schemas as a CSV table."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for name, data in schemas.items():
        schema = orjson.loads(data)
        for field, kind, description in _fields(schema, schema.get("$defs", {}), ""):
            writer.writerow((name, field, kind, description))
    return out.getvalue()


def _fields(
    part: dict[str, Any], definitions: dict[str, Any], path: str
) -> Iterator[tuple[str, str, str]]:
    """Yield path, type and description of what a part of a schema has below it."""
    if "$ref" in part:
        part = definitions[part["$ref"].removeprefix("#/$defs/")]
    for name, inner in part.get("properties", {}).items():
        field = f"{path}.{name}" if path else name
        yield field, _type(inner), inner.get("description", "")
        yield from _fields(inner, definitions, field)
    if "items" in part:
        yield from _fields(part["items"], definitions, f"{path}[]")
    for choice in part.get("oneOf", ()):
        yield from _fields(choice, definitions, path)


def _type(part: dict[str, Any]) -> str:
    for word in ("enum", "const"):
        if word in part:
            values = part[word] if isinstance(part[word], list) else [part[word]]
            return " | ".join(str(value) for value in values)
    kind = part.get("type", "object")
    return kind if isinstance(kind, str) else " | ".join(kind)
