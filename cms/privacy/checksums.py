"""Check digits and the shapes of official numbers. All arguments are ASCII digits."""

from __future__ import annotations

import datetime

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
# First two digits of ID numbers: provinces, Taiwan 71/83, Hong Kong 81, Macau 82.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)


def plausible_date(year: str, month: str, day: str) -> bool:
    """Return whether the three texts of digits are a day from 1900 to 2099."""
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return "1900" <= year <= "2099"


def id_shape(number: str) -> bool:
    """Return whether 15 or 18 characters have the region and birthday of an ID number."""
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:
        return plausible_date("19" + number[6:8], number[8:10], number[10:12])
    return plausible_date(number[6:10], number[10:12], number[12:14])


def id_checksum(number: str) -> bool:
    """Return whether the last of 18 characters is the check digit of the others."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17]


def luhn(number: str) -> bool:
    """Return whether the digits pass the Luhn check."""
    total = 0
    for index, char in enumerate(reversed(number)):
        digit = int(char)
        if index % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0


def bank_bin(number: str) -> bool:
    """Return whether a card issuer's prefix and the length fit each other."""
    length = len(number)
    if number[:2] == "62":
        return 16 <= length <= 19
    if number[0] == "4" or "51" <= number[:2] <= "55" or "2221" <= number[:4] <= "2720":
        return length == 16
    if number[:2] in {"34", "37"}:
        return length == 15
    if number[:2] in {"35", "30", "36", "38"}:
        return length in {14, 16}
    # Older debit cards of Chinese banks, from before the 62 range.
    return number[:2] in {"60", "68", "69", "90", "94", "95", "98"} and 16 <= length <= 19
