"""Cases for bench/build: real messages where they are at hand, sentences otherwise."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rfc8785
from python_calamine import CalamineWorkbook

from cms.publication.log import Entry
from cms.publication.store import PublicStore

STREET = "410902001"
COMMUNITIES, GRIDS, TOPICS, SUBTOPICS = 36, 7, 9, 5
_BATCH = 2000  # entries held in memory, so that the figures for memory are the publisher's
_OPEN_EVERY = 83  # 1,629 of 135,298 cases were open
_SENTENCES = [
    "小区东侧路灯已经坏了两周，晚上老人出行很不方便，希望尽快维修。",
    "楼道里堆放杂物，消防通道被占，存在安全隐患。",
    "门前下水道堵塞，雨天积水，请有关部门疏通。",
]


class Cases:
    """Fills a public store with cases of half a year of one street."""

    def __init__(self, path: Path, messages: Path) -> None:
        self._store = PublicStore(path)
        self._texts = _texts(messages)
        self._random = random.Random(135_298)
        self._seq = 0
        self._cases = 0

    def fill(self, count: int) -> PublicStore:
        """Append the areas, the categories and ``count`` cases; return the store."""
        self._store.append(self._names())
        for start in range(0, count, _BATCH):
            self._store.append([self._next_case() for _ in range(min(_BATCH, count - start))])
        return self._store

    def publish_one(self) -> str:
        """Append one more case; return its number."""
        entry = self._next_case()
        self._store.append([entry])
        return entry.key

    def _names(self) -> Iterator[Entry]:
        yield self._area("410902", "华龙区", "district")
        yield self._area(STREET, "文化路街道", "street")
        for community in range(1, COMMUNITIES + 1):
            code = f"{STREET}{community:03d}"
            yield self._area(code, f"第{community}社区", "community")
            for grid in range(1, GRIDS + 1):
                yield self._area(f"{code}{grid:03d}", f"第{grid}网格", "grid")
        for topic in range(TOPICS):
            for code in (f"t{topic}", *(f"t{topic}.s{sub}" for sub in range(SUBTOPICS))):
                parent = code.rpartition(".")[0] or None
                record = {"code": code, "name": f"类别{code}", "order": topic, "parent": parent}
                yield self._entry("category", code, record)

    def _area(self, code: str, name: str, level: str) -> Entry:
        record = {
            "code": code,
            "name": name,
            "level": level,
            "parent": code[:-3] if len(code) > 6 else None,
            "order": int(code[-3:]),
            "households": 300,
            "people": 1000,
            "contacts": [{"role": "网格长", "name": "李", "phone": "0393-1234567", "duty": "巡查"}],
        }
        return self._entry("area", code, record)

    def _next_case(self) -> Entry:
        serial = self._cases = self._cases + 1
        month, day = 1 + serial % 6, 1 + serial % 28
        title, content, reply = self._texts[serial % len(self._texts)]
        done = serial % _OPEN_EVERY != 0
        date = f"2020-{month:02d}-{day:02d}"
        choice = self._random.choice
        record = {
            "number": f"2020{month:02d}-{serial:06d}",
            "ledger_number": str(serial),
            "title": title,
            "source": "居民来电",
            "content": content,
            "measures": reply,
            "progress": [{"date": date, "text": "已派人现场查看。", "unit": "社区居委会"}],
            "satisfaction": choice(["satisfied", "satisfied", "not_reached"]) if done else None,
            "channel": choice(["hotline", "counter", "line_12345"]),
            "category": f"t{serial % TOPICS}.s{serial % SUBTOPICS}",
            "class": "easy",
            "area": f"{STREET}{serial % COMMUNITIES + 1:03d}{serial % GRIDS + 1:03d}",
            "unit": "社区居委会",
            "state": "done" if done else "in_progress",
            "refusal": "",
            "received": f"{date}T09:00:00+08:00",
            "due": None,
            "closed": f"{date}T18:00:00+08:00" if done else None,
        }
        return self._entry("case", str(record["number"]), record)

    def _entry(self, kind: str, key: str, record: dict[str, Any]) -> Entry:
        self._seq += 1
        time = f"2020-07-{self._seq % 28 + 1:02d}T{self._seq % 24:02d}:00:00Z"
        body = rfc8785.dumps(
            {
                "action": "publish",
                "key": key,
                "kind": kind,
                "reason": "",
                "record": record,
                "schema": f"{kind}/1",
                "time": time,
                "version": 1,
            }
        )
        digest = hashlib.sha256(body).hexdigest()
        return Entry(self._seq, kind, key, 1, "publish", time, digest, body)


def _texts(messages: Path) -> list[tuple[str, str, str]]:
    """Return (title, content, reply) of each message."""
    file = messages / "answered.xlsx"
    if not file.exists():
        return [(text[:12], text * 4, "已安排维修，现已恢复正常。") for text in _SENTENCES]
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    header = [str(cell) for cell in rows[0]]
    columns = [
        next(i for i, name in enumerate(header) if word in name)
        for word in ("主题", "详情", "意见")
    ]
    texts = [[str(row[i]).strip() for i in columns] for row in rows[1:]]
    return [(title[:200] or "无题", body, reply) for title, body, reply in texts]
