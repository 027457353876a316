"""The stars of communities on the built site."""

from __future__ import annotations

import re
from pathlib import Path

from publisher.build import build, build_full, current_root
from publisher.inspecting.check import check
from tests.site.records import SETTINGS, Log, star, tree


def test_a_new_rating_joins_the_history(tmp_path: Path) -> None:
    log = Log(tmp_path / "public.sqlite3")
    log.geography()
    log.put("star", "410902001001-2024", star("410902001001", 2024, 3))
    build(log.store, tmp_path, SETTINGS, processes=1)
    log.put("star", "410902001001-2025", star("410902001001", 2025, 5))
    log.put("star", "410902001002-2025", star("410902001002", 2025, 4))
    assert build(log.store, tmp_path, SETTINGS, processes=1).kind == "incremental"
    root = current_root(tmp_path)
    old = (root / "stars/410902001001-2024.html").read_text()
    assert "★★★☆☆" in old
    assert "410902001001-2025.html" in old
    order = re.findall(r"(\d{12}-\d{4})\.html", (root / "stars/index.html").read_text())
    assert order == ["410902001001-2025", "410902001002-2025", "410902001001-2024"]
    assert "410902001001-2025" in (root / "communities/410902001001/index.html").read_text()
    build_full(log.store, tmp_path / "again", SETTINGS, processes=1)
    assert tree(root) == tree(tmp_path / "again")
    assert check(root) == []
