"""Plates, mail addresses and accounts, in writings of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from plants.held_out import people
from plants.held_out.numbers import WRITINGS
from plants.plant import Plant, pick

_PLACES = "鲁鄂渝云陕辽桂蒙甘冀闽粤苏浙皖赣湘琼川贵藏青宁新吉黑晋津沪京"


def _bare(kind: str, form: str, before: str, text: str) -> Plant:
    """Return a plant whose secret has no quotes, brackets or ending around it."""
    lead = re.match("[【“<]|mailto:", text)
    end = re.search(r"[】”>]$|\.jpg$", text)
    start, stop = lead.end() if lead else 0, end.start() if end else len(text)
    return Plant(kind, form, before + text[:start], text[start:stop], text[stop:])


def _plate(random: Random) -> str:
    head = random.choice(_PLACES) + random.choice("ABCDEFGHJK")
    kind = random.random()
    if kind < 0.25:
        return head + random.choice("DFAB") + people.digits(random, 5)
    if kind < 0.35:
        return head + people.digits(random, 5) + random.choice("DF")
    if kind < 0.45:
        return head + people.digits(random, 4) + random.choice("挂学警")
    tail = list(people.digits(random, 5))
    for at in random.sample(range(5), random.choice([0, 1, 2])):
        tail[at] = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return head + "".join(tail)


def plates(random: Random) -> Iterator[Plant]:
    """Number plates."""
    forms: dict[str, Callable[[str], str]] = {
        "as it is": lambda p: p,
        "brackets": lambda p: f"【{p}】",
        "quoted": lambda p: f"“{p}”",
        "letter in brackets": lambda p: f"{p[0]}({p[1]}){p[2:]}",
        "comma": lambda p: f"{p[:2]},{p[2:]}",
        "slash": lambda p: f"{p[:2]}/{p[2:]}",
        "colon": lambda p: f"{p[:2]}：{p[2:]}",
        "star": lambda p: f"{p[:2]}*{p[2:]}",
        "plus": lambda p: f"{p[:2]}+{p[2:]}",
        "two spaces": lambda p: f"{p[:2]}  {p[2:]}",
        "tab": lambda p: f"{p[:2]}\t{p[2:]}",
        "line break": lambda p: f"{p[:2]}\n{p[2:]}",
        "2 and 3": lambda p: f"{p[:2]} {p[2:4]} {p[4:]}",
        "lower letter": lambda p: p[0] + p[1].lower() + p[2:],
        "wide letter": lambda p: p[0] + chr(ord(p[1]) + 0xFEE0) + p[2:],
        "widths in turn": lambda p: p[:2] + WRITINGS["widths in turn"](p[2:], random),
        "double-struck": lambda p: p[:2] + WRITINGS["double-struck"](p[2:], random),
        "dingbats": lambda p: p[:2] + WRITINGS["dingbats"](p[2:], random),
        "dictated": lambda p: p[:2] + WRITINGS["dictated"](p[2:], random),
        "牌": lambda p: f"{p[0]}牌{p[1:]}",
        "joiners": "\u2060".join,
        "file name": lambda p: f"{p}.jpg",
        "katakana dot": lambda p: f"{p[:2]}・{p[2:]}",
        "small dot": lambda p: f"{p[:2]}‧{p[2:]}",
    }
    frames = (
        "|",
        "牌照|",
        "一辆黑色大众|",
        "尾号见照片，|",
        "司机开的是|",
        "号牌|",
        "挡在门口的车是|",
    )
    for form, write in forms.items():
        before = random.choice(frames).split("|")[0]
        yield _bare("plate", form, before, write(_plate(random)))


def emails(random: Random) -> Iterator[Plant]:
    """Mail addresses of other hosts."""
    hosts = ("foxmail.com", "vip.163.com", "aliyun.com", "outlook.com", "yeah.net", "sohu.com")
    hosts += ("stu.example.edu.cn", "hotmail.com", "icloud.com", "21cn.com", "139.com")
    forms = {
        "as it is": "{u}@{h}", "spelled AT": "{u} AT {h}", "<at>": "{u}<at>{h}",
        "{at}": "{u}{{at}}{h}", "_at_": "{u}_at_{h}", "-at-": "{u}-at-{h}", "[ at ]": "{u}[ at ]{h}",
        "(a)": "{u}(a){h}", "小老鼠": "{u}小老鼠{h}", "entity": "{u}&#64;{h}", "◎": "{u}◎{h}",
        "爱特": "{u}爱特{h}", "@ in brackets": "{u}(@){h}", "mailto": "mailto:{u}@{h}",
        "angle brackets": "<{u}@{h}>", "spaces": "{u} @{h}", "wide": "{u}＠{h}",
        "small": "{u}﹫{h}", "stop in words": "{u}@{w}", "wide stop": "{u}@{s}",
        "a 圈": "{u} 圈 {h}", "digits": "{n}@qq.com", "quoted": "“{u}@{h}”", "upper": "{U}@{H}",
    }  # fmt: skip
    for form, written in forms.items():
        user = pick(random, "liu.ming", "chenxi", "a_zhao", "mr-qian", "sunny") + people.digits(
            random, 2
        )
        host = random.choice(hosts)
        text = written.format(
            u=user, h=host, U=user.upper(), H=host.upper(), n=people.digits(random, 9),
            w=host.replace(".", "点"), s=host.replace(".", "．"),
        )  # fmt: skip
        before = pick(random, "电子邮件", "发我：", "邮件地址是", "", "Email:")
        yield _bare("email", form, before, text)


def wechats(random: Random) -> Iterator[Plant]:
    """WeChat accounts."""
    cues = (
        "微信号是", "wechat ID: ", "V：", "VX-", "绿泡泡", "微 信 号：", "溦信", "WX号", "徽信", "加微", "➕V", "➕微",
        "vx→", "w x：", "微信ID", "微信（", "微信搜", "加我v", "我的微信", "请加微信号", "微信联系：", "wei xin ", "𝗩𝗫：", "薇❤",
    )  # fmt: skip
    for cue in cues:
        word = pick(random, "liu-ming", "wxid_7k2", "sunny_day", "Zhao", "qian.er") + people.digits(
            random, 3
        )
        yield Plant("wechat", cue, cue, word.replace(".", "_"))


def qqs(random: Random) -> Iterator[Plant]:
    """QQ numbers."""
    cues = (
        "Q:", "q号", "球球", "扣扣号", "秋秋", "QQ-", "我的Q", "QQ（", "qq→", "蔻蔻", "🐧", "企鹅", "QQ、", "加扣", "抠抠",
        "QQ联系", "Q Q 号", "qq 是", "𝗤𝗤", "腾讯QQ", "QQ号码：", "扣：",
    )  # fmt: skip
    for cue in cues:
        number = random.choice("123456789") + people.digits(random, random.randint(7, 9))
        writing = random.choice(
            ["as it is", "widths in turn", "numerals, spaced", "double-struck", "as it is"]
        )
        yield Plant("qq", f"{cue} {writing}", cue, WRITINGS[writing](number, random))
