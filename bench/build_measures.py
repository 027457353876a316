"""What bench/build measures of our own publisher."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_cases import Cases
from own_python import ROOT

from cms.publication.store import PublicStore
from publisher.addresses import case_path
from publisher.build import build, build_full, current_root
from publisher.building.desk import Desk
from publisher.output.compression import compressed
from publisher.settings import SiteSettings

PLAIN = SiteSettings(office="文化路街道办事处", json=False, feeds=False, search_index=False)
EVERYTHING = replace(
    PLAIN,
    json=True,
    feeds=True,
    search_index=True,
    precompress=True,
    base_url="https://example.org/",
)
PUBLISHES = 40
_A_SECOND = 10  # publishes of the sustained run
_PATIENCE = 60  # seconds after the last publish
_WORKER_PAUSE = 0.2  # seconds, as `serve` looks for new entries


class Measures:
    """Takes the figures one after the other; seconds and megabytes, names say which."""

    def __init__(self, work: Path, count: int, processes: int) -> None:
        self._work = work
        self._processes = processes
        self._cases = Cases(work / "public.sqlite3", ROOT.parent / "shared/data/messages")
        self.store = self._cases.fill(count)
        self.figures: dict[str, Any] = {}

    def full_plain(self) -> Path:
        """Measure a full build of pages alone, as Hugo's; return where they are."""
        out = self._full("full build", PLAIN)
        peak = _peak(resource.RUSAGE_CHILDREN) * self._processes + _peak(resource.RUSAGE_SELF)
        self.figures["peak memory, all processes, MB"] = peak
        return out

    def full_with_everything(self) -> None:
        """Measure a full build with JSON, feeds, sitemaps, search index and compressed twins."""
        self._full("with everything", EVERYTHING)

    def _full(self, name: str, settings: SiteSettings) -> Path:
        out, before = self._work / name.replace(" ", "-"), _cpu()
        report = build_full(self.store, out, settings, processes=self._processes)
        self.figures |= {
            # Hugo does not wait for the disk, so that part stands apart.
            f"{name}, s": round(report.seconds - report.sync_seconds, 2),
            f"{name}, CPU s": round(_cpu() - before, 2),
            f"{name}, files": report.pages_written,
            f"{name}, MB": report.bytes // 1_000_000,
            f"{name}, then waiting for the disk, s": round(report.sync_seconds, 2),
            f"{name}, its files written alone, s": _write_alone(
                out, self._work / f"copy-of-{out.name}"
            ),
        }
        return out

    def publish_one(self) -> str:
        """Append one more case to the store; return its number."""
        return self._cases.publish_one()

    def publishes(self) -> None:
        """Measure a build where nothing changed, and single publishes."""
        work, store = self._work, self.store
        build(store, work, EVERYTHING, processes=self._processes)
        self.figures["nothing changed, s"] = round(build(store, work, EVERYTHING).seconds, 3)
        seconds, files = [], []
        for _ in range(PUBLISHES):
            began = time.monotonic()
            self.publish_one()
            report = build(store, work, EVERYTHING)
            seconds.append(time.monotonic() - began)
            files.append(report.pages_written)
        self.figures |= {
            "one publish, median s": round(part(seconds, 0.5), 3),
            "one publish, p95 s": round(part(seconds, 0.95), 3),
            "one publish, most files": max(files),
            **_weights(current_root(work)),
        }

    def sustained(self, seconds: int) -> None:
        """Publish ten cases a second while a worker builds; look for each page on the disk."""
        root = current_root(self._work)
        worker = multiprocessing.get_context("fork").Process(
            target=_build_for_ever, args=(self.store.path, self._work), daemon=True
        )
        worker.start()
        began, numbers = time.monotonic(), []
        until = began + seconds + _PATIENCE
        taken: list[float] = []
        waiting: dict[str, float] = {}
        while len(numbers) < seconds * _A_SECOND or (waiting and time.monotonic() < until):
            due = began + len(numbers) / _A_SECOND
            if len(numbers) < seconds * _A_SECOND and time.monotonic() >= due:
                saved = time.monotonic()
                numbers.append(self.publish_one())
                waiting[numbers[-1]] = saved
            _see(waiting, root, taken)
            time.sleep(0.02)
        worker.terminate()
        worker.join()
        lists = (root / "cases" / "index.html").read_text("utf-8")
        self.figures |= {
            "sustained, publishes": len(numbers),
            "sustained, lost": len(waiting) + (numbers[-1] not in lists),
            "sustained, median s to page and lists": round(part(taken, 0.5), 3),
            "sustained, p95 s to page and lists": round(part(taken, 0.95), 3),
        }


def _build_for_ever(store: Path, work: Path) -> None:
    """Do what the worker of `serve` does."""
    reader, desk = PublicStore(store), Desk(index_apart=True)
    while True:
        build(reader, work, EVERYTHING, wait=30, desk=desk)
        time.sleep(_WORKER_PAUSE)


def _see(waiting: dict[str, float], root: Path, taken: list[float]) -> None:
    """Take off the list those that are on disk: the page, and the home page after all lists."""
    if not waiting:
        return
    home = (root / "index.html").stat().st_mtime_ns
    for number, since in list(waiting.items()):
        page = root / case_path(number)
        if page.exists() and page.stat().st_mtime_ns <= home:
            taken.append(time.monotonic() - since)
            del waiting[number]


def _write_alone(source: Path, target: Path) -> float:
    """Write the same files once more, read into memory a thousand at a time."""
    paths = [path for path in source.rglob("*") if path.is_file()]
    seconds = 0.0
    for folder in {path.parent for path in paths}:
        (target / folder.relative_to(source)).mkdir(parents=True, exist_ok=True)
    for start in range(0, len(paths), 1000):
        some = paths[start : start + 1000]
        batch = [(target / path.relative_to(source), path.read_bytes()) for path in some]
        began = time.perf_counter()
        for path, data in batch:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
            os.write(descriptor, data)
            os.close(descriptor)
        seconds += time.perf_counter() - began
    return round(seconds, 2)


def _weights(root: Path) -> dict[str, int]:
    cases = sorted(path.stat().st_size for path in root.glob("cases/*/*/*.html"))
    lists = [path.stat().st_size for path in root.glob("[cm]*/*/*.html")]
    return {
        "case page, median bytes": int(part(cases, 0.5)),
        "case page, p99 bytes": int(part(cases, 0.99)),
        "case pages over 10 KB, of 1000": 1000 * sum(s > 10_240 for s in cases) // len(cases),
        "list page, most bytes": max(lists),
        "first visit with CSS, compressed, p99 bytes": _first_visit(root),
    }


def _first_visit(root: Path) -> int:
    """Return what a reader's first case page takes, compressed when it is sent."""
    pages = sorted(len(compressed(path.read_bytes())) for path in root.glob("cases/*/*/*.html"))
    return int(part(pages, 0.99)) + sum(
        len(compressed(path.read_bytes())) for path in root.glob("assets/style*.css")
    )


def part(values: list[Any], share: float) -> float:
    """Return the value below which a share of all lies."""
    ordered = sorted(values)
    return float(ordered[min(int(len(ordered) * share), len(ordered) - 1)])


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024
