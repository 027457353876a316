"""What a build did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Progress = Callable[[int, int], None]  # (log entries and pages done, all of them)


@dataclass(frozen=True)
class BuildReport:
    """Figures of one build; ``pages_written`` counts files, compressed twins included.

    ``sync_seconds``, a part of ``seconds``, is how long a full build waited at its end
    for the disk. ``index_files`` are those of a search index that had outgrown its files and was
    made anew afterwards, which is not part of ``seconds``.
    """

    kind: Literal["full", "incremental", "nothing"]
    seq_from: int
    seq_to: int
    pages_written: int = 0
    pages_removed: int = 0
    bytes: int = 0
    seconds: float = 0.0
    sync_seconds: float = 0.0
    index_files: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        return asdict(self)
