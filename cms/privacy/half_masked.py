"""Numbers of which somebody hid too little: 1380013*000 leaves ten to guess.

What hides as much as offices do (``138****1234``, a birthday of an ID number) is masked
already and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import masking_styles as styles
from cms.privacy.checksums import id_shape
from cms.privacy.hits import Hit

_HIDDEN = "*×●xX?？"
_MOBILE = re.compile(r"(?<![\d*])1[3-9](?:[\- ]?[\d*×●xX?？]){9}(?![\d*×●A-Za-z])")
_ID = re.compile(r"(?<![\d*])[1-9]\d{5}[\d*×●xX?？]{12}(?![\d*×●A-Za-z])")
_SIGNS = re.compile(f"[{re.escape(_HIDDEN)}]")
# Four hidden signs of a mobile number are the usual mask; of an ID number the birthday's eight.
_ENOUGH_OF_MOBILE, _ENOUGH_OF_ID = 4, 6


def half_masked_hits(text: str) -> Iterator[Hit]:
    """Yield mobile and ID numbers of a folded text that hide fewer signs than a mask does."""
    if not _SIGNS.search(text):
        return
    for match in _MOBILE.finditer(text):
        signs = re.sub(r"[\- ]", "", match[0])
        if 0 < len(_SIGNS.findall(signs)) < _ENOUGH_OF_MOBILE:
            yield Hit("mobile", *match.span(), styles.mobile(signs), 0.92)
    for match in _ID.finditer(text):
        hidden = len(_SIGNS.findall(match[0][:17])) + (match[0][17] in "*×●?？")
        if 0 < hidden < _ENOUGH_OF_ID and id_shape(_SIGNS.sub("0", match[0][:17]) + "0"):
            yield Hit("id_number", *match.span(), styles.id_number(match[0]), 0.92)
