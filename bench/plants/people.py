"""Makes up people's numbers, homes and names. Valid by check digit, nobody's on purpose."""

from __future__ import annotations

from random import Random

_REGIONS = [
    "110105",
    "410902",
    "410105",
    "320311",
    "440304",
    "510107",
    "620102",
    "350481",
    "650104",
]
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
_GIVEN = (
    "建国志强秀英桂兰淑珍丽娟海燕晓东文博子涵雨欣梓轩浩然佳怡俊杰玉梅春花红霞国庆永福长顺德胜金凤玲芳敏静伟勇军磊洋艳娜超鹏飞"
    "雪莲翠萍振华立新学斌宏图思远婉清若曦嘉懿景行慧中朝阳冬梅秋菊宝珠凤霞素琴亚男正义广才喜顺水根铁柱"
)

# Given names that are words as well.
_WORDS = (
    "建国",
    "建军",
    "国庆",
    "和平",
    "文明",
    "胜利",
    "红梅",
    "春花",
    "海燕",
    "小红",
    "志强",
    "爱国",
    "光明",
)


def mobile(random: Random) -> str:
    """Return eleven digits as an operator gives them out."""
    return "1" + random.choice("3456789") + "".join(random.choices("0123456789", k=9))


def id_number(random: Random) -> str:
    """Return an 18-character ID number with its check digit."""
    body = random.choice(_REGIONS) + f"{random.randint(1935, 2015)}{random.randint(1, 12):02}"
    body += f"{random.randint(1, 28):02}{random.randint(0, 999):03}"
    weights = [2 ** (17 - i) % 11 for i in range(17)]
    rest = sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]


def bank_card(random: Random) -> str:
    """Return a UnionPay card number of 16 or 19 digits with its check digit."""
    prefix = random.choice(["622202", "621700", "622848", "621226", "625965", "623059"])
    body = prefix + "".join(random.choices("0123456789", k=random.choice([9, 12])))
    for check in "0123456789":
        total = 0
        for index, digit in enumerate(reversed(body + check)):
            value = int(digit) * (1 + index % 2)
            total += value // 10 + value % 10
        if total % 10 == 0:
            return body + check
    raise AssertionError("one of ten check digits fits")


def landline(random: Random) -> tuple[str, str]:
    """Return city code and local number."""
    city = random.choice(["0393", "0371", "010", "021", "0731", "0934", "0598"])
    local = random.choice("2345678") + "".join(
        random.choices("0123456789", k=7 if city in {"010", "021", "0371", "0731"} else 6)
    )
    return city, local


def plate(random: Random) -> str:
    """Return a number plate, one of three a new-energy one of eight characters."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    head = random.choice("京津沪冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽粤川") + random.choice(
        letters[:16]
    )
    if random.random() < 0.33:
        return head + random.choice("DF") + "".join(random.choices("0123456789", k=5))
    return head + random.choice(letters + "0123456789") + "".join(random.choices("0123456789", k=4))


def name(random: Random) -> str:
    """Return surname and a given name of one or two characters."""
    if random.random() < 0.15:
        return random.choice(_SURNAMES) + random.choice(_WORDS)
    given = random.choices(_GIVEN, k=1 if random.random() < 0.2 else 2)
    return random.choice(_SURNAMES) + "".join(given)
