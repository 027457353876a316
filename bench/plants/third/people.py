"""People of a third kind: other places and operators, rarer surnames, names of four and more signs."""

from __future__ import annotations

from random import Random

_REGIONS = [
    "430102",
    "330106",
    "360103",
    "340104",
    "640104",
    "460105",
    "130102",
    "220102",
    "542421",
]
_PREFIXES = ["131", "134", "137", "145", "149", "152", "158", "162", "167", "175", "178", "182"]
_PREFIXES += ["185", "188", "190", "193", "195", "198"]
_CARDS = [("621098", 19), ("622848", 19), ("621485", 16), ("622155", 16), ("621700", 19)]
_CARDS += [("623052", 19), ("622309", 19), ("620522", 19), ("621559", 17), ("622568", 16)]
_CITIES = [("0731", 8), ("0571", 8), ("0791", 8), ("0551", 8), ("0951", 7), ("0898", 8)]
_CITIES += [("0311", 8), ("0431", 8), ("0737", 7), ("0745", 7), ("0570", 7), ("020", 8)]
_COMMON = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_RARER = "缪宁仇岳帅晏况佘覃游阳文石谭龚向粟瞿易敖涂邱聂申屠仝冼褚管柯庄欧尚车桑单翁"
_DOUBLE = ("欧阳", "端木", "夏侯", "东方", "独孤", "南宫", "澹台", "公孙", "司马")
_FIRST = "志建国德光文明永春玉秀桂晓小丽海红雪思嘉子梓雨欣俊浩家天一星若亦锦佩绍仲孝耀兆继显"
_LAST = "强军平华民生林芳英兰香珍霞梅娥燕玲婷怡涵轩宇辰晨泽然博豪琪瑶彤妍安宁远达钧铭岚莹"
_SINGLE = "军敏丽静杰磊艳斌霞波燕辉玲健莉芬亮洁萍凯宁颖雯睿晗昊薇"
_MINORITY = (
    "买买提·吐尔逊", "阿依古丽·艾合买提", "古丽娜扎尔·肉孜", "阿卜杜拉·卡德尔", "努尔兰·巴合提",
    "沙马·日哈", "迪丽达尔·买合苏提", "扎西·次仁", "艾力•阿布都热依木", "热依扎‧木拉提",
)  # fmt: skip


def digits(random: Random, count: int) -> str:
    """Return so many digits."""
    return f"{random.randrange(10**count):0{count}}"


def mobile(random: Random) -> str:
    """Return a mobile number."""
    return random.choice(_PREFIXES) + digits(random, 8)


def id_number(random: Random) -> str:
    """Return an ID number with the check digit of GB 11643."""
    born = f"{random.randint(1931, 2019)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = random.choice(_REGIONS) + born + digits(random, 3)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def old_id_number(random: Random) -> str:
    """Return an ID number of 15 digits."""
    born = f"{random.randint(31, 99)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    return random.choice(_REGIONS) + born + digits(random, 3)


def bank_card(random: Random) -> str:
    """Return a card number whose check digit is right (Luhn)."""
    head, length = random.choice(_CARDS)
    body = head + digits(random, length - len(head) - 1)
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))]
    return body + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def landline(random: Random) -> tuple[str, str]:
    """Return city code and local number."""
    city, length = random.choice(_CITIES)
    return city, random.choice("2345678") + digits(random, length - 1)


def name(random: Random) -> str:
    """Return a name: half of them of the commonest surnames, one in twenty of four signs and more."""
    kind = random.random()
    if kind < 0.04:
        return random.choice(_MINORITY)
    given = random.choice(_FIRST) + random.choice(_LAST)
    if kind > 0.8:
        given = random.choice(_SINGLE)
    if kind < 0.1:
        return random.choice(_DOUBLE) + given
    return random.choice(_COMMON if kind < 0.55 else _RARER) + given
