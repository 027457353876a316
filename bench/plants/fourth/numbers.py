"""How residents, operators and grid workers write numbers and accounts; the sentences they do it in."""

from __future__ import annotations

from random import Random

from plants.fourth import people
from plants.fourth.carriers import Fill

_HAN = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_WORDS = ("zhao", "lixm", "yangguang", "hong", "ahui", "sunny", "xiaobai", "kele", "wolf", "mama", "dabao", "cheng")  # fmt: skip

# a–k stand for the eleven digits in order, so that a shape shows what is written between them.
_MOBILES = (
    "abcdefghijk", "abc defg hijk", "abc-defg-hijk", "abcd efg hijk", "abcdefg hijk", "abc defghijk", "(abc)defghijk", "abc（defg）hijk", "abc.defg.hijk", "abc——defg——hijk",
    "abc/defg/hijk", "abc、defg、hijk", "abc，defg，hijk", "abc…defg…hijk", "abc~defg~hijk", "abc_defg_hijk", "abc|defg|hijk", "abc+defg+hijk", "abc'defg'hijk", "abc：defg：hijk",
    "a b c d e f g h i j k", "abc de fg hi jk", "ab cde fgh ijk", "abcdef ghijk",
    "abc defg\nhijk", "【abc】defghijk", "abc*defg*hijk", "abc～defgh～ijk", "“abcdefghijk”", "abc\u200bdefg\u200bhijk", "abcdefgh-ijk", "abc defg hijk.",
)  # fmt: skip


def mobile(random: Random, shape: str) -> str:
    """Write a mobile number in ``shape``, or in any."""
    number = people.mobile(random)
    if shape == "plain":
        return number
    if shape == "han":
        return "".join(_HAN[d] for d in number)
    if shape == "yao":
        return "".join(_HAN[d] for d in number).replace("一", "幺")
    if shape == "half":
        return number[:3] + "".join(_HAN[d] for d in number[3:7]) + number[7:]
    if shape == "wide":
        return "".join(chr(ord(d) + 0xFEE0) for d in number)
    if shape == "dots":
        return " ".join(chr(0x2460 + int(d) - 1) if d != "0" else "⓪" for d in number)
    shown = random.choice(_MOBILES)
    return "".join(number[ord(c) - 97] if "a" <= c <= "k" else c for c in shown)


def id_number(random: Random, shape: str) -> str:
    """Write an ID number."""
    number = people.old_id_number(random) if shape == "old" else people.id_number(random)
    if shape == "lower":
        return number[:-1] + "x"
    if shape == "han":
        return "".join(_HAN.get(d, d) for d in number)
    if shape == "parts":
        sign = random.choice((" ", "-", "—", ".", "　", "/"))
        return sign.join((number[:6], number[6:14], number[14:]))
    if shape == "fours":
        return " ".join(number[i : i + 4] for i in range(0, 18, 4))
    if shape == "wide":
        return "".join(chr(ord(d) + 0xFEE0) if d.isdigit() else d for d in number)
    return number


def bank_card(random: Random, shape: str) -> str:
    """Write a bank card's number."""
    number = people.bank_card(random)
    if shape == "plain":
        return number
    sign = random.choice((" ", "-", "  ", ".", "—"))
    return sign.join(number[i : i + 4] for i in range(0, len(number), 4))


def landline(random: Random, shape: str) -> str:
    """Write a landline with its city, or the local number alone."""
    city, local = people.landline(random)
    if shape == "local":
        return random.choice((local, f"{local[:-4]} {local[-4:]}", f"{local[:-4]}-{local[-4:]}"))
    return random.choice((f"{city}-{local}", f"{city}{local}", f"({city}){local}", f"{city} {local}", f"{city}—{local}", f"{city}/{local}"))  # fmt: skip


def plate(random: Random, shape: str) -> str:
    """Write a plate."""
    number = people.plate(random)
    if shape == "no place":
        return number[1:]
    if shape == "small":
        return number.lower()
    sign = random.choice(("", "", "·", " ", "-", ".", "—", "•"))
    return number[:2] + sign + number[2:]


def _word(random: Random) -> str:
    return (
        random.choice(_WORDS)
        + random.choice(("_", "-", "", ""))
        + people.digits(random, random.randint(2, 6))
    )


def wechat(random: Random, shape: str) -> str:
    """Write an account: letters and digits, or a number that is a telephone's too."""
    if shape == "tel":
        return people.mobile(random)
    if shape == "wxid":
        return "wxid_" + "".join(random.choices("abcdefghijk0123456789", k=14))
    return _word(random)


def qq(random: Random, shape: str) -> str:
    """Write a QQ number."""
    number = random.choice("123456789") + people.digits(random, random.randint(5, 9))
    return " ".join((number[:3], number[3:6], number[6:])).strip() if shape == "parts" else number


def email(random: Random, shape: str) -> str:
    """Write a mail address with the sign of ``shape``."""
    user = random.choice(
        (
            _word(random),
            f"{random.choice(_WORDS)}.{random.choice(_WORDS)}",
            people.digits(random, 9),
        )
    )
    host = random.choice(("163.com", "qq.com", "126.com", "sina.com", "139.com", "foxmail.com", "gmail.com", "outlook.com", "vip.qq.com", "yeah.net", "sohu.com", "hotmail.com"))  # fmt: skip
    return user + (shape or "@") + host


FILLS: dict[str, tuple[str, Fill]] = {
    "m": ("mobile", mobile),
    "i": ("id_number", id_number),
    "c": ("bank_card", bank_card),
    "l": ("landline", landline),
    "p": ("plate", plate),
    "w": ("wechat", wechat),
    "q": ("qq", qq),
    "e": ("email", email),
}

NUMBERS = (
    "境外拨打+86[m:plain]", "手机：+86-[m]", "我的电话0086 [m:plain]", "86-[m:plain] 王", "微信同号（+86）[m:plain]", "长途拨0[m:plain]", "来电人自留号码[m]，要求今天内回电。", "群众反映：楼道灯坏三天了，电话[m]。", "备注：白天打[m]，晚上打[m]。", "【联系方式】[m]（儿子）", "有事call我[m]", "电话号码就是[m:han]", "我手机号[m:yao]，随时能接。",
    "号码：[m:half]，别打错了", "请拨[m:wide]找我", "电话[m:dots]", "机主[n]，号码[m:plain]，6月被扣费58元。", "该号[m:plain]多次骚扰来电，请处理", "我是用[m:plain]这个号注册的，收不到验证码", "宽带是拿[m]办的",
    "网格员上门未遇，按门口留的[m]联系到本人", "已于15:20回拨[m]，无人接听；16:05再拨，接通。", "回访记录：[m:plain] 第一次无应答，第二次关机", "转接诉求人[m:plain]后挂机", "同住人电话[m]/[m]", "电话（老伴）[m] 电话（闺女）[m]",
    "挪车请打[m]，谢谢", "车上贴的挪车电话[m:plain]打不通", "楼下贴小广告“开锁[m:plain]”满墙都是", "房东留的电话是[m]，一直不接。", "推销的人号码是[m:plain]，天天打", "包工头的手机[m]已经停机", "快递写的是[m:plain]，不是我的",
    "加我，[m:plain]同微信", "T:[m] 刘", "TEL：[m]", "手机(必填)：[m:plain]", "phone=[m:plain]&code=3342", "联系人电话1：[m] 联系人电话2：[m]", "序号12 | 3-1-502 | [m:plain] | 漏水", "短信截图：【10086】尾号… 全号[m:plain]",
    "身份证：[i]", "身份证号[i:parts]，请核实是否在保", "证件号码[i:lower]", "身份号码：[i:fours]", "本人身份证[i:old]（老证）", "ID [i]", "我的证号是[i:han]", "[i]是我妈的身份证，查一下医保交了没", "公示名单里把[i]全印出来了",
    "参保登记：[n] [i] 城乡居民", "低保证上写的[i]，和户口本不一致", "孩子户口[i:wide]，出生证号另附", "户籍地派出所说[i]被别人冒用", "核酸登记 [n] [i] [m:plain]", "残疾证号[i]43，肢体三级", "被执行人[n]，身份证号码[i]", "购房人[i]名下无房",
    "高龄补贴：[n]，[i]，卡号[c:plain]", "补助打到农行[c]上了没有", "一卡通[c:plain]，户名是我父亲", "押金请退回[c]，建行", "工资卡 [c:plain] 两个月没有进账", "开户行：中原银行，账号：[c]", "惠农卡号[c]丢失", "他让我转到这个卡[c:plain]里", "卡[c] 被盗刷1200元",
    "家庭座机[l]没人接的话打[m]", "家里固话：[l]", "老人只有座机[l:local]，不会用手机", "（宅）[l]", "家中电话 [l:local]，晚上在", "我家电话[l]欠费停机了", "住宅电话：[l]", "反映人座机[l]", "请打我妈那边的座机，[l:local]", "小灵通[l]早不用了，是我以前的号",
    "[p]天天停在消防通道", "一辆白色五菱，车牌[p]，堵在门口", "车号[p:small]乱停", "牌照是[p:no place]，请交警查处", "僵尸车：[p]，落灰半年", "大货车[p]撒漏渣土", "停车收费不开票，我的车[p]，入场9点", "3号桩被[p]油车占着", "本人车辆（[p]）被划", "违章短信说[p]闯红灯，我没去过那里",
    "黑色轿车（[p]）撞坏道闸后离开", "请联系[p]车主挪车", "电动汽车[p]飞线充电", "月租车登记：[p]，[n]，[m:plain]", "车辆：[p] 车主：[n]", "[p] [p] 两辆车长期占位", "面包车 车牌照 [p] 卖菜占道", "出租车[p]拒载", "摩托车牌[p]夜里炸街",
    "微信[w]", "加微信：[w]，发照片", "微信号是[w]，备注漏水", "V：[w]", "wx [w]", "请加我vx[w]", "我微信就是手机号[w:tel]", "微信(同电话)：[w:tel]", "WeChat ID: [w]", "微信名“向日葵”，号[w]", "他的微信是[w:wxid]", "维修师傅微信[w]拉黑了我", "卖家薇信[w]",
    "抖音号[w]拍了视频", "快手号：[w]", "支付宝账号[w:tel]", "支付宝：[w:tel]，户名[n]", "小红书号[w]", "钉钉号：[w]", "绿色软件加[w]", "扫不上就搜[w]加我微信", "联系本人（微信 [w]）", "照片发你微信了，我是[w]", "微信/电话 [w:tel]",
    "QQ[q]", "加扣扣[q]", "QQ：[q]，在线等", "我的qq号码是[q:parts]", "Q Q [q]", "扣：[q]", "企鹅号[q]", "QQ号 [q]（网名：山水）", "群主QQ[q]", "请发到qq[q]",
    "邮箱[e]", "E-mail：[e]", "材料发[e]即可", "我邮箱是[e:＠]", "请回复至[e]。", "邮箱：[e:(at)]", "邮件[e:#]", "[e:艾特]，收", "mail to [e: @ ]", "简历投[e]", "电子邮箱（[e]）", "来信邮箱：<[e]>", "附件已发[e]请查收", "邮箱[e:{at}]",
)  # fmt: skip
