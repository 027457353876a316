"""The Merkle tree of RFC 6962 and its tiles: hashes, roots, paths. Pure functions.

A tile holds up to 256 hashes; tiles of level L + 1 hold one hash for each full
tile of level L. Indexes count from 0, sizes are numbers of leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

WIDTH = 256
HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
ENTRIES = "entries"  # in the place of a level: the bundle of entries themselves
FOLDER = "log"  # of the site
Tile = Callable[[int, int, int], Sequence[bytes]]  # (level, index, width) → its hashes


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf's bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node from those of its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def subtree(hashes: Sequence[bytes]) -> bytes:
    """Return the root over ``hashes`` as if each was a leaf; there is at least one."""
    level = list(hashes)
    while len(level) > 1:
        paired = [
            node_hash(level[at], level[at + 1]) for at in range(0, len(level) - len(level) % 2, 2)
        ]
        # An odd one goes up as it is: the same tree as splitting at powers of two.
        level = paired + level[len(paired) * 2 :]
    return level[0]


def split(hashes: bytes) -> list[bytes]:
    """Cut the content of a tile into its hashes."""
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


def root_of_edge(edge: Sequence[Sequence[bytes]]) -> bytes:
    """Return the root of a tree from the partial tiles on its right edge, level 0 first.

    A level whose tile is full at this size has no partial tile: an empty sequence.
    """
    root: bytes | None = None
    for hashes in edge:
        at = len(hashes)
        while at:
            size = at & -at  # the smallest complete subtree stands last
            part = subtree(hashes[at - size : at])
            root = part if root is None else node_hash(part, root)
            at -= size
    return EMPTY_ROOT if root is None else root


def edge_widths(size: int) -> list[int]:
    """Return how many hashes the partial tile of each level has, level 0 first."""
    widths = []
    while size:
        widths.append(size % WIDTH)
        size //= WIDTH
    return widths


def width_at(level: int, index: int, size: int) -> int:
    """Return how wide the tile ``index`` of ``level`` is in a tree of ``size``; 0: not there."""
    return max(0, min(WIDTH, size // WIDTH**level - index * WIDTH))


def root_from_tiles(tile: Tile, size: int) -> bytes:
    """Return the root of the first ``size`` leaves from a tree that has at least these.

    ``tile`` is asked for the partial tiles on the right edge of that size.
    """
    edge = []
    for level, width in enumerate(edge_widths(size)):
        index = size // WIDTH ** (level + 1)
        edge.append(tile(level, index, width) if width else [])
    return root_of_edge(edge)


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Return the path of a tile under the log's folder: ``tile/0/x001/234.p/7``."""
    digits = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        digits = f"x{index % 1000:03d}/{digits}"
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{digits}{partial}"
