"""How each kind of personal data is masked, in the styles that offices use."""

from __future__ import annotations

HOME = "***"


def mobile(digits: str) -> str:
    """``138****1234``."""
    return f"{digits[:3]}****{digits[-4:]}"


def id_number(digits: str) -> str:
    """``35*************123``: the first two and the last three stay."""
    return digits[:2] + "*" * (len(digits) - 5) + digits[-3:]


def landline(digits: str) -> str:
    """``0393-****567``; the city code stays. A local number keeps its last three."""
    if not digits.startswith("0"):
        return f"****{digits[-3:]}"
    city = 3 if digits[1] in "12" else 4
    return f"{digits[:city]}-****{digits[-3:]}"


def bank_card(digits: str) -> str:
    """``6222************890``: issuer and the last three."""
    return digits[:4] + "*" * (len(digits) - 7) + digits[-3:]


def document(text: str) -> str:
    """``E******78``: the first letter and the last two of a passport, permit."""
    return text[0] + "*" * max(4, len(text) - 3) + text[-2:]


def plate(text: str) -> str:
    """``豫A***45``: place, letter and the last two."""
    return text[:2] + "***" + text[-2:]


def email(text: str) -> str:
    """``z***@163.com``-like; the domain stays only where it names a provider."""
    return text[0] + "***"


def account(text: str) -> str:
    """``z***``: the first character of a WeChat or QQ account."""
    return text[0] + "***"


def name(surname: str, title: str = "") -> str:
    """``张*``, or ``张女士`` where a title follows."""
    return surname + title if title else f"{surname}*"
