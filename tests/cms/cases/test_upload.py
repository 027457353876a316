"""The pages that take a ledger: upload, columns, progress."""

import json
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.cases.models import Case, Import
from cms.cases.upload import files, jobs
from cms.publication.models import Sight
from tests import factories
from tests.cms.cases.test_imports import ledger, row

pytestmark = pytest.mark.django_db
ANSWERS = {"column-0": "received", "column-1": "content"}


@pytest.fixture
def editor(admin_client, settings, tmp_path, monkeypatch):
    """A client of an editor; imports are done when the answer comes."""
    settings.HUIYINBI_HOME = tmp_path
    factories.area()
    monkeypatch.setattr(jobs.threading.Thread, "start", lambda self: self.run())
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    return admin_client


def send(client, *rows: list[str], name: str = "我的台账.xlsx"):
    """Upload a ledger of two columns; return the answer."""
    path = ledger(Path(settings.HUIYINBI_HOME) / "sent.xlsx", *rows, headers=["哪天", "啥事"])
    upload = SimpleUploadedFile(name, path.read_bytes())
    path.unlink()
    return client.post("/admin/import/", {"file": upload})


def test_upload_maps_columns_reports_and_imports(editor):
    columns = send(editor, ["2020-06-03", "灯坏了。"]).url
    assert "灯坏了。" in editor.get(columns).content.decode()
    dry = editor.post(columns, {**ANSWERS, "dry-run": "1"}).content.decode()
    assert "新增 1" in dry
    assert not Case.objects.exists()

    progress = editor.post(columns, {**ANSWERS, "import": "1"}).url

    assert "新增 1" in editor.get(progress).content.decode()
    assert Case.objects.get().content == "灯坏了。"


def test_ledger_is_deleted_once_it_was_imported(editor, tmp_path):
    columns = send(editor, ["2020-06-03", "灯坏了。"]).url
    assert list(tmp_path.glob("imports/uploaded/**/*.xlsx"))

    progress = editor.post(columns, {**ANSWERS, "import": "1"}).url

    assert not list(tmp_path.glob("imports/uploaded/**/*.xlsx"))
    assert editor.get(columns).url == progress


def test_ledger_with_a_name_of_many_characters_is_taken(editor, tmp_path):
    columns = send(
        editor, ["2020-06-03", "灯坏了。"], ["", "没写日期。"], name="台" * 200 + ".xlsx"
    ).url

    progress = editor.post(columns, {**ANSWERS, "import": "1"}).url

    assert "新增 1" in editor.get(progress).content.decode()
    assert len(list(tmp_path.glob("imports/台台*.xlsx"))) == 1  # the refused row


def test_refused_rows_can_be_taken_while_they_are_kept(editor, tmp_path):
    columns = send(editor, ["", "没写日期。"]).url
    progress = editor.post(columns, {**ANSWERS, "import": "1"}).url
    refused = next(tmp_path.glob("imports/我的台账*.xlsx"))

    answer = editor.get(progress, {"refused": "1"})
    assert quote(refused.stem) in answer["Content-Disposition"]
    assert openpyxl.load_workbook(refused).active["B2"].value == "没写日期。"
    b"".join(answer.streaming_content)
    assert Sight.objects.filter(view="import", kind="case").count() == 1

    refused.unlink()
    assert editor.get(progress, {"refused": "1"}).status_code == 404


def test_second_click_on_import_starts_no_second_import(editor, monkeypatch):
    columns = send(editor, ["2020-06-03", "灯坏了。"]).url
    waiting = []

    def wait(thread):
        waiting.append(thread)

    monkeypatch.setattr(jobs.threading.Thread, "start", wait)

    for _click in range(2):
        progress = editor.post(columns, {**ANSWERS, "import": "1"}).url
    assert "0 / 0" in editor.get(progress).content.decode()
    for thread in waiting:
        thread.run()

    assert Import.objects.count() == 1
    assert "新增 1" in editor.get(progress).content.decode()


def test_import_that_ended_with_its_process_says_so_and_can_be_started_again(editor, tmp_path):
    columns = send(editor, ["2020-06-03", "灯坏了。"]).url
    folder = next(tmp_path.glob("imports/uploaded/*"))
    (folder / "state.json").write_text(json.dumps({"done": 500, "total": 1000}))

    text = editor.get(f"{columns}progress/").content.decode()
    assert "请重新开始" in text
    assert "refresh" not in text
    progress = editor.post(columns, {**ANSWERS, "import": "1"}).url

    assert "新增 1" in editor.get(progress).content.decode()


@pytest.mark.parametrize(
    ("name", "said"), [("坏.xlsx", "坏.xlsx"), ("台账.docx", "另存为 .xlsx 或 .csv")]
)
def test_upload_of_rubbish_is_told_in_words_and_not_kept(editor, tmp_path, name, said):
    upload = SimpleUploadedFile(name, b"no workbook at all")

    answer = editor.post("/admin/import/", {"file": upload})

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_upload_of_another_user_is_not_found(editor, tmp_path):
    path = ledger(tmp_path / "a.xlsx", row(1))
    upload = SimpleUploadedFile("a.xlsx", path.read_bytes())
    token, _path = files.keep(upload, user_id=4711)

    assert editor.get(f"/admin/import/{token}/").status_code == 404
