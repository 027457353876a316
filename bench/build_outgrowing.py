"""What bench/build measures of the publish at which the search index outgrows its files."""

from __future__ import annotations

import resource
import time
from bisect import bisect_left
from pathlib import Path
from typing import Any

from build_measures import EVERYTHING, Measures, part

from publisher.browsersearch.files import head_of
from publisher.browsersearch.layout import HEAD, shards_for
from publisher.build import build, current_root
from publisher.building.desk import Desk

_A_SECOND = 10  # publishes while the index is made
_PATIENCE = 600  # seconds until the index must be there


def outgrowing(work: Path, count: int, processes: int) -> dict[str, Any]:
    """Return the figures at the last doubling of documents up to ``count``."""
    shards = shards_for(count)
    limit = bisect_left(range(count + 1), shards, key=shards_for)
    measures = Measures(work, limit - 1, processes)
    build(measures.store, work, EVERYTHING, processes=processes)
    desk, root = Desk(index_apart=True), current_root(work)
    before = _cpu_of_others()
    seconds: list[float] = []
    files: list[int] = []
    began = time.monotonic()
    while not seconds or _shards(root) != shards:
        if time.monotonic() > began + _PATIENCE:
            raise RuntimeError("the index was not made anew")
        time.sleep(max(0.0, began + len(seconds) / _A_SECOND - time.monotonic()))
        saved = time.monotonic()
        measures.publish_one()
        files.append(build(measures.store, work, EVERYTHING, wait=30, desk=desk).pages_written)
        seconds.append(time.monotonic() - saved)
    followed = time.monotonic() - began
    desk.wait_for_index()
    desk.stop()
    while any(root.resolve().parent.glob("*.gone-*")):  # the old files go slowly
        time.sleep(0.2)
    return {
        "documents at which the index gets twice the files": limit,
        "that publish: s to page and lists": round(seconds[0], 3),
        "that publish: files written": files[0],
        "s until the index has followed": round(followed, 1),
        "processor time of making it anew, s": round(_cpu_of_others() - before, 1),
        "publishes meanwhile": len(seconds) - 1,
        "publishes meanwhile, median s": round(part(seconds[1:], 0.5), 3),
        "publishes meanwhile, p95 s": round(part(seconds[1:], 0.95), 3),
        "publishes meanwhile, slowest s": round(max(seconds[1:]), 3),
        "publishes meanwhile, most files": max(files[1:]),
    }


def _shards(root: Path) -> int:
    return head_of((root / HEAD).read_bytes()).layout.shards


def _cpu_of_others() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
