"""A server that speaks S3: moto's, as a process of its own."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from tests.servers.process import Server, free_port, scratch_folder


@contextmanager
def running() -> Iterator[str]:
    """Run the server on a free port; give its URL. Raises ServerError."""
    port = free_port()
    with scratch_folder("s3", None) as folder:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        server = Server(command, folder=folder, ready=lambda: _listens(port))
        try:
            server.start()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.stop()


def client(server: str) -> Any:
    """Return a client of the test's own, not the one under test."""
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    return boto3.client("s3", endpoint_url=server, region_name="us-east-1", **keys)


def paths(server: str, bucket: str) -> list[str]:
    """Return the names of all objects of a bucket."""
    pages = client(server).get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return [one["Key"] for page in pages for one in page.get("Contents", ())]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
