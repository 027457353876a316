"""The channel that a bucket is: each object's name, what is said of it, and its bytes."""

from __future__ import annotations

import gzip

from publisher.copying.bucket import address_from
from publisher.copying.sync import sync
from tests.leaks.channels import Bytes, World, channel
from tests.servers import s3

_NAME = "leaks"
_KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}


@channel("copy in a bucket", "command:build --sync")
def copy_in_a_bucket(world: World) -> Bytes:
    """Copy the living site to a real server that speaks S3, and read it back."""
    with s3.running() as server:
        client = s3.client(server)
        client.create_bucket(Bucket=_NAME)
        sync(world.home, address_from(f"s3://{_NAME}", {**_KEYS, "AWS_ENDPOINT_URL": server}))
        for path in s3.paths(server, _NAME):
            answer = client.get_object(Bucket=_NAME, Key=path)
            body = answer["Body"].read()
            yield f"{path}: name and headers", f"{path} {answer['ResponseMetadata']}".encode()
            packed = answer.get("ContentEncoding") == "gzip"
            yield path, gzip.decompress(body) if packed else body
