"""``huiyinbi log witness`` against a witness that answers over HTTP and checks what it is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.cli.checkup import checkup
from publisher.build import build, build_full, current_root
from publisher.dumps.reading import Dump
from publisher.dumps.writing import write_dump
from publisher.transparency.notes import new_signer
from tests.site.records import Log, case, number, tree
from tests.site.transparency.keys import SIGNED, SIGNER
from tests.site.transparency.witness import Witness, served


@pytest.fixture
def witness(monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """A witness that knows the log, and is the one in the settings."""
    with served(Witness(SIGNER.verifier)) as one:
        monkeypatch.setenv("LOG_WITNESSES", one.setting)
        yield one


@pytest.fixture
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose log has the key of the tests."""
    settings.HUIYINBI_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("LOG_KEY", SIGNER.encode())
    return tmp_path


@pytest.fixture
def grow(home: Path, witness: Witness) -> Callable[[int], None]:
    """Publish so many cases more, and build."""
    log = Log(home / "public.sqlite3")
    log.geography()
    published = 0

    def more(count: int) -> None:
        nonlocal published
        for _ in range(count):
            published += 1
            log.collect("case", number(published), case(published))
        log.save()
        build(log.store, home, replace(SIGNED, witness_keys=str(witness.key)), processes=1)

    return more


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    try:
        call_command("log", *words, "--json")
    except SystemExit as stop:
        assert stop.code == 1
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_witness_cosigns_a_growing_log_and_verify_says_so(
    grow: Callable[[int], None], home: Path, witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    for count in (1, 3, 260, 7):  # past a full tile
        grow(count)
        report = _run(capsys, "witness")
        assert (report["ok"], report["size"]) == (True, witness.size), report

    # From the second time on it is known here how far the witness was.
    assert witness.asked == [0, 12, 15, 275]
    checked = _run(capsys, "verify", str(home))
    assert checked["ok"]
    assert [one["witness"] for one in checked["cosigned"]] == [witness.key.name]
    assert checked["witnesses_from"] == "site"
    assert _run(capsys, "verify", str(home), "--witness", str(witness.key))["ok"]
    stranger = Witness(SIGNER.verifier).key
    assert not _run(capsys, "verify", str(home), "--witness", str(stranger))["ok"]


def test_cosigned_checkpoint_is_asked_for_once_and_stays_through_builds_and_dumps(
    grow: Callable[[int], None], home: Path, witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(2)
    _run(capsys, "witness")
    _run(capsys, "witness")
    assert witness.asked == [0]
    note = (current_root(home) / "log/checkpoint").read_bytes()
    assert note.count("\u2014 ".encode()) == 2

    how, log = replace(SIGNED, witness_keys=str(witness.key)), Log(home / "public.sqlite3")
    build(log.store, home, how, processes=1, full=True)
    assert (current_root(home) / "log/checkpoint").read_bytes() == note
    made = write_dump(log.store, home, home / "dumps", how, {})
    assert _run(capsys, "verify", str(made.path), "--witness", str(witness.key))["ok"]
    dump = Dump(made.path)
    store = dump.load(home / "copy.sqlite3")
    (home / "other").mkdir()
    build_full(store, home / "again", dump.settings(home / "other"), processes=1)
    assert tree(home / "again") == tree(current_root(home))


def test_witness_that_lost_its_memory_is_asked_again_from_where_it_is(
    grow: Callable[[int], None], witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(2)
    _run(capsys, "witness")
    grow(5)
    witness.size, witness.root = 0, b""

    assert _run(capsys, "witness")["ok"]
    assert witness.asked == [0, 13, 0]


def test_witness_that_saw_another_log_is_reported_as_such(
    grow: Callable[[int], None], witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(2)
    witness.size, witness.root = 9, b"x" * 32

    report = _run(capsys, "witness")
    assert not report["ok"]
    assert "9" in report["problems"][0]
    witness.size = 500
    assert "500" in _run(capsys, "witness")["problems"][0]


def test_what_is_no_cosignature_is_not_published(
    grow: Callable[[int], None], home: Path, witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(1)
    before = (current_root(home) / "log/checkpoint").read_bytes()
    forged = Witness(SIGNER.verifier, witness.key.name)
    for reply in (
        (200, "text/plain", forged._line(before.decode().rpartition("\n\n")[0] + "\n")),
        (200, "text/plain", b"<html>hello</html>"),
        (200, "text/plain", b"x" * 100_000),
        (500, "text/plain", b"sorry"),
    ):
        witness.answer = lambda _body, reply=reply: reply  # type: ignore[method-assign,misc]
        assert not _run(capsys, "witness")["ok"]
    assert (current_root(home) / "log/checkpoint").read_bytes() == before


def test_witness_without_our_key_is_told_with_the_key_it_needs(
    grow: Callable[[int], None], witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    grow(1)
    witness.log = new_signer("another.example/log").verifier

    assert str(SIGNER.verifier) in _run(capsys, "witness")["problems"][0]


@pytest.mark.django_db
def test_doctor_says_who_has_not_cosigned(
    grow: Callable[[int], None], witness: Witness, capsys: pytest.CaptureFixture[str]
) -> None:
    def found() -> list[bool]:
        return [one.ok for one in checkup() if witness.key.name in one.text]

    grow(1)
    assert found() == [False]
    _run(capsys, "witness")
    assert found() == [True]


@pytest.mark.parametrize("value", ["", "no-key https://w.example/", "file:///etc/passwd", "x"])
def test_setting_that_names_no_witness_is_one_clear_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("LOG_WITNESSES", value)

    with pytest.raises(CommandError, match="LOG_WITNESSES"):
        call_command("log", "witness")
