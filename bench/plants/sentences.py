"""Puts planted data into sentences: what stands beside it, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants import people
from plants.dwellers import homes, names
from plants.innocent import directory
from plants.plant import Plant, pick
from plants.writings import NUMBER_WRITINGS

__all__ = ["all_plants", "directory"]


def mobiles(random: Random) -> Iterator[Plant]:
    """Mobile numbers, mostly without a word that announces them."""
    for writing, write in NUMBER_WRITINGS.items():
        lead = pick(
            random, "", "", "电话", "我的手机号是", "请回电", "联系方式：", "＋８６", "+86 ", "v"
        )
        if writing.startswith("letters") and lead == "v":
            lead = ""
        yield Plant("mobile", writing, lead, write(people.mobile(random), random))


def id_numbers(random: Random) -> Iterator[Plant]:
    """ID numbers of 18 in every writing, and of 15."""
    for writing, write in NUMBER_WRITINGS.items():
        lead = pick(random, "", "身份证号：", "身份证", "证件号码")
        secret = write(people.id_number(random), random)
        if random.random() < 0.3:
            secret = secret.replace("X", "x")
        yield Plant("id_number", writing, lead, secret)
    number = people.id_number(random)
    yield Plant("id_number", "15 digits", "身份证号", number[:6] + "6" + number[9:17])
    grouped = f"{number[:6]} {number[6:14]} {number[14:]}"
    yield Plant("id_number", "birthday groups", "", grouped)
    wide = number[:17].translate({0x30 + d: 0xFF10 + d for d in range(10)})
    yield Plant("id_number", "full width, X too", "", wide + number[17].replace("X", "Ｘ"))


def bank_cards(random: Random) -> Iterator[Plant]:
    """Bank cards; letters for digits are left out, nobody would pay to such a number."""
    for writing, write in NUMBER_WRITINGS.items():
        if not writing.startswith("letters"):
            lead = pick(random, "卡号", "银行卡号：", "工商银行", "请打到账号")
            yield Plant("bank_card", writing, lead, write(people.bank_card(random), random))


def landlines(random: Random) -> Iterator[Plant]:
    """Landlines of homes; the sentence says whose."""
    leads = (
        "我家电话",
        "家里座机",
        "本人电话：",
        "住宅电话",
        "母亲家的电话是",
        "联系我，打",
        "我家固定电话",
    )
    styles = {
        "hyphen": "{c}-{l}",
        "together": "{c}{l}",
        "space": "{c} {l}",
        "brackets": "({c}){l}",
        "wide brackets": "（{c}）{l}",
        "dot": "{c}.{l}",
        "dash": "{c}—{l}",
        "local": "{l}",
        "local, hyphen": "{a}-{b}",
        "local, space": "{a} {b}",
        "groups": "{c}-{a}-{b}",
        "spaced groups": "{c} {a} {b}",
        "slash": "{c}/{l}",
        "country": "+86-{n}-{l}",
        "country, spaces": "+86 {n} {l}",
        "extension": "{c}-{l}转801",
    }
    for style, form in styles.items():
        city, local = people.landline(random)
        written = form.format(c=city, l=local, a=local[:-4], b=local[-4:], n=city.lstrip("0"))
        yield Plant("landline", style, random.choice(leads), written)
    for writing in (
        "full width",
        "Chinese numerals",
        "circled",
        "zero-width signs",
        "every digit spaced",
        "mathematical bold",
        "emoji keycaps",
        "half Chinese",
    ):
        city, local = people.landline(random)
        secret = NUMBER_WRITINGS[writing](city + local, random)
        yield Plant("landline", writing, random.choice(leads), secret)


def plates(random: Random) -> Iterator[Plant]:
    """Number plates in twenty writings."""
    wide = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
    number = NUMBER_WRITINGS
    forms = {
        "plain": lambda p: p,
        "dot": lambda p: p[:2] + "·" + p[2:],
        "bullet": lambda p: p[:2] + "•" + p[2:],
        "space": lambda p: p[:2] + " " + p[2:],
        "hyphen": lambda p: p[:2] + "-" + p[2:],
        "period": lambda p: p[:2] + "." + p[2:],
        "lower case": str.lower,
        "spaced": " ".join,
        "lower, spaced": lambda p: " ".join(p).lower(),
        "full width": lambda p: p.translate(wide),
        "wide, dot": lambda p: (p[:2] + "·" + p[2:]).translate(wide),
        "dash": lambda p: p[:2] + "—" + p[2:],
        "space after place": lambda p: p[0] + " " + p[1:],
        "hidden": "\u200b".join,
        "circled": lambda p: p[:3] + number["circled"](p[3:], random),
        "bold": lambda p: p[:3] + number["mathematical bold"](p[3:], random),
        "keycaps": lambda p: p[:3] + number["emoji keycaps"](p[3:], random),
        "superscripts": lambda p: p[:3] + number["superscripts"](p[3:], random),
        "Chinese numerals": lambda p: p[:3] + number["Chinese numerals"](p[3:], random),
        "under line": lambda p: p[:2] + "_" + p[2:],
        "wide space": lambda p: p[:2] + "\u3000" + p[2:],
    }
    for form, write in forms.items():
        lead = pick(random, "", "车牌号", "车牌：", "一辆白色轿车（", "车主的")
        yield Plant("plate", form, lead, write(people.plate(random)))


def emails(random: Random) -> Iterator[Plant]:
    """Mail addresses, their signs written in words."""
    signs = [
        "@",
        "＠",
        " @ ",
        "(at)",
        "[at]",
        " at ",
        "#",
        "圈",
        "艾特",
        "（at）",
        "【at】",
        "☆",
        "(圈)",
        "圈a",
        "@ ",
    ]
    for sign in signs:
        user = pick(random, "zhangsan", "li.si", "wang_wu88") + str(random.randint(10, 9999))
        dot = "." if sign != "圈" else random.choice([".", "点"])
        host = pick(random, "163", "qq", "126", "sina", "gmail") + dot + "com"
        lead = pick(random, "邮箱", "邮箱：", "请发到", "")
        yield Plant("email", f"sign {sign.strip()!r}", lead, f"{user}{sign}{host}")
    for writing in ("(dot)", "点", " dot ", "。", "full width", "upper case"):
        user = f"chen{random.randint(100, 99999)}"
        text = f"{user}@139{writing if len(writing) < 6 else '.'}com"
        if writing == "full width":
            text = text.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})
        yield Plant(
            "email", f"dot {writing}", "邮箱：", text.upper() if writing == "upper case" else text
        )


def accounts(random: Random) -> Iterator[Plant]:
    """WeChat and QQ accounts."""
    for cue in (
        "QQ",
        "QQ：",
        "qq号",
        "扣扣",
        "Q Q:",
        "ＱＱ：",
        "加Q",
        "qq号码是",
        "QQ号为",
        "企鹅号",
    ):
        digits = random.choice("123456789") + "".join(
            random.choices("0123456789", k=random.randint(6, 9))
        )
        writing = random.choice(
            ["plain", "full width", "Chinese numerals", "circled", "zero-width signs"]
        )
        yield Plant("qq", f"{cue} {writing}", cue, NUMBER_WRITINGS[writing](digits, random))
    for cue in (
        "微信",
        "微信号：",
        "vx",
        "VX:",
        "wx：",
        "加V",
        "薇信",
        "威信：",
        "WeChat ",
        "weixin:",
        "＋v",
        "V信",
        "加微信",
        "微 信",
    ):
        word = random.choice(["laozhang", "wxid_ab", "Happy-life", "zhang_san"]) + str(
            random.randint(10, 9999)
        )
        yield Plant("wechat", cue, cue, word)


def all_plants(random: Random) -> Iterator[Plant]:
    """Yield every writing of every kind once, with fresh people."""
    for make in (
        mobiles,
        id_numbers,
        bank_cards,
        landlines,
        plates,
        emails,
        accounts,
        homes,
        names,
    ):
        yield from make(random)
