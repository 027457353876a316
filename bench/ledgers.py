"""Makes ledgers of any size for benchmarks, in the office's own format.

The texts are those of real messages where they are at hand, varied so that no two
rows are alike; otherwise they are built from sentences of this module. The same
seed and the same sources give the same rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from cms.cases.ledger.mapping import FAMILIES
from cms.cases.ledger.opening import open_ledger
from cms.cases.ledger.rows import read_rows
from cms.clock import CHINA

#: Where the real messages lie beside the checkout; they are no part of it.
MESSAGES = Path(__file__).resolve().parents[2] / "shared/data/messages/answered.xlsx"
FIRST_DAY = datetime(2024, 1, 1, tzinfo=CHINA)
_DAYS = 700

_PLACES = [
    "一号院",
    "二号院",
    "北门",
    "南门",
    "三单元楼下",
    "菜市场旁",
    "小学门口",
    "文化广场",
    "河边步道",
]
_SUBJECTS = [
    "路灯",
    "井盖",
    "电梯",
    "消防通道",
    "垃圾桶",
    "健身器材",
    "充电桩",
    "下水道",
    "楼道窗户",
]
_TROUBLES = [
    "坏了半个月没有人来修",
    "夜里声音很大",
    "被车辆堵住",
    "有安全隐患",
    "气味很重",
    "经常漏水",
]
_WISHES = [
    "老人和孩子出行不便，请尽快处理。",
    "希望有关部门到现场看看。",
    "多次反映仍未解决，请给答复。",
]
_ANSWERS = [
    "已安排人员到现场查看",
    "已联系物业单位限期整改",
    "已更换损坏部件",
    "已列入本月维修计划",
]
_SOURCES = [
    "居民来电",
    "12345热线",
    "网格员走访",
    "网民留言",
    "市长信箱",
    "数字城管",
    "微信",
    "院院会",
]
_CATEGORIES = [
    "城乡建设",
    "环境保护",
    "交通运输",
    "教育文体",
    "劳动和社会保障",
    "商贸旅游",
    "卫生计生",
]
_UNITS = ["街道办事处", "社区居委会", "城管中队", "物业服务中心", "市政养护所", "派出所"]
_OPINIONS = ["满意", "满意", "满意", "基本满意", "不满意", "未联系上"]


@dataclass(frozen=True)
class _Text:
    content: str
    measures: str


def make_ledger(
    path: Path | str,
    rows: int,
    *,
    seed: int = 1,
    areas: Sequence[str] = ("",),
    messages: Path = MESSAGES,
) -> Path:
    """Write a ledger of ``rows`` rows to ``path`` (xlsx) and return the path.

    ``areas`` are names or codes for 所属网格; an empty one leaves the cell empty.
    Memory does not grow with ``rows``.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(list(FAMILIES["office"].columns))
    for row in ledger_rows(rows, seed=seed, areas=areas, messages=messages):
        sheet.append(row)
    book.save(path)
    return Path(path)


def ledger_rows(
    rows: int, *, seed: int = 1, areas: Sequence[str] = ("",), messages: Path = MESSAGES
) -> Iterator[list[object]]:
    """Yield ``rows`` rows in the columns of the office's format."""
    chance = random.Random(seed)
    texts = _real_texts(messages) if messages.is_file() else _built_texts(chance)
    for number in range(1, rows + 1):
        yield _row(number, rows, texts[number % len(texts)], chance, areas)


def _real_texts(messages: Path) -> list[_Text]:
    found = read_rows(open_ledger(messages), FAMILIES["message_board"], now=datetime.now(tz=UTC))
    return [
        _Text(f"{row.values['title']}。{row.values['content']}", row.values["measures"])
        for row in found
        if not isinstance(row, list)
    ]


def _built_texts(chance: random.Random) -> list[_Text]:
    def sentences(count: int) -> str:
        parts = (_PLACES, _SUBJECTS, _TROUBLES)
        said = ["".join(map(chance.choice, parts)) for _ in range(count)]
        return "，".join(said) + "。" + chance.choice(_WISHES)

    return [
        _Text(sentences(chance.randint(3, 18)), "，".join(chance.choices(_ANSWERS, k=12)) + "。")
        for _ in range(2000)
    ]


def _row(
    number: int, rows: int, text: _Text, chance: random.Random, areas: Sequence[str]
) -> list[object]:
    received = FIRST_DAY + timedelta(days=_DAYS * number // rows, seconds=chance.randrange(86_400))
    # 98.8 % are closed, as in the half-year figures of the largest office known.
    done = chance.random() < 0.988
    closed = received + timedelta(seconds=chance.randrange(3_600, 1_000_000))
    place = chance.choice(_PLACES) + chance.choice(_SUBJECTS)
    unit = chance.choice(_UNITS)
    progress = f"{received:%Y-%m-%d} 【{unit}】已派单"
    if done:
        progress += f"\n{closed:%Y-%m-%d} 【{unit}】{chance.choice(_ANSWERS)}，已办结"
    return [
        number,
        f"{received:%Y-%m-%d %H:%M:%S}",
        chance.choice(_SOURCES),
        f"居民{chance.randrange(90_000) + 10_000}",
        "",
        "",
        chance.choice(areas),
        f"{place}（第{number}号）：{text.content}",
        chance.choice(_CATEGORIES),
        unit,
        f"网格员{chance.randrange(200)}",
        text.measures if done else "",
        progress,
        f"{closed:%Y/%m/%d %H:%M:%S}" if done else "",
        chance.choice(_OPINIONS) if done else "",
        "",
    ]
