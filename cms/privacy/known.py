"""Finds what the private record already knows of the reporter, in any writing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from pypinyin import Style, lazy_pinyin

from cms.privacy import masking_styles as styles
from cms.privacy.allowed import plain_digits
from cms.privacy.digits import HAN_DIGITS, digit_forms
from cms.privacy.folding import fold
from cms.privacy.hits import Hit
from cms.privacy.surnames import split_name

_CERTAIN = 0.99
_LATIN = re.compile("[A-Za-z]{2}")
_HAN_NAME = re.compile("[㐀-鿿]+")
_BETWEEN = r"[^\w\n]{0,2}"
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十零〇两百]+")


@dataclass(frozen=True)
class Known:
    """The reporter's names, phones and addresses of one case's private record."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


_NOBODY = Known()


@dataclass(frozen=True)
class _Pattern:
    """What to look for; compiled only in a text that has something of each of ``needs``.

    Every case has a reporter of its own, so nearly every pattern is used once, and
    compiling it costs more than looking through the text.
    """

    kind: str
    source: Callable[[], str]
    mask: str
    confidence: float
    needs: tuple[str, ...]
    neighbours: str = ""

    def may_match(self, text: str) -> bool:
        """Return False where ``text`` cannot hold it, nor can any part of ``text``."""
        close = (_close(text, *pair) for pair in itertools.pairwise(self.neighbours))
        return all(close) and all(_part(need).search(text) for need in self.needs)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        if self.may_match(text):
            yield from re.compile(self.source(), re.IGNORECASE).finditer(text)


def _close(text: str, first: str, second: str) -> bool:
    """Return whether ``second`` stands at most two signs after ``first`` somewhere."""
    at = text.find(first)
    while at >= 0:
        if second in text[at + 1 : at + 4]:
            return True
        at = text.find(first, at + 1)
    return False


@lru_cache(maxsize=4096)
def _part(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def may_hold(text: str, known: Known) -> bool:
    """Return False where nothing of ``known`` can be found in a folded text or a part of it."""
    if known == _NOBODY:
        return False
    latin = _LATIN.search(text) is not None
    return any(pattern.may_match(text) for pattern in _patterns(known, latin=latin))


def known_hits(text: str, known: Known) -> Iterator[Hit]:
    """Yield every place of a folded text where something of ``known`` is written."""
    if known == _NOBODY:
        return
    for pattern in _patterns(known, latin=_LATIN.search(text) is not None):
        for match in pattern.matches(text):
            start, end = match.span("it") if "it" in match.re.groupindex else match.span()
            yield Hit(pattern.kind, start, end, pattern.mask, pattern.confidence)


@lru_cache(maxsize=256)
def _patterns(known: Known, *, latin: bool) -> tuple[_Pattern, ...]:
    """Return what to look for; a name's pinyin only in a text that has Latin letters."""
    names = [fold(name).text.strip() for name in known.names]
    return (
        *(pattern for name in names for pattern in _names(name)),
        *(pattern for name in names if latin for pattern in _pinyin(name)),
        *(pattern for phone in known.phones for pattern in _phones(phone)),
        *(pattern for place in known.addresses for pattern in _addresses(fold(place).text.strip())),
    )


def _names(name: str) -> Iterator[_Pattern]:
    chars = [char for char in name if char.isalnum()]
    if len(chars) < 2:
        return
    masked = styles.name(split_name("".join(chars))[0])
    yield _written("name", masked, chars)
    traditional = _traditional("".join(chars))
    if traditional != "".join(chars):
        yield _written("name", masked, traditional)


def _spaced(chars: Sequence[str]) -> str:
    return _BETWEEN.join(map(re.escape, chars))


def _written(
    kind: str, masked: str, chars: Sequence[str], source: Callable[[], str] | None = None
) -> _Pattern:
    """Return the pattern of ``chars`` that stand in this order with few signs between."""
    source = source or partial(_spaced, chars)
    if any(char.lower() != char.upper() for char in chars):
        return _Pattern(kind, source, masked, _CERTAIN, _each(chars))
    return _Pattern(kind, source, masked, _CERTAIN, (), "".join(chars))


def _each(chars: Iterable[str]) -> tuple[str, ...]:
    return tuple(re.escape(char) for char in dict.fromkeys(chars))


@lru_cache(maxsize=4096)
def _syllables(chars: str) -> str:
    return "".join(lazy_pinyin(chars, style=Style.NORMAL))


def _pinyin(name: str) -> Iterator[_Pattern]:
    surname, given = split_name("".join(char for char in name if char.isalnum()))
    if not _HAN_NAME.fullmatch(given):
        return
    family, syllables = _syllables(surname), [_syllables(char) for char in given]
    if not (family + "".join(syllables)).isascii() or len(family + "".join(syllables)) < 5:
        return
    own = r"[ \-']?".join(map(re.escape, syllables))
    both = rf"(?<![A-Za-z])(?:{family}[ \-,]{{0,2}}{own}|{own}[ \-,]{{0,2}}{family})(?![A-Za-z])"
    needs = ("[a-z]{2}", re.escape(family))
    yield _Pattern("name", lambda: both, styles.name(surname), 0.95, needs)


@lru_cache(maxsize=1)
def _converter() -> object:
    from opencc import OpenCC  # noqa: PLC0415 - slow to load, and seldom needed

    return OpenCC("s2t")


def _traditional(text: str) -> str:
    return str(_converter().convert(text))  # type: ignore[attr-defined]


def _phones(phone: str) -> Iterator[_Pattern]:
    digits = plain_digits(phone)
    if len(digits) < 7:
        return
    kind = "mobile" if len(digits) == 11 and digits[0] == "1" else "landline"
    masked = styles.mobile(digits) if kind == "mobile" else f"****{digits[-3:]}"
    needs = tuple(map(digit_forms, dict.fromkeys(digits)))
    yield _Pattern(kind, partial(_phone_source, digits), masked, _CERTAIN, needs)
    if kind == "landline" and len(digits) > 8:
        city = 2 if digits.startswith(("10", "2")) else 3
        yield from _phones(digits[city:])


def _phone_source(digits: str) -> str:
    body = r"[^\w\n]{0,3}".join(map(digit_forms, digits))
    return rf"(?<![0-9])0?(?P<it>{body})(?![0-9])"


def _addresses(address: str) -> Iterator[_Pattern]:
    """Yield the whole address with any signs between, and its numbers in any words."""
    chars = [char for char in address if char.isalnum() or char == "#"]
    first = _NUMERAL.search("".join(chars))
    if len(chars) < 4 or first is None:
        return
    tail = "".join(chars)[first.start() :]
    numbers = _NUMERAL.findall(tail)
    if len(numbers) >= 2:
        needs = tuple(_forms(number) for number in numbers)
        yield _Pattern("home", partial(_numbers_source, numbers), styles.HOME, _CERTAIN, needs)
    estate = "".join(chars)[max(0, first.start() - 4) : first.start()]
    if len(tail) >= 2 and (estate or len(numbers) >= 2):
        yield _written("home", styles.HOME, tail, partial(_address_source, estate, tail))


def _address_source(estate: str, tail: str) -> str:
    lead = rf"(?<={re.escape(estate)}){_BETWEEN}" if estate else ""
    return rf"{lead}(?P<it>{_spaced(tail)})(?![0-9])"


_HOME_WORD = r"(?:[^\w\n]|_|#|号|楼|栋|幢|座|单元|门|层|室|房|弄|院|组|梯){1,4}"


def _numbers_source(numbers: list[str]) -> str:
    body = _HOME_WORD.join(f"(?:{_forms(number)})" for number in numbers)
    edge = f"0-9{HAN_DIGITS}"
    return rf"(?<![{edge}])(?P<it>{body}(?:号楼|单元|号|室|房|户)?)(?![{edge}])"


def _forms(number: str) -> str:
    """Return a pattern for a number of an address in Arabic and Chinese writing."""
    value = _value(number)
    digits = str(value)
    spoken = "".join("零一二三四五六七八九"[int(d)] for d in digits)
    forms = {re.escape(number), digits, spoken, spoken.replace("零", "〇"), _counted(value)}
    return "|".join(sorted(forms, key=len, reverse=True))


def _value(number: str) -> int:
    if number.isdigit() and number.isascii():
        return int(number)
    if not re.search("[十百]", number):
        plain = number.translate(str.maketrans("零〇一二两三四五六七八九", "001223456789"))
        return int(plain)
    total = part = 0
    for char in number:
        if char in "十百":
            total += max(part, 1) * (10 if char == "十" else 100)
            part = 0
        else:
            part = "零一二三四五六七八九".find(char.replace("〇", "零").replace("两", "二"))
    return total + part


def _counted(value: int) -> str:
    """Return 1 to 99 in counting words (二十三), larger numbers digit by digit."""
    names = "零一二三四五六七八九"
    if not 0 < value < 100:
        return "".join(names[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else names[tens] + "十"
    return head + (names[ones] if ones else "")
