"""From the cells of one row to the fields of an activity, or remarks why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from cms.activities.dates import REPEATS
from cms.activities.imports.columns import PROFILE
from cms.publication import vocabulary
from cms.tables.cells import RawRow
from cms.tables.clocks import clock
from cms.tables.values import RowValues
from cms.translating import gettext_noop, translator

_YES = frozenset("是 y yes 1 true √".split())  # noqa: SIM905
_NO = frozenset(("", "否", "无", "不"))
#: What people write beside the labels; the first that fits wins.
_WORDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "kind": (
        ("after_school", ("四点半", "托管", "课后")),
        ("reading", ("读书", "阅读", "书吧", "书法")),
        ("film", ("电影", "影院", "观影")),
        ("drive", ("捐书", "捐赠", "募捐", "征集")),
        ("clinic", ("义诊", "体检", "健康")),
        ("market", ("集市", "便民服务日")),
        ("practice", ("社会实践", "实践")),
        ("party_day", ("党日", "党建")),
        ("elder_care", ("敬老", "老人", "养老", "重阳")),
        ("sports", ("体育", "运动", "健身", "篮球", "比赛")),
        ("class", ("课堂", "培训", "班")),
        ("lecture", ("讲座", "宣讲", "普法")),
        ("festival", ("节", "联欢")),
        ("culture", ("文化", "文艺", "演出")),
    ),
    "repeats": (
        ("", ("一次", "不重复", "单次")),
        ("daily", ("每天", "每日")),
        ("weekly", ("每周", "每星期")),
        ("monthly", ("每月",)),
    ),
    "sign_up": (
        ("none", ("无需", "不需", "不用", "自由")),
        ("form", ("网上", "线上", "在线")),
        ("office", ("社区", "现场", "电话")),
    ),
    "state": (
        ("cancelled", ("取消",)),
        ("held", ("已举办", "完成", "结束", "已办")),
        ("open", ("报名",)),
        ("planned", ("计划", "拟", "未举办", "待")),
    ),
}
_LABELS: dict[str, Mapping[str, str]] = {
    "kind": vocabulary.ACTIVITY_KINDS,
    "sign_up": vocabulary.SIGN_UP_WAYS,
    "state": vocabulary.ACTIVITY_STATES,
}
_TEXTS = ("title", "lead", "content", "place", "organiser", "report")
_UNSAID = object()
_LIMITS = {"title": 100, "lead": 300, "place": 200, "organiser": 100}
MESSAGES = {
    "empty": gettext_noop("This cell is empty, but each row needs it. Fill it in."),
    "long": gettext_noop("This is longer than %(limit)d characters. Shorten it."),
    "bad_count": gettext_noop("This is no whole number. Write digits only, as in 120."),
    "unknown": gettext_noop("This word is not known here. Write one of: %(known)s."),
}


@dataclass(frozen=True)
class ActivityRow:
    """One line: ``values`` has the fields that its columns carry, ``counts`` by unit."""

    row: int
    number: str
    area: str
    brand: str
    values: Mapping[str, Any]
    counts: Mapping[str, int]


class Cells(RowValues):
    """The cells of one row of a table of activities."""

    paragraphs = frozenset({"content"})
    limits = {"title": 200}

    def __init__(self, raw: RawRow, columns: dict[str, str], sheet: str) -> None:
        super().__init__(raw, columns, PROFILE, sheet)

    def activity(self) -> ActivityRow | None:
        """Return the row as an activity, or None with the reasons remarked."""
        readers: Mapping[str, Callable[[str], Any]] = {
            **dict.fromkeys(_TEXTS, self._short),
            **dict.fromkeys(("first_day", "last_day", "repeats_until", "sign_up_until"), self.day),
            **dict.fromkeys(("begins_at", "ends_at"), self._clock),
            **dict.fromkeys(("kind", "repeats", "sign_up", "state"), self._word),
            **dict.fromkeys(("capacity", "people"), self._count),
            "by_day": self._yes,
        }
        values = {name: read(name) for name, read in readers.items() if name in self.columns}
        # An empty cell of these means: as it is, or as usual.
        values = {name: value for name, value in values.items() if value is not _UNSAID}
        for field in ("title", "place", "first_day"):
            if not values.get(field) and not self.has_error:
                self._wrong("empty", field)
        counts = {unit: self._count(unit) for unit in vocabulary.ACTIVITY_COUNTS}
        if self.has_error:
            return None
        return ActivityRow(
            self.raw.row,
            self.text("number"),
            self.text("area"),
            self.text("brand"),
            values,
            {unit: count for unit, count in counts.items() if count is not None},
        )

    def _wrong(self, code: str, field: str, **params: Any) -> None:
        self.say(code, field, MESSAGES[code], **params)

    def _short(self, field: str) -> str:
        text, limit = self.text(field), _LIMITS.get(field)
        if limit and len(text) > limit:
            self._wrong("long", field, limit=limit)
        return text

    def _clock(self, field: str) -> time | None:
        cell = self.raw.cells.get(self.columns[field])
        if cell is None or cell == "":
            return None
        if found := clock(cell):
            return found
        moment = self.time(field, None)  # with its day, as "2025-04-23 09:30"
        return moment.timetz().replace(tzinfo=None) if moment else None

    def _count(self, field: str) -> int | None:
        text = self.text(field).replace(",", "").replace("，", "")
        if not text:
            return None
        text = text.rstrip("人次个名册户件家 ")
        if not text.isdecimal() or len(text) > 9:
            self._wrong("bad_count", field)
            return None
        return int(text)

    def _yes(self, field: str) -> bool:
        return self.text(field).lower() in _YES

    def _word(self, field: str) -> Any:
        """Return the code that a word means; _UNSAID where the cell is empty or not understood."""
        text = self.text(field)
        if field == "repeats" and text in _NO:
            return ""
        if not text:
            return _UNSAID
        labels = _codes(field)
        if text in labels:
            return labels[text] if labels[text] != "full" else "open"
        for code, words in _WORDS[field]:
            if any(word in text for word in words):
                return code
        if field == "kind":
            return "other"
        self._wrong("unknown", field, known="、".join(labels))
        return _UNSAID


def _codes(field: str) -> dict[str, str]:
    """Return label → code of what a column of words may say."""
    if field == "repeats":
        return {str(label): code for code, label in REPEATS}
    translate = translator()
    return {translate(label): code for code, label in _LABELS[field].items()}
