"""Numbers as they are typed by people who know that a filter reads along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from plants.plant import Plant
from plants.third import people

Writing = Callable[[str, Random], str]


def _parts(text: str) -> list[str]:
    return [text[:3], *(text[i : i + 4] for i in range(3, len(text), 4))]


def _joined(sign: str) -> Writing:
    return lambda text, _: sign.join(_parts(text))


def _each(sign: str) -> Writing:
    return lambda text, _: sign.join(text)


def _digits(alphabet: str) -> Writing:
    return lambda text, _: "".join(alphabet[int(c)] if c.isdigit() else c for c in text)


def _from(base: int) -> Writing:
    return _digits("".join(chr(base + i) for i in range(10)))


def _then(first: Writing, second: Writing) -> Writing:
    return lambda text, random: second(first(text, random), random)


def _letters(text: str, random: Random) -> str:
    pairs = {"0": "OoО", "1": "lI|", "5": "S", "8": "B", "2": "Z"}
    return (
        text[0] + "".join(random.choice(pairs[c]) if c in "01" else c for c in text[1:])
        if "0" in text[1:] or "1" in text[1:]
        else text
    )


def _halves(text: str, random: Random) -> str:
    parts = _parts(text)
    parts[-1] = _digits("零一二三四五六七八九")(parts[-1], random)
    return " ".join(parts)


HAN = _digits("零一二三四五六七八九")
WRITINGS: dict[str, Writing] = {
    "plain": lambda text, _: text,
    "wide": _from(0xFF10),
    "wide spaces": _joined("\u3000"),
    "en dashes": _joined("–"),
    "wide hyphens": _joined("－"),
    "long vowel signs": _joined("ー"),
    "wide stops": _joined("．"),
    "Chinese stops": _joined("。"),
    "enumeration commas": _each("、"),
    "middle dots": _each("·"),
    "asterisks": _joined("*"),
    "tildes": _joined("～"),
    "equals": _joined("="),
    "arrows": _joined("→"),
    "colons": _joined(":"),
    "hashes": _joined("#"),
    "apostrophes": _joined("'"),
    "double spaces": _joined("  "),
    "spaced twice": lambda text, _: " - ".join(" ".join(part) for part in _parts(text)),
    "middle in brackets": lambda text, _: f"{text[:3]}({text[3:7]}){text[7:]}",
    "middle in black brackets": lambda text, _: f"{text[:3]}【{text[3:7]}】{text[7:]}",
    "entities for spaces": _joined("&nbsp;"),
    "numeric entities": lambda text, _: "".join(f"&#{ord(c)};" for c in text),
    "line breaks": _joined("\n"),
    "emoji at each": _each("🌟"),
    "emoji within": _joined("📞"),
    "joiners and selectors": _each("\u200d\ufe0f"),
    "struck through": lambda text, _: "".join(c + "\u0336" for c in text),
    "underlined": lambda text, _: "".join(c + "\u0332" for c in text),
    "Chinese": HAN,
    "Chinese, 幺": _digits("零幺二三四五六七八九"),
    "Chinese, commas": _then(HAN, _joined("，")),
    "Chinese, dots": _then(HAN, _joined("·")),
    "Chinese, circles": _digits("○一二三四五六七八九"),
    "Chinese, 两": _digits("零一两三四五六七八九"),
    "radio": _digits("洞幺两三四五六拐八勾"),
    "accountants": _digits("零壹贰叁肆伍陆柒捌玖"),
    "accountants, traditional": _digits("零壹貳參肆伍陸柒捌玖"),
    "last part Chinese": _halves,
    "monospace": _from(0x1D7F6),
    "Arabic": _from(0x0660),
    "Thai": _from(0x0E50),
    "subscripts": _from(0x2080),
    "in brackets": _digits("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
    "twice circled": _digits("0⓵⓶⓷⓸⓹⓺⓻⓼⓽"),
    "black circles": _digits("⓿❶❷❸❹❺❻❼❽❾"),
    "wide, spaced": _then(_from(0xFF10), _each(" ")),
}  # fmt: skip
_MOBILE = (
    "|", "手机号：|", "电话是|", "拨打|联系我", "我的号码|", "☎|", "📱|", "tel |", "(+86)|", "86|", "+86-|", "Mobile:|",
    "联系方式|（微信同号）", "号码是|，随时可以打", "本人联系电话：|。", "请致电|，谢谢", "家属电话|", "短信发|", "钉钉|",
)  # fmt: skip
_ID = (
    "|",
    "身份证号码：|",
    "身份证号是|",
    "证件号：|",
    "身份证|，",
    "sfz |",
    "SFZ：|",
    "身份證|",
    "（身份证号|）",
    "身份信息|",
    "公民身份证：|",
)
_CARD = (
    "卡号|",
    "银行账号：|",
    "打款到|",
    "退款请退至|",
    "农行卡|",
    "建行|",
    "账户：|",
    "养老金卡|",
    "一卡通账号|",
)
_LINE = ("家里电话|", "家里固话：|", "座机（家）|", "我家的座机号码是|", "宅电：|", "住宅电话是|", "本人家庭电话|", "老人家里座机|")  # fmt: skip


def _frame(random: Random, frames: tuple[str, ...]) -> tuple[str, str]:
    before, after = random.choice(frames).split("|")
    return before, after


def mobiles(random: Random) -> Iterator[Plant]:
    """Mobile numbers, in all writings, with letters for digits and with a digit or two hidden."""
    for writing, write in (WRITINGS | {"letters": _letters}).items():
        before, after = _frame(random, _MOBILE)
        if before[-2:] in {"86", "6-"} and not write("1", random).isascii():
            before = "电话"
        yield Plant("mobile", writing, before, write(people.mobile(random), random), after)
    number = people.mobile(random)
    yield Plant("mobile", "one hidden", "电话", number[:6] + "*" + number[7:])
    yield Plant("mobile", "two hidden", "手机号", number[:9] + "**", "，")
    yield Plant("mobile", "after a name", people.name(random), people.mobile(random))
    yield Plant(
        "mobile", "in a list", "联系人 ", people.mobile(random), "/" + people.mobile(random)
    )
    yield Plant(
        "mobile", "in an address", "https://wx.example.com/u?tel=", people.mobile(random), "&a=1"
    )


def id_numbers(random: Random) -> Iterator[Plant]:
    """ID numbers."""
    for writing, write in WRITINGS.items():
        before, after = _frame(random, _ID)
        yield Plant("id_number", writing, before, write(people.id_number(random), random), after)
    number = people.id_number(random)
    forms = {
        "6-8-4": " ".join((number[:6], number[6:14], number[14:])),
        "6-8-4, hyphens": "-".join((number[:6], number[6:14], number[14:])),
        "birthday in brackets": f"{number[:6]}({number[6:14]}){number[14:]}",
        "lower x": number.lower(),
        "× for X": number.replace("X", "×"),
        "wide": number.translate({c: c + 0xFEE0 for c in range(0x30, 0x5B)}),
    }
    for writing, text in forms.items():
        yield Plant("id_number", writing, _frame(random, _ID)[0], text)
    yield Plant("id_number", "15", "身份证号：", people.old_id_number(random))
    old = people.old_id_number(random)
    yield Plant("id_number", "15 in groups", "身份证 ", f"{old[:6]} {old[6:12]} {old[12:]}")
    yield Plant("id_number", "with a name", f"{people.name(random)}，", people.id_number(random))


def bank_cards(random: Random) -> Iterator[Plant]:
    """Bank cards."""
    for writing, write in WRITINGS.items():
        before, after = _frame(random, _CARD)
        yield Plant("bank_card", writing, before, write(people.bank_card(random), random), after)
    number = people.bank_card(random)
    fours = [number[i : i + 4] for i in range(0, len(number), 4)]
    for writing, sign in (("fours", " "), ("fours, hyphens", "-"), ("fours, dots", ".")):
        yield Plant("bank_card", writing, random.choice(("", "卡号：")), sign.join(fours))


def landlines(random: Random) -> Iterator[Plant]:
    """Landlines of homes."""
    forms = {
        "hyphen": "{c}-{n}", "together": "{c}{n}", "wide brackets": "（{c}）{n}", "wide": "{w}",
        "country": "+86 {d} {n}", "country, no zero": "0086{d}{n}", "dash": "{c}—{n}", "en dash": "{c}–{n}",
        "two dashes": "{c}——{n}", "enumeration comma": "{c}、{n}", "dots": "{c}·{n}", "colon": "{c}：{n}",
        "halves": "{c}-{a} {b}", "halves, dots": "{c}-{a}.{b}", "local": "{n}", "local, halves": "{a}-{b}",
        "local, wide hyphen": "{a}－{b}", "extension": "{c}-{n}转602", "extension, 分机": "{c}-{n}（分机602）",
        "extension, hyphen": "{c}-{n}-602", "extension, ext": "{c}-{n} ext.602", "区号": "{c}（区号）{n}",
        "asterisk": "{c}*{n}", "equals": "{c}={n}", "spaced": "{s}", "emoji": "{c}📞{n}", "reversed brackets": "{n}（{c}）",
    }  # fmt: skip
    for form, text in forms.items():
        before, after = _frame(random, _LINE)
        c, n = people.landline(random)
        half = len(n) // 2
        written = text.format(
            c=c,
            n=n,
            d=c[1:],
            a=n[:half],
            b=n[half:],
            s=" ".join(c + n),
            w=WRITINGS["wide"](f"{c}{n}", random),
        )
        yield Plant("landline", form, before, written, after)
    for writing in (
        "Chinese",
        "Chinese, 幺",
        "monospace",
        "Thai",
        "black circles",
        "emoji at each",
        "middle dots",
    ):
        before, after = _frame(random, _LINE)
        yield Plant(
            "landline",
            writing,
            before,
            WRITINGS[writing]("".join(people.landline(random)), random),
            after,
        )


def papers(random: Random) -> Iterator[Plant]:
    """Passports, permits and cards of other papers."""
    forms = (
        ("passport", "E, wide", "护照号码：", "Ｅ" + WRITINGS["wide"](people.digits(random, 8), random)),
        ("passport", "E with letter", "护照 ", random.choice(("EB", "EH", "EK")) + people.digits(random, 7)),
        ("passport", "service", "因公护照", "P" + random.choice("ES") + people.digits(random, 7)),
        ("passport", "lower", "护照号 e", people.digits(random, 8)),
        ("passport", "hyphen", "我的护照（", "E-" + people.digits(random, 8)),
        ("passport", "passport no", "Passport No. ", "E" + people.digits(random, 8)),
        ("passport", "groups", "护照：", f"E{people.digits(random, 4)} {people.digits(random, 4)}"),
        ("permit", "Hong Kong", "港澳通行证号码：", "C" + people.digits(random, 8)),
        ("permit", "Hong Kong, letter", "港澳通行证", "CA" + people.digits(random, 7)),
        ("permit", "W", "通行证号W", people.digits(random, 8)),
        ("permit", "home return", "回乡证：", random.choice("HM") + people.digits(random, 10)),
        ("permit", "Taiwan, T", "大陆居民往来台湾通行证", "T" + people.digits(random, 8)),
        ("permit", "Taiwan, L", "往来台湾通行证号码是", "L" + people.digits(random, 8)),
        ("permit", "Taiwan compatriot", "台湾居民来往大陆通行证：", people.digits(random, 8)),
        ("permit", "foreigner", "外国人永久居留身份证", "CHN" + people.digits(random, 12)),
        ("permit", "soldier", "士兵证号：士字第", people.digits(random, 8)),
        ("permit", "police", "警官证 公安字第", people.digits(random, 7)),
        ("permit", "social card", "社保卡号：", random.choice("ABCX") + people.digits(random, 8)),
        ("permit", "driver", "驾驶证号", people.id_number(random)),
        ("permit", "residence of Hong Kong", "港澳居民居住证", "8" + "10000" + "19850312" + people.digits(random, 4)),
    )  # fmt: skip
    for kind, writing, before, secret in forms:
        letter = before[-1] if before.endswith(("e", "W")) and secret.isdigit() else ""
        yield Plant(kind, writing, before.removesuffix(letter), letter + secret)
