"""People of other places, with other cards, operators and surnames."""

from __future__ import annotations

from random import Random

DIGITS = "0123456789"
_REGIONS = [
    "310115",
    "370203",
    "420106",
    "500112",
    "530102",
    "610113",
    "210202",
    "450103",
    "152801",
]
_PREFIXES = [
    "130",
    "133",
    "135",
    "147",
    "150",
    "156",
    "166",
    "170",
    "173",
    "177",
    "186",
    "191",
    "199",
]
_SURNAMES = (
    *"秦尤许孔严华金戚喻柏窦章苏葛范彭鲁韦昌苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余",
    *"元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭",
    *["欧阳", "司徒", "上官", "诸葛", "皇甫", "尉迟", "慕容", "令狐"],
)
_GIVEN = [
    "世杰", "明珠", "红梅", "爱国", "卫东", "援朝", "跃进", "桂芝", "巧云", "小兰", "大勇", "二妮", "昌盛", "子轩",
    "诗琪", "宇航", "一诺", "沐宸", "若汐", "浩宇", "梦瑶", "佳琪", "维民", "守信", "传家", "书香", "培根", "令仪",
    "克俭", "凤英", "连生", "来娣", "铁山", "满仓", "银环", "喜梅", "正阳", "倩", "峰", "鑫", "蕾", "璐",
    "涛", "婧", "刚", "彬", "琳", "瑞",
]  # fmt: skip


def digits(random: Random, count: int) -> str:
    """Return so many digits."""
    return "".join(random.choices(DIGITS, k=count))


def mobile(random: Random) -> str:
    """Return a mobile number."""
    return random.choice(_PREFIXES) + digits(random, 8)


def id_number(random: Random) -> str:
    """Return an ID number with its check digit (ISO 7064, MOD 11-2)."""
    born = f"{random.randint(1928, 2018)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = random.choice(_REGIONS) + born + digits(random, 3)
    total = 0
    for char in body:
        total = (total + int(char)) * 2 % 11
    return body + "0123456789X"[(12 - total) % 11]


def old_id_number(random: Random) -> str:
    """Return an ID number of 15 digits."""
    return (
        f"{random.choice(_REGIONS)}{random.randint(28, 99)}{random.randint(1, 12):02}"
        f"{random.randint(1, 28):02}{digits(random, 3)}"
    )


def bank_card(random: Random) -> str:
    """Return a card number with its check digit (ISO/IEC 7812-1)."""
    head, length = random.choice(
        (("621661", 19), ("622700", 19), ("621081", 19), ("622588", 16), ("436742", 16),
         ("955880", 19), ("622908", 18), ("621288", 19), ("518710", 16), ("623668", 19))
    )  # fmt: skip
    body = head + digits(random, length - len(head) - 1)
    total = sum(
        sum(divmod(int(char) * (2 - index % 2), 10)) for index, char in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def landline(random: Random) -> tuple[str, str]:
    """Return city code and local number."""
    city, length = random.choice(
        (("0532", 8), ("027", 8), ("023", 8), ("0871", 8), ("029", 8), ("0411", 8), ("0478", 7),
         ("0771", 7), ("0935", 7), ("0313", 7), ("0598", 7), ("0755", 8))
    )  # fmt: skip
    return city, random.choice("234568") + digits(random, length - 1)


def name(random: Random) -> str:
    """Return surname and given name."""
    return random.choice(_SURNAMES) + random.choice(_GIVEN)
