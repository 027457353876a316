"""No secret in any byte of any channel, and no channel that is not looked through."""

import pytest

import tests.leaks.bucket_copy
import tests.leaks.error_pages  # noqa: F401 - registers its channel
from cms.publication.picture_files import picture_path
from media.public import renditions
from publisher.build import current_root
from tests.leaks import canaries
from tests.leaks.channels import ANSWERED, CHANNELS, PRIVATE, World
from tests.leaks.existing import things


@pytest.mark.parametrize("name", CHANNELS)
def test_no_secret_leaves_by(name: str, world: World) -> None:
    leaks, searched = {}, 0
    for where, body in CHANNELS[name](world):
        searched += len(body)
        if found := canaries.found_in(body):
            leaks[where] = found

    assert searched
    assert not leaks


def test_every_channel_is_registered(world: World) -> None:
    missing = set(things(world)) - ANSWERED.keys() - PRIVATE

    assert not missing, f"register these in tests/leaks/channels.py: {sorted(missing)}"


def test_a_channel_that_nobody_registered_is_found(world: World) -> None:
    new = [world.home / "exports", current_root(world.home) / "board.pdf"]
    for path in new:
        path.write_bytes(b"")
    try:
        missing = set(things(world)) - ANSWERED.keys() - PRIVATE
    finally:
        for path in new:
            path.unlink()

    assert missing == {"home:exports", "file:.pdf"}


def test_pictures_are_public_without_what_is_under_the_box_and_in_no_other_form(
    world: World,
) -> None:
    (original,) = (world.home / "uploads" / "original_images").iterdir()
    assert canaries.found_in(original.read_bytes()) == {canaries.PIXELS}
    assert canaries.found_in(canaries.picture()) > {canaries.PIXELS, canaries.REMARK}

    uncovered = renditions(original.read_bytes(), [])
    for path in (picture_path(made.sha256) for made in uncovered):
        assert world.get(f"/{path}").startswith(b"404")
        assert not (world.home / path).exists()
    assert len(list((world.home / "media").rglob("*.jpg"))) == 2


def test_the_search_for_secrets_finds_them_in_the_private_database(world: World) -> None:
    body = (world.home / "private.sqlite3").read_bytes()

    assert canaries.found_in(body) == set(canaries.SECRETS.values())


TEXTS = (*canaries.WRITINGS, *canaries.PAGE_WRITINGS)


def test_every_writing_is_known_when_it_is_seen() -> None:
    found = set().union(*(canaries.found_in(text.encode()) for text in TEXTS))

    private = {canaries.RESPONSIBLE, canaries.REMARK, *canaries.OF_VOLUNTEERS}
    assert found | private == set(canaries.SECRETS.values())
