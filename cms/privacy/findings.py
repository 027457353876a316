"""What a scan finds: the kinds of personal data and one finding of them."""

from __future__ import annotations

from dataclasses import dataclass

from cms.translating import gettext_noop

# From this confidence on a finding is masked without asking an editor.
CERTAIN = 0.9

KINDS: dict[str, str] = {
    "mobile": gettext_noop("Mobile number"),
    "landline": gettext_noop("Private landline"),
    "id_number": gettext_noop("ID card number"),
    "passport": gettext_noop("Passport number"),
    "permit": gettext_noop("Permit or certificate number"),
    "plate": gettext_noop("Number plate"),
    "bank_card": gettext_noop("Bank card number"),
    "email": gettext_noop("E-mail address"),
    "wechat": gettext_noop("WeChat account"),
    "qq": gettext_noop("QQ number"),
    "account": gettext_noop("Account of another service"),
    "home": gettext_noop("Exact home"),
    "name": gettext_noop("Personal name"),
    "location": gettext_noop("Place a picture was taken at"),
    "picture": gettext_noop("Picture that nobody has looked at"),
    "device": gettext_noop("Owner or device written in a file"),
}


@dataclass(frozen=True)
class Finding:
    """One piece of personal data in a text.

    ``start`` and ``end`` are offsets in the text that was scanned, and ``text``
    is what stands between them. ``mask`` is what to write there instead.
    ``confidence`` is between 0 and 1; at :data:`CERTAIN` and above the mask is
    applied without asking.
    """

    kind: str
    start: int
    end: int
    text: str
    mask: str
    confidence: float

    @property
    def certain(self) -> bool:
        """Whether the finding may be masked without asking an editor."""
        return self.confidence >= CERTAIN
