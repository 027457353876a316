"""People of a fourth kind: of many peoples and ages, with numbers as their papers have them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_REGIONS = ("410922", "411303", "341221", "522401", "532129", "622821", "652201", "150421", "230281")  # fmt: skip
_REGIONS += ("450923", "610829", "371722", "511902", "421125")  # fmt: skip
_USUAL = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
_RARE = "逯亓隗仉郄昝佴笪漆揭母仝苑芦兀勾庹晁冉苟揣佘么冮呙阙粘厍占蔄权訾撒盘朴拉洛海者哈妥蔚满铁米多桂同德年国"
_DOUBLE = ("欧阳", "上官", "司徒", "诸葛", "皇甫", "尉迟", "令狐", "宇文", "长孙", "呼延", "夏侯", "闻人")  # fmt: skip
# Given names by generation: what was given in the forties, the seventies and the tens.
_OLD = ("秀英", "桂兰", "玉珍", "凤英", "淑珍", "德福", "长贵", "来顺", "栓柱", "喜来", "茂林", "秀莲", "兰芝", "金锁", "根生", "福来", "大妮", "二妮", "改霞", "引弟", "招娣", "拴牢", "麦囤", "满仓", "丙午", "学礼", "守信", "玉田")  # fmt: skip
_MIDDLE = ("建军", "红卫", "爱民", "卫东", "援朝", "丽霞", "晓燕", "国强", "海涛", "志刚", "春梅", "秋生", "艳红", "新民", "慧敏", "文斌", "永刚", "跃进", "继红", "亚丽", "玉洁", "红旗", "军伟", "社会", "全胜", "书平", "运来", "中伟")  # fmt: skip
_YOUNG = ("子轩", "梓涵", "一诺", "沐宸", "雨桐", "可馨", "艺涵", "俊熙", "若汐", "亦辰", "浩宇", "诗涵", "语嫣", "皓轩", "欣妍", "奕辰", "佳琪", "思远", "梦瑶", "润泽", "景行", "知夏", "安然", "乐怡")  # fmt: skip
_ONE = "军伟丽芳敏静勇强磊洋艳娟涛超霞平刚桂飞鹏辉玲兰红梅斌宇浩峰琳雪蕾颖莉凯华波鑫旭帅威宁岩娜琴明亮毅倩婷欣瑞冰峥岚翠"
_UYGUR = ("阿依努尔·买买提", "艾尔肯·吐尔地", "帕提古丽·依明", "吐尔洪·阿不都拉", "玛丽亚木·热合曼", "伊力亚斯·努尔", "木合塔尔·司马义", "茹仙古丽·玉素甫", "阿不力孜·哈斯木", "库尔班江·赛买提", "叶尔肯·哈力", "巴合提别克·那斯尔")  # fmt: skip
_UYGUR_ALONE = (
    "阿依古丽",
    "古丽巴哈尔",
    "热娜古丽",
    "艾尼瓦尔",
    "吐逊江",
    "买买提江",
    "阿卜杜热西提",
    "帕丽旦",
    "努尔兰别克",
    "玉素甫江",
    "阿迪力江",
    "再努尔",
)
_TIBETAN = ("扎西顿珠", "次仁央宗", "卓玛措", "旦增罗布", "格桑梅朵", "洛桑丹增", "拉毛草", "多杰才让", "央宗", "达娃卓玛", "仁增旺姆", "才旦卓玛", "桑杰加", "周毛吉")  # fmt: skip
_STEPPE = ("乌云其其格", "巴特尔", "斯琴高娃", "其木格", "苏日娜", "阿拉坦仓", "萨仁图雅", "格日勒图", "那仁满都拉", "朝鲁门", "宝音德力格尔", "娜仁花")  # fmt: skip
_SOUTH = ("阿西木呷", "吉克伍果", "沙马尔布", "曲比阿牛", "岩温罕", "玉罕香", "吉列子日", "阿苏越尔", "木乃约布", "李木果")  # fmt: skip


def digits(random: Random, count: int) -> str:
    """Return so many digits."""
    return "".join(random.choices("0123456789", k=count))


def mobile(random: Random) -> str:
    """Return a mobile number of any operator, virtual ones too."""
    head = random.choice(("130", "132", "133", "135", "136", "138", "139", "150", "151", "153", "155", "157", "159", "166", "170", "171", "173", "176", "177", "180", "181", "183", "186", "187", "189", "191", "199"))  # fmt: skip
    return head + digits(random, 8)


def id_number(random: Random) -> str:
    """Return an ID number with its check digit (ISO 7064 MOD 11-2, as GB 11643 asks)."""
    born = f"{random.randint(1928, 2021)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = random.choice(_REGIONS) + born + digits(random, 3)
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


def old_id_number(random: Random) -> str:
    """Return a number of 15 digits, as cards had until 2013."""
    born = f"{random.randint(30, 95)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    return random.choice(_REGIONS) + born + digits(random, 3)


def bank_card(random: Random) -> str:
    """Return a card number whose check digit is right (ISO/IEC 7812)."""
    head, length = random.choice((("622848", 19), ("621799", 19), ("621660", 19), ("623668", 19), ("622700", 19), ("621286", 19), ("622991", 19), ("625912", 16), ("622909", 18)))  # fmt: skip
    body = head + digits(random, length - 7)
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def landline(random: Random) -> tuple[str, str]:
    """Return city code and local number."""
    city, length = random.choice((("0393", 7), ("0377", 8), ("0379", 8), ("0857", 7), ("0870", 7), ("0934", 7), ("0902", 7), ("0476", 7), ("010", 8), ("022", 8)))  # fmt: skip
    return city, random.choice("235678") + digits(random, length - 1)


def plate(random: Random) -> str:
    """Return a plate: five signs with a letter at any place, or six of a new-energy car."""
    head = random.choice("豫皖贵云甘新蒙黑桂陕鲁川鄂冀津京") + random.choice("ABCDEFGHJKLMNPQRS")
    if random.random() < 0.4:
        return head + random.choice("ABCDF") + random.choice("0123456789K") + digits(random, 4)
    tail = list(digits(random, 5))
    for _ in range(random.randrange(3)):
        tail[random.randrange(4)] = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return head + "".join(tail)


def _han(surnames: str) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        kind = random.random()
        if kind < 0.22:
            return random.choice(surnames) + random.choice(_ONE)
        return random.choice(surnames) + random.choice(random.choice((_OLD, _MIDDLE, _YOUNG)))

    return make


def _double(random: Random) -> str:
    return random.choice(_DOUBLE) + random.choice([*_MIDDLE, *_YOUNG, *_ONE])


def _of(names: tuple[str, ...]) -> Callable[[Random], str]:
    return lambda random: random.choice(names)


def _starred(random: Random) -> str:
    """Return a name of which only the middle is hidden, as lists on walls have them."""
    return random.choice(_USUAL) + random.choice("*＊×某") + random.choice(_ONE)


NAMES: dict[str, Callable[[Random], str]] = {
    "usual": _han(_USUAL),
    "rare surname": _han(_RARE),
    "double surname": _double,
    "Uygur or Kazakh, with its dot": _of(_UYGUR),
    "Uygur, alone": _of(_UYGUR_ALONE),
    "Tibetan": _of(_TIBETAN),
    "Mongol": _of(_STEPPE),
    "Yi or Dai": _of(_SOUTH),
    "middle hidden": _starred,
}
