"""Homes and names as other people write them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants.held_out import people
from plants.plant import Plant, pick

_HAN = "零一二三四五六七八九"
_ESTATES = (
    "东湖花苑", "御景湾", "翠竹里", "铁路家属院", "万科城市之光", "龙源世纪", "和谐家园二期", "棉纺厂生活区", "金桂名府", "教师公寓", "南关新村",
)  # fmt: skip


def _han(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def homes(random: Random) -> Iterator[Plant]:
    """Flats, houses, dormitories."""
    b, u, f, d = (random.randint(1, n) for n in (28, 4, 9, 4))
    r, big = f"{f}0{d}", f"{random.randint(10, 28)}0{d}"
    side = random.choice("东西")
    forms = {
        "plain": f"{b}号楼{u}单元{r}室",
        "floor, side": f"{b}号楼{u}单元{f}楼{side}户",
        "numerals, floor": f"{_han(b)}号楼{_han(u)}单元{_han(f)}楼{side}户",
        "high": f"{b}栋{big}",
        "high, 室": f"{b}幢{big}室",
        "座": f"{b}座{big}",
        "# and dash": f"{b}#{u}-{r}",
        "# and room": f"{b}#{big}",
        "letters": f"{random.choice('ABC')}{b}-{u}-{r}",
        "letter unit": f"{b}栋{random.choice('AB')}单元{r}",
        "梯": f"{b}栋{u}梯{r}",
        "号门": f"{b}号楼{u}号门{r}",
        "brackets": f"{b}号楼{u}单元（{r}）",
        "middle door": f"{b}号楼{u}单元{f}楼中户",
        "right hand": f"{b}号楼{u}单元{f}楼右手",
        "top floor": f"{b}号楼{u}单元顶楼{side}户",
        "end": f"{b}号楼{side}头一楼",
        "phase": f"三期{b}号楼{u}单元{r}",
        "dots": f"{b}.{u}.{r}",
        "two": f"{b}-{r}",
        "yard": f"{b + 40}号院{u}号楼{d}门{r}",
        "attached": f"{b + 40}号附{d}号",
        "row": f"{b}排{d}号",
        "group": f"{u}组{b + 10}号",
        "team": f"{u}队{b + 10}号",
        "lane": f"{b + 100}弄{b}号{r}",
        "street number": f"{b + 40}号{f}楼",
        "apartment": f"公寓{random.choice('AB')}{big}",
        "dormitory": f"宿舍{b}号楼{r}房间",
        "house": f"{b}号别墅",
        "full width": f"{b}号楼{u}单元{r}".translate({c: c + 0xFEE0 for c in range(0x30, 0x3A)}),
        "traditional": f"{b}棟{u}單元{r}號",
        "spaced digits": f"{b}号楼{u}单元{' '.join(r)}",
        "tab": f"{b}号楼\t{u}单元\t{r}",
        "slashes in words": f"{b}楼/{u}单元/{r}室",
        "double-struck": f"{b}号楼{u}单元{r}".translate({0x30 + i: 0x1D7D8 + i for i in range(10)}),
    }
    for form, text in forms.items():
        before = pick(
            random, "住在", "现住", "家庭住址", "本人住址：", "租住", "房屋坐落"
        ) + random.choice(_ESTATES)
        yield Plant("home", form, before, text, pick(random, "，", "。", "的房子", "，电梯"))


def names(random: Random) -> Iterator[Plant]:
    """Full names, beside the words that go with people."""
    mobile = people.mobile(random)
    frames = (
        "找|师傅", "请与|联系，", "|女士来电称", "我父亲|", "租客|，", "房东|，", "当事人|，", "受害人|，", "联系人及电话：| " + mobile,
        "联系电话" + mobile + "（|）", "|，女，1952年生，", "|，男，汉族，", "|阿婆", "|老先生", "|大哥", "|小姐", "签名：|。", "——|，",
        "此致敬礼！|。", "业主姓名：|。", "患者|，", "低保户|，", "独居老人|，", "残疾人|，", "我爱人|，", "|奶奶", "当面交给|女士",
        "我是业主|，", "|的手机" + mobile, "车主|，", "承租人：|。", "监护人|，", "学生|，", "|，电话" + mobile, "委托人|，",
    )  # fmt: skip
    for frame in frames:
        before, after = frame.split("|")
        writing = frame.replace(mobile, "…")
        yield Plant("name", writing, before, people.name(random), after)
