"""Styles and pictures of the site, named by their content so that they can be cached for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"


@cache
def hashed_assets(folder: Path = ASSETS) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return (name → path under root, path → bytes) of all assets.

    Style sheets come last, so that the names of other assets in them can be replaced.
    """
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for path in sorted(_sources(folder), key=lambda path: path.suffix == ".css"):
        data = path.read_bytes() if path.is_file() else _joined(path)
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".css":
            for plain, hashed in names.items():
                target = hashed.removeprefix("assets/").encode()
                for quote in (b"", b'"', b"'"):
                    link = b"url(" + quote + plain.encode() + quote + b")"
                    data = data.replace(link, b"url(" + target + b")")
        digest = hashlib.sha256(data).hexdigest()[:10]
        stem, _, _ = name.rpartition(".")
        names[name] = f"assets/{stem}.{digest}{path.suffix}"
        contents[names[name]] = data
    return names, contents


def _sources(folder: Path) -> Iterator[Path]:
    """Yield files, and folders whose name ends in ``.js``: each is one script in parts."""
    for path in sorted(folder.iterdir()):
        if path.is_file() or path.suffix == ".js":
            yield path
        else:
            yield from _sources(path)


def _joined(folder: Path) -> bytes:
    """Return the parts of a script as one, without its indents and lines of comment."""
    lines = [
        line
        for part in sorted(folder.glob("*.js"))
        for line in map(str.strip, part.read_text("utf-8").splitlines())
        if line and not line.startswith("//")
    ]
    return "\n".join(["(() => {", '"use strict";', *lines, "})();", ""]).encode()
