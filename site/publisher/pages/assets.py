"""Styles and pictures of the site, named by their content so that they can be cached for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"


@cache
def hashed_assets(folder: Path = ASSETS) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return (name → path under root, path → bytes) of all assets.

    Style sheets come last, so that the names of other assets in them can be replaced.
    """
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for path in sorted(_sources(folder), key=lambda path: path.suffix == ".css"):
        data = path.read_bytes() if path.is_file() else _JOINED[path.suffix](path)
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


def loose_files(base_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of assets and robots.txt, which no record changes."""
    yield from hashed_assets()[1].items()
    robots = "User-agent: *\nDisallow: /search\n"
    if base_url:
        robots += f"Sitemap: {base_url}sitemap.xml\n"
    yield "robots.txt", robots.encode()


def _sources(folder: Path) -> Iterator[Path]:
    """Yield files, and folders named like a script or style sheet: each is one in parts."""
    for path in sorted(folder.iterdir()):
        if path.is_file() or path.suffix in _JOINED:
            yield path
        else:
            yield from _sources(path)


def _script(folder: Path) -> bytes:
    """Return the parts of a script as one, without its indents and lines of comment."""
    lines = [line for line in _lines(folder, "*.js") if not line.startswith("//")]
    return "\n".join(["(() => {", '"use strict";', *lines, "})();", ""]).encode()


def _style(folder: Path) -> bytes:
    """Return the parts of a style sheet as one line, without its lines of comment."""
    lines = (line for line in _lines(folder, "*.css") if not line.startswith("/*"))
    text = "".join(_NEEDLESS.sub(r"\1", line) for line in lines)
    return text.replace(";}", "}").encode()


def _lines(folder: Path, pattern: str) -> Iterator[str]:
    for part in sorted(folder.glob(pattern)):
        yield from filter(None, map(str.strip, part.read_text("utf-8").splitlines()))


_JOINED = {".js": _script, ".css": _style}
#: The spaces that make a style sheet readable: after a property's colon, and before a brace.
_NEEDLESS = re.compile(r"^([\w-]+:) | (?=\{$)")
