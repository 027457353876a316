"""Chinese surnames, and how sure one is that a character is meant as one."""

from __future__ import annotations

# The most frequent surnames; four of five people have one of the first line.
COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
    "覃武钱戴严莫孔向常汤康易乔牛葛温俞柳岳倪詹尚耿庞路聂齐庄翟涂殷焦欧骆樊鲁邢阮佟柯祁窦鲍裴褚滕卞甄闵邬晁"
)
_RARE = frozenset(
    "穆霍邢申纪舒阮佟蓝屠柯盛祁毕项柴梅裴华霞翁符童苗包关宁左臧席辛娄邬储甄卞鞠桂阎练瞿单管卓池蒲冷季凌"
    "冉游阳解车房司柏边古成于安文时连应和平明高费喻花甘景欣兰阚曲岑谷尤商靳楚滕晏原党桑"
    # The others of the Hundred Family Surnames (百家姓), where they are not mostly other words.
    "戚昌凤酆皮伍卜萧湛禹米贝伏谈茅屈麻颜刁虞昝裘缪贲郁杭洪诸钮嵇滑荣荀羊於惠封芮羿汲邴糜巫巴隗宓蓬郗仰仲伊栾钭厉戎祖束韶郜蓟"
    "薄印宿鄂索咸籍赖阴苍闻莘贡姬宰郦雍璩濮寿扈燕冀郏浦慕茹宦艾鱼容慎戈庾暨弘匡寇禄阙殳沃蔚夔隆厍勾敖融訾简饶毋沙乜丰巢蒯荆盖桓元计危乐强"
    "冼粟佘帅况亢由税展占揭敬苟庹漆苑隋眭睢逄尧檀代亓战綦初迟栗衣晋丘母阳禤缪郗琚"
    # Surnames of Hui, Manchu, Mongol and Yao families, and rare ones of the Han.
    "佴笪揣冮呙粘訾撒朴哈妥蔄芦仉洛仵俎卿奉弭忻汝沐牟牧玄盘矫禚缑肇苌茆菅萨谯赛邝郅郇镡闪雒颉鹿麴佀拉"
    "海铁满么德"
    "祝章傅窦狄仇竺鲍梅麦褚卫娜胥幸鄢占谌逄仝逯巩晁蔺宫邰蒙闵衡丛官楼"
)
SINGLE = (COMMON | _RARE) - frozenset("霞欣娜宰练")
COMPOUND = frozenset(
    {
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "夏侯",
        "东方",
        "端木",
        "独孤",
        "轩辕",
        "长孙",
        "宇文",
        "澹台",
        "南宫",
        "呼延",
        "东郭",
        "西门",
        "赫连",
        "鲜于",
        "闻人",
        "钟离",
        "公冶",
        "濮阳",
        "淳于",
        "单于",
        "太叔",
        "申屠",
        "仲孙",
        "拓跋",
        "纳兰",
        "完颜",
        "百里",
    }
)
# Surnames that are ordinary words as well: they need a clear left edge.
AMBIGUOUS = frozenset(
    "海铁满么德拉赛牧闪沐妥奉盘洛芦弥肇玄"
    "帅况由展占敬初代晋阳战母衣"
    "元计危乐强贝米皮鱼羊宿印束沙盖简燕容丰滑祖武咸薄索融荣"
    "于安文时连应和平明高费花甘景成单管关左包房车阳向常万方石金白路任何许程余华易温尚项古游解边文章商原党官楼宁龙马江"
)


def split_name(name: str) -> tuple[str, str]:
    """Return surname and given name of a full name without spaces."""
    width = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    return name[:width], name[width:]
