"""Fictitious people of the demo: names, and the private data the gate must stop."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .texts import read_toml

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN: list[str] = read_toml("lines.toml")["people"]["given"]


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
