"""Homes of villages, lanes and flats are found in many shapes; places that all share are not."""

import pytest

from cms.privacy.mask import mask
from cms.privacy.scan import scan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("户籍地：建设东街320号附5号", "户籍地：建设东街***"),
        ("家住前营巷12号旁门", "家住前营巷***"),
        ("我住石碑胡同乙8号", "我住石碑胡同***"),
        ("前营巷22号院内北房3间住着老两口", "前营巷***住着老两口"),
        ("家住马庄桥村东头第三家", "家住马庄桥村***"),
        ("我家在许村，村北头第四排西边第二户", "我家在许村，村***"),
        ("住东白仓四队北街3号", "住东白仓***"),
        ("杨树林子三街11巷9号住户", "杨树林子***住户"),
        ("家里门牌1202", "家里***"),
        ("楼上1702的住户半夜拖凳子，对门301没人", "楼上***的住户半夜拖凳子，对门***没人"),
        ("城中村2巷185号202群租", "城中村***群租"),
        ("31号楼3单元1103、1104两家", "***两家"),
        ("9号楼中单元5楼中户没通气", "***没通气"),
        ("业主叠墅29-9报修", "业主***报修"),
    ],
)
def test_homes_in_many_shapes(text: str, expected: str) -> None:
    assert mask(text, scan(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "6号楼2单元电梯维保，7栋一单元门禁、8栋3单元消防通道",
        "三楼301会议室，2号教学楼201教室，3楼阅览室",
        "楼上2000平米的商场，对面108元的套餐，楼下300多人",
        "村东头第二座桥，第三排第四个路灯",
        "北街350号便民服务中心，四队鱼塘",
    ],
)
def test_what_all_share_is_no_home(text: str) -> None:
    assert scan(text) == []
