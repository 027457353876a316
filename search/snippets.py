"""The piece of a text that shows why it was found, in its original script."""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis import fold_with_offsets, tokens

_AROUND = 36
_LENGTH = 110
#: A longer text is folded in part only: the first match stands near its beginning mostly.
_LOOKED_AT = 4000


def snippet(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a piece of ``text`` as (text, matched) parts.

    ``words`` are folded. Without a match it is the beginning of the text.
    """
    text = " ".join(text[:_LOOKED_AT].split())
    spans = _spans(text, words)
    first = spans[0][0] if spans else 0
    start = max(0, first - _AROUND)
    end = min(len(text), start + _LENGTH)
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for left, right in spans:
        if right > end:
            break
        if left > at:
            parts.append((text[at:left], False))
        parts.append((text[left:right], True))
        at = right
    if at < end:
        parts.append((text[at:end], False))
    if end < len(text):
        parts.append(("…", False))
    return parts


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand in ``text``, sorted and without overlaps."""
    folded = fold_with_offsets(text)
    found = []
    for word in words:
        hits = _places(folded.text, word)
        if not hits:
            pairs = {token for token in tokens(word) if len(token) > 1}
            hits = [place for pair in sorted(pairs) for place in _places(folded.text, pair)]
        found += hits
    merged: list[tuple[int, int]] = []
    for left, right in sorted(found):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return [folded.span(left, right) for left, right in merged]


def _places(text: str, word: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    at = text.find(word) if word else -1
    while at >= 0 and len(places) < 20:
        places.append((at, at + len(word)))
        at = text.find(word, at + len(word))
    return places
