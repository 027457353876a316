"""Takes what is private out of pictures: originals, notes, and what was never public."""

from __future__ import annotations

import io
from pathlib import Path

from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models import ProtectedError

from cms.pictures import renditions
from cms.pictures.models import Picture


def erase_original(picture: Picture) -> None:
    """Put what the public sees in the place of the original, and empty the notes.

    The public files stay what they are, so records that name them need no correction.
    """
    storage, old = picture.file.storage, picture.file.name
    name = f"{picture.public_sha256[:20]}.jpg"
    if Path(old).name == name and not picture.note:
        return  # another record's picture too, and done with that one
    picture.renditions.all().delete()
    body = renditions.prepared_file(picture.public_sha256)
    picture.file = ImageFile(io.BytesIO(body), name)
    picture.file_hash, picture.file_size = "", len(body)
    picture.boxes, picture.note, picture.title = [], "", picture.public_sha256[:12]
    picture.tags.clear()
    picture.save()
    renditions.keep_as_made(picture)
    transaction.on_commit(lambda: storage.delete(old))


def remove_if_unused(picture: Picture) -> bool:
    """Delete a picture with all its files unless a record uses it; tell whether it went."""
    public = picture.public
    try:
        picture.delete()  # Wagtail deletes the files once that is committed
    except ProtectedError:
        return False
    if public:
        transaction.on_commit(lambda: renditions.forget(public))
    return True
