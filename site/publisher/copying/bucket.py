"""One S3-compatible bucket: how it is named, reached, and what each object says of itself."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from publisher.settings import SettingsError

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_FEEDS = ("feed.xml", "corrections.xml")
_FOR_EVER = "public, max-age=31536000, immutable"  # the name holds a hash of the content
_ASK_AGAIN = "no-cache"  # keep it, but ask whether it is still right: a page may be withdrawn


class BucketError(Exception):
    """The bucket cannot be used; the message says why and how to go on."""


@dataclass(frozen=True)
class BucketAddress:
    """Where a site goes: a bucket, a prefix in it ("" or ending in "/"), and who serves it."""

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key_id: str
    secret: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


def address_from(url: str, environ: Mapping[str, str]) -> BucketAddress:
    """Read ``s3://bucket/prefix``, and endpoint, region and keys from the environment.

    Raises :class:`SettingsError` for what is missing or wrong.
    """
    parts = urlsplit(url)
    if parts.scheme != "s3" or not _BUCKET.fullmatch(parts.netloc) or parts.query:
        raise SettingsError(
            f"{url!r} is not the address of a bucket; write it as s3://BUCKET or s3://BUCKET/FOLDER"
        )
    values = {name: environ.get(name, "").strip() for name in _KEYS}
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        if not values[name]:
            raise SettingsError(f"{name} is not set; the bucket needs a key to be written to")
    endpoint = values["AWS_ENDPOINT_URL"]
    if endpoint and urlsplit(endpoint).scheme not in {"http", "https"}:
        raise SettingsError(
            f"AWS_ENDPOINT_URL is {endpoint!r}; write it in full, such as https://s3.example.org"
        )
    prefix = parts.path.strip("/")
    return BucketAddress(
        bucket=parts.netloc,
        prefix=f"{prefix}/" if prefix else "",
        endpoint=endpoint.rstrip("/"),
        region=values["AWS_REGION"] or "us-east-1",
        key_id=values["AWS_ACCESS_KEY_ID"],
        secret=values["AWS_SECRET_ACCESS_KEY"],
    )


_KEYS = ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


def headers_of(path: str, *, compressed: bool) -> dict[str, str]:
    """Return what a browser is told of the object at ``path``."""
    suffix = path[path.rfind(".") :]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if path.endswith(_FEEDS):
        kind = "application/atom+xml; charset=utf-8"
    headers = {
        "Content-Type": kind,
        "Cache-Control": _FOR_EVER if path.startswith("assets/") else _ASK_AGAIN,
    }
    if compressed:
        headers["Content-Encoding"] = "gzip"
    return headers


class Bucket:
    """An open bucket. Every failure is a :class:`BucketError`; passing ones are tried again."""

    def __init__(self, address: BucketAddress) -> None:
        self._address = address
        self._store: Any = S3Store(
            address.bucket,
            prefix=address.prefix.rstrip("/") or None,
            endpoint=address.endpoint or None,
            region=address.region,
            access_key_id=address.key_id,
            secret_access_key=address.secret,
            client_options={"allow_http": address.endpoint.startswith("http://")},
            retry_config={"max_retries": 4, "retry_timeout": timedelta(seconds=60)},
        )

    def put(self, path: str, data: bytes, *, compressed: bool) -> None:
        """Write one object; readers see the old one or the new one, never a part."""
        headers = headers_of(path, compressed=compressed)
        self._do(lambda: obstore.put(self._store, path, data, attributes=headers))

    def delete(self, paths: list[str]) -> None:
        """Remove objects; one that is not there is no error."""
        if paths:
            self._do(lambda: obstore.delete(self._store, paths))

    def _do(self, action: Callable[[], object]) -> None:
        try:
            action()
        except (BaseError, OSError) as error:
            reason = " ".join(str(error).split("\n\nDebug")[0].split())
            raise BucketError(
                f"{self._address} could not be written: {reason}. What was sent stays; "
                "mend it and run the same command again, it goes on from there"
            ) from error
