"""What `huiyinbi build` says, and with which exit code."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from publisher.build import current_root
from tests import factories
from tests.cms.cases.test_imports import ledger, row


@pytest.fixture
def home(tmp_path, settings, db):
    settings.HUIYINBI_HOME = tmp_path
    factories.publish(factories.area())
    import_ledger(Request(ledger(tmp_path / "台账.xlsx", row(1))))
    factories.publish(Case.objects.get())
    return tmp_path


def _say(*arguments: str) -> str:
    out = StringIO()
    call_command("build", *arguments, stdout=out)
    return out.getvalue()


def test_explanation_is_made_of_sentences(home):
    _say()
    page = next(current_root(home).glob("cases/*/*/*.html"))
    told = _say("--explain", page.relative_to(current_root(home)).as_posix())
    assert page.stem in told
    assert not set("[]{}") & set(told)
    report = json.loads(_say("--explain", "/cases/", "--json"))
    assert [record["kind"] for record in report["records"]] == ["case"]
    assert report["aggregates"] == ["cases"]


def test_check_ends_with_an_error_when_something_is_wrong(home):
    _say()
    assert json.loads(_say("--check", "--json"))["problems"] == []
    next(current_root(home).glob("cases/*/*/*.html")).unlink()
    with pytest.raises(SystemExit):
        _say("--check")


def test_whole_site_into_a_folder_and_wrong_wishes(home, monkeypatch):
    monkeypatch.delenv("SITE_BUCKET", raising=False)
    _say("--full", "--out", str(home / "out"))
    assert (home / "out" / "index.html").exists()
    for wish, says in (
        (("--out", "x"), "--full"),
        (("--sync",), "s3://"),
        (("--sync", "https://example.org"), "s3://"),
        (("--full", "--out", str(home / "out")), "空文件夹"),
    ):
        with pytest.raises(CommandError, match=says):
            _say(*wish)


def test_faults_of_files_are_sentences(home, tmp_path):
    a_file = tmp_path / "a-file"
    a_file.write_text("")
    none = tmp_path / "none.zip"
    for arguments, says in (
        (("build", "--from-dump", str(none), "--out", str(tmp_path / "o")), "没有这个文件"),
        (("build", "--full", "--out", str(a_file / "o")), "已存在"),
        (("hours", "export", str(tmp_path / "h.csv")), "xlsx"),
        (("serve", "--port", "99999"), "65535"),
        (("log", "verify", str(tmp_path / "nowhere")), "没有公开日志"),
    ):
        with pytest.raises(CommandError, match=says):
            call_command(*arguments)


def test_explaining_a_page_that_is_not_there_is_an_error(home):
    _say()
    with pytest.raises(SystemExit):
        _say("--explain", "/nowhere")
