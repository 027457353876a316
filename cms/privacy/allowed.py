"""Numbers that are public on purpose: published office numbers and service lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cms.privacy.folding import fold

# 400 and 800 lines, and 95/96 lines with a city code. Short ones (110, 12345)
# are too short to be taken for anybody's number.
_SERVICE = re.compile(r"(?:[48]00\d{7}|0\d{2,3}(?:1[0-2]\d{1,3}|9[56]\d{3,4})|9[56]\d{3,6})")


def plain_digits(written: str) -> str:
    """Return the digits of a number written in any way, without country code or leading 0."""
    digits = re.sub(r"\D", "", fold(written).text)
    digits = re.sub(r"^(?:00)?86(?=\d{10,11}$)", "", digits)
    return digits.lstrip("0")


@dataclass(frozen=True)
class Allowed:
    """Office numbers that may appear in public. ``numbers`` are digits without leading zeros."""

    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, written: Iterable[str]) -> Allowed:
        """Build from the phones of the areas directory, as the office wrote them.

        Several numbers in one text may be parted by 、 / ; , or a space.
        A landline with its city code is known without it too.
        """
        numbers = set()
        for text in written:
            for part in re.split(r"[、/;；,，\s]+|转|或", text):
                digits = plain_digits(part)
                if len(digits) >= 7:
                    numbers.add(digits)
                if part.strip().startswith(("0", "(0", "（0")) and len(digits) in {9, 10, 11}:
                    numbers.add(_local(digits))
        return cls(frozenset(numbers))

    def covers(self, digits: str) -> bool:
        """Return whether these ASCII digits are a published office number or a service line."""
        bare = digits.lstrip("0")
        if bare in self.numbers or _SERVICE.fullmatch(digits):
            return True
        return digits.startswith("0") and _local(bare) in self.numbers


def _local(bare: str) -> str:
    """Return a landline without its city code (two digits for 10 and 2x, else three)."""
    return bare[2:] if bare.startswith(("10", "2")) else bare[3:]
