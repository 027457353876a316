"""Homes and names in the sentences they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants import people
from plants.plant import Plant, pick

_HAN = "零一二三四五六七八九"
_ESTATES = [
    "幸福小区",
    "绿城花园",
    "建业城",
    "锦绣苑",
    "开州路社区家属院",
    "颐和园小区",
    "阳光新城",
    "中原油田供应小区",
]


def homes(random: Random) -> Iterator[Plant]:
    """Flats and houses, in thirty writings."""
    b, u, f = random.randint(1, 39), random.randint(1, 6), random.randint(1, 9)
    door = random.randint(1, 4)
    r = f"{f}0{door}"
    h = lambda n: "".join(_HAN[int(d)] for d in str(n))  # noqa: E731
    wide = {c: c + 0xFEE0 for c in range(0x30, 0x3A)}
    forms = {
        "full": f"{b}号楼{u}单元{r}室",
        "no 室": f"{b}号楼{u}单元{r}",
        "栋": f"{b}栋{u}单元{r}室",
        "幢": f"{b}幢{u}单元{r}号",
        "#": f"{b}#{u}单元{r}",
        "#楼": f"{b}#楼{u}单元{r}室",
        "dashes": f"{b}-{u}-{r}",
        "# dashes": f"{b}#-{u}-{r}",
        "slashes": f"{b}/{u}/{r}",
        "building and room": f"{b}号楼{r}室",
        "栋 and room": f"{b}栋{r}",
        "栋, 房": f"{b}栋{r}房",
        "letter": f"{random.choice('ABCD')}座{r}室",
        "letter and number": f"{random.choice('ABCD')}{b}栋{u}单元{r}",
        "Chinese": f"{h(b)}号楼{h(u)}单元{h(r)}室",
        "Chinese 栋": f"{h(b)}栋{h(u)}单元{h(r)}",
        "mixed": f"{b}号楼{h(u)}单元{r}",
        "full width": f"{b}号楼{u}单元{r}室".translate(wide),
        "spaces": f"{b} 号楼 {u} 单元 {r} 室",
        "commas": f"{b}号楼，{u}单元，{r}室",
        "门": f"{b}号楼{u}门{r}",
        "east unit": f"{b}号楼东单元{r}",
        "floor and side": f"{b}号楼{u}单元{h(f)}楼东户",
        "floor": f"{b}号楼{u}单元{f}层{r}室",
        "yard": f"{b}号院{u}号楼1单元{r}",
        "lane": f"{b + 60}弄{u}号{r}室",
        "traditional": f"{b}號樓{u}單元{r}室",
        "accountants": f"{'叁肆伍'[u % 3]}号楼贰单元{r}室",
        "第": f"第{b}栋第{u}单元{r}室",
        "unit and room": f"{u}单元{r}室",
        "hidden": "\u200b".join(f"{b}号楼{u}单元{r}室"),
        "dash before room": f"{b}号楼{u}-{r}",
        "单 for unit": f"{b}栋{u}单{r}",
        "village": f"{u}组{b}号",
        "door plate": f"{b}号",
        "row": f"{b}排{u}号",
    }
    for form, text in forms.items():
        estate = random.choice(_ESTATES) + ("门牌" if form == "door plate" else "")
        lead = pick(random, "家住", "我住在", "本人住", "地址：", "", "我是")
        if form in {
            "village",
            "door plate",
            "row",
            "floor and side",
            "dashes",
            "slashes",
            "# dashes",
        }:
            lead = pick(random, "家住", "我住在", "住址：")
        after = "业主" if lead == "我是" else pick(random, "，", "漏水", "的住户")
        yield Plant("home", form, lead + estate, text, after)


def names(random: Random) -> Iterator[Plant]:
    """Full names beside the words that go with people."""
    phone = people.mobile(random)
    frames = [
        "联系人：|",
        "联系人|，",
        "|先生",
        "|女士反映",
        "我叫|，",
        "本人|，",
        "业主|，",
        "|（电话" + phone + "）",
        "| " + phone,
        "反映人：|。",
        "|，身份证号" + people.id_number(random),
        "居民|来电",
        "|师傅",
        "|阿姨",
        "|大爷",
        "姓名：|",
        "投诉人：|女士",
        "户主：|，",
        "|，男，65岁，",
        "市民|反映",
        "姓名 |，",
        "老人|，",
        "|的电话是" + phone,
        "举报人：|（化工厂职工）",
        "申请人：|，",
        "我是|，",
        "联系人| " + phone,
        "收款人：|，",
        "|老师",
        "村民|说，",
        "请学院|老师每周三来",
        "社区的|师傅说",
        "电话|" + phone,
        "物业经理|不接电话，",
    ]
    for frame in frames:
        before, after = frame.split("|")
        who = people.name(random)
        style = random.random()
        if style < 0.06 and after[:1] in {"，", "。", "", "（"} and before.endswith("："):
            who = " ".join(who)
        elif style < 0.1:
            who = "\u200b".join(who)
        yield Plant("name", frame.replace(phone, "…")[:14], before, who, after)
