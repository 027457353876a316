"""Texts that look private and are not: office directories, references, measures."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from plants import people

SENTENCES = [
    "小区门口的路灯坏了两个多月，晚上老人孩子出行很不方便，希望尽快维修。",
    "楼下烧烤店每天营业到凌晨，油烟和噪音让整栋楼的居民无法休息，多次反映没有结果。",
    "您好！您反映的问题已收悉，经街道工作人员现场核实，现将有关情况回复如下。",
    "建议在学校门口增设人行横道和减速带，上下学高峰期车辆太多，存在安全隐患。",
    "社区已联系物业公司对化粪池进行清掏，污水外溢问题已经解决，感谢您的监督。",
    "自来水浑浊发黄已经一周，水费照收，供水公司一直说正在处理。",
    "关于老旧小区加装电梯的政策，业主之间意见不统一，希望社区出面协调。",
    "经查，该路段施工单位已办理相关手续，预计下月底完工，届时恢复通行。",
]


def directory(random: Random, count: int) -> Iterator[str]:
    """Yield ``count`` lines of a public service directory and of official references."""
    for _ in range(count):
        city, local = people.landline(random)
        line = random.choice(_LINES)
        yield line.format(
            p=f"{city}-{local}",
            q=f"({city}){local}",
            l=local,
            n=random.randint(1, 99),
            y=random.randint(2012, 2025),
            m=f"{random.randint(1, 12):02}",
            d=f"{random.randint(1, 28):02}",
            x="".join(random.choices("0123456789", k=6)),
            z="".join(random.choices("0123456789", k=4)),
            big=f"{random.randint(10**6, 10**9)}.{random.randint(10, 99)}",
        )


_LINES = [
    "幸福社区居民委员会 办公电话 {p}",
    "胜利路街道办事处，值班电话：{p}（24小时）",
    "区住房和城乡建设局 {q}",
    "供水抢修热线 96{x}",
    "供热客服电话 400-{z}-{l:.3}",
    "燃气公司服务电话：{l}",
    "政务服务中心咨询电话：{p}、{q}",
    "如有疑问，请拨打区城管局电话{p}咨询。",
    "派出所报警电话110或{l}",
    "物业服务中心：{l}，营业时间8:30-17:30",
    "12345政务服务便民热线",
    "市医保局咨询热线 {p}",
    "社区卫生服务中心预约电话{l}",
    "投诉举报电话12315，区市场监管所{p}",
    "濮政〔{y}〕{n}号",
    "依据GB/T {x}-{y}和GB50{z}标准",
    "执行标准GB18401-2010，QS4109{x}{z}",
    "用户编号A000{x}、UU00{x}",
    "工程造价{big}元",
    "建筑面积{x}.{n}平方米，共{n}层",
    "坐标115.{x},35.{x}",
    "案件编号{y}{m}{d}{x}{z}",
    "工单号：{y}{m}{d}{x}",
    "{y}-{m}-{d} 08:30:25至{y}-{m}-{d} 17:30:00",
    "{y}.{m}.{d}-{y}.{m}.{d}公示",
    "网址http://www.example.gov.cn/{y}/{m}/{d}/138{x}{n:02}.html",
    "统一社会信用代码9141090{x}{z}",
    "预算资金{n}万元，其中市级{z}万元",
    "1、3、5、7、9、11、12号楼",
    "公交1路、3路、15路、138路",
    "工作日上午8:30-12:00，下午14:30-18:00，电话{p}",
    "中标价：￥{big}",
    "条形码690{x}{z}",
    "第{n}期第{n}栋楼外墙脱落",
    "ISBN 978-7-{z}-{x}",
    "苗木胸径{n}公分，株距{n}×{n}",
    "{y}年{m}月{d}日{n}时{n}分",
    "IP 192.168.{n}.{n}",
    "邮编457{x:.3}",
    "联系单位：区水利局，{p}",
]
