"""Before a rebuilt site takes the place of the living one: does its log continue the old one?"""

from __future__ import annotations

from publisher.output.release import Release
from publisher.transparency.checkpoints import Checkpoint, open_checkpoint
from publisher.transparency.notes import (
    KeptSigner,
    KeyFault,
    NoteFault,
    Signer,
    parse_verifier,
)
from publisher.transparency.sources import (
    Folder,
    SourceFault,
    checkpoint_of,
    hashes_of,
    key_of,
)
from publisher.transparency.tiles import LogFault
from publisher.transparency.tree import FOLDER, root_from_tiles


def refuse_fork(old: Release | None, new: Release, signer: Signer | KeptSigner | None) -> None:
    """Raise :class:`LogFault` where ``new`` does not begin with what ``old`` has signed.

    Another name is another log, so nothing is compared then; a new key of the same name is not.
    """
    if old is None or signer is None:
        return
    try:
        living = Folder(old.root)
        before = open_checkpoint(checkpoint_of(living), parse_verifier(key_of(living)))
    except (SourceFault, NoteFault, KeyFault):
        return
    if before.origin != signer.name:
        return
    after = open_checkpoint(checkpoint_of(Folder(new.root)), signer.verifier)
    if before.size > after.size or not _begins_with(new, before, after.size):
        raise LogFault(
            f"the log is not the one signed so far ({before.short}): entries up to "
            f"{before.size} were changed or are gone. Nothing was published; restore "
            "public.sqlite3 and the database from a backup, or, to begin another log "
            "for all to see, move the old key away and run: huiyinbi log keygen --name ANOTHER-NAME"
        )


def keep_partials(old: Release, new: Release) -> int:
    """Take over the partial tiles of earlier sizes that are not full yet; return how many.

    Readers may hold a checkpoint that needs them. Each is the beginning of its successor.
    """
    kept = 0
    for successor in sorted((new.root / FOLDER / "tile").rglob("*.p/*")):
        folder = successor.relative_to(new.root).parent
        for path in sorted((old.root / folder).glob("*")):
            if path.name.isdigit() and int(path.name) < int(successor.name):
                data = successor.read_bytes()[: path.stat().st_size]
                (new.root / folder / path.name).write_bytes(data)
                kept += 1
    return kept


def _begins_with(release: Release, before: Checkpoint, size: int) -> bool:
    folder = Folder(release.root)

    def tile(level: int, index: int, width: int) -> list[bytes]:
        return hashes_of(folder, level, index, size)[:width]

    return root_from_tiles(tile, before.size) == before.root
