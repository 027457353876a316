"""Homes and names as a third kind of people writes them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants.plant import Plant, pick
from plants.third import people

_HAN = "〇一二三四五六七八九"
_TENS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_ESTATES = (
    "月亮岛小区", "华润橡树湾", "省建五公司宿舍", "蓝天家园", "恒大绿洲", "湘江世纪城", "矿务局老家属区", "望城新城B区", "桃花源里", "枫林路28号", "解放中路116号",
)  # fmt: skip


def _count(number: int) -> str:
    """Return 23 as 二十三."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, _TENS[tens] + "十")
    return ten + _TENS[ones] if number % 10 or number < 10 else ten


def homes(random: Random) -> Iterator[Plant]:
    """Flats, houses, farmsteads."""
    b, u, f, d = (random.randint(1, n) for n in (32, 4, 9, 4))
    r, big = f"{f}0{d}", f"{random.randint(10, 32)}0{d}"
    han = "".join(_HAN[int(c)] for c in r)
    wide = {c: c + 0xFEE0 for c in range(0x30, 0x3A)}
    circled = {0x30 + i: ord("⓪①②③④⑤⑥⑦⑧⑨"[i]) for i in range(10)}
    forms = {
        "plain": f"{b}号楼{u}单元{r}",
        "dashes": f"{b}-{u}-{r}",
        "wide dashes": f"{b}－{u}－{r}",
        "long dashes": f"{b}—{u}—{r}",
        "Chinese": f"{_count(b)}栋{_count(u)}单元{han}室",
        "Chinese dashes": f"{_count(b)}栋-{u}-{r}",
        "floor of unit": f"{b}栋{u}单元{f}楼{d}号",
        "floor and number": f"{b}号楼{f}楼{d}室",
        "层": f"{b}幢{f}层{r}",
        "yard": f"甲{b}号院{u}号楼{r}",
        "yard, units": f"{b}号院{u}单元{r}号",
        "plate": f"门牌号{b + 20}号",
        "lane": f"{b + 30}弄{u}号{r}室",
        "inner lane": f"{b + 30}巷{u}号",
        "group": f"{_count(u)}组{b}号",
        "households": f"{b}号楼{u}单元{r}户",
        "spaces": f"{b} 栋 {u} 单元 {r}",
        "wide spaces": f"{b}栋　{u}单元　{r}室",
        "dots": f"{b}栋·{u}单元·{r}",
        "enumeration comma": f"{b}栋、{u}单元、{r}室",
        "wide": f"{b}栋{u}单元{r}室".translate(wide),
        "circled": f"{b}栋{u}单元{r}".translate(circled),
        "joiners": "\u200d".join(f"{b}栋{u}单元{r}"),
        "letter": f"{random.choice('ABCD')}栋{big}",
        "letter, unit": f"{random.choice('ABCD')}{u}栋{u}单元{r}房",
        "tower": f"T{u}栋{big}",
        "座, room": f"{u}座{big}室",
        "#": f"{b}#{u}#{r}",
        "#楼 dash": f"{b}#楼-{u}-{r}",
        "slashes": f"{b}/{u}/{r}",
        "traditional": f"{b}號樓{u}單元{r}室",
        "dan": f"{b}栋{u}dan元{r}",
        "门 and 户": f"{b}栋{u}门{f}楼西户",
        "attached": f"附{d}栋{r}",
        "room alone": f"{big}室",
        "east of floor": f"{b}栋{f}楼东边那户",
        "neighbour": f"{b}栋{u}单元{r}隔壁",
        "villa": f"联排别墅{b}栋",
        "stairs": f"{b}栋{u}号楼梯{r}",
    }
    for form, text in forms.items():
        cue = ("家住", "住址：", "我家在", "地址是", "居住地址", "门牌地址：", "户籍地址", "我住")
        lead = pick(random, *cue, "") if "单元" in text or "單元" in text else pick(random, *cue)
        yield Plant(
            "home", form, lead + random.choice(_ESTATES), text, pick(random, "，", "。", "；")
        )


_FRAMES = (
    "我叫|，今年六十八岁", "投诉人：|", "联系人:|", "姓名：|，性别：女", "|（男，45岁）", "|（女）", "居民|向社区反映，", "业主|、@联名反映，",
    "签字：|、@", "我儿子|今年上小学，", "我丈夫|，", "我母亲|瘫痪在床，", "房主是|，", "反映人|（电话#）", "反映人：|\n2020年3月5日\n", "经与|沟通，",
    "已电话联系|，", "与|本人取得联系，", "尊敬的|先生，", "|您好！", "向|核实情况，", "|大姐说，", "|叔叔家", "|同学", "楼上住户|，", "邻居|在楼道堆放杂物，",
    "|和我是邻居，", "患者|住院期间，", "死者|，", "伤者|被送往医院，", "车主|称，", "参保人|，", "|，身份证", "|，汉族，", "|，手机", "|#",
    "被投诉人|，", "申请人|于去年提交材料，", "户主姓名|，", "我的名字是|，", "本人姓名|。", "收件人|，", "|老人独自居住，", "|婆婆", "我岳父|，", "他叫|，", "有个叫|的人，",
    "来访人|，", "信访人：|，", "|夫妇", "|一家", "王大爷和|都", "落款：|。", "反映人:| 电话", "学生家长|，", "小孩|，", "经手人：|。", "退休职工|，", "残疾人|，",
    "联络人—|，", "“|”", "法人代表|，个体户，", "（签名）|。", "我爸|，", "我孙女|在读，", "我同事|，", "一位叫|的居民",
)  # fmt: skip


def names(random: Random) -> Iterator[Plant]:
    """Full names, where only the words around them tell."""
    for frame in _FRAMES:
        before, after = frame.split("|")
        if frame == "“|”":
            before, after = "自称“", "”的人"
        other, mobile = people.name(random), people.mobile(random)
        fill = lambda text: text.replace("@", other).replace("#", mobile)  # noqa: B023, E731
        yield Plant("name", frame, fill(before), people.name(random), fill(after))
