"""How well each character fits into a given name.

The characters that people are named with, in three classes by how often they stand in
ordinary prose: 娟 hardly ever does, 光 sometimes, 国 all the time. What is in none of them
may be in a name too, only that nothing speaks for it.
"""

from __future__ import annotations

import re

_RARE_IN_PROSE = (
    "娟芬芳莉莎娜娅婷婧婉妍妮姗姝娇娣婵媛嫣嫒燕霞霜雯雪霖瑞瑶琪琳琴瑛璐瑾珊珍珠珂琼琦瑜璇璟琰玥珺佳佩俊伟杰伦倩俐侠倪彬彪彦浩"
    "涛淑淼润漫泽涵淇淳澜洁洋波沛汝沁烨炜焕煜熙焱炳炎轩辉辰宸宇宁宏宗宛寅岚峻崇岩峥嵘梓梅桂柏杉桐榕楠棠槿芝芸芷茜茹莹莲菊菁菲"
    "萍萌蓉蓓蔓蕾薇兰艳苗苹英荣勇勋勤凯凤凡鑫钊钧铭锋锐钰锦铮鹏鹤鸿鸣麒麟骏骥飞翔翠翼毅磊硕碧秀秋竹笑紫绍绮纯绪缘耀聪肖胜腾舒"
    "舟艺虎蝶裕贤赟跃轶迪逸邦郁颖颜馨香骁魁黎齐喆嘉圆坤墨壮奎奕姣孝孟尧屹川帆庆廷弘彤彩忠怀怡恩悦慧慈懿振捷敏斌斐旭旺昂昆昊昌"
    "昕昭晋晓晔晖晗晟晨晴晶智暄曦曼朋朗朝杏枫柔柯桦梁欣毓汉涓渊滢灵灿爽琛琨瑄甜甫盈睿祥祖禄禹禾穆筠耕臣航芮芯苒茂荷莺菡葵蒙蕊"
    "蕴虹诗诚谦豪豫贞赐赫辛邈钦闯隆雁雄雷静韬韵鲁玉丽玲冰仁礼亚仙古吉喜圣夫尚岳巧武池洪男秦素苏谋锁霄旦倾语梦桃柳榆樱橙枝叶苇"
    "荔萱葆蒲菀薰藻芊芙芹苓荃荟莞菱蔚蔡薏藩琬琅玮玫珏珩珮琇琏瑗璋璞瓒昱昶晏晞旻晁晰暖曜曙煊熠燊炫炯烁焰煌熹涌浦浪淏湘湛滔澄潇"
    "瀚灏沐沅泓泊津洲浚涟澎淮寒宾宪寿峦岱岐州巍崧嵩巩帅幸弢弼彰徽循忆忍念忻恺恬惜惟愉愚慕戈抒拓挺捍揚斯旗昀朔栩桓桢梧棋棣森"
    "椿楷榛槐樊毛沃泰洛浔渝漪牧猛猷献玄珑琢甲畅皓盛磐祎祺禧秉穗端笛篆粹纲纵纶练绘绣罡翊翎翰肃胤舜艾芃荆莘莱葛藤融衍誉诏谊谕谨"
    "谷豹贝贻轲轼迅迈逢逊逍遥酉钟铉锴镕闵陶隽雍雎霁霆霏震霭靖频颂飒馥驰驹骄骅骊鲲鸽鹃鹰麦鼎宥宓婕妤姬娥娴嫦嬿媚嫚姿姜娃婴凌冬"
    "净凝劲勉勃励卓博卿厚君吟吾哲唐固夏夷奇奋契奥妙妃孔孜季宋寰寻尔尤尹尼崔巴庚庸廉廖弈弥徵恵悠惊懋戎戴扎扬搏攸敦晃暨曲朵杭枚"
    "柱桑樟栓拴娣囤墩嫦"
)
_SOMETIMES = (
    "健志溪峰松栋楚若刚银龙羽维良贵超达远囡培康德思恒惠敬星春景欢永江清益福继群致苑衡诺越运鉴铁阳雅雨青顺风华红军光海林宝东云"
    "美义世四五代先兴卫双团太富少岭左希异沙河治泉济源满火爱田花观言迎连鱼庭烈照深宜容宽密寄守宣尊广延愿才承技显普曾木材桥湖炬"
    "然王登真石科稳空章精纪细绿虔裴训许讷谱贡财贺赋路车辅辑边遒邵郎酌采野量钢钥钻铃铠链锡锵镜闻阔队陆集革音韦须养龄炀妲妹嫂冲"
    "刃初剑勐化北千升南启周善圃坚堂塘塔夜宫寸封射尉屏岁岸峡崖巨布帝席幼张归徐御微恋恭悟慎扶抗折抚护拜指挥授掌描揖摄撑操故斗族"
    "既若亦语知乐引招弟仓信守午诺言丙旨早旬易昼晚服术杜束板树样械棉植模横"
)
_OFTEN = (
    "强学平明立进长国建文安小大金生成民新高信一三子如心之元利力友"
    "发天好家年水西道方月本权正可会有来为向从能"
)
# Characters that no given name has: grammar words, titles, signs of other words.
_NEVER = (
    "老多曰的了是在不我他她它们这那个也就都而及与或但被把给让叫说要请等很再已并所其于对到以没吗呢吧啊么士阿姨爷您自己某号楼路铺塘桥湾室区县"
    "镇乡村街员电话机址身份证户居众该此各每几些第日投诉访联系咨询举称问题况处理部门单位公司局办院所校厂店"
)
NEVER = frozenset(_NEVER)
_WEIGHTS = (
    dict.fromkeys(_OFTEN, 0.4) | dict.fromkeys(_SOMETIMES, 0.9) | dict.fromkeys(_RARE_IN_PROSE, 1.6)
)
_NOTHING_SPEAKS_FOR_IT = -0.5
_MOST = max(_WEIGHTS.values())
# 王强和李明: what joins two names is a part of one only in 和平.
_WEIGHTS["和"] = -2.5
_WORD_AS_NAME = 1.6
# Words that generations were named with.
_WORDS_AS_NAMES = frozenset(
    re.findall(
        "..",
        "建国建军建华建民建平建设国庆国强国荣和平文明文革胜利解放跃进爱国爱民爱华爱军卫国卫东卫红卫星援朝援越"
        "向阳向东向前光明光荣光辉永红永安红旗红军红星红梅红霞红英先进立新新华新民友谊平安安康长城长江长春东风东升东方"
        "朝阳春风春雨春花春梅春光秋菊秋月冬梅冬生腊梅牡丹芙蓉茉莉玫瑰百合莲花荷花桃花杏花桂花兰花菊花梅花翠花雪花金花银花"
        "小红小花小燕小龙小虎海燕海洋海军海波天明天才天生志强志远自强自立正义正直正阳公平忠诚诚信守信明月明亮明珠"
        "宝珠珍珠水仙凤凰振兴振华兴旺富强富贵如意吉祥长寿长生永久永恒文化文学文武传家开明开放保国保家保卫",
    )
)


def given_weight(given: str) -> float:
    """Return how much the one or two characters of ``given`` look like a given name."""
    weight = sum(_WEIGHTS.get(char, _NOTHING_SPEAKS_FOR_IT) for char in given)
    return max(weight, _WORD_AS_NAME) if given in _WORDS_AS_NAMES else weight


def fits(given: str) -> bool:
    """Return whether all characters of ``given`` are such as people are named with."""
    return given in _WORDS_AS_NAMES or all(_WEIGHTS.get(char, 0.0) > 0 for char in given)


def most_given(first: str) -> float:
    """Return what no given name that begins with ``first`` outweighs."""
    return max(_WEIGHTS.get(first, _NOTHING_SPEAKS_FOR_IT) + _MOST, _WORD_AS_NAME)


def is_name(given: str) -> bool:
    """Return whether a word is a usual given name too (建国, 和平)."""
    return given in _WORDS_AS_NAMES
