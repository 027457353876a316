"""A backup brings everything back, and neither it nor the restore leaves anything half."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.cli.safekeeping.archive import Archive
from cms.cli.safekeeping.faults import KeepingFault
from cms.publication.store import PublicStore
from cms.settings import switching
from publisher.build import current_root
from publisher.output.release import living
from publisher.transparency.keys import find_signer
from publisher.transparency.sources import Folder
from publisher.transparency.verify import verify
from tests.safekeeping.installation import ROOT, call, command, environment, make, rows, well
from tests.site.records import tree


@pytest.fixture(scope="module")
def office(installed_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office that has published. Not to be changed."""
    home = tmp_path_factory.mktemp("office") / "home"
    make(home, installed_database)
    return home


def killed_when(sign: Path, home: Path, *arguments: object) -> None:
    """Run a command and kill it as soon as ``sign`` exists."""
    process = subprocess.Popen(command(*arguments), env=environment(home), cwd=ROOT)
    while not sign.exists() and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def backup(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, made by the command after another was killed at the same place."""
    folder = tmp_path_factory.mktemp("backups")
    target = folder / "backup.zip"
    killed_when(folder / ".backup.zip.part", office, "backup", target)
    assert not target.exists()
    report = json.loads(well(call(office, "backup", target, "--json")))
    assert (report["entries"], report["keys"]) == (5, [])
    assert [path.name for path in folder.iterdir()] == ["backup.zip"]
    return target


def test_everything_comes_back_and_the_site_is_the_same(
    office: Path, backup: Path, tmp_path: Path
) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with zipfile.ZipFile(backup) as archive:
        assert not {"log-key", "secret-key"} & set(archive.namelist())
    home = tmp_path / "new"
    home.mkdir()
    shutil.copy(office / "log-key", home)
    killed_when(home / switching.FOLDER / switching.UNPACKED, home, "restore", backup)
    assert not (home / "media").exists()

    told = well(call(home, "restore", backup))

    assert "已恢复" in told and "log-key" not in told
    assert rows(home / "private.sqlite3") == rows(office / "private.sqlite3")
    assert tree(current_root(home)) == tree(current_root(office))
    for name in ("uploads", "media"):
        assert tree(home / name) == tree(office / name) != {}
    signer = find_signer({}, office)
    assert signer and not verify(Folder(current_root(home)), [signer.verifier]).problems


def test_a_home_with_data_is_replaced_only_when_asked_and_kept_aside(
    office: Path, backup: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(office, home, symlinks=True)
    with closing(sqlite3.connect(home / "private.sqlite3")) as database, database:
        database.execute("update auth_group set name = name || '组'")
    with closing(PublicStore(home / "public.sqlite3")) as store:
        (last,) = store.entries(4)
        store.append([last._replace(seq=6, version=9)])
    before = rows(home / "private.sqlite3")

    refused = call(home, "restore", backup)
    assert refused.returncode == 1 and "--replace" in refused.stderr
    assert rows(home / "private.sqlite3") == before

    report = json.loads(well(call(home, "restore", backup, "--replace", "--json")))
    assert (report["lost"], report["log_key"]) == (1, True)
    assert rows(home / "private.sqlite3") == rows(office / "private.sqlite3")
    assert rows(Path(report["replaced"]) / "private.sqlite3") == before
    assert tree(current_root(home)) == tree(current_root(office))


def test_readers_have_the_old_pages_until_the_new_take_their_place(
    office: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(office, home, symlinks=True)
    unpacked = home / switching.FOLDER / switching.UNPACKED
    unpacked.mkdir(parents=True)
    for name in ("private.sqlite3", "public.sqlite3"):
        shutil.copy(office / name, unpacked)
    shutil.copytree(office / "media", unpacked / "media")
    before = os.readlink(current_root(home))

    switching.decide(home, "replaced")
    switching.place(home)

    assert tree(current_root(home)) == tree(current_root(office))
    assert living(home) is None, "no build goes on from pages of another log"
    well(call(home, "build"))
    assert os.readlink(current_root(home)) != before
    assert living(home) is not None
    assert tree(current_root(home)) == tree(current_root(office))


def test_a_changed_byte_is_named_and_nothing_is_written(backup: Path, tmp_path: Path) -> None:
    whole, damaged, home = backup.read_bytes(), tmp_path / "damaged.zip", tmp_path / "home"
    with zipfile.ZipFile(backup) as archive:
        places = {
            info.filename: info.header_offset + len(info.filename) + 60 + info.compress_size // 2
            for info in archive.infolist()
        }
    for name, place in places.items():
        data = bytearray(whole)
        data[place] ^= 1
        damaged.write_bytes(data)
        with pytest.raises(KeepingFault, match=name):
            _read_all(damaged)
    damaged.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KeepingFault, match="不是完整的"):
        _read_all(damaged)

    data = bytearray(whole)
    picture = next(name for name in places if name.startswith("uploads/"))
    data[places[picture]] ^= 1
    damaged.write_bytes(data)
    done = call(home, "restore", damaged)
    assert done.returncode == 1
    assert picture in done.stderr and "Traceback" not in done.stderr
    assert {path.name for path in home.iterdir()} <= {"secret-key", "limits"}


def _read_all(path: Path) -> None:
    with closing(Archive(path)) as archive:
        for kept in archive.manifest.files:
            archive.copy(kept, io.BytesIO())


def test_names_that_lead_out_of_the_folder_are_refused(backup: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.zip"
    for name in ("uploads/../../evil", "/etc/evil", "uploads/", "huiyinbi", "media/a\\b"):
        with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(evil, "w") as target:
            manifest = json.loads(archive.read("manifest.json"))
            manifest["files"][-1]["name"] = name
            target.writestr("manifest.json", json.dumps(manifest))
        with pytest.raises(KeepingFault, match="evil"):
            Archive(evil)


def test_a_backup_is_not_put_where_it_is_published_nor_over_another(
    office: Path, backup: Path, settings, tmp_path: Path
) -> None:
    settings.HUIYINBI_HOME = office
    copied = tmp_path / "www"
    shutil.copytree(current_root(office), copied)
    for place in (current_root(office) / "b.zip", office / "media", copied / "assets", backup):
        with pytest.raises(CommandError):
            call_command("backup", str(place))
    assert not list(current_root(office).glob("*b.zip*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from cms.settings import switching
home, at, rename = Path(sys.argv[1]), int(sys.argv[2]), os.replace
def replace(*names):
    global at
    at -= 1
    if at == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    rename(*names)
os.replace = replace
switching.decide(home, "replaced")
switching.place(home)
"""


def test_a_switch_killed_at_any_rename_is_undone_or_completed(tmp_path: Path) -> None:
    """The first rename decides: before it all is old, after it the next start makes all new."""
    for at in range(1, 12):
        home = tmp_path / str(at)
        unpacked = home / switching.FOLDER / switching.UNPACKED
        for folder, text in ((home, "old"), (unpacked, "new")):
            (folder / "media").mkdir(parents=True)
            for name in ("private.sqlite3", "media/a.jpg"):
                (folder / name).write_text(text)
        for name in ("public.sqlite3", "private.sqlite3-wal", "log-key"):
            (home / name).write_text("old")
        path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(home), str(at)],
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )

        switching.complete(home)

        kept = {name: data for name, data in tree(home).items() if "." not in name[:1]}
        now = {name: data for name, data in kept.items() if not name.startswith("replaced")}
        if at == 1:
            assert set(now.values()) == {b"old"} and len(now) == 5
        else:
            names = {"private.sqlite3": b"new", "media/a.jpg": b"new", "log-key": b"old"}
            assert now == names and len(kept) == 7
    assert done.returncode == 0  # no rename is left to be killed at


SMALL = 'mount -t tmpfs -o size=1m tmpfs "$1" && shift && exec "$@"'


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_a_full_disk_is_one_clear_error(
    office: Path, backup: Path, tmp_path: Path, what: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    homes = {"backup": (office, disk / "b.zip"), "restore": (disk, backup)}
    home, file = homes[what]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", SMALL, "sh", str(disk), *command(what, file)],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        pytest.skip("this system lets nobody mount a disk for a test")
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr and len(done.stderr.strip().splitlines()) == 1
