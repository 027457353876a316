"""From the cells of one row of a ledger to texts, times and codes."""

from __future__ import annotations

from cms.cases.ledger.words import code_for, known_words
from cms.tables.values import RowValues, says_nothing

_LIMITS = {
    "ledger_number": 100,
    "title": 200,
    "source": 100,
    "unit": 100,
    "responsible": 100,
    "reporter_name": 100,
    "reporter_phone": 100,
    "reporter_address": 300,
}


class CaseValues(RowValues):
    """The cells of one row of a ledger."""

    paragraphs = frozenset({"content", "measures", "reply", "progress", "remarks"})
    limits = _LIMITS

    def code(self, field: str) -> str | None:
        """Return the code of ``field``, None where it is empty or unknown (then remarked)."""
        text = self.text(field)
        if not text:
            return None
        found = code_for(field, text, self.profile.values.get(field))
        if found is None and not says_nothing(text):
            self.remark("unknown_word", field, text, known=known_words(field))
        return found

    def word(self, field: str, text: str) -> str | None:
        """Return the code that ``text`` of another field means in vocabulary ``field``."""
        return code_for(field, text, self.profile.values.get(field))
