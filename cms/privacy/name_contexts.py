"""What stands before and after a name: words that introduce people, and what people do.

Each is a weight: how much more it speaks for a name than against one. :data:`NEVER` where
what stands there is no private name: an official in office, a street, a company.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

NEVER = -99.0
EDGE = 1.5
TITLED = 3.3
PEOPLE = 3.0
_OPEN_EDGE = 2.2
INSIDE = -2.5
_SIGNS = "@ \t\r\n\u3000:：,，、-—()（）[]【】“”\"'‘’《》|/;；.。…!！?？*"
_LABELS = (
    "姓名|名字|大名|户名|署名|签名|签字|签名人|落款|联系人|联络人|反映人|投诉人|来电人|举报人|申请人|诉求人|申诉人|申报人|当事人|被害人|受害人|"
    "业主代表|居民代表|村民代表|群众代表|留言人|留言者|发言人|报修人|求助人|收件人|寄件人|收款人|付款人|持卡人|户主|承租人|出租人|委托人|受托人|监护人|"
    "继承人|担保人|权利人|使用人|所有权人|产权人|信访人|来访人|来信人|上访人|代理人|经手人|参保人|投保人|被保险人|购房人|买受人|借款人|承包人|"
    "法人|法定代表人|法人代表|经营者|此致敬礼|敬礼|敬上|呈上|我叫|名叫|叫做|本名|真名|原名|曾用名|又名|别名|小名|乳名|自称|化名|人叫|他叫|她叫|个叫|位叫|叫"
)
_PEOPLE = (
    "居民|市民|村民|群众|网友|业主|住户|租客|租户|房客|房东|房主|屋主|车主|货主|店主|摊主|商户|老板|老板娘|邻居|楼上|楼下|隔壁|对门|患者|病人|死者|逝者|伤者|"
    "产妇|孕妇|家属|亲属|家长|学生|同学|考生|学员|新生|毕业生|老人|老汉|老太太|小孩|孩子|婴儿|儿童|少年|男子|女子|男孩|女孩|妇女|残疾人|低保户|贫困户|五保户|"
    "困难户|特困户|军人|退役军人|退伍军人|老兵|烈属|职工|工人|员工|农民|农民工|同事|朋友|好友|老乡|战友|室友|舍友|同村|司机|乘客|顾客|客户|会员|股东|"
    "教师|老师|教练|医生|护士|保安|保姆|护工|厨师|律师|会计|中介|经纪人|经理|项目经理|销售|销售员|业务员|原告|被告|嫌疑人|本人|乙方|甲方|志愿者|党员|代表|名下|一位|一名|有个|我是|受益人|责任田户|"
    "楼长|栋长|楼门长|班主任|保洁|骗子|机主|群主|债主|债务人|债权人|包工头|中间人|亡者|遗属"
)
_KIN = (
    "父亲|母亲|老父亲|老母亲|爸爸|妈妈|爸|妈|父|母|公公|婆婆|岳父|岳母|爷爷|奶奶|外公|外婆|姥姥|姥爷|祖父|祖母|外祖父|外祖母|丈夫|老公|妻子|老婆|爱人|老伴|配偶|妻|夫|"
    "前夫|前妻|男友|女友|男朋友|女朋友|对象|儿子|女儿|长子|次子|长女|次女|大儿子|小儿子|大女儿|小女儿|之子|之女|养子|养女|孙子|孙女|外孙|外孙女|儿媳|儿媳妇|媳妇|女婿|"
    "哥哥|弟弟|姐姐|妹妹|哥|弟|姐|妹|大哥|二哥|大姐|二姐|兄长|兄弟|堂哥|堂弟|堂兄|表哥|表弟|表姐|表妹|嫂子|嫂|弟媳|姐夫|妹夫|叔叔|叔父|婶婶|伯父|伯母|大伯|舅舅|舅妈|"
    "姑姑|姑妈|姑父|姨妈|姨父|小姨|侄子|侄女|侄儿|外甥|外甥女|亲戚|家人|"
    "闺女|姑娘|弟妹|妯娌|亲家|遗孀|亡夫|亡妻|先父|先母|曾孙|孙媳|侄媳|小姑子|小叔子|小舅子|姨夫|叔|伯|姑|舅|姨|婶"
)
# What one does to people: 与王芳沟通, 联系李强. By itself it says little.
_DEEDS = (
    "与|和|跟|同|找|向|请|给|被|由|让|对|问|替|为|是|及|以及|或|联系|接|借|欠|我|俺|约谈|告知|通知|回复|答复|致电|回访|询问|认识|得知|发现|"
    "据|经|姓|表扬|投诉|举报|控告|起诉|检举|殴打|接到|收到|帮助|因|其中|包括|如|听取了"
)
# Deeds that one does to nobody but a person.
_TO_PERSONS = (
    "电话|手机|经与|请与|可与|已与|请和|可和|请找|可找|经向|已向|电话联系|联系上|联系了|联系到|走访了|约谈了|交给|转交|转给|汇给|打给|借给|租给|卖给|尊敬的|亲爱的|敬爱的|"
    "入户|走访|看望|慰问|探望|帮扶|请转|抄送|今收到|今借|感谢|来信人|大爷和|大妈和|先生和|女士和|师傅和|阿姨和|老人和|小姐和|大爷与|先生与|女士与|先生、|女士、"
)
_OFFICES = (
    "书记|支书|主任|局长|市长|州长|县长|区长|镇长|乡长|村长|厅长|省长|处长|科长|股长|所长|站长|院长|校长|园长|部长|队长|组长|会长|秘书长|检察长|庭长|行长|主席|总理|常委|委员|"
    "市委|县委|区委|法官|审判长|审判员|书记员|检察官|民警|警官|网格员|网格长|片长|河长|专员|巡视员|调研员|发言人|董事长|总经理|总裁|干事|干部|主持|主播|作家|诗人|皇帝"
)
_OFFICE_AFTER = re.compile(
    rf"(?:副|代|原)?(?:{_OFFICES}|总|经理)(?!家)|(?:等)?(?:\S{{0,2}})?领导|部?委(?!托)|法官|在.{{0,6}}(?:会议|讲话|调研)|的?(?:诗|词|小说|精神|事迹|作品|书法)|曰"
)
_WEIGHTS: dict[str, float] = {}
for _words, _weight in (
    (_DEEDS, 0.8),
    (_TO_PERSONS, 2.2),
    ("的", -0.5),
    (_PEOPLE, PEOPLE),
    (_KIN, 3.0),
    (_LABELS, 4.5),
    (_OFFICES, NEVER),
):
    _WEIGHTS |= dict.fromkeys(_words.split("|"), _weight)
_WEIGHTS |= dict.fromkeys([*"爸妈父母妻夫哥弟姐妹嫂叔伯姑舅姨婶", "代表", "对象", "一名"], 2.0)
_WHOSE = frozenset("我其他她你您俺咱")
_COPULA = re.compile(r"(?<=..)(?:就?是|为|叫做?|名叫|即|系)$")
# 承包人, 担保人, 经办人: who does something in a paper. 有的人 and 年轻人 are nobody.
_SOMEONE = re.compile(
    r"(?<![的有没些等多几个他别本让使年轻代行路客男女大外老工家每任何所众某令吓业])[一-龥]人$"
)

# 水电工, 牧民, 摊贩: one who does or has something. 施工, 开户 and 或者 are nobody.
_AGENT = re.compile(
    "(?:(?<![施开加竣完停复用手分动])工|(?<![门开账帐入每各销租])户|民|贩|匠|徒|犯|妇|(?<![自民为])主|(?<!人)员|(?<![或再前后])者)$"
)
# When it was; a sentence may go on with who: 今天上午张丽萍到社区.
_WHEN = re.compile(
    "(?:[上下中]午|[今昨当]天|[今昨当]日|早上|晚上|凌晨|随后|后来|当时|期间|之后|[0-9][日号时点])$"
)

# 5楼邓丽华, 二单元周晓梅, 业主群里杨帆.
_WHERE_ONE_LIVES = re.compile(r"[0-9一二三四五六七八九十](?:号?楼|层|室|户|单元|号)$|群[里内中]$")


def _han_but(chars: frozenset[str]) -> str:
    """Write all Chinese characters but ``chars`` as the inside of a regular expression's class."""
    cuts = [ord("一") - 1, *sorted(map(ord, chars)), ord("龥") + 1]
    ranges = [(low + 1, high - 1) for low, high in itertools.pairwise(cuts)]
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges if low <= high)


_CUE_ENDS = frozenset(word[-1] for word in _WEIGHTS if word[-1] >= "一") | frozenset("人是为叫系即")
# Characters that no word ends in which introduces people, nor a list of names.
ENDS_NO_CUE = _han_but(_CUE_ENDS)
# After any other Chinese character nothing speaks of a name: most places are left with a glance.
_TELLING = _CUE_ENDS.union(
    *(
        re.findall("[一-龥]", re.sub(r"\(\?<.*?\)", "", cue.pattern))
        for cue in (_COPULA, _SOMEONE, _AGENT, _WHEN, _WHERE_ONE_LIVES)
    )
)
# How long the words are that end in a character, the longest first.
_WIDTHS = {
    end: sorted({len(word) for word in _WEIGHTS if word[-1] == end}, reverse=True)
    for end in {word[-1] for word in _WEIGHTS}
}


def inside(char: str) -> bool:
    """Return whether ``char``, right before a possible name, is the inside of a sentence."""
    return "一" <= char <= "龥" and char not in _TELLING


def before(text: str, start: int) -> float:
    """Return the weight of the dozen characters before a possible name at ``start``."""
    head = text[max(0, start - 14) : start]
    if inside(head[-1:]):
        return INSIDE
    bare = head.rstrip(_SIGNS)
    weight = _word_before(bare)
    if len(bare) < len(head):
        return _before_signs(bare, head[len(bare) :], weight)
    if not bare:
        return EDGE
    return weight or (INSIDE if "一" <= bare[-1] <= "龥" else 0.0)


def _before_signs(bare: str, signs: str, weight: float) -> float:
    """Return the weight of a word that ``signs`` part from the name."""
    if weight == NEVER:
        return EDGE if signs.strip(" :：") else NEVER
    if "《" in signs and "》" not in signs:
        return NEVER  # 电影《焦裕禄》
    ended = any(stop in signs for stop in "。；;!！?？") and not bare.endswith("敬礼")
    if weight < 1:
        return _OPEN_EDGE if "——" in signs or "\n" in signs or "“" in signs else EDGE
    if ended:
        return EDGE
    if "：" in signs or ":" in signs:
        return weight + 1.0
    return weight - 1.0 if signs.strip() in {"，", ",", "、"} else weight


@lru_cache(maxsize=8192)
def _word_before(bare: str) -> float:
    """Return the weight of the longest known word at the end of ``bare``; 0 without one."""
    if inside(bare[-1:]):
        return 0.0
    weight = _longest(bare)
    copula = _COPULA.search(bare) if weight < 1 or bare[-1:] == "叫" else None
    if copula:
        return max(weight, _longest(bare[: copula.start()]) + 0.8)
    return weight


def _longest(bare: str) -> float:
    for width in _WIDTHS.get(bare[-1:], ()):
        weight = _WEIGHTS.get(bare[-width:])
        if weight is not None and width <= len(bare):
            own = weight > 1 and bare[-width - 1 : -width] in _WHOSE
            return weight + 0.8 if own else weight
    if _SOMEONE.search(bare):
        return 3.0
    if _AGENT.search(bare):
        return 2.0
    if _WHEN.search(bare):
        return 0.9
    return 1.5 if _WHERE_ONE_LIVES.search(bare) else 0.0


_TITLES = (
    "先生|老先生|女士|小姐|师傅|阿姨|大爷|大妈|大娘|大叔|大姐|大哥|叔叔|伯伯|奶奶|老奶奶|爷爷|老爷爷|婆婆|阿婆|阿公|阿伯|大伯|大伯|大嫂|老太|老伯|老师|同志|老人|老汉|"
    "医生|太太|夫妇|夫妻|同学|婶婶|大婶|姑娘|小朋友|老大爷|老大妈|律师|老板|教授|主管|两口子|一家|全家|父子|母子|母女|父女|兄弟|姐妹|兄妹|居士|女儿|儿子|之子|之女|之妻|之夫|妻子|丈夫|老师傅|嫂子|哥|姐"
)
TITLES = re.compile(_TITLES)
# What follows a surname alone: 王先生, 毛书记.
CALLED = re.compile(f"{_TITLES}|(?:副|大)?(?:{_OFFICES})")
_AFTER = (
    ("title", TITLED, _TITLES),
    (
        "greeting",
        2.5,
        "和我|与我|您好|你好|[我他她]?本人|等[0-9一二三四五六七八九十几多]+[人户名位]|等人",
    ),
    (
        "speech",
        2.2,
        "称(?![呼为号赞])|反映|来电|来信|来访|投诉|表示|举报|咨询|诉称|诉说|自述|说[，,：:]|说|申请|签[字名]|致电",
    ),
    (
        "particulars",
        2.6,
        r"家住|现住|住在|住院|出生|生于|现年|今年|患有|年龄|身份证|手机|电话|微信",
    ),
    (
        "verb",
        1.2,
        r"[于在向与和及等是已也曾被将自到从有因要求希望所把为给对去又还却则就都不未没来再未，]|联名|联合|共同|一起|先后|均|同意|办理|核实|沟通|协商|联系|取得|家[里中的]?|未|名下|所有|购买|独自|独居|瘫痪|受伤|死亡|去世|"
        r"违|占|强[占拆行制迫]|擅|私|经营|承包|签订|签了|处理|解决|协调|以|利用|非法|多次|之|居住|租|养|打|骂|拒|认为|提出|的|"
        "[到去拿找帮陪带欠扣堵堆搭做搞办户跑很]|来(?=[社公我办反到])|收(?=[了到取补走我]|[^一-龥]|$)|开(?=[了着车店超办])|送(?=[了来到锦给医])|走(?=[了得后])|叩|敬上|敬启|踢|诉|拖欠|经常|一直|总是|天天|每天|突然|随后|介绍|建议|发言|人民币|房租|双方",
    ),
)
_AFTER_WORD = re.compile("|".join(f"(?P<{name}>{words})" for name, _, words in _AFTER))
_AFTER_WEIGHT = {name: weight for name, weight, _ in _AFTER}
_PARTICULAR = 3.4
MOST_AFTER = max(_PARTICULAR, *_AFTER_WEIGHT.values())
# What two people do with each other: 与王芳沟通.
MEETS = re.compile(
    "本人|沟通|协商|联系|核实|取得|面谈|通话|签订|达成|确认|了解|解释|说明|道歉|见面|交涉|商量|理论|打官司|发生"
)
_PLACES = re.compile(
    "[路街巷弄区县市镇乡村庄屯湾桥站厂场园苑城府院校河湖港岭坡寨局厅铺塘]|沟(?!通)|[楼店组队社科山部]([^一-龥]|$)|小区|花园|家园|社区|公园|公司|集团|大厦|大道|广场|学校|医院|酒店|超市|"
    "酒楼|饭店|物业|置业|地产|房产|家[村湾坡沟庄寨岭冲坪山塘桥]|实业|工业|建设|科技|[东西南北中]路|牌"
)
# A person's particulars: 张三，男，65岁, 汉族.
_PARTICULARS = re.compile(
    r"[\s,，、(（:：]{0,3}(?:性别[:：]?)?(?:[男女](?=[性,，、）)\s。；;]|$)|[汉回满藏壮苗彝侗瑶白黎傣蒙][古]?族|维吾尔族|土家族|布依族|朝鲜族|哈萨克族|"
    r"已故|现居|原住|又名|曾用名|本村|退休|低保|残疾|身份证|(?:联系)?(?:手机|电话|方式)|微信|[0-9]{1,3}岁|现年|今年[0-9一-龥]{1,6}岁|(?:19|20)[0-9]{2}年[0-9一-龥]{0,6}生|生于|系.{0,12}[人民户主])"
)
_DATED = re.compile(
    r"[\s,，]{0,8}(?:(?:19|20)[0-9]{2}\s?[年.\-/]|[二两]\s?[零〇○O0][一二]|$|[(（]?(?:签[名字章]|盖章|代签)|[你您]|[0-9]+(?:\.[0-9]+)?\s?[元分票块万])"
)


def after(text: str, end: int) -> float:
    """Return the weight of what follows the possible name that ends at ``end``."""
    char = text[end : end + 1]
    if "一" <= char <= "龥":
        return _after_touching(text, end)
    if char and _PARTICULARS.match(text, end):
        return _PARTICULAR
    if char and _DATED.match(text, end):
        return 2.0
    if not char:
        return 1.5
    return 0.0 if char.isascii() and char.isalnum() else 1.2


def _after_touching(text: str, end: int) -> float:
    if _OFFICE_AFTER.match(text, end):
        return NEVER
    found = _AFTER_WORD.match(text, end)
    if not found and _PLACES.match(text, end):
        return NEVER
    weight = _AFTER_WEIGHT[str(found.lastgroup)] if found else -1.5
    return max(weight, 2.6) if _PARTICULARS.match(text, end) else weight
