"""From the cells of one row to a member or a part in a service, or remarks why not."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.conf import settings

from cms.clock import CHINA
from cms.publication.vocabulary import SERVICE_KINDS
from cms.tables.cells import Cell, RawRow
from cms.tables.clocks import clock
from cms.tables.values import RowValues
from cms.translating import gettext_noop, translator
from cms.volunteers.errors import HoursRefused
from cms.volunteers.imports.columns import PROFILES
from cms.volunteers.rules import Span, span_of

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SAID = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*(?:个?小时|时|h))?\s*(?:(\d+)\s*(?:分钟|分|min))?", re.IGNORECASE
)
_YES = frozenset("是 同意 y yes 1 true √".split())  # noqa: SIM905
#: Words of 服务类别 beside the labels; the first that fits wins.
_KIND_WORDS = (
    ("patrol", ("巡逻", "治安", "巡防", "巡查", "护学")),
    ("mediation", ("调解", "矛盾", "纠纷")),
    ("tutoring", ("辅导", "四点半", "助学", "支教", "托管")),
    ("elder_visit", ("敬老", "老人", "助老", "探望", "送餐", "陪诊", "孤寡")),
    ("computer", ("电脑", "手机课", "智能手机", "数字")),
    ("culture", ("文化", "演出", "文艺", "读书", "宣讲队", "文体")),
    ("environment", ("环境", "环保", "清洁", "卫生", "垃圾", "绿化")),
    ("traffic", ("交通",)),
    ("aid", ("帮困", "助残", "帮扶", "困难", "微心愿")),
    ("health", ("义诊", "健康", "医疗", "防疫")),
    ("explaining", ("宣传", "宣讲", "普法", "政策")),
    ("emergency", ("应急", "救援", "抢险")),
)
MESSAGES = {
    "bad_clock": gettext_noop("A time of day needs the day too. Write it as 2020-06-03 09:30."),
    "bad_hours": gettext_noop("This is no duration. Write 2, 1.5 or 90分钟."),
    "no_number": gettext_noop("Give the volunteer number, or the name and the telephone."),
    "no_title": gettext_noop("This cell is empty, but each row needs it. Fill it in."),
    "unknown_source": gettext_noop("Write 信用时 (checked in) or 荣誉时 (entered), not this."),
    "unknown_kind": gettext_noop("This kind of service is not known; it goes in as “other”."),
}
_WARNINGS = frozenset({"unknown_kind"})


@dataclass(frozen=True)
class MemberRow:
    """One line of a list of members; ``values`` has the fields that its columns carry."""

    row: int
    number: str
    values: Mapping[str, Any]
    area: str
    team: str


@dataclass(frozen=True)
class ServiceRow:
    """One line of a list of services: a member's part in one of them."""

    row: int
    number: str
    name: str
    team: str
    area: str
    service: Mapping[str, Any]
    span: Span
    source: str
    known_as: str = ""  # the number of the service, where it has one already


class Cells(RowValues):
    """The cells of one row of a volunteers' table."""

    paragraphs = frozenset({"remarks"})
    limits = {"title": 200}

    def __init__(self, raw: RawRow, columns: dict[str, str], kind: str, sheet: str) -> None:
        super().__init__(raw, columns, PROFILES[kind], sheet)

    def _wrong(self, code: str, field: str) -> None:
        severity: Literal["error", "warning"] = "warning" if code in _WARNINGS else "error"
        self.say(code, field, MESSAGES[code], severity=severity)

    def number(self) -> str:
        """Return the volunteer number, or one made of name and telephone, or ""."""
        if number := self.text("number"):
            return number[:40]
        name, phone = self.text("name"), self.text("phone")
        if not name or not phone:
            return ""
        # With the key of this installation, or the telephone could be guessed from it.
        made = hmac.digest(settings.SECRET_KEY.encode(), f"{name} {phone}".encode(), "sha256")
        return "P" + made.hex()[:12].upper()

    def member(self) -> MemberRow:
        """Return the row as a member; ``has_error`` says whether it is one."""
        carried = {"name", "phone", "alias", "remarks"} & self.columns.keys()
        values: dict[str, Any] = {field: self.text(field) for field in sorted(carried)}
        for field in {"joined", "left"} & self.columns.keys():
            values[field] = self.day(field)
        if values.get("joined", ...) is None:
            del values["joined"]  # unknown; the day of the import stands in for a new member
        if "agreed" in self.columns:
            values["agreed"] = self.text("agreed").lower() in _YES
        number = self.number()
        if not number:
            self._wrong("no_number", "number" if "number" in self.columns else "name")
        return MemberRow(self.raw.row, number, values, self.text("area"), self.text("team"))

    def service(self) -> ServiceRow | None:
        """Return the row as a part in a service, or None with the reasons remarked."""
        title = self.text("title")
        if not title:
            self._wrong("no_title", "title")
        span = self._span()
        source = self._source(span)
        number, name = self.number(), self.text("name")
        if not number and not name:
            self._wrong("no_number", "number" if "number" in self.columns else "name")
        service = {
            "title": title[:100],
            "kind": self._kind(title),
            **{field: self.text(field) for field in ("place", "for_whom", "organiser")},
        }
        if span is None or self.has_error:
            return None
        where, known = (self.text("team"), self.text("area")), self.text("service")
        return ServiceRow(self.raw.row, number, name, *where, service, span, source, known)

    def _kind(self, title: str) -> str:
        said = self.text("kind")
        label = {translator()(text): code for code, text in SERVICE_KINDS.items()}
        if said in label:
            return label[said]
        for code, words in _KIND_WORDS:
            if any(word in (said or title) for word in words):
                return code
        if said:
            self._wrong("unknown_kind", "kind")
        return "other"

    def _source(self, span: Span | None) -> str:
        said = self.text("source")
        if not said:
            signed_in = any("签到" in self.columns.get(field, "") for field in ("began", "ended"))
            return "check_in" if signed_in and span and span.began else "organiser"
        if "信用" in said or "签到" in said:
            return "check_in"
        if "荣誉" in said or "补录" in said or "录入" in said:
            return "organiser"
        self._wrong("unknown_source", "source")
        return ""

    def _span(self) -> Span | None:
        day = self.day("day")
        began = self._moment("began", day)
        ended = self._moment("ended", began.date() if began else day)
        if began and ended and ended <= began and self._is_clock("ended"):
            ended += timedelta(days=1)  # a patrol that ends after midnight
        minutes = self._minutes()
        if self.has_error:
            return None
        if began and not ended and minutes:
            ended = began + timedelta(minutes=minutes)
        try:
            return span_of(day=day, began=began, ended=ended, minutes=minutes)
        except HoursRefused as refusal:
            where = "hours" if "hours" in self.columns else "minutes"
            where = where if refusal.code in {"minutes", "more_than_between"} else "began"
            self.say(refusal.code, where, refusal.msgid, **refusal.params)
            return None

    def _cell(self, field: str) -> Cell:
        header = self.columns.get(field)
        return self.raw.cells.get(header) if header else None

    def _is_clock(self, field: str) -> bool:
        return clock(self._cell(field)) is not None

    def _moment(self, field: str, day: date | None) -> datetime | None:
        """Return a time that is given in full, or as the time of a day given elsewhere."""
        said = clock(self._cell(field))
        if said is None:
            return self.time(field, None)
        if day is None:
            if not self.has_error:
                self._wrong("bad_clock", field)
            return None
        return datetime.combine(day, said, CHINA)

    def _minutes(self) -> int | None:
        """Return the duration in whole minutes; parts of a minute are rounded."""
        for field in ("minutes", "hours"):
            unit = 1 if "分" in self.columns.get(field, "") else 60
            text = self.text(field)
            if not text:
                continue
            if _PLAIN.fullmatch(text):
                return round(float(text) * unit)
            match = _SAID.fullmatch(text)
            if match is None:
                self._wrong("bad_hours", field)
                return None
            return round(float(match[1] or 0) * 60 + int(match[2] or 0))
        return None
