"""Hugo beside us: the same cases as front matter, the same pages as Go templates.

The frame of its pages is cut from pages that our own build just wrote. Like ours, it
turns plain texts into paragraphs, writes ``cases/2020/06/NUMBER.html``, and has lists of
40 a page by community, category, month and state. Its pages of a list are counted from
the newest, as it always does, under ``page/N/``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cms.publication.store import PublicStore
from cms.publication.vocabulary import CASE_CLASSES, CASE_STATES, CHANNELS, SATISFACTION
from cms.translating import translator
from publisher.addresses import case_path, category_lineage
from publisher.page_parts.versions import china_time

VERSION = "v0.165.0"
_MODULE = f"github.com/gohugoio/hugo@{VERSION}"
_LAYOUTS = Path(__file__).parent / "hugo"
_CONFIG = {
    "baseURL": "https://example.org/",
    "title": "回音壁",
    "params": {"office": "文化路街道办事处"},
    "uglyURLs": {"cases": True},
    "taxonomies": {name: name for name in ("communities", "categories", "months", "states")},
    "pagination": {"disableAliases": True},
    "disableKinds": ["RSS", "sitemap", "404", "robotsTXT"],
}


class NoHugo(Exception):
    """Hugo is not to be had here; the message says why."""


@dataclass(frozen=True)
class Run:
    """One run of Hugo: seconds, and megabytes at its largest."""

    wall: float
    cpu: float
    peak_mb: int


def install(cache: Path) -> Path:
    """Return Hugo's program, built from its Go module the first time. Raises :class:`NoHugo`."""
    program = cache / f"hugo-{VERSION}" / "hugo"
    if program.exists():
        return program
    if shutil.which("go") is None:
        raise NoHugo("there is no Go on this machine to build it with")
    environ = {**os.environ, "GOBIN": str(program.parent), "GOFLAGS": "-mod=mod"}
    done = subprocess.run(
        ["go", "install", _MODULE], env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoHugo(f"`go install {_MODULE}` failed: {done.stderr.strip()[-300:]}")
    return program


class HugoSite:
    """A Hugo site in ``folder`` with the cases of ``store``; ``built`` is our own build of them."""

    def __init__(self, folder: Path, store: PublicStore, built: Path, program: Path) -> None:
        self._folder = folder
        self._program = program
        self.output = folder / "public"
        shutil.copytree(_LAYOUTS, folder / "layouts")
        pages = folder / "layouts" / "_default"
        shutil.copy(pages / "list.html", pages / "term.html")
        (folder / "hugo.json").write_text(json.dumps(_CONFIG, ensure_ascii=False), "utf-8")
        self._frame(built)
        shutil.copytree(built / "assets", folder / "static" / "assets")
        self._fill(store)

    def build(self) -> Run:
        """Build everything into an empty folder."""
        shutil.rmtree(self.output, ignore_errors=True)
        return self.build_again()

    def build_again(self) -> Run:
        """Build over what was built before, as one does after an edit."""
        command = [str(self._program), "--quiet", "--cacheDir", str(self._folder / "cache")]
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise NoHugo(f"it ended with {process.returncode} building the site")
        cpu = usage.ru_utime + usage.ru_stime
        return Run(round(time.monotonic() - began, 2), round(cpu, 2), usage.ru_maxrss // 1024)

    def edit_one(self) -> None:
        """Change the text of one case."""
        path = next((self._folder / "content" / "cases").rglob("*.md"))
        path.write_text(path.read_text("utf-8").replace('"content": "', '"content": "更正：', 1))

    def _frame(self, built: Path) -> None:
        """Cut head and foot from a case page; their links start at the root, made once for all."""
        page = next((built / "cases").glob("*/*/*.html")).read_text("utf-8")
        head = page[page.index('<link rel="stylesheet"') : page.index("<main")]
        foot = page[page.index("<footer") :]
        for name, text in (("head", head), ("foot", foot)):
            partial = self._folder / "layouts" / "partials" / f"{name}.html"
            partial.write_text(text.replace("../../../", "/"), "utf-8")

    def _fill(self, store: PublicStore) -> None:
        data: dict[str, dict[str, str]] = {"areas": {}, "categories": {}}
        translate = translator("zh-hans")
        data["states"] = {key: translate(label) for key, label in CASE_STATES.items()}
        for entry in store.entries():
            record = entry.record
            if record is None:
                continue
            if entry.kind == "case":
                front = _front_matter(record, translate)
                front |= {
                    "version": entry.version,
                    "seq": entry.seq,
                    "sha256": entry.sha256,
                    "log_time": china_time(entry.time),
                }
                path = self._folder / "content" / case_path(entry.key).replace(".html", ".md")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(front, ensure_ascii=False), "utf-8")
            elif entry.kind in {"area", "category"}:
                names = data["areas" if entry.kind == "area" else "categories"]
                names[entry.key] = record["name"]
        (self._folder / "data").mkdir()
        for name, values in data.items():
            (self._folder / "data" / f"{name}.json").write_text(json.dumps(values), "utf-8")


def _front_matter(record: dict[str, Any], translate: Any) -> dict[str, Any]:
    """Return what our template is given of a case, ready where ours gets it ready."""
    area, received = record["area"], record["received"]
    front = {
        name: record[name]
        for name in ("number", "ledger_number", "title", "source", "content", "measures")
    }
    return front | {
        "date": received,
        "received": received[:10],
        "closed": (record["closed"] or "")[:10],
        "due": record["due"] or "",
        "unit": record["unit"],
        "progress": record["progress"],
        "state": record["state"],
        "state_label": translate(CASE_STATES[record["state"]]),
        "class_label": translate(CASE_CLASSES[record["class"]]),
        "channel_label": translate(CHANNELS[record["channel"]]),
        "satisfaction": record["satisfaction"] or "",
        "satisfaction_label": translate(SATISFACTION.get(record["satisfaction"], "")),
        "category": record["category"],
        "community": area[:12],
        "grid": area,
        "communities": [area[:9], area[:12]],
        "categories": category_lineage(record["category"] or ""),
        "months": [received[:7]],
        "states": [record["state"]],
    }
