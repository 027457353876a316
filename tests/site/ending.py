"""Builds that end in the middle."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.build import build
from publisher.building import stage
from tests.site.records import SETTINGS, Log


def end_among_moves(monkeypatch: pytest.MonkeyPatch, log: Log, home: Path, moves: int) -> None:
    """Build until ``moves`` of a batch's files are in their places, each by one rename."""
    move, done = stage._move, 0

    def fail_later(staged: Path, target: Path) -> None:
        nonlocal done
        if done == moves:
            raise KeyboardInterrupt
        done += 1
        move(staged, target)

    monkeypatch.setattr(stage, "_move", fail_later)
    with pytest.raises(KeyboardInterrupt):
        build(log.store, home, SETTINGS)
    monkeypatch.undo()
