"""The editors' synonyms → the file that every searching process reads."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cms.finding.models import SynonymGroup, personal_data


def write_synonyms(path: Path) -> bool:
    """Write all groups to ``path``, one a line; return whether the file changed.

    The file is exchanged whole, so that nobody reads half of it. The public site has its
    words: a group that holds personal data, as one that came past the form may, is left out.
    """
    groups = SynonymGroup.objects.values_list("words", flat=True)
    lines = [f"{words}\n" for words in groups if not personal_data(words)]
    text = "".join(lines)
    if (path.read_text(encoding="utf-8") if path.exists() else "") == text:
        return False
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".synonyms-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o644)  # the public process may be another user
    Path(name).replace(path)
    return True
