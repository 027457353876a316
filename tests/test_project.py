"""Rules of the project that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 250
MOST_LINES_OF_A_FUNCTION = 40


def _tracked(*patterns: str) -> list[Path]:
    """Return the files that git knows, or the whole tree where there is no git."""
    command = ["git", "ls-files", "-z", "--", *patterns]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if result.returncode:
        pytest.skip("not a git checkout")
    names = result.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_site_is_a_path_entry_and_no_package() -> None:
    # A package of this name would take the place of the standard library's.
    assert not (ROOT / "site" / "__init__.py").exists()
    assert list((ROOT / "site").glob("*.py")) == []


@pytest.mark.parametrize("folder", ["site", "media", "search", "cms", "huiyinbi"])
def test_source_is_not_ignored_by_git(folder: str) -> None:
    command = ["git", "check-ignore", "--no-index", "-v", folder]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout) != (0, result.stdout), result.stdout


def test_modules_are_small_rooms() -> None:
    modules = _tracked("cms/*.py", "search/*.py", "media/*.py", "site/*.py")
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_functions_fit_a_screen() -> None:
    long = []
    for path in _tracked("cms/*.py", "search/*.py", "media/*.py", "site/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {lines} lines")
    assert long == []


def test_modules_have_names_that_say_something() -> None:
    vague = {"utils.py", "helpers.py", "common.py", "misc.py"}

    assert [path for path in _tracked("*.py") if path.name in vague] == []


def test_dependencies_each_say_why_they_are_here() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert block is not None

    silent = [line for line in block[1].splitlines() if "#" not in line]
    assert silent == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_holds_every_dependency_with_hashes(lock: str) -> None:
    pins = _pins(lock)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    if "dev" in lock:
        wanted += project["dependency-groups"]["dev"]

    names = {re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0].lower() for line in wanted}
    assert names - set(pins) == set(), "make the locks again, see docs/how-to/dependencies.md"
    assert "--hash=sha256:" in (ROOT / lock).read_text(encoding="utf-8")


def test_locks_agree_on_versions() -> None:
    plain, developers = _pins("requirements.lock"), _pins("requirements-dev.lock")

    assert {name: developers.get(name) for name in plain} == plain


def _pins(lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", line):
            pins.setdefault(match[1], set()).add(match[2])
    return pins


def test_nothing_names_a_home_folder_or_a_registry() -> None:
    # Split, so that this file does not find itself.
    words = [
        "/" + "root/",
        "/home/" + r"\w+/",
        "/Users/" + r"\w+/",
        r"pypi\." + "org",
        r"files\.python" + "hosted",
        r"repo1?\.mav" + "en",
        r"registry\.np" + r"mjs",
        r"proxy\.gol" + "ang",
        r"deb\.deb" + "ian",
    ]
    pattern = re.compile("|".join(words))
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_standard_library_keeps_its_site_module() -> None:
    code = "import site, sys; print(site.__file__)"
    environ = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )

    assert not Path(result.stdout.strip()).is_relative_to(ROOT / "site")
