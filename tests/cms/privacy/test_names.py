"""Full names are found by what stands around them; words that look like names are left alone."""

import pytest

from cms.privacy.mask import mask
from cms.privacy.scan import scan


def masked(text: str) -> str:
    return mask(text, scan(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我母亲司马永琪瘫痪在床", "我母亲司马*瘫痪在床"),
        ("签字：李秀兰、缪晓丽", "签字：李*、缪*"),
        ("此致敬礼！\n\n王海霞\n2020年3月", "此致敬礼！\n\n王*\n2020年3月"),
        ("——王海霞，望尽快解决", "——王*，望尽快解决"),
        ("经与褚继婷沟通，已同意", "经与褚*沟通，已同意"),
        ("承包人：龚兆远（甲方）", "承包人：龚*（甲方）"),
        ("王大爷和李建玲都反映过", "王大爷和李*都反映过"),
        ("投诉人买买提·吐尔逊，", "投诉人买*，"),
        ("村民扎西次仁反映", "村民扎*反映"),
        ("自称“周玉兰”的人", "自称“周*”的人"),
        ("我叫李国安。第二天李国安又来了", "我叫李*。第二天李*又来了"),
        ("感谢张伟同志", "感谢张*同志"),
        ("已请社区学院李建国老师每周三来", "已请社区学院李老师每周三来"),
        ("5楼邓丽华反映漏水", "5楼邓*反映漏水"),
        ("请联系田桂花处理", "请联系田*处理"),
        ("社区的李和平师傅说", "社区的李师傅说"),
        ("电话李建国13900001234", "电话李*139****1234"),
        ("物业经理刘强不接电话", "物业经理刘*不接电话"),
        ("入户彭丽娟家，我是粘春梅", "入户彭*家，我是粘*"),
        ("牟志刚，你欠的物业费", "牟*，你欠的物业费"),
        ("昨天下午彭丽娟到社区反映", "昨天下午彭*到社区反映"),
        ("瓦工孙志强拖欠我钱", "瓦工孙*拖欠我钱"),
        ("班主任谢婷婷收费，债权人曾芳", "班主任谢*收费，债权人曾*"),
        ("低保户汪铁山没有劳力", "低保户汪*没有劳力"),
        ("公示：张*伟，低保，2人", "公示：张*，低保，2人"),
        ("业主李某婷反映，王○芳（代）", "业主李*反映，王*（代）"),
        ("居民阿依夏木来电", "居民阿*来电"),
        ("联系人：达瓦卓嘎 电话没人接", "联系人：达* 电话没人接"),
        ("与阿卜力孜·吐尔洪面谈", "与阿*面谈"),
        ("户主：帅芝，申请人：仝来柱", "户主：帅*，申请人：仝*"),
    ],
)
def test_names_are_found_where_words_introduce_them(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "社区书记李强、办事处主任王芳介绍，网格员张伟到场",
        "李强主任、王建国局长到现场",
        "毛书记您好，张厅长您好",
        "黄河路、王府花园、张家湾、李家庄、陈庄、柳叶湖",
        "业主和学生家长，户主严重违反规定，小孩康复费用",
        "周一到周五，夏天来了，林木茂盛，周边居民",
        "欧阳先生和张先生，关于王先生",
        "诵读李白、杜甫的诗，观看电影《焦裕禄》，学习焦裕禄精神，孟子曰，贾鲁河与金堤河",
        "妥善处理，无私奉献，群众满满的幸福，肇庆、洛阳、德国，职工满怀希望",
        "水利工程建设、户籍登记、班主任会议、工程队、30分钟",
        "群众曾多次反映，业主主张赔偿，找开发商老板和周老板",
        "张某某、李*、王**与吴某",
        "支部书记代某宏、胡×德法官",
        "俄罗斯、克拉玛依、哈尔滨，奥迪和阿里巴巴的",
        "联系人：社区干部，申请人：业委会，户主：不详",
        "司机、车主、业主代表大会，投诉人不满意，申请人应当到场",
    ],
)
def test_officials_places_and_words_are_no_private_names(text: str) -> None:
    assert masked(text) == text


def certain(text: str) -> list[str]:
    return [found.text for found in scan(text) if found.certain]


def test_a_likely_name_is_certain_where_its_text_backs_it() -> None:
    (found,) = scan("有人殴打彭丽娟后逃走")
    assert not found.certain  # once, in passing: a person looks at it
    assert certain("有人殴打彭丽娟后逃走，接着彭丽娟去医院") == ["彭丽娟", "彭丽娟"]
    assert certain("到场的有：马志刚、谢文娟、彭海涛") == ["马志刚", "谢文娟", "彭海涛"]
    # A river that stands nowhere without its river is nobody, nor is a word of ordinary characters.
    assert scan("陶家河污染，治理陶家河，陶家河边") == []
    assert certain("请孔明灯厂家停工，孔明灯危险") == []
