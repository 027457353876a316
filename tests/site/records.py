"""Log entries for tests, made without Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rfc8785

from cms.publication.log import Entry
from cms.publication.picture_files import picture_path
from cms.publication.store import PublicStore
from publisher.settings import SiteSettings

SETTINGS = SiteSettings(office="文化路街道办事处", base_url="https://example.org/wall/")

#: Blocks of a brand page.
BLOCKS: list[dict[str, Any]] = [
    {
        "type": "figures",
        "heading": "",
        "items": [
            {"query": "held", "kind": "reading"},
            {"query": "books", "kind": None},
            {"query": "solved", "kind": None},
        ],
    },
    {
        "type": "places",
        "heading": "",
        "items": [
            {
                "name": "沁心书吧",
                "address": "",
                "phone": "",
                "text": "免费阅览。",
                "hours": [{"days": [1, 2, 3, 4, 5], "opens": "08:30", "closes": "17:30"}],
            }
        ],
    },
    {
        "type": "timetable",
        "heading": "",
        "items": [{"day": 3, "begins": "14:30", "ends": "16:00", "title": "书法", "place": ""}],
    },
    {"type": "quotes", "heading": "", "items": [{"text": "又有学生了。", "who": "一位退休教师"}]},
]


class Log:
    """Makes entries that follow each other: seq, versions and hashes are right."""

    def __init__(self, path: Path) -> None:
        self.store = PublicStore(path)
        self._seq = 0
        self._versions: dict[tuple[str, str], int] = {}
        self._batch: list[Entry] = []

    def put(self, kind: str, key: str, record: dict[str, Any] | None, reason: str = "") -> Entry:
        """Append a publication, a correction, or (``record`` None) a withdrawal."""
        self.collect(kind, key, record, reason)
        return self.save()[-1]

    def collect(self, kind: str, key: str, record: dict[str, Any] | None, reason: str = "") -> None:
        """Make an entry to be appended by :meth:`save`."""
        version = self._versions.get((kind, key), 0) + 1
        self._versions[kind, key] = version
        self._seq += 1
        action = "withdraw" if record is None else "correct" if version > 1 else "publish"
        time = f"2020-06-{self._seq % 28 + 1:02d}T{self._seq % 24:02d}:00:00Z"
        body = rfc8785.dumps(
            {
                "action": action,
                "key": key,
                "kind": kind,
                "reason": reason,
                "record": record,
                "schema": f"{kind}/1",
                "time": time,
                "version": version,
            }
        )
        digest = hashlib.sha256(body).hexdigest()
        self._batch.append(
            Entry(self._seq, kind, key, version, action, time, digest, body)  # type: ignore[arg-type]
        )

    def save(self) -> list[Entry]:
        """Append what was collected."""
        batch, self._batch = self._batch, []
        self.store.append(batch)
        return batch

    def geography(self, communities: Iterable[str] = ("001", "002", "003")) -> None:
        """Append a district, a street, its communities with a grid each, and categories."""
        self.collect("area", "410902", area("410902", "华龙区", "district"))
        self.collect("area", "410902001", area("410902001", "文化路街道", "street"))
        for code in communities:
            full = f"410902001{code}"
            self.collect("area", full, area(full, f"社区{code}", "community"))
            self.collect("area", full + "001", area(full + "001", "第一网格", "grid"))
        for code, name in (("city", "城市管理"), ("city.lamp", "路灯"), ("life", "民生")):
            self.collect("category", code, category(code, name))
        self.save()


def area(code: str, name: str, level: str, **fields: Any) -> dict[str, Any]:
    """Return an area record."""
    contact = {"role": "网格长", "name": "李", "phone": "0393-1234567", "duty": "巡查"}
    return {
        "code": code,
        "name": name,
        "level": level,
        "parent": code[:-3] if len(code) > 6 else None,
        "order": 1,
        "households": 300,
        "people": 1000,
        "contacts": [contact],
        **fields,
    }


def category(code: str, name: str, **fields: Any) -> dict[str, Any]:
    """Return a category record."""
    parent = code.rpartition(".")[0] or None
    return {"code": code, "name": name, "order": 1, "parent": parent, **fields}


def page(slug: str, **fields: Any) -> dict[str, Any]:
    """Return a brand or team record."""
    return {
        "slug": slug,
        "title": f"小青蛙{slug}",
        "area": "410902001001",
        "lead": "四点半课堂",
        "body_html": "<p>每周三活动。</p>",
        "order": 1,
        **fields,
    }


def number(serial: int) -> str:
    """Return a case number of June 2020."""
    return f"202006-{serial:06d}"


def case(serial: int, **fields: Any) -> dict[str, Any]:
    """Return a case record."""
    return {
        "number": number(serial),
        "ledger_number": None,
        "title": f"路灯不亮<{serial}> & 影响出行",
        "source": "居民来电",
        "content": "小区东侧路灯坏了两周。\n老人晚上出行不便。",
        "measures": "更换灯泡。",
        "progress": [{"date": "2020-06-04", "text": "已派人查看。", "unit": "南街社区"}],
        "satisfaction": "satisfied",
        "channel": "hotline",
        "category": "city.lamp",
        "class": "easy",
        "area": "410902001001001",
        "unit": "南街社区",
        "state": "done",
        "refusal": "",
        "received": "2020-06-03T09:00:00+08:00",
        "due": None,
        "closed": "2020-06-05T18:00:00+08:00",
        **fields,
    }


def picture(home: Path, content: bytes, **fields: Any) -> dict[str, Any]:
    """Return a picture of a record, its wide and narrow files being in ``home``."""
    wide, narrow = content, content + b" narrow"
    for body in (wide, narrow):
        path = home / picture_path(hashlib.sha256(body).hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return {
        "sha256": hashlib.sha256(wide).hexdigest(),
        "width": 1280,
        "height": 960,
        "type": "image/jpeg",
        "alt": "楼道口的路灯",
        "caption": "",
        "role": "scene",
        "small": {"sha256": hashlib.sha256(narrow).hexdigest(), "width": 640, "height": 480},
        **fields,
    }


def activity(serial: int, **fields: Any) -> dict[str, Any]:
    """Return an activity record of June 2020."""
    return {
        "number": number(serial),
        "title": f"读书会{serial}",
        "kind": "reading",
        "area": "410902001001",
        "brand": "frog",
        "lead": "一起读一本书",
        "content": "自带书本。\n欢迎家长。",
        "place": "沁心书吧",
        "organiser": "德馨苑社区",
        "starts": "2020-06-03T16:30:00+08:00",
        "ends": "2020-06-03T18:00:00+08:00",
        "rule": None,
        "skipped": [],
        "days": ["2020-06-03"],
        "capacity": 30,
        "sign_up": "office",
        "sign_up_until": None,
        "state": "planned",
        "report": "",
        "people": None,
        "pictures": [],
        "counts": {},
        **fields,
    }


def star(area: str, year: int, stars: int) -> dict[str, Any]:
    """Return the record of a community's stars in a year."""
    criteria = [{"name": "服务居民", "points": 15 + stars - 1, "most": 20}]
    return {
        "area": area,
        "year": year,
        "stars": stars,
        "rated": f"{year}-12-20",
        "by": "区领导小组",
        "remark": "",
        "criteria": criteria,
    }


def tree(root: Path) -> dict[str, bytes]:
    """Return all files below ``root`` with their bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
