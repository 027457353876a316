"""Fictitious people of the demo: names, and the private data the gate must stop."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "秀英 建国 桂芳 志强 玉兰 海燕 军 丽萍 永红 小娟 文博 雪梅 振华 淑珍 鹏飞 晓燕 长生 改花 "
    "卫东 婷婷 宝财 亚男 明哲 桂香 新民 彩霞 少云 俊杰 巧玲 国栋 月娥 佳怡 守信 凤莲 昊然 惠琴"
).split()  # noqa: SIM905 - one line a name would say no more


def full_name(rng: random.Random) -> str:
    """Return a made-up Chinese name."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


@dataclass(frozen=True)
class Reporter:
    """Who reported; every field is empty for an unsigned note."""

    name: str = ""
    phone: str = ""
    address: str = ""
    home: str = ""

    def slots(self) -> dict[str, str]:
        """Return what a text may say about the reporter."""
        surname = self.name[:1] or "王"
        return {"姓": surname, "姓名": self.name, "电话": self.phone, "家": self.home}


def reporter(rng: random.Random, serial: int, estate: str) -> Reporter:
    """Return a reporter living in ``estate``.

    Phones are of the form 1990000NNNN: valid in shape, given to nobody here.
    """
    floor = rng.randint(1, 6)
    home = f"{rng.randint(1, 14)}号楼{rng.randint(1, 4)}单元{floor}0{rng.randint(1, 3)}室"
    return Reporter(full_name(rng), f"1990000{1000 + serial:04d}", estate + home, home)
