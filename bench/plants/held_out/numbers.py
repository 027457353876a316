"""Numbers of people as they are typed, dictated, pasted and hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from plants.held_out import people
from plants.plant import Plant

Writing = Callable[[str, Random], str]
_HAN = "〇一二三四五六七八九"


def _cut(text: str, *sizes: int) -> list[str]:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return [part for part in [*parts, text[at:]] if part]


def _sized(sign: str, *sizes: int) -> Writing:
    return lambda text, _: sign.join(_cut(text, *sizes))


def _signs(alphabet: str) -> Writing:
    return lambda text, _: "".join(alphabet[int(c)] if c.isdigit() else c for c in text)


def _from(base: int) -> Writing:
    return _signs("".join(chr(base + i) for i in range(10)))


def _mixed(text: str, random: Random) -> str:
    ways = (_from(0xFF10), _signs(_HAN), _signs("⓪①②③④⑤⑥⑦⑧⑨"), lambda t, _: t)
    return "".join(random.choice(ways)(char, random) for char in text)


WRITINGS: dict[str, Writing] = {
    "as it is": lambda text, _: text,
    "4-3-4": _sized("-", 4, 3),
    "3-3-5": _sized(" ", 3, 3),
    "3 and the rest": _sized("-", 3),
    "tabs": _sized("\t", 3, 4, 4, 4),
    "spaced hyphens": _sized(" - ", 3, 4, 4, 4),
    "commas": _sized("，", 3, 4, 4, 4),
    "ASCII commas": _sized(",", 3, 4, 4, 4),
    "bars": _sized("|", 3, 4, 4, 4),
    "plus signs": _sized("+", 3, 4, 4, 4),
    "middle dots": _sized("・", 3, 4, 4, 4),
    "thin spaces": _sized("\u2009", 3, 4, 4, 4),
    "line breaks": _sized("\r\n", 4, 4, 4, 4),
    "every digit underlined": lambda text, _: "_".join(text),
    "every digit in bars": lambda text, _: "|".join(text),
    "widths in turn": lambda text, _: "".join(
        chr(ord(c) + 0xFEE0) if i % 2 and c.isdigit() else c for i, c in enumerate(text)
    ),
    "four ways at once": _mixed,
    "numerals, spaced": lambda text, r: " ".join(_signs(_HAN)(text, r)),
    "numerals in groups": lambda text, r: " ".join(_cut(_signs(_HAN)(text, r), 3, 4, 4, 4)),
    "dictated": _signs("零幺二三四五六七八九"),
    "accountants, spaced": lambda text, r: " ".join(_signs("零壹贰叁肆伍陆柒捌玖")(text, r)),
    "double-struck": _from(0x1D7D8),
    "sans-serif bold": _from(0x1D7EC),
    "Persian": _from(0x06F0),
    "Devanagari": _from(0x0966),
    "dingbats": _signs("0➀➁➂➃➄➅➆➇➈"),
    "black dingbats": _signs("0➊➋➌➍➎➏➐➑➒"),
    "full stops": _signs("🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"),
    "word joiners": lambda text, _: "\u2060".join(_cut(text, 3, 4, 4, 4)),
    "right-to-left marks": lambda text, _: "\u200f".join(text),
    "emoji between": _sized("😀", 3, 4, 4, 4),
}
_MOBILE_FRAMES = (
    "|",
    "手机“|”",
    "手机|",
    "Tel:|",
    "（|）",
    "【|】",
    "可打|找我",
    "T：|",
    "手机/微信同号|",
    "0086|",
    "机主号码是|",
    "联系我|即可",
    "号码|（下午在家）",
)
_ID_FRAMES = (
    "身份证（|）",
    "本人身份证号码为|",
    "ID：|",
    "证件号|",
    "|",
    "公民身份号码|",
    "身份证复印件上是|",
)
_CARD_FRAMES = (
    "开户行建设银行，账号|",
    "低保金打到|这张卡",
    "社保卡金融账户|",
    "卡号：|",
    "我的工资卡|",
    "收款账户|",
)
_LINE_FRAMES = (
    "宅电|", "家里的座机是|", "我姥姥家电话|", "请打我家座机|", "本人座机：|", "白天打家里|", "家庭电话|", "我妈家的固话|",
    "住宅电话（|）", "我老家电话|",
)  # fmt: skip


def _framed(random: Random, frames: tuple[str, ...]) -> tuple[str, str]:
    before, after = random.choice(frames).split("|")
    return before, after


def mobiles(random: Random) -> Iterator[Plant]:
    """Mobile numbers; most frames do not announce them."""
    for writing, write in WRITINGS.items():
        before, after = _framed(random, _MOBILE_FRAMES)
        yield Plant("mobile", writing, before, write(people.mobile(random), random), after)
    pair = f"{people.mobile(random)}、{people.mobile(random)}"
    yield Plant("mobile", "two of them", "手机", pair)
    yield Plant("mobile", "file name", "附件 IMG_", people.mobile(random), ".jpg")
    number = people.mobile(random)
    yield Plant("mobile", "brackets", "", f"({number[:3]}){number[3:7]}-{number[7:]}")


def id_numbers(random: Random) -> Iterator[Plant]:
    """ID numbers."""
    for writing, write in WRITINGS.items():
        before, after = _framed(random, _ID_FRAMES)
        number = people.id_number(random)
        yield Plant("id_number", writing, before, write(number, random), after)
    number = people.id_number(random)
    grouped = _cut(number, 6, 4, 4)
    yield Plant("id_number", "place, year, day", "身份证", " ".join(grouped))
    yield Plant("id_number", "place-birth-rest", "", "-".join(_cut(number, 6, 8)))
    yield Plant("id_number", "after a name", people.name(random), people.id_number(random))
    yield Plant("id_number", "15 digits, cue", "身份证", people.old_id_number(random))
    yield Plant("id_number", "lower x", "证号", people.id_number(random).lower())


def bank_cards(random: Random) -> Iterator[Plant]:
    """Bank cards, of other banks."""
    for writing, write in WRITINGS.items():
        before, after = _framed(random, _CARD_FRAMES)
        yield Plant("bank_card", writing, before, write(people.bank_card(random), random), after)
    grouped = " ".join(_cut(people.bank_card(random), 4, 4, 4, 4))
    yield Plant("bank_card", "as on the card", "", grouped)


def landlines(random: Random) -> Iterator[Plant]:
    """Landlines of homes."""
    forms: dict[str, Callable[[str, str], str]] = {
        "hyphen": lambda c, n: f"{c}-{n}",
        "wide hyphen": lambda c, n: f"{c}－{n}",
        "two hyphens": lambda c, n: f"{c}--{n}",
        "brackets, space": lambda c, n: f"({c}) {n}",
        "square brackets": lambda c, n: f"[{c}]{n}",
        "black brackets": lambda c, n: f"【{c}】{n}",
        "tilde": lambda c, n: f"{c}~{n}",
        "0086": lambda c, n: f"0086-{c[1:]}-{n}",
        "+86 brackets": lambda c, n: f"+86({c}){n}",
        "86-": lambda c, n: f"86-{c[1:]}-{n}",
        "halves, dots": lambda c, n: f"{c}.{n[:-4]}.{n[-4:]}",
        "halves, hyphen": lambda c, n: f"{c} {n[:-4]}-{n[-4:]}",
        "pairs": lambda c, n: f"{c}-{' '.join(_cut(n, len(n) % 2 or 2, 2, 2, 2))}",
        "underline": lambda c, n: f"{c}_{n}",
        "comma": lambda c, n: f"{c}，{n}",
        "line break": lambda c, n: f"{c}\n{n}",
        "extension": lambda c, n: f"{c}-{n}-8012",
        "extension in words": lambda c, n: f"{c}{n}转分机12",
        "local alone": lambda _, n: n,
        "local, dot": lambda _, n: f"{n[:-4]}.{n[-4:]}",
        "local, full width": lambda _, n: WRITINGS["widths in turn"](n, random),
        "spaced hyphen": lambda c, n: f"{c} - {n}",
        "bar": lambda c, n: f"{c}|{n}",
        "plus": lambda c, n: f"{c}+{n}",
    }
    for form, write in forms.items():
        before, after = _framed(random, _LINE_FRAMES)
        yield Plant("landline", form, before, write(*people.landline(random)), after)
    for writing in (
        "four ways at once",
        "dictated",
        "double-struck",
        "numerals, spaced",
        "Persian",
    ):
        before, after = _framed(random, _LINE_FRAMES)
        number = "".join(people.landline(random))
        yield Plant("landline", writing, before, WRITINGS[writing](number, random), after)


def papers(random: Random) -> Iterator[Plant]:
    """Passports and permits, in the words that stand beside them."""
    eight = lambda: people.digits(random, 8)  # noqa: E731
    forms = (
        ("passport", "E", "护照号E|", ""),
        ("passport", "with letter", "护照：EA|", ""),
        ("passport", "G", "我的护照是G|", "，"),
        ("passport", "spaced", "护照号码 E | ", ""),
        ("passport", "abroad", "外籍人员护照号 N|", ""),
        ("permit", "to Hong Kong", "往来港澳通行证C|", ""),
        ("permit", "home return", "回乡证H|00", ""),
        ("permit", "Taiwan", "台胞证|", ""),
        ("permit", "soldier", "军官证 军字第|", "号"),
        ("permit", "driver", "驾驶证档案编号4109|", ""),
        ("permit", "disabled", "残疾证号码4109021950|43", ""),
        ("permit", "residence", "居住证编号U41090219|01", ""),
        ("permit", "retired", "退伍军人优待证编号豫41|", ""),
        ("permit", "medical", "医保卡号D|", ""),
    )
    for kind, writing, frame, after in forms:
        cut = next(
            i for i, char in enumerate(frame) if (char.isascii() and char.isalnum()) or char == "|"
        )
        secret = frame[cut:].replace("|", eight()).strip()
        yield Plant(kind, writing, frame[:cut], secret, after)
