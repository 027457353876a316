"""What exists by which something could get out: found, not listed by hand."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import publisher.web
import search.engines
import search.http
from cms.cli.server import PRIVATE as PRIVATE_PATHS
from cms.urls import urlpatterns
from publisher.build import current_root
from tests.leaks.channels import World, suffix

_PATH = re.compile(r"/[a-z][a-z._-]*")


def things(world: World) -> Iterator[str]:
    """Yield each URL, published file type, engine and entry of the data folder."""
    for path in {*_served(publisher.web), *_served(search.http), *PRIVATE_PATHS}:
        yield f"url:{path}"
    for pattern in urlpatterns:
        yield f"url:/{str(pattern.pattern).split('/')[0]}"
    for path in current_root(world.home).rglob("*"):
        if path.is_file():
            yield f"file:{suffix(path)}"
    for entry in world.home.iterdir():
        yield "home:" + re.sub(r"-(wal|shm|journal)$", "", entry.name)
    for found in pkgutil.iter_modules(search.engines.__path__, "search.engines."):
        module = importlib.import_module(found.name)
        if any(_is_engine(value, found.name) for value in vars(module).values()):
            yield f"engine:{found.name.rpartition('.')[2]}"


def _is_engine(value: object, module: str) -> bool:
    """Whether a class made in ``module`` answers as ``search.engine.Engine`` does."""
    return isinstance(value, type) and value.__module__ == module and hasattr(value, "health")


def _served(package: ModuleType) -> set[str]:
    """Return the paths that the modules of a package name in their code."""
    found = set()
    for path in Path(package.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if _PATH.fullmatch(node.value) else set()
    return found
