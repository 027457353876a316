"""What stays of a case's texts once its private data is purged: what the public may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.privacy.allowed import Allowed
from cms.privacy.mask import mask
from cms.privacy.scan import Known, scan
from cms.publication.gate import gate
from cms.retention.masking import AllMasked

#: Fields that are emptied; the others keep what the gate lets through.
PRIVATE = ("reporter_name", "reporter_phone", "reporter_address", "responsible", "remarks")
_TEXTS = ("title", "source", "content", "measures", "refusal", "ledger_number")


class Cleaner:
    """Cleans the row and the revisions of one case, with all that they say of the reporter."""

    def __init__(self, pk: int, contents: Iterable[dict[str, Any]], allowed: Allowed) -> None:
        held = list(contents)
        self.allowed = allowed
        self._rulings = AllMasked("case", pk)
        names, phones, addresses = (
            tuple({content[field] for content in held if content.get(field)})
            for field in ("reporter_name", "reporter_phone", "reporter_address")
        )
        self.known = Known(names, phones, addresses)

    def content(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return a revision's content (or a row's values) without private data.

        ``progress`` is a list of dicts with ``text`` and ``unit``, ``pictures`` one with
        ``alt``, ``caption`` and ``consent``; other keys are kept.
        """
        steps, pictures = content.get("progress", []), content.get("pictures", [])
        passed = gate.inspect(
            "case",
            {
                **{name: content.get(name) or "" for name in _TEXTS},
                "unit": "",
                "progress": [{"text": step["text"], "unit": step["unit"]} for step in steps],
                "pictures": [{"alt": each["alt"], "caption": each["caption"]} for each in pictures],
            },
            self.known,
            self.allowed,
            reason=content.get("change_reason") or "",
            rulings=self._rulings,
            unlooked=lambda _record: set(),
        )
        clean = {name: passed.record[name] for name in _TEXTS if name in content}
        if "progress" in content:
            texts = passed.record["progress"]
            clean["progress"] = [{**old, **new} for old, new in zip(steps, texts, strict=True)]
        if "pictures" in content:
            texts = passed.record["pictures"]
            clean["pictures"] = [
                {**old, **new, "consent": ""} for old, new in zip(pictures, texts, strict=True)
            ]
        empty = dict.fromkeys(PRIVATE, "")
        return {**content, **clean, **empty, "change_reason": passed.reason}

    def text(self, text: str) -> str:
        """Return a text beside the case (a comment, a reason) with all findings masked."""
        return mask(text, scan(text, self.known, self.allowed))
