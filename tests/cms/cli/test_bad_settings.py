"""A setting that cannot be used, or a home never set up, is told in one Chinese sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
NOBODY = "postgres://u:secret@127.0.0.1:1/x"


@pytest.mark.parametrize(
    ("setting", "value", "command", "told"),
    [
        ("DATABASE_URL", "mysql://u:secret@h/x", "doctor", "DATABASE_URL 应写成"),
        ("DATABASE_URL", "nonsense", "doctor", "DATABASE_URL 应写成"),
        ("DATABASE_URL", NOBODY, "trace 202006-000001", "数据库无法使用"),
        ("DATABASE_URL", "", "trace 202006-000001", "数据库无法使用"),
        ("SEARCH_URL", "http://127.0.0.1:1", "doctor", "SEARCH_URL 应写成"),
        ("SEARCH_URL", "http://127.0.0.1:1", "search 灯", "SEARCH_URL 应写成"),
        ("HUIYINBI_HOME", "/dev/null/home", "doctor", "HUIYINBI_HOME：无法建立"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(tmp_path, setting, value, command, told):
    environ = {**os.environ, "HUIYINBI_HOME": str(tmp_path), "PYTHONPATH": f"{ROOT}:{ROOT}/site"}
    environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings.base", setting: value}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cms", *command.split()],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_ctrl_c_is_answered_with_a_sentence(monkeypatch, capsys):
    def stopped(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", stopped)
    monkeypatch.setattr("sys.argv", ["huiyinbi", "doctor"])
    # What ``main`` sets for its own process must not stay in that of the tests.
    monkeypatch.setenv("LANGUAGE", "")
    with pytest.raises(SystemExit) as end:
        main()

    assert end.value.code == 130
    assert "已中止" in capsys.readouterr().err
