"""Ways to write a number so that a simple filter misses it and a neighbour does not."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Writing = Callable[[str, Random], str]

_HAN = "零一二三四五六七八九"


def _map(alphabet: str) -> Writing:
    return lambda digits, _: "".join(alphabet[int(d)] if d.isdigit() else d for d in digits)


def _code(base: int) -> Writing:
    return lambda digits, _: "".join(chr(base + int(d)) if d.isdigit() else d for d in digits)


def _between(sign: str) -> Writing:
    return lambda digits, _: sign.join(digits)


def _grouped(*signs: str) -> Writing:
    def write(digits: str, random: Random) -> str:
        head, tail = (3, 4) if len(digits) == 11 else (len(digits) % 4 or 4, 4)
        parts = [digits[:head]]
        parts += [digits[i : i + tail] for i in range(head, len(digits), tail)]
        return random.choice(signs).join(parts)

    return write


def _some(change: Callable[[str], str], share: float) -> Writing:
    def write(digits: str, random: Random) -> str:
        return "".join(change(d) if random.random() < share else d for d in digits)

    return write


def _swap(pairs: dict[str, str]) -> Writing:
    return lambda digits, _: "".join(pairs.get(d, d) for d in digits)


def _han_digit(digit: str) -> str:
    return _HAN[int(digit)] if digit.isdigit() else digit


def _hidden(digits: str, random: Random) -> str:
    signs = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
    return "".join(d + random.choice(signs) for d in digits[:-1]) + digits[-1]


def _pairs(digits: str, _: Random) -> str:
    return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _halves(digits: str, _: Random) -> str:
    middle = len(digits) // 2
    return digits[:middle] + " " + digits[middle:]


def _broken_line(digits: str, _: Random) -> str:
    return digits[:3] + "\n" + digits[3:]


def _keycaps(digits: str, _: Random) -> str:
    return "".join(f"{d}\ufe0f\u20e3" if d.isdigit() else d for d in digits)


NUMBER_WRITINGS: dict[str, Writing] = {
    "plain": lambda digits, _: digits,
    "full width": _code(0xFF10),
    "full width, wide spaces": lambda d, r: "\u3000".join(_code(0xFF10)(d, r)),
    "spaced groups": _grouped(" ", "\u00a0", "  "),
    "hyphens": _grouped("-", "—", "–", "－"),
    "dots": _grouped(".", "·", "．", "•"),
    "slashes": _grouped("/", "\\", "／"),
    "underscores": _grouped("_", "__"),
    "single stars": _grouped("*"),
    "ellipsis": _grouped("…", "...", "~"),
    "every digit spaced": _between(" "),
    "every digit dotted": _between("."),
    "every digit with a hyphen": _between("-"),
    "enumeration commas": _between("、"),
    "pairs": _pairs,
    "two halves": _halves,
    "broken over lines": _broken_line,
    "zero-width signs": _hidden,
    "Chinese numerals": _map(_HAN),
    "Chinese numerals, circle zero": _map("〇一二三四五六七八九"),
    "Chinese numerals, spoken": _map("洞幺两三四五六拐八勾"),
    "accountants' numerals": _map("零壹贰叁肆伍陆柒捌玖"),
    "Chinese numerals, commas": lambda d, r: "，".join(_map(_HAN)(d, r)),
    "half Chinese": _some(_han_digit, 0.5),
    "only zeros Chinese": _swap({"0": "零"}),
    "circled": _map("⓪①②③④⑤⑥⑦⑧⑨"),
    "black circles": _map("⓿❶❷❸❹❺❻❼❽❾"),
    "brackets of one sign": _map("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
    "emoji keycaps": _keycaps,
    "mathematical bold": _code(0x1D7CE),
    "mathematical monospace": _code(0x1D7F6),
    "superscripts": _map("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscripts": _code(0x2080),
    "Arabic-Indic": _code(0x0660),
    "letters O": _swap({"0": "O"}),
    "letters o": _swap({"0": "o"}),
    "letters l for 1": lambda d, _: d.replace("1", "l"),
    "letters O and I": _swap({"0": "O", "1": "I"}),
    "spoken hyphens": _grouped("杠"),
}
