"""Reads a log from its first entry to its last and holds every level of the tree against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from publisher.transparency.findings import Report
from publisher.transparency.leaves import Leaf, LeafFault, parse, unbundle
from publisher.transparency.sources import Source, SourceFault, hashes_of, tile_of
from publisher.transparency.tree import (
    ENTRIES,
    WIDTH,
    leaf_hash,
    root_of_edge,
    subtree,
    width_at,
)

_AT_ONCE = 16  # bundles fetched together
_THREADS = 8
Read = tuple[bytes | SourceFault, list[bytes] | SourceFault]  # a bundle, and its hashes
Seen = Callable[[Leaf], None]


class Walk:
    """One pass over a log of ``size`` entries; what is wrong goes to ``report``."""

    def __init__(self, source: Source, size: int, report: Report) -> None:
        self._source, self._size, self._report = source, size, report
        self._edge: list[list[bytes]] = [[]]
        self._versions: dict[tuple[str, str], int] = {}
        self.count = 0

    def root(self) -> bytes:
        """Return the root of the entries read so far."""
        return root_of_edge(self._edge)

    def leaves(self) -> Iterator[Leaf | None]:
        """Yield entry after entry, None for one that cannot be understood.

        Ends early where a bundle cannot be read at all.
        """
        for index, (bundle, hashes) in enumerate(self._read()):
            if isinstance(bundle, SourceFault):
                self._report.add("missing", index * WIDTH + 1, why=str(bundle))
                return
            yield from self._bundle(index, bundle, hashes)

    def _read(self) -> Iterator[Read]:
        """Read bundles with their tiles, some at once: over the web that is what takes time."""
        total = (self._size + WIDTH - 1) // WIDTH
        with ThreadPoolExecutor(_THREADS) as threads:
            for start in range(0, total, _AT_ONCE):
                yield from list(
                    threads.map(self._fetch, range(start, min(start + _AT_ONCE, total)))
                )

    def _fetch(self, index: int) -> Read:
        width = width_at(0, index, self._size)
        try:
            bundle: bytes | SourceFault = tile_of(self._source, ENTRIES, index, width)
        except SourceFault as error:
            bundle = error
        return bundle, self._tile(0, index)

    def _tile(self, level: int, index: int) -> list[bytes] | SourceFault:
        try:
            return hashes_of(self._source, level, index, self._size)
        except SourceFault as error:
            return error

    def _bundle(
        self, index: int, bundle: bytes, hashes: list[bytes] | SourceFault
    ) -> Iterator[Leaf | None]:
        first, width = index * WIDTH + 1, width_at(0, index, self._size)
        leaves: list[bytes] = []
        try:
            leaves.extend(unbundle(bundle))
        except LeafFault as error:
            self._report.add("form", first + len(leaves), why=str(error))
        if len(leaves) not in {width, WIDTH}:  # the full one stands in for a partial one
            seq = first + min(len(leaves), width)
            self._report.add("count", seq, found=len(leaves), expected=width)
        if isinstance(hashes, SourceFault):
            self._report.add("missing", first, why=str(hashes))
            hashes = []
        for offset, data in enumerate(leaves[:width]):
            own = leaf_hash(data)
            # Of a tile that is cut off, the first entry without a hash is enough.
            if offset == len(hashes) or (offset < len(hashes) and hashes[offset] != own):
                self._report.add("tile", first + offset)
            leaf = self._understand(first + offset, data)
            self.count += 1
            self._push(0, own)
            yield leaf

    def _understand(self, seq: int, data: bytes) -> Leaf | None:
        """Return what a leaf says; note where that cannot be."""
        try:
            leaf = parse(data)
        except LeafFault as error:
            self._report.add("form", seq, why=str(error))
            return None
        if leaf.seq != seq:
            self._report.add("order", seq, found=leaf.seq)
        name = (leaf.kind, leaf.key)
        expected = self._versions.get(name, 0) + 1
        if leaf.version != expected:
            self._report.add("version", seq, found=leaf.version, expected=expected, key=leaf.key)
        self._versions[name] = leaf.version
        return leaf

    def _push(self, level: int, value: bytes) -> None:
        """Add a hash to a level; hold a full or last tile against the served one."""
        if level == len(self._edge):
            self._edge.append([])
        hashes = self._edge[level]
        hashes.append(value)
        if len(hashes) == WIDTH:
            index = self.count // WIDTH ** (level + 1) - 1
            self._compare(level, index, hashes)
            root = subtree(hashes)
            hashes.clear()
            self._push(level + 1, root)

    def compare_edge(self) -> None:
        """Hold the partial tiles of the right edge against the served ones, after the last."""
        for level, hashes in enumerate(self._edge):
            if hashes:
                self._compare(level, self.count // WIDTH ** (level + 1), hashes)

    def _compare(self, level: int, index: int, hashes: list[bytes]) -> None:
        if level == 0:
            return  # compared entry by entry
        served = self._tile(level, index)
        span = WIDTH**level
        if isinstance(served, SourceFault):
            self._report.add("missing", index * WIDTH * span + 1, why=str(served))
            return
        for offset, own in enumerate(hashes):
            if offset >= len(served) or served[offset] != own:
                seq = (index * WIDTH + offset) * span + 1
                last = seq + span - 1
                # Where an entry below is known to be wrong, this is only its consequence.
                if not any(seq <= problem.seq <= last for problem in self._report.problems):
                    self._report.add("branch", seq, last=last)
                return
