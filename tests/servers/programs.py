"""Finds the server programs that tests drive, wherever this machine keeps them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"

ELASTICSEARCH_VERSION = "9.5.0"
ELASTICSEARCH_ARTIFACT = (
    f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH_VERSION}:zip"
)
OLDEST_JAVA = 21
DOWNLOAD_SECONDS = 600


class MissingProgramError(Exception):
    """A program is not on this machine; the text says which, and how to get it."""


def java_home() -> Path:
    """Return the home of a Java of 21 or newer.

    Looks at ``ES_JAVA_HOME``, ``JAVA_HOME``, the ``java`` of PATH and the folders where
    Debian, Fedora and macOS keep theirs.
    """
    for home in _java_homes():
        version = _java_version(home)
        if version >= OLDEST_JAVA:
            return home
    raise MissingProgramError(
        f"no Java of {OLDEST_JAVA} or newer; install one, or set ES_JAVA_HOME to its folder"
    )


def _java_homes() -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if value := os.environ.get(name):
            yield Path(value)
    if java := shutil.which("java"):
        yield Path(java).resolve().parents[1]
    for folder in ("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"):
        for home in sorted(Path(folder).glob("*"), reverse=True):
            yield from (home, home / "Contents" / "Home")


def _java_version(home: Path) -> int:
    """Return the major version in the ``release`` file that each JDK carries, else 0."""
    if not (home / "bin" / "java").exists() or not (home / "release").is_file():
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def elasticsearch_home() -> Path:
    """Return an unpacked Elasticsearch, fetched with Maven when it is not here yet.

    The distribution is the server core with transport and security (130 MB). It is unpacked
    once, into ``.cache``. Raises MissingProgramError when there is no way to get it.
    """
    home = CACHE / f"elasticsearch-{ELASTICSEARCH_VERSION}"
    if home.is_dir():
        return home
    archive = _maven_archive()
    if not archive.is_file():
        _fetch_with_maven()
    unpacking = CACHE / f"unpacking-{os.getpid()}"
    with zipfile.ZipFile(archive) as file:
        file.extractall(unpacking)
    for program in (unpacking / home.name / "bin").iterdir():
        program.chmod(0o755)
    try:
        (unpacking / home.name).rename(home)
    except OSError:  # Another run was first; its copy is the same.
        if not home.is_dir():
            raise
    shutil.rmtree(unpacking, ignore_errors=True)
    return home


def _maven_archive() -> Path:
    folder = Path.home() / ".m2/repository/org/elasticsearch/distribution/integ-test-zip"
    name = f"elasticsearch-{ELASTICSEARCH_VERSION}.zip"
    return folder / "elasticsearch" / ELASTICSEARCH_VERSION / name


def _fetch_with_maven() -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingProgramError(
            "no Elasticsearch, and no Maven to fetch it with; install maven, "
            "or set HUIYINBI_TEST_ELASTICSEARCH_URL to a server that may be written to"
        )
    artifact = f"-Dartifact={ELASTICSEARCH_ARTIFACT}"
    command = [maven, "-q", "-B", "dependency:get", artifact, "-Dtransitive=false"]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=DOWNLOAD_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise MissingProgramError("fetching Elasticsearch with Maven took too long") from None
    if result.returncode or not _maven_archive().is_file():
        reason = re.search(r"\[ERROR\]\W*(.{1,300})", result.stdout) or ["", "no reason given"]
        raise MissingProgramError(f"Maven could not fetch Elasticsearch: {reason[1]}")


def postgres_bin() -> Path:
    """Return the folder with ``initdb`` and ``postgres``, the newest there is."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    raise MissingProgramError(
        "no PostgreSQL server; install postgresql, "
        "or set HUIYINBI_TEST_POSTGRES_URL to a server that may make databases"
    )


def chromium() -> Path:
    """Return the path of a Chromium or Chrome."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return Path(found)
    raise MissingProgramError("no Chromium; install chromium")


def nginx() -> Path:
    """Return the path of nginx, which Debian keeps out of ordinary users' PATH."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    if found := shutil.which("nginx", path=path):
        return Path(found)
    raise MissingProgramError("no nginx; install nginx-light")
