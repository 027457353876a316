"""Without a command, or with a wrong one, the command line says which there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.__main__ import main
from cms.cli import overview
from cms.cli.management import commands


def test_every_command_of_ours_is_listed():
    files = {path.stem for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert files == set(overview.COMMANDS)


def test_wrong_command_is_one_sentence_with_the_nearest(monkeypatch):
    monkeypatch.setattr("sys.argv", ["huiyinbi", "serch"])
    # What ``main`` sets for its own process must not stay in that of the tests.
    monkeypatch.setenv("LANGUAGE", "")
    with pytest.raises(SystemExit) as end:
        main()

    said = str(end.value.code)
    assert "\n" not in said
    assert "没有命令 serch" in said
    assert "search" in said
