"""A site in a bucket, on a real server that speaks S3."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publisher.build import build, current_root
from publisher.copying.bucket import Bucket, BucketAddress, BucketError, address_from
from publisher.copying.sync import sync
from publisher.lock import BuildBusy, build_lock
from publisher.settings import SettingsError
from publisher.transparency.notes import new_signer
from tests.servers import s3
from tests.site.records import SETTINGS, Log, case, number

CASE = "cases/2020/06/202006-000001.html"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3.running() as url:
        yield url


@pytest.fixture
def address(server: str, tmp_path: Path) -> BucketAddress:
    name = tmp_path.name.replace("_", "-").lower()[:60].strip("-")
    s3.client(server).create_bucket(Bucket=name)
    return address_from(f"s3://{name}/wall", {**KEYS, "AWS_ENDPOINT_URL": server})


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path / "public.sqlite3")
    made.geography()
    for serial in range(1, 51):
        made.collect("case", number(serial), case(serial))
    made.save()
    build(made.store, tmp_path, replace(SETTINGS, precompress=True), processes=1)
    return made


def _object(address: BucketAddress, path: str) -> tuple[bytes, dict[str, Any]]:
    client = s3.client(address.endpoint)
    answer = client.get_object(Bucket=address.bucket, Key=address.prefix + path)
    return answer["Body"].read(), answer


def _site(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if path.suffix not in {".gz", ".gone"}
    }


def _in_bucket(address: BucketAddress) -> dict[str, bytes]:
    found = {}
    for path in s3.paths(address.endpoint, address.bucket):
        data, headers = _object(replace(address, prefix=""), path)
        if headers.get("ContentEncoding") == "gzip":
            data = gzip.decompress(data)
        found[path.removeprefix(address.prefix)] = data
    return found


def test_bucket_gets_the_site_and_then_only_changes(
    log: Log, tmp_path: Path, address: BucketAddress
) -> None:
    first = sync(tmp_path, address, precompress=True)
    assert first.sent == len(_site(current_root(tmp_path)))
    assert _in_bucket(address) == _site(current_root(tmp_path))
    assert sync(tmp_path, address, precompress=True).sent == 0

    log.put("case", number(1), None, "涉及隐私")
    settings = replace(SETTINGS, precompress=True)
    written = build(log.store, tmp_path, settings, processes=1).pages_written
    second = sync(tmp_path, address, precompress=True)
    assert 0 < second.sent <= written
    assert _in_bucket(address) == _site(current_root(tmp_path))

    # A whole new release has new files of the same content: nothing of it is sent again.
    build(log.store, tmp_path, settings, processes=1, full=True)
    third = sync(tmp_path, address, precompress=True)
    assert (third.sent, third.removed) == (0, 0)


def test_objects_say_what_they_are(log: Log, tmp_path: Path, address: BucketAddress) -> None:
    sync(tmp_path, address, precompress=True)
    _, page = _object(address, CASE)
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["ContentEncoding"] == "gzip"
    assert page["CacheControl"] == "no-cache"
    _, feed = _object(address, "feed.xml")
    assert feed["ContentType"] == "application/atom+xml; charset=utf-8"
    style = next(path for path in _site(current_root(tmp_path)) if path.endswith(".css"))
    assert "immutable" in _object(address, style)[1]["CacheControl"]
    assert "ContentEncoding" not in _object(address, "robots.txt")[1]


def test_stopped_sync_goes_on_where_it_was(
    log: Log, tmp_path: Path, address: BucketAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, sent = Bucket.put, []

    def fail_later(self: Bucket, path: str, data: bytes, **how: Any) -> None:
        if len(sent) >= 60:
            raise BucketError("the line was cut")
        sent.append(path)
        put(self, path, data, **how)

    monkeypatch.setattr(Bucket, "put", fail_later)
    with pytest.raises(BucketError, match="line was cut"):
        sync(tmp_path, address, precompress=True)
    monkeypatch.undo()
    site = _site(current_root(tmp_path))
    rest = sync(tmp_path, address, precompress=True)
    assert rest.sent == len(site) - len(sent)
    assert _in_bucket(address) == site


def test_only_what_was_sent_is_removed_and_it_is_removed_last(
    log: Log, tmp_path: Path, address: BucketAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    Bucket(replace(address, prefix="")).put("wall/mine.txt", b"keep", compressed=False)
    sync(tmp_path, address, precompress=True)
    gone = current_root(tmp_path) / CASE
    gone.unlink()
    (current_root(tmp_path) / "index.html").write_text("new")
    done: list[str] = []
    put, delete = Bucket.put, Bucket.delete

    def note_put(self: Bucket, path: str, data: bytes, **how: Any) -> None:
        done.append(f"put {path}")
        put(self, path, data, **how)

    def note_delete(self: Bucket, paths: list[str]) -> None:
        done.extend(f"delete {path}" for path in paths)
        delete(self, paths)

    monkeypatch.setattr(Bucket, "put", note_put)
    monkeypatch.setattr(Bucket, "delete", note_delete)
    assert sync(tmp_path, address, precompress=True).removed == 1
    assert done == ["put index.html", f"delete {CASE}"]
    assert "mine.txt" in _in_bucket(address)


def test_pages_are_sent_before_the_lists_that_name_them(
    log: Log, tmp_path: Path, address: BucketAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    signed = replace(SETTINGS, precompress=True, signer=new_signer("a.b/log"))
    build(log.store, tmp_path, signed, processes=1)
    monkeypatch.setattr(Bucket, "put", lambda self, path, data, **how: order.append(path))
    sync(tmp_path, address, precompress=True)
    cases = [place for place, path in enumerate(order) if path.startswith("cases/2020")]
    assets = [place for place, path in enumerate(order) if path.startswith("assets/")]
    lists = [place for place, path in enumerate(order) if path.endswith("index.html")]
    assert max(assets) < min(cases)
    assert max(cases) < min(lists)
    index = [place for place, path in enumerate(order) if path.startswith("search-index/")]
    assert order.index("search-index/head.bin") == index[-1] > cases[-1]
    assert order[-1] == "log/checkpoint"
    assert any(path.startswith("log/tile/") for path in order)


def test_wrong_bucket_is_one_clear_error(log: Log, tmp_path: Path, server: str) -> None:
    address = address_from("s3://no-such-bucket", {**KEYS, "AWS_ENDPOINT_URL": server})
    with pytest.raises(BucketError, match="run the same command again"):
        sync(tmp_path, address, precompress=True)
    with build_lock(tmp_path / "site" / "sync.lock"), pytest.raises(BuildBusy, match="sync"):
        sync(tmp_path, address, precompress=True)


@pytest.mark.parametrize(
    ("url", "environ", "says"),
    [
        ("https://x", KEYS, "write it as s3://"),
        ("s3://wall", {}, "AWS_ACCESS_KEY_ID is not set"),
        ("s3://wall", {**KEYS, "AWS_ENDPOINT_URL": "localhost"}, "write it in full"),
    ],
)
def test_what_is_missing_is_named(url: str, environ: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        address_from(url, environ)
