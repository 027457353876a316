"""Consistency proofs (RFC 6962, 2.1.2): that a log begins with what it was at an earlier size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from publisher.transparency.tree import WIDTH, node_hash, subtree

Hashes = Callable[[int, int], Sequence[bytes]]  # (level, index of a tile) → its hashes
_BITS = WIDTH.bit_length() - 1


def consistency_proof(tile: Hashes, old: int, size: int) -> list[bytes]:
    """Return the hashes that lead from the root at ``old`` to that at ``size``, 0 ≤ old ≤ size.

    Empty where there is nothing to prove: from no entry, or to the same size.
    """
    if old in {0, size}:
        return []
    return _subproof(tile, old, 0, size, known=True)


def _subproof(tile: Hashes, old: int, low: int, high: int, *, known: bool) -> list[bytes]:
    """SUBPROOF of the RFC: ``old`` counts from ``low``; ``known`` says that the reader has it."""
    if old == high - low:
        return [] if known else [_root(tile, low, high)]
    half = 1 << ((high - low - 1).bit_length() - 1)
    if old <= half:
        inner = _subproof(tile, old, low, low + half, known=known)
        return [*inner, _root(tile, low + half, high)]
    inner = _subproof(tile, old - half, low + half, high, known=False)
    return [*inner, _root(tile, low, low + half)]


def _root(tile: Hashes, low: int, high: int) -> bytes:
    """Return the root over leaves ``low`` to ``high``, as a tree of its own has it."""
    parts = []
    while low < high:
        height = (high - low).bit_length() - 1
        parts.append(_complete(tile, low, height))
        low += 1 << height
    return reduce(lambda right, left: node_hash(left, right), reversed(parts))


def _complete(tile: Hashes, first: int, height: int) -> bytes:
    """Return the root of the 2^height leaves from ``first``, a multiple of that."""
    level, rest = divmod(height, _BITS)
    index, at = divmod(first >> (level * _BITS), WIDTH)
    return subtree(tile(level, index)[at : at + (1 << rest)])
