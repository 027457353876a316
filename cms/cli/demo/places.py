"""The demo's areas, contacts and units, and the places that texts may name."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from .people import full_name
from .texts import read_toml

_CHINESE = "一二三四五六七八九十"
STREET_UNITS = {
    "街道": "街道办事处",
    "执法队": "街道综合行政执法队",
    "服务站": "街道民呼必应服务站",
    "派出所": "派出所",
    "司法所": "司法所",
    "卫生服务中心": "社区卫生服务中心",
}


@dataclass
class Community:
    """One community with the names its cases may mention."""

    code: str
    name: str
    street: str
    street_code: str
    estates: list[str]
    roads: list[str]
    school: str
    market: str
    property: str
    grids: list[str] = field(default_factory=list)

    def slots(self, rng: random.Random) -> dict[str, str]:
        """Return one choice of the places for a text."""
        return {
            "社区": self.name,
            "街道": self.street,
            "小区": rng.choice(self.estates),
            "路": rng.choice(self.roads),
            "校": self.school,
            "市场": self.market,
            "物业": self.property,
        }


@dataclass
class Places:
    """All areas and units of the demo, and the communities cases are placed in."""

    areas: list[dict[str, Any]] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    departments: dict[str, str] = field(default_factory=dict)

    def unit(self, key: str, community: Community) -> str:
        """Return the full unit name that the short name ``key`` of a text means there."""
        if key == "社区":
            return f"{community.name}居委会"
        if key == "物业":
            return f"{community.property}服务有限公司"
        if key in STREET_UNITS:
            stem = community.street
            if not STREET_UNITS[key].startswith("街道"):
                stem = stem.removesuffix("街道")
            return stem + STREET_UNITS[key].removeprefix("街道")
        return self.departments[key]


class _Phones:
    """Gives out office numbers: the 555 exchange is nobody's."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> str:
        self.last += 1
        return f"0934-555{self.last:04d}"


def _share(total: int, parts: int) -> list[int]:
    return [total // parts + (index < total % parts) for index in range(parts)]


def _area(code: str, name: str, level: str, parent: str | None, order: int, **rest: Any) -> dict:
    contacts = rest.pop("contacts", [])
    area = {"code": code, "name": name, "level": level, "parent": parent, "order": order}
    return {**area, "contacts": contacts, **rest}


def _contact(rng: random.Random, role: str, phone: str, duty: str) -> dict[str, str]:
    return {"name": full_name(rng), "role": role, "phone": phone, "duty": duty}


def _add_unit(places: Places, name: str, level: str, area: str, phones: _Phones) -> None:
    if not any(unit["name"] == name for unit in places.units):
        unit = {"name": name, "level": level, "area": area, "phone": phones.next()}
        places.units.append(unit)


def _add_grids(
    places: Places, community: Community, row: dict[str, Any], rng: random.Random, phones: _Phones
) -> None:
    count = row["grids"]
    homes, people = _share(row["households"], count), _share(row["people"], count)
    workers = _share(row["workers"], count)
    for index in range(count):
        code = f"{community.code}{index + 1:03d}"
        name = f"{community.name.removesuffix('社区')}第{_CHINESE[index]}网格"
        phone = phones.next()
        contacts = [_contact(rng, "网格长", phone, "包抓本网格诉求办理，每周入户走访")]
        contacts += [
            _contact(rng, "网格员", phone, "登记诉求、巡查安全隐患、代办便民事项")
            for _ in range(workers[index])
        ]
        community.grids.append(code)
        size = {"households": homes[index], "people": people[index]}
        places.areas.append(
            _area(code, name, "grid", community.code, index + 1, contacts=contacts, **size)
        )


def _add_community(
    places: Places,
    street: dict[str, Any],
    row: dict[str, Any],
    order: int,
    *,
    rng: random.Random,
    phones: _Phones,
) -> None:
    names = {key: row[key] for key in ("name", "estates", "roads", "school", "market", "property")}
    community = Community(
        code=f"{street['code']}{order:03d}",
        street=street["name"],
        street_code=street["code"],
        **names,
    )
    duty = row.get("note", "受理本社区居民诉求，组织居民议事厅和院院会")
    contacts = [
        _contact(rng, "社区党组织书记", phones.next(), duty),
        _contact(rng, "民生专干", phones.next(), "养老、低保、医保、残疾人事项咨询与代办"),
    ]
    size = {"households": row["households"], "people": row["people"]}
    places.areas.append(
        _area(
            community.code,
            row["name"],
            "community",
            street["code"],
            order,
            contacts=contacts,
            **size,
        )
    )
    places.communities.append(community)
    _add_grids(places, community, row, rng, phones)
    _add_unit(places, places.unit("社区", community), "community", community.code, phones)
    _add_unit(places, places.unit("物业", community), "community", community.code, phones)


def _add_street(
    places: Places, street: dict[str, Any], order: int, rng: random.Random, phones: _Phones
) -> None:
    contacts = [
        _contact(rng, "街道党工委书记", phones.next(), "统筹街道诉求办理，吹哨调度部门联办"),
        _contact(
            rng, "民呼必应服务站站长", phones.next(), "统一受理、集中研判、及时交办、督办回访"
        ),
    ]
    size = {"households": street["households"], "people": street["people"]}
    places.areas.append(
        _area(street["code"], street["name"], "street", "621002", order, contacts=contacts, **size)
    )
    for number, row in enumerate(street["community"], 1):
        _add_community(places, street, row, number, rng=rng, phones=phones)
    first = next(c for c in places.communities if c.street_code == street["code"])
    for key in STREET_UNITS:
        _add_unit(places, places.unit(key, first), "street", street["code"], phones)


def build_places(rng: random.Random) -> Places:
    """Return the demo's areas (parents first), units and communities."""
    data, places, phones = read_toml("areas.toml"), Places(), _Phones()
    district = data["district"]
    contacts = [
        _contact(rng, "区民呼必应服务中心值班室", phones.next(), "受理街道上报事项，协调区直部门")
    ]
    size = {"households": district["households"], "people": district["people"]}
    places.areas.append(
        _area(district["code"], district["name"], "district", None, 1, contacts=contacts, **size)
    )
    places.departments = {unit["key"]: unit["name"] for unit in data["unit"]}
    for unit in data["unit"]:
        _add_unit(places, unit["name"], "district", district["code"], phones)
    for order, street in enumerate(data["street"], 1):
        _add_street(places, street, order, rng, phones)
    return places
