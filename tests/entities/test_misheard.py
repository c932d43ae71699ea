"""Names as speech recognition writes them, and ordinary words that sound like names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from entity_texts import analysed

from extract.entities import Finder
from extract.knowledge import load

# The line, and what was said: surface → name. Lines that start with `公司:` are a document's list of companies.
MISHEARD = [
    ("公司:英伟达、摩尔县城、海光信息", "摩尔县城", "摩尔线程"),
    ("韩武季的训练卡排产到年底", "韩武季", "寒武纪"),
    ("坤仑芯拟分拆,百度持股", "坤仑芯", "昆仑芯"),
    ("生疼 910B 供不应求", "生疼 910B", "昇腾910B"),
    ("思源 590 送测结果不错", "思源 590", "思元590"),
    ("- **木西**:募资投向明确", "木西", "沐曦股份"),
    ("天河光能裁撤两个基地", "天河光能", "天合光能"),
    ("英伟达的 GP300 交付", "GP300", "GB300"),
    ("英伟达 GB 三零零机柜放量", "GB 三零零", "GB300"),
    ("英伟达艾奇 20 停售之后,国产卡补位", "艾奇 20", "H20"),
    ("英伟达诶一百逐步退役", "诶一百", "A100"),
    ("昇腾九幺零 C 下半年爬坡", "昇腾九幺零 C", "昇腾910C"),
    ("机柜代工厂洪海、广达、纬创都在扩产", "洪海", "鸿海"),
    ("- **每团**:补贴拖累利润", "每团", "美团"),
    ("- **惊东**:外卖投入不减", "惊东", "京东"),
    ("- **协程**:国际业务占比提升", "协程", "携程"),
    ("存储原厂有三星、海力士、美广和铠侠", "美广", "美光"),
    ("海兰信、名扬智能的订单都不错", "名扬智能", "明阳智能"),
    ("湖兰裕能的单吨利润见底", "湖兰裕能", "湖南裕能"),
    ("思达半导的车规模块放量", "思达半导", "斯达半导"),
    ("山安光电的碳化硅产线转固", "山安光电", "三安光电"),
    ("托普集团与三花智控拿到定点", "托普集团", "拓普集团"),
    ("国电兰瑞的柔直订单集中确认", "国电兰瑞", "国电南瑞"),
    ("金合集成的稼动率回到九成", "金合集成", "晶合集成"),
    ("麦克米特的电源送样", "麦克米特", "麦格米特"),
    ("中大立德的减速器良率提升", "中大立德", "中大力德"),
    ("哈利伯顿与贝克休斯都下调指引", "哈利伯顿", "哈里伯顿"),
    ("安氏半导体的晶圆供应中断", "安氏半导体", "安世半导体"),
    ("新凯莱的刻蚀设备进厂验证", "新凯莱", "新凯来"),
    ("公司:宁德时代、亿威锂能、国轩高科", "亿威锂能", "亿纬锂能"),
    ("北方华闯的订单同比增长三成", "北方华闯", "北方华创"),
    ("中微公司与拓金科技的薄膜设备", "拓金科技", "拓荆科技"),
    ("生益科技、护电股份、胜宏科技三家", "护电股份", "沪电股份"),
    ("新一盛的泰国工厂二期投产", "新一盛", "新易盛"),
    ("中际续创的硅光占比过半", "中际续创", "中际旭创"),
    ("长鑫村储的扩产节奏提前", "长鑫村储", "长鑫存储"),
    ("月之暗面、智谱、阶越星辰都在融资", "阶越星辰", "阶跃星辰"),
    ("黄人勋在电话会上说供应偏紧", "黄人勋", "黄仁勋"),
    ("Lumen Tom则受益于外置光源", "Lumen Tom", "Lumentum"),
    ("Deep Sick发布新模型", "Deep Sick", "DeepSeek"),
    ("英特尔的Grand Rapids交付提前", "Grand Rapids", "Granite Rapids"),
    ("阶跃星辰、Mini Marks都在融资", "Mini Marks", "MiniMax"),
    ("由Boom Energy供应燃料电池", "Boom Energy", "Bloom Energy"),
    ("推荐的Applevin两个月内涨了一倍", "Applevin", "AppLovin"),
    ("亚马逊的Trinium集群上线", "Trinium", "Trainium"),
    ("博通、Lamb Research、美光都上调指引", "Lamb Research", "泛林集团"),
    ("新 一盛的泰国工厂二期投产", "新 一盛", "新易盛"),
    ("锐 洁网络的交换机放量", "锐 洁网络", "锐捷网络"),
    ("文员知行拿到无人牌照", "文员知行", "文远知行"),
    ("严金铺子的门店扩张", "严金铺子", "盐津铺子"),
    ("君盛电子上市首日上涨", "君盛电子", "均胜电子"),
]  # fmt: skip

# What a careless ear takes for a name. No line holds any.
WORDS = [
    "高可用性材料有差距",
    "何时达到最高效率",
    "就是说可能延后",
    "这种新店很多",
    "自由度可能远超七个",
    "音乐节的场地向低线城市下沉",
    "拟计划由控股子公司承接",
    "口服型药物的渗透率",
    "多家大中型银行表示支持",
    "多地推进强省战略",
    "各部门妄议的现象减少",
    "这家新公司一下子成了焦点",
    "坚持宜气则气、宜煤则煤",
    "共富型的统计体系",
    "既可买入也可卖出",
    "外媒的报道并不一致",
    "人口每千人四个托位",
    "采取一企一策的办法",
    "智能化为技术特征",
    "开展期货套保业务",
    "推动商品下沉,着力向县域拓展",
    "这些新型充电桩的价格下降",
    "非驻场的外包人员",
    "包装饮用水与软饮料并重",
    "医院的医联体覆盖全省",
    "资产管理规模上升",
    "市场对价格的反应平淡",
    "先进的半导体制造服务",
    "产品的性能和稳定性",
    "一线城市的租金回落",
    "项目的进度比预想的慢",
    "供给端的出清还没到头",
    "五年期的利率下调",
    "海运费的波动收窄",
    "客户的接受程度不高",
    "从年初到现在的变化",
    "他们的思路比较清晰",
    "仿星器的约束时间长",
    "提供有力金融支撑",
    "一共10亿瓦特的装机",
    "几家科技公司合作",
    "数据中心(Data Center)的能耗",
    "分析师Dan Ives看好",
    "七国峰会提出Brain Capital(脑资本)",
    "股东大会通过Class B股票",
    "与Transformer的区别在于记忆",
    "Rosenberg警告衰退",
    "市场传出Never Late的口号",
    "用户更爱Model Y的空间",
    "部队由两星将领指挥",
]


def repairs(finder: Finder, text: str) -> list[tuple[str, str]]:
    """The mis-heard names found in the text, as surface and name."""
    analysis = analysed(text, "companies" if text.startswith("公司:") else "claims")
    finder.annotate(analysis)
    return [(text[m.start : m.end], m.name) for m in analysis.mentions if m.via == "repair"]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_misheard_names(finder: Finder, text: str) -> None:
    assert repairs(finder, text) == []


@pytest.mark.parametrize("listed", [True, False], ids=["with the known forms", "by sound alone"])
def test_recall_and_precision(finder: Finder, listed: bool) -> None:
    """Most mis-heard names are put right, and hardly anything else is touched."""
    reader = finder if listed else Finder(replace(load(), misheard={}))
    said = {(text, surface, name) for text, surface, name in MISHEARD}
    found = {(text, *repair) for text in [line[0] for line in MISHEARD] + WORDS for repair in repairs(reader, text)}
    missed, invented = sorted(said - found), sorted(found - said)
    assert len(said & found) / len(said) >= 0.8, missed
    assert len(said & found) / len(found) >= 0.95, invented
