"""How much each piece of a query says about what is looked for.

A pair of characters says most, a single one less. A number or Latin word together with
the character after it (3号, A市) is a name, and counts again. Words that every message
begins or ends with, and pairs with a grammatical character, say little.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import NAMED, is_han, tokens

#: Parameters of BM25: how soon the repetition of a word, and of a mark (a single character, a
#: number with the character after it), stops to count, and how much length does.
K1, K1_MARKS, B = 0.55, 0.9, 1.0
TITLE = 4.0
_CHARACTER = 0.7
#: What a fit is worth in a record of a brief kind, and the characters that it is taken to have at
#: least: BM25 would hold a line of three words to be about each of them.
BRIEF_WORTH, BRIEF_LENGTH = 0.3, 300
#: A synonym fits what was typed a little less than the word itself.
SYNONYM = 0.6
_GRAMMAR, _FRAME, _FRAME_CHARACTER = 0.7, 0.3, 0.3
_GRAMMATICAL = frozenset(
    "的了在是和与将把被就都也等之为及或着过地得"  # particles
    "我你您们这那吗呢吧啊"
)
_FRAMES = (
    "咨询 请求 请问 投诉 反映 关于 问题 建议 希望 举报 求助 要求 恳请 强烈 有关 相关 部门 领导 "
    "解决 加强 尽快 什么 怎么 为何 何时 情况 如何 能否 是否 帮助 处理"
)
_FRAMING = frozenset(_FRAMES.split())
_FRAME_CHARACTERS = frozenset("请求咨询问题反映投诉建议")


@dataclass(frozen=True)
class Piece:
    """Tokens that follow each other, with what their being there is worth."""

    tokens: tuple[str, ...]
    weight: float

    @property
    def is_mark(self) -> bool:
        """Whether it is a single character, or a number or word with the character after it."""
        return len(self.tokens) > 1 or (len(self.text) == 1 and is_han(self.text))

    @property
    def text(self) -> str:
        """The piece as it stands in a folded text."""
        return "".join(self.tokens)


def pieces(folded: str) -> list[Piece]:
    """Return the pieces of a folded text that a score is made of, each once."""
    found: dict[tuple[str, ...], float] = {(token,): _weight(token) for token in tokens(folded)}
    if len(found) == 1:  # a single character is all that was typed
        found = dict.fromkeys(found, 1.0)
    found |= {match.groups(): 1.0 for match in NAMED.finditer(folded)}
    return [Piece(words, weight) for words, weight in found.items()]


def _weight(token: str) -> float:
    if len(token) == 1 and is_han(token):
        weight = _CHARACTER * (_FRAME_CHARACTER if token in _FRAME_CHARACTERS else 1.0)
    else:
        weight = _FRAME if token in _FRAMING else 1.0
    return weight * _GRAMMAR if is_han(token[0]) and set(token) & _GRAMMATICAL else weight
