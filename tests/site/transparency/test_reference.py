"""The log as the reference implementation of transparency logs reads it: golang.org/x/mod."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.build import build, current_root
from publisher.transparency.consistency import consistency_proof
from publisher.transparency.sources import Folder, Prefixed, hashes_of
from tests.site.records import Log, area, case, number
from tests.site.transparency.keys import OTHER, SIGNED, SIGNER

Check = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def log_folder(tmp_path: Path) -> Path:
    """The log of a site that grew three times, past a full tile."""
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    for count in (1, 250, 300):
        for serial in range(count, count + count):
            log.collect("case", number(serial), case(serial))
        log.collect("area", "410902", area("410902", f"华龙{count}", "district"), "更名")
        log.save()
        build(log.store, tmp_path, SIGNED, processes=1)
    return current_root(tmp_path) / "log"


def test_reference_implementation_verifies_every_entry(log_folder: Path, go_check: Check) -> None:
    answer = go_check(log_folder, str(SIGNER.verifier))

    assert (answer.returncode, answer.stdout.strip()) == (0, "565"), answer.stderr


def test_reference_implementation_accepts_our_proofs_of_consistency(
    log_folder: Path, go_check: Check
) -> None:
    source = Prefixed(Folder(log_folder))

    def proof(old: int) -> str:
        hashes = consistency_proof(lambda level, i: hashes_of(source, level, i, 565), old, 565)
        return " ".join([str(old), *(base64.b64encode(one).decode() for one in hashes)])

    proofs = "\n".join(map(proof, range(1, 565)))
    answer = go_check(log_folder, str(SIGNER.verifier), proofs)
    assert (answer.returncode, answer.stdout.strip()) == (0, "565"), answer.stderr
    wrong = proof(300).replace("300", "301", 1)
    assert "size 301" in go_check(log_folder, str(SIGNER.verifier), wrong).stderr


def test_reference_implementation_refuses_another_key(log_folder: Path, go_check: Check) -> None:
    assert go_check(log_folder, str(OTHER.verifier)).returncode != 0


def test_reference_implementation_refuses_a_changed_entry(
    log_folder: Path, go_check: Check
) -> None:
    path = log_folder / "tile/entries/001"
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":9', 1))

    answer = go_check(log_folder, str(SIGNER.verifier))

    assert "entry 257" in answer.stderr
