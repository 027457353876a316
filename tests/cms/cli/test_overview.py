"""Without a command, or with a wrong one, the command line says which there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cms.cli import overview
from cms.cli.management import commands


def test_every_command_of_ours_is_listed():
    files = {path.stem for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert files == set(overview.COMMANDS)


def test_wrong_command_is_one_sentence_with_the_nearest(tmp_path):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cms", "serch"],
        env={"HUIYINBI_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "search" in done.stderr
    assert "没有命令 serch" in done.stderr
