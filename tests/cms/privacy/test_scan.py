"""What a scan finds and what it lets pass, in texts as people write them."""

import pytest

from cms.privacy.mask import mask
from cms.privacy.scan import Allowed, Known, scan


def kinds(text: str, **more: object) -> list[str]:
    return [finding.kind for finding in scan(text, **more)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请回电13800138000。", "请回电138****8000。"),
        ("１３８　００１３　８０００", "138****8000"),
        ("打一三八零零一三八零零零找我", "打138****8000找我"),
        ("幺三八洞洞幺三八洞洞洞", "138****8000"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "138****8000"),
        ("138OO138OOO", "138****8000"),
        ("1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0", "138****8000"),
        ("+86 138-0013-8000", "+86 138****8000"),
        ("8613800138000", "86138****8000"),
        ("统一13800138000一直没人接", "统一138****8000一直没人接"),
        ("身份证号11010519491231002x，", "身份证号11*************02X，"),
        ("1101 0519 4912 3100 2X", "11*************02X"),
        ("卡号6222 0212 3456 7890 128", "卡号6222************128"),
        ("车牌豫J·D12345", "车牌豫J***45"),
        ("我家电话0393-8123456", "我家电话0393-****456"),
        ("邮箱zhang.san＠163.com", "邮箱z***"),
        ("微信：lao_zhang88", "微信：l***"),
        ("家住幸福小区3号楼2单元501室", "家住幸福小区***"),
        ("家住幸福小区三栋二单元五零一", "家住幸福小区***"),
        ("家住绿城花园3-2-501，", "家住绿城花园***，"),
        ("联系人：王建国，", "联系人：王*，"),
        ("王建国先生来电", "王先生来电"),
        ("您好，本人王建国，家里停水", "您好，本人王*，家里停水"),
        ("市民王建国反映路灯不亮", "市民王*反映路灯不亮"),
        ("联系人：王建国那天没接", "联系人：王*那天没接"),
        ("护照E12345678", "护照E******78"),
        ("我姥姥家电话0086-532-88123456", "我姥姥家电话0532-****456"),
        ("宅电5678772，白天在家", "宅电****772，白天在家"),
        ("Tel:一 三 八 零 零 一 三 八 零 零 零", "Tel:138****8000"),
        ("+86 1-3-8-0-0-1-3-8-0-0-0", "+86 138****8000"),
        ("工资卡9558 8001 0000 0000 008", "工资卡9558************008"),
        ("挡门的是豫牌J12345和豫(J)·5432挂", "挡门的是豫J***45和豫J***2挂"),
        ("邮箱zhang.san<at>foxmail.com", "邮箱z***"),
        ("我的Q、１２３４５６７", "我的Q、1***"),
        ("薇❤：lao_zhang88", "薇❤：l***"),
        ("家住锦绣城3号楼2单元（501）", "家住锦绣城***"),
        ("家住锦绣城3号楼西头一楼，", "家住锦绣城***，"),
        ("优待证编号豫4112345678", "优待证编号豫********78"),
        ("请与王建国联系", "请与王*联系"),
        ("138ー0013ー8000", "138****8000"),
        ("电话&#49;3800138000", "电话138****8000"),
        ("1380013*000", "138*****000"),
        (
            "发票在https://wx.example.com/u?tel=13800138000&a=1",
            "发票在https://wx.example.com/u?tel=138****8000&a=1",
        ),
        ("家里固话：2722907（0951）", "家里固话：****907"),
        ("宅电：0571（区号）57833255", "宅电：0571-****255"),
        ("我家0393 8 123 456", "我家0393-****456"),
        ("警官证 公安字第1522521", "警官证 公********21"),
        ("车（赣）E·67689", "车（赣E***89"),
        ("邮箱wu791丸gmail.com", "邮箱w***"),
        ("口口号：7704344", "口口号：7***"),
        ("家住蓝天家园57巷2号，", "家住蓝天家园***，"),
        ("我家在桃花源里1202室", "我家在桃花源里***"),
        ("抖音号xiaobai_467拍的，快手：lao88kai", "抖音号x***拍的，快手：l***"),
        ("扫不上就搜zhao_02k加我微信", "扫不上就搜z***加我微信"),
        ("电话170 38 96 49 30，一直不接", "电话170****4930，一直不接"),
        ("住址：蓝天家园31栋4号楼梯301", "住址：蓝天家园***"),
    ],
)
def test_mask_private(text: str, masked: str) -> None:
    assert mask(text, [f for f in scan(text) if f.certain]) == masked


@pytest.mark.parametrize(
    "text",
    [
        "执行GB4915和GB/T 18487.1-2015标准",
        "QS410901010123",
        "网友“A00045581”您好，网友“UU0008220”您好",
        "濮政〔2019〕12号",
        "工程造价153205935.87元",
        "2019-12-13 08:30:25至2020.01.30",
        "建筑面积25613.32㎡",
        "坐标115.029215,35.761829",
        "见http://example.gov.cn/2020/13800138000.html。",
        "138****1234已经打码，身份证35*************123也是",
        "社区办公电话0393-8123456",
        "燃气公司服务热线：8123456，客服400-123-4567",
        "请拨打12345、110、96596",
        "3号楼外墙脱落，1、3、5、7、9、11、12号楼漏水",
        "张女士反映，王先生说，李师傅维修",
        "关于王先生反映的问题",
        "骗取人民群众钱财，并一走了之",
        "一个小市民，谢谢。",
        "政务服务中心二楼3号窗口",
        "ISO9001:2015，GB 50",
        "燃气抢修 0532 88123456",
        "医保经办机构。市医保处0746-8367805。",
        "加扣100000元",
        "发票代码043020171679，中标价：¥138152,378.37",
        "共计为5层，25户",
        "我家一栋约240平方米的房屋",
    ],
)
def test_pass_public(text: str) -> None:
    assert scan(text) == []


def test_allowed_office_numbers_pass_in_any_writing() -> None:
    allowed = Allowed.of(["0393-8123456", "13800138000、13900139000", "转接"])
    assert kinds("我家电话0393 8123456或8123456，手机138 0013 8000", allowed=allowed) == []
    assert kinds("手机13700137000", allowed=allowed) == ["mobile"]


def test_known_reporter_is_found_in_any_form() -> None:
    known = Known(("王建国",), ("13800138000", "0393-8123456"), ("胜利路幸福小区3号楼2单元501室",))
    for text in ("王 建 国说", "据Wang Jianguo称", "王\u200b建\u200b国", "WANGJIANGUO"):
        assert kinds(text, known=known) == ["name"], text
    assert kinds("打8123456", known=known) == ["landline"]
    assert kinds("一三八，零零一三八零零零", known=known) == ["mobile"]
    for text in ("三栋2门五零一", "3-2-501", "3号楼2单元501"):
        found = scan(text, known)
        assert [f.kind for f in found] == ["home"]
        assert found[0].certain


def test_known_without_anything_finds_nothing_more() -> None:
    assert scan("天气很好", Known(("",), ("1",), ("",))) == []


def test_wrong_checksum_is_left_to_the_editor() -> None:
    (found,) = scan("编号是110105194912310021吗")
    assert found.kind == "id_number"
    assert not found.certain
    (cued,) = scan("身份证110105194912310021")
    assert cued.certain


def test_building_alone_is_no_home_and_stairwell_is_for_review() -> None:
    assert scan("3号楼电梯坏了") == []
    assert scan("3号楼2单元电梯坏了，7栋一单元的消防通道") == []  # what all who live there have
    assert scan("3楼301会议室开会") == []
    (found,) = scan("3号楼2单元漏水")
    assert not found.certain
    (found,) = scan("楼上住户反映漏水。\n事发地在3号楼2单元附近")  # of another sentence
    assert not found.certain
    (sure,) = scan("我家住3号楼2单元")
    assert sure.certain


def test_spans_point_into_the_original() -> None:
    text = "电话1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣。"
    (found,) = scan(text)
    assert text[found.start : found.end] == found.text == text[2:-1]


def test_mask_refuses_findings_of_another_text() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        mask("别的文字", scan("请回电13800138000"))
