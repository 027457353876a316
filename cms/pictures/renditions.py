"""From a private picture to the files that the public may see, and the door for them."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from cms.pictures.models import Picture, PictureUse
from cms.publication.errors import Refused
from cms.publication.picture_files import files_of, picture_path, pictures_in
from media.public import Rendition, renditions

#: Where files wait, among the private uploads, for a record to take them through the door.
_WAITING = "prepared"


class PictureGone(Refused):
    """A file that a record names is not there any more; ``str()`` says what to do."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        return gettext(
            "%(key)s was not published: one of its pictures was changed meanwhile. Try again."
        ) % {"key": self.key}


def public_pictures(uses: Iterable[PictureUse]) -> list[dict[str, Any]]:
    """Return the pictures of a record, those that are shown, for its list ``pictures``."""
    return [
        public_picture(use.picture, alt=use.alt, caption=use.caption, role=use.role)
        for use in uses
        if use.shown
    ]


def public_picture(
    picture: Picture, *, alt: str, caption: str = "", role: str = "scene"
) -> dict[str, Any]:
    """Return one picture of a public record, before the gate (see ``picture_files``).

    Its files are made first, if they were not yet or the picture has changed. They are
    private until a record that names them passes the door.
    """
    return {**prepare(picture), "alt": alt, "caption": caption, "role": role}


def prepare(picture: Picture) -> dict[str, Any]:
    """Make the files that the public may see, unless they are there; return their names."""
    digest = _digest(picture)
    if picture.public_of == digest:
        return dict(picture.public)
    with picture.open_file() as file:
        made = renditions(file.read(), picture.unreadable)
    for rendition in made:
        path = _waiting(picture_path(rendition.sha256))
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(rendition.body))
    old = picture.public
    picture.public = {
        **_named(made[0]),
        "type": "image/jpeg",
        "small": _named(made[1]) if len(made) > 1 else None,
    }
    picture.public_sha256, picture.public_of = made[0].sha256, digest
    fields = ("public", "public_sha256", "public_of")
    Picture.objects.filter(pk=picture.pk).update(
        **{name: getattr(picture, name) for name in fields}
    )
    if old and old["sha256"] != picture.public_sha256:
        forget(old)
    return dict(picture.public)


def keep_as_made(picture: Picture) -> None:
    """Let the public files stand for the picture as it is now, though others were meant."""
    picture.public_of = _digest(picture)
    Picture.objects.filter(pk=picture.pk).update(public_of=picture.public_of)


def prepared_file(sha256: str) -> bytes:
    """Return the file that was made for the public. Raises ``FileNotFoundError``."""
    with default_storage.open(_waiting(picture_path(sha256))) as file:
        body: bytes = file.read()
    return body


def staff_url(sha256: str) -> str:
    """Return where staff see the file that was made for the public."""
    return str(default_storage.url(_waiting(picture_path(sha256))))


def _digest(picture: Picture) -> str:
    """Return what tells whether the files are of this file and these boxes."""
    parts = [picture.get_file_hash(), picture.boxes]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _named(rendition: Rendition) -> dict[str, Any]:
    return {
        "sha256": rendition.sha256,
        "width": rendition.width,
        "height": rendition.height,
    }


def not_looked_at(record: dict[str, Any]) -> set[str]:
    """Return the hashes of those pictures of ``record`` that nobody has looked at."""
    named = {picture["sha256"] for picture in pictures_in(record)}
    if not named:
        return named
    looked = Picture.objects.filter(public_sha256__in=named, looked=True)
    return named - set(looked.values_list("public_sha256", flat=True))


def carry_out(key: str, record: dict[str, Any] | None) -> None:
    """Copy the files that ``record`` names into the public folder, and wait for the disk.

    The door calls it before the record enters the log. Raises :class:`PictureGone`.
    A file that is there already is marked as new, so that nobody clears it away now.
    """
    for path in sorted(files_of(record)):
        target = Path(settings.HUIYINBI_HOME) / path
        if target.exists():
            os.utime(target)
            continue
        try:
            body = prepared_file(target.stem)
        except FileNotFoundError as error:
            raise PictureGone(key) from error
        if picture_path(hashlib.sha256(body).hexdigest()) != path:
            raise PictureGone(key)
        _write(target, body)


def _write(target: Path, body: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{secrets.token_hex(8)}")
    with fresh.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _waiting(path: str) -> str:
    return f"{_WAITING}/{path}"


def forget(old: dict[str, Any]) -> None:
    """Delete prepared files that no picture has any more: they may show what is now hidden."""
    if not Picture.objects.filter(public_sha256=old["sha256"]).exists():
        for path in files_of({"pictures": [old]}):
            default_storage.delete(_waiting(path))
