"""``huiyinbi log``: making a key, keeping checkpoints, checking what others published."""

from __future__ import annotations

import json
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.cli.work import Projections, site_settings
from cms.publication.door import actions
from publisher.build import build, current_root
from publisher.settings import SettingsError
from tests import factories
from tests.site.records import Log, case, number
from tests.site.transparency.keys import SIGNED, SIGNER


@pytest.fixture
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder."""
    settings.HUIYINBI_HOME = tmp_path  # type: ignore[attr-defined]
    for name in ("LOG_KEY", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def published(home: Path) -> Path:
    """A data folder with a built, signed site."""
    log = Log(home / "public.sqlite3")
    log.geography()
    log.put("case", number(1), case(1))
    build(log.store, home, SIGNED, processes=1)
    return home


def _report(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    report: dict[str, object] = json.loads(capsys.readouterr().out)
    return report


def test_key_is_made_once_for_its_owner_alone(home: Path) -> None:
    call_command("log", "keygen", "--name", "example.org/log")

    path = home / "log-key"
    assert path.stat().st_mode & 0o777 == 0o600
    signer = site_settings().signer
    assert signer is not None
    assert signer.name == "example.org/log"
    assert signer.encode() == path.read_text().strip()
    assert signer.encode() not in repr(site_settings())
    with pytest.raises(CommandError, match=r"log-key"):
        call_command("log", "keygen", "--name", "example.org/log")


@pytest.mark.django_db
def test_key_is_replaced_and_the_same_log_goes_on(
    published: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    key, kept = published / "log-key", tmp_path / "kept.txt"
    key.write_text(SIGNER.encode())
    key.chmod(0o600)
    kept.write_bytes((current_root(published) / "log/checkpoint").read_bytes())

    call_command("log", "keygen", "--replace", "--json")

    report = _report(capsys)
    old = Path(str(report["old_kept"]))
    assert (report["signed_by_old"], old.read_text()) == (True, SIGNER.encode())
    assert {path.stat().st_mode & 0o777 for path in (key, old)} == {0o600}
    call_command("build")
    capsys.readouterr()
    place = str(current_root(published))
    call_command("log", "verify", place, "--key", str(SIGNER.verifier), "--since", str(kept))
    said = capsys.readouterr().out
    assert str(report["public_key"]) in said
    assert str(SIGNER.verifier) in said
    with pytest.raises(CommandError, match="log-key"):  # not twice on one day
        call_command("log", "keygen", "--replace")


def test_lost_key_is_replaced_by_its_public_half(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="--lost"):
        call_command("log", "keygen", "--replace")
    call_command("log", "keygen", "--replace", "--lost", str(SIGNER.verifier), "--json")
    assert not _report(capsys)["signed_by_old"]
    changes = site_settings().key_changes
    assert str(SIGNER.verifier) in changes
    monkeypatch.setenv("LOG_KEY", SIGNER.encode())
    with pytest.raises(CommandError, match="LOG_KEY"):
        call_command("log", "keygen", "--replace")


def test_key_is_named_after_the_site(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("log", "keygen")
    monkeypatch.setenv("SITE_URL", "https://example.org/wall/")

    call_command("log", "keygen", "--json")

    assert _report(capsys)["name"] == "example.org/wall/log"


def test_key_from_the_environment_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("log", "keygen", "--name", "example.org/log")
    monkeypatch.setenv("LOG_KEY", SIGNER.encode())

    assert str(getattr(site_settings().signer, "verifier", "")) == str(SIGNER.verifier)


@pytest.mark.parametrize("damage", ["readable by others", "cut off"])
def test_key_that_cannot_be_used_is_one_clear_error(home: Path, damage: str) -> None:
    call_command("log", "keygen", "--name", "example.org/log")
    path = home / "log-key"
    if damage == "cut off":
        path.write_text(path.read_text()[:-9])
    else:
        path.chmod(0o644)

    with pytest.raises(SettingsError) as refused:
        site_settings()
    assert path.read_text().strip()[-20:] not in str(refused.value)


def test_verify_from_a_web_address_with_a_kept_checkpoint(
    published: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call_command("log", "checkpoint", "--out", str(tmp_path / "kept"))
    (kept,) = (tmp_path / "kept").iterdir()
    capsys.readouterr()
    handler = partial(_Quiet, directory=str(current_root(published)))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        call_command("log", "verify", url, "--since", str(kept), "--records", "yes", "--json")
        server.shutdown()

    report = _report(capsys)
    assert (report["ok"], report["since"], report["records"]) == (True, 12, 1)
    assert (report["key_from"], report["key"]) == ("site", str(SIGNER.verifier))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_verify_fails_and_names_the_entry(
    published: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    copy = shutil.copytree(current_root(published), tmp_path / "copy")
    record = copy / "cases/2020/06/202006-000001.json"
    record.write_bytes(record.read_bytes() + b" ")

    with pytest.raises(SystemExit) as stop:
        call_command("log", "verify", str(copy), "--key", str(SIGNER.verifier), "--json")

    assert stop.value.code == 1
    assert _report(capsys)["first_bad"] == 12


def test_refused_older_checkpoint_is_not_called_missing(
    published: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site = current_root(published)
    kept = tmp_path / "kept.txt"
    lines = (site / "log/checkpoint").read_text().splitlines(keepends=True)
    kept.write_text("".join([lines[0], "3\n", *lines[2:]]))

    with pytest.raises(SystemExit):
        call_command("log", "verify", str(site), "--since", str(kept))

    told = capsys.readouterr().out
    assert "✗" in told
    assert "没有更早的检查点" not in told


@pytest.mark.parametrize(
    "words", [["nowhere"], [".", "--key", "no key"], [".", "--since", "nothing.txt"]]
)
def test_verify_says_in_one_line_what_it_cannot_do(home: Path, words: list[str]) -> None:
    place, *rest = words
    with pytest.raises(CommandError):
        call_command("log", "verify", str(home / place), *rest)


@pytest.mark.django_db
def test_purge_empties_database_and_store(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # In letters, which an index keeps as they are: quiteunheardof.
    made = factories.publish(factories.case(content="居民说 quiteunheardof 的事"))
    Projections().catch_up_store_and_search()
    assert _files_with(b"quiteunheardof", home)
    with pytest.raises(CommandError, match="--yes"):
        call_command("log", "purge", made.number)
    with pytest.raises(CommandError):
        call_command("log", "purge", made.number, "--yes")
    actions.withdraw(made, reason="涉及他人隐私")

    call_command("log", "purge", made.number, "--yes", "--json")

    assert _report(capsys)["purged"] == 1
    assert not _files_with(b"quiteunheardof", home)


@pytest.mark.django_db
def test_purge_of_a_replaced_version_keeps_its_hash_and_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("log", "keygen", "--name", "example.org/log")
    made = factories.publish(factories.case(content="居民说 quiteunheardof 的事"))
    call_command("build")
    kept = home.parent / "kept-checkpoint.txt"
    kept.write_bytes((current_root(home) / "log/checkpoint").read_bytes())
    made.content, made.change_reason = "居民说的事", "删去他人信息"
    made.save_revision().publish()
    call_command("build")
    site = current_root(home)
    (versions,) = site.glob("cases/*/*/*/versions.html")
    assert "quiteunheardof" in versions.read_text("utf-8")
    for wrong in ("2", "3"):
        with pytest.raises(CommandError, match=made.number):
            call_command("log", "purge", made.number, "--version", wrong, "--yes")
    capsys.readouterr()

    call_command("log", "purge", made.number, "--version", "1", "--yes", "--json")

    assert _report(capsys)["purged"] == 1
    assert not _files_with(b"quiteunheardof", home)
    site = current_root(home)
    texts = (file for file in site.rglob("*") if file.is_file())
    assert not [file for file in texts if b"quiteunheardof" in file.read_bytes()]
    (versions,) = site.glob("cases/*/*/*/versions.html")
    assert "依法删除" in versions.read_text("utf-8")
    assert "依法删除" in (site / "corrections/index.html").read_text("utf-8")
    call_command("log", "verify", str(site), "--since", str(kept), "--json")
    assert _report(capsys)["ok"]


def _files_with(word: bytes, home: Path) -> list[Path]:
    return [file for file in home.glob("public.sqlite3*") if word in file.read_bytes()]
