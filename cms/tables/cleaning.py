"""Cleans the text of a cell: spreadsheets and web forms leave much rubbish in it.

Cleaning twice changes nothing more. Tags other than line breaks stay as text.
"""

from __future__ import annotations

import re

# Format characters that no reader sees: zero-width space, marks of direction,
# word joiner, soft hyphen, byte order mark.
_INVISIBLE = [0xAD, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFFE, 0xFFFF]
_INVISIBLE += [*range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC)]
_SPACES = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_BREAKS = [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
_CONTROLS = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]

_TABLE: dict[int, int | None] = dict.fromkeys(_CONTROLS + _INVISIBLE)
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)  # lone surrogates cannot be stored
_TABLE |= dict.fromkeys(_SPACES, 0x20)
_TABLE |= dict.fromkeys(_BREAKS, 0x0A)

# Emoji families are held together by zero-width joiners; elsewhere they are rubbish.
_LOOSE_JOINER = re.compile("(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_ESCAPED = re.compile(r"_x00(?:[01][0-9A-Fa-f]|7[fF])_")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NBSP = re.compile(r"&nbsp;?")


def clean_text(text: str) -> str:
    """Return ``text`` with lines trimmed, empty lines gone and control characters removed.

    Carriage returns, ``_x000D_``, ``<br>`` become line feeds; NBSP, ``&nbsp;``,
    full-width spaces and tabs become spaces. Emoji and rare characters stay.
    """
    if text.isprintable() and "<" not in text and "&nbsp" not in text and "_x00" not in text:
        return text.strip()
    text = text.replace("\t", " ").replace("\xa0", " ").replace("\u3000", " ")
    text = text.replace("\r", "\n")
    if not text.replace("\n", "").isprintable():
        text = text.translate(_TABLE)  # slow, but seldom needed by now
    if "_x00" in text:
        text = _ESCAPED.sub("\n", text)
    if "&" in text:
        text = _NBSP.sub(" ", text)
    if "<" in text:
        text = _BREAK_TAG.sub("\n", text)
    if "\u200d" in text or "\u200c" in text:
        text = _LOOSE_JOINER.sub("", text)
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def one_line(text: str) -> str:
    """Return cleaned ``text`` on one line, for names, numbers and titles."""
    text = clean_text(text)
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def number_text(number: float) -> str:
    """Return a number cell as the text its writer saw: ``2549.0`` gives ``2549``."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return f"{number:.15g}"


def is_rounded(number: float) -> bool:
    """True where a number has more digits than a spreadsheet keeps (15)."""
    return abs(number) >= 1e15
