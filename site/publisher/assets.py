"""Styles and pictures of the site, named by their content so that they can be cached for ever."""

from __future__ import annotations

import hashlib
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
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in sorted(files, key=lambda path: path.suffix == ".css"):
        data = path.read_bytes()
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
