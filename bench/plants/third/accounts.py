"""Plates, mail addresses, WeChat and QQ, in a third kind of writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from plants.plant import Plant, pick
from plants.third import people
from plants.third.numbers import WRITINGS

_PLACES = "湘浙赣皖宁琼冀吉藏豫粤苏京沪"


def _plate(random: Random) -> str:
    head = random.choice(_PLACES) + random.choice("ABCDEFGHJKL")
    tail = list(people.digits(random, 5))
    kind = random.random()
    if kind < 0.5:
        for at in random.sample(range(5), random.choice((0, 1, 1, 2))):
            tail[at] = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
        return head + "".join(tail)
    if kind < 0.65:
        return head + random.choice("DF") + random.choice("ABCDE") + "".join(tail[1:])
    if kind < 0.75:
        return head + "".join(tail) + random.choice("DF")
    return head + "".join(tail[1:]) + random.choice(("学", "警", "挂", "领", "港", "澳", "试"))


def plates(random: Random) -> Iterator[Plant]:
    """Number plates."""
    forms: dict[str, Callable[[str], str]] = {
        "plain": lambda p: p, "dot": lambda p: f"{p[:2]}·{p[2:]}", "small dot": lambda p: f"{p[:2]}・{p[2:]}",
        "stop": lambda p: f"{p[:2]}.{p[2:]}", "Chinese stop": lambda p: f"{p[:2]}。{p[2:]}", "hyphen": lambda p: f"{p[:2]}-{p[2:]}",
        "wide hyphen": lambda p: f"{p[:2]}－{p[2:]}", "space": lambda p: f"{p[:2]} {p[2:]}", "wide space": lambda p: f"{p[:2]}　{p[2:]}",
        "enumeration comma": lambda p: f"{p[:2]}、{p[2:]}", "tilde": lambda p: f"{p[:2]}~{p[2:]}", "equals": lambda p: f"{p[:2]}={p[2:]}",
        "brackets": lambda p: f"{p[:2]}（{p[2:]}）", "place in brackets": lambda p: f"（{p[0]}）{p[1:]}", "lower": str.lower,
        "lower, space": lambda p: f"{p[:2]} {p[2:]}".lower(), "wide": lambda p: p.translate({c: c + 0xFEE0 for c in range(0x30, 0x5B)}),
        "place apart": lambda p: f"{p[0]} {p[1]} {p[2:]}", "each": " ".join, "dots at each": "·".join, "emoji": lambda p: f"{p[:2]}🚗{p[2:]}",
        "joiners": "\u200d".join, "monospace": lambda p: p[:2] + WRITINGS["monospace"](p[2:], random), "black circles": lambda p: p[:2] + WRITINGS["black circles"](p[2:], random),
        "O for 0": lambda p: p[:2] + p[2:].replace("0", "O"), "Chinese digits": lambda p: p[:2] + WRITINGS["Chinese"](p[2:], random),
    }  # fmt: skip
    frames = ("|", "车牌号是|", "车号：|", "车牌|的白色面包车", "一辆车号为|的货车", "蓝牌|", "绿牌车|", "肇事车辆|", "|占用消防通道", "僵尸车（|）", "本人的车|")  # fmt: skip
    for form, write in forms.items():
        before, after = random.choice(frames).split("|")
        yield Plant("plate", form, before, write(_plate(random)), after)


def emails(random: Random) -> Iterator[Plant]:
    """Mail addresses."""
    forms = (
        "{u}@{h}", "{u}[at]{h}", "{u}（at）{h}", "{u}【AT】{h}", "{u} (at) {h}", "{u}@{h2}", "{u} @ {h}", "{u}＠{h}", "{u}#{h}", "{u}艾特{h}",
        "{u}圈{h}", "{u}&commat;{h}", "{u}%40{h}", "{u}*{h}", "{u}[at]{d}", "{u}@{d}", "{u}@{z}", "{u}@{k}", "{u}\u200b@\u200b{h}", "{w}@{h}",
        "{u}「at」{h}", "{u} [@] {h}", "{u}ⓐ{h}", "{u}@{s}", "{u}丸{h}",
    )  # fmt: skip
    for form in forms:
        user = pick(
            random, "he.jing", "zhouxm", "lin_tao", "wuyue", "tangtang", "dev-xu"
        ) + people.digits(random, 3)
        host = pick(
            random,
            "163.com",
            "qq.com",
            "126.com",
            "sina.cn",
            "gmail.com",
            "189.cn",
            "88.com",
            "tom.com",
        )
        wide = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
        text = form.format(
            u=user, h=host, h2="mail." + host, d=host.replace(".", "[dot]"), z=host.replace(".", "。"), k=host.replace(".", " . "),
            w=user.translate(wide), s=host.replace(".", "(点)"),
        )  # fmt: skip
        before = pick(
            random, "邮箱：", "我的邮箱是", "E-mail：", "请回复至", "电子邮箱 ", "材料发到"
        )
        yield Plant("email", form, before, text, "，")


def wechats(random: Random) -> Iterator[Plant]:
    """WeChat accounts."""
    cues = (
        "微信：", "微信号码：", "加我微信", "加V信", "VX ", "vx号", "V X：", "v信号：", "WX:", "wx号是", "薇信：", "威信号", "维信：", "卫星：", "围信 ",
        "微：", "➕VX", "+V：", "微信号（", "wechat：", "微信账号", "微×：", "徽信号：", "V❤：", "w.x.：", "微xin：",
    )  # fmt: skip
    for cue in cues:
        word = pick(
            random, "he_jing", "zhouxm-", "Lin", "wxid_a9", "tang_", "dev-xu"
        ) + people.digits(random, 4)
        yield Plant("wechat", cue, cue, word, pick(random, "，", "）", "。", " "))
    yield Plant("wechat", "a number of its own", "微信号", "8" + people.digits(random, 7), "，")


def qqs(random: Random) -> Iterator[Plant]:
    """QQ numbers."""
    cues = (
        "QQ：", "qq:", "QQ号是", "Qq ", "加QQ", "我QQ", "扣扣：", "扣扣号码", "叩叩", "口口号", "Q号：", "q q:", "Q-Q：", "QQ（", "qq号为", "秋秋号：", "鹅号：",
        "Ｑ Ｑ：", "🐧：", "企鹅：", "Q.Q.", "腾讯号",
    )  # fmt: skip
    for cue in cues:
        number = random.choice("123456789") + people.digits(random, random.randint(6, 9))
        writing = pick(
            random,
            "plain",
            "plain",
            "wide",
            "Chinese",
            "black circles",
            "middle dots",
            "joiners and selectors",
        )
        yield Plant(
            "qq",
            f"{cue} {writing}",
            cue,
            WRITINGS[writing](number, random),
            pick(random, "，", "。"),
        )
