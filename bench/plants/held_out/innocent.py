"""Texts of a second kind of directory: what is public on purpose, and what is no number at all."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants.held_out import people

_LINES = (
    "街道便民服务中心咨询电话 {p}，周一至周五接听",
    "请拨打社区网格站{p}报修",
    "区民政局养老服务科：{p}",
    "电梯困人请按铃或拨打96333",
    "水务集团24小时客服{l}",
    "燃气抢修 {c} {l}",
    "民生热线{c}-12345",
    "热力公司{l}转2",
    "派出所值班室{p}",
    "消防控制室电话{l}",
    "房屋征收办公室（{p}）",
    "客服400{z}{z:.3}",
    "客服800-{z}-{z:.3}",
    "服务窗口：3号窗口，工作时间9:00-12:00，13:30-17:00",
    "合同编号：HT{y}{m}{d}{z}",
    "订单编号{y}{m}{d}{x}{z}",
    "不动产权第{z}{z}号",
    "建字第{c}{y}{x}号",
    "许可证编号JY1{c}{x}{z}",
    "统一社会信用代码91{x}MA{x}{z:.2}",
    "ISO9001:2015，GB 50{z:.3}-{y}",
    "Q/GDW {z}-{y}，YD/T {z}",
    "项目总投资{x}.{z:.2}万元",
    "水表读数{x}，电表户号{x}{z}",
    "海拔{z}米，面积{x}平方米",
    "经度113.{x}，纬度34.{x}",
    "{y}年第{z:.2}号公告，共{z:.3}户",
    "1-12号楼、15-18号楼停水，28日恢复",
    "3号楼外立面、5号楼楼道、7栋东侧绿地已整治",
    "小区共12栋楼36个单元1204户",
    "K{z:.2}路、游{z:.1}路公交绕行",
    "每公斤{z:.2}.{z:.2}元，共{z}公斤",
    "版本号 3.{z:.2}.{z}",
    "http://www.example.gov.cn/art/{y}/{m}/{d}/art_{z}_{x}{z}.html",
    "快递单号SF{x}{z}{z:.3}",
    "身份证原件及复印件各1份，户口簿2份",
    "银行卡须为一类卡，开户行写明支行",
    "办理护照、港澳通行证请到出入境大厅",
    "关注公众号“幸福社区”，QQ群满500人",
    "车辆限行尾号：1和6、2和7、3和8",
)


def directory(random: Random, count: int) -> Iterator[str]:
    """Yield ``count`` lines."""
    for _ in range(count):
        city, local = people.landline(random)
        yield random.choice(_LINES).format(
            c=city, l=local, p=f"{city}-{local}", x=people.digits(random, 6), z=people.digits(random, 4),
            y=random.randint(2010, 2026), m=f"{random.randint(1, 12):02}", d=f"{random.randint(1, 28):02}",
        )  # fmt: skip
