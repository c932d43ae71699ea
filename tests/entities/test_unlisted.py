"""Names that no list has, told by the text alone. Cases as `shown` writes them; every made-up name is on no list."""

from __future__ import annotations

import pytest
from entity_texts import Find, plain, shown

from extract.analysis import Analysis
from extract.entities import Finder
from extract.entities.candidates import Candidate, unlisted_company
from extract.entities.firmlike import firmlike
from extract.entities.legal import press_name
from extract.knowledge import load

LISTS = """
像[华为]、[澜鼎快充]、[国家电网]等运营商都在跟进
头部企业是[翎岫汽配]、[宁德时代]和[比亚迪]
客户包括[特斯拉]、[宝马]、[昱岚智造]等企业
[博通]、[Quarvia]、[高通]三家竞标
覆盖北京、上海、深圳等城市
[英伟达]、[甲骨文]等芯片与云计算公司股价上涨
""".strip().split("\n")

ENDINGS = """
[澜岫半导体]扩产,良率爬坡
[砚昱微]的样片送测
未上市的[翎昱光子]靠补盲订单撑着
- [泓岫封测]转入量产
单柜液冷的价值量上升
自研芯片的占比提高
整机柜功率继续抬升
片间互联带宽翻倍
车规芯片的涨价落地
""".strip().split("\n")

LATIN = """
收购[Kestria Silicon]的谈判还没有结果
德国初创[Quarvia]发布样机
从马来西亚[Pentavix]转来的订单
[Pelligrid]、[台积电]都下调了指引
取代了Transformer架构的做法
国内厂商的CoWoS产线还在爬坡
这次发布的Copilot系统更便宜
The deal with Acme was closed in March
""".strip().split("\n")

CALLED = """
国内有个叫[岫禾]的公司在送样
一家名为[Pelligrid]的初创拿到订单
[岫商银行]特约研究员认为
""".strip().split("\n")

FUNDS = """
[富达成长基金]的回报很高
[贝莱德]、[富达]等公募基金加仓
""".strip().split("\n")

OWN_ENDINGS = """
[安踏集团:安踏体育]上调指引
[值得买科技:值得买]与[微盟集团]合作
[华为]科技创新投入不减
""".strip().split("\n")


@pytest.mark.parametrize("case", LISTS + ENDINGS + LATIN + CALLED + FUNDS + OWN_ENDINGS)
def test_names_of_no_list(find: Find, case: str) -> None:
    text = plain(case)
    assert shown(text, find(text)) == case


def test_a_firm_that_a_document_speaks_of_again_and_again(find: Find) -> None:
    text = (
        "目前像鼎岫已经把产能转到越南。\n客户里,鼎岫和元昱的份额最高。\n其实鼎岫他们的产品迭代快。\n"
        "除了鼎岫,还有几家在观望。\n不过,鼎岫的客户更集中。\n皮秒设备的价格下降,皮秒技术大家都有,皮秒的门槛不高。"
    )
    found = [text[m.start : m.end] for m in find(text)]
    assert found.count("鼎岫") == 5
    assert not any("皮秒" in name for name in found)


@pytest.mark.parametrize(("like", "unlike"), [("澜核", "单柜"), ("元鼎", "皮秒"), ("昱瞳", "车规")])
def test_what_looks_like_a_firm(like: str, unlike: str) -> None:
    assert firmlike(like) > 1 > 0 > firmlike(unlike)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("杭州岫澄信联(北京)软件技术", "岫澄信联"),
        ("上海岫澄半导体", "岫澄半导体"),
        ("岫澄控股集团", "岫澄控股"),
        ("池州星岫联测航天科技", "星岫联测"),
        ("瑞岫宠物医院管理", "瑞岫宠物"),
    ],
)
def test_press_name(stem: str, name: str) -> None:
    assert press_name(stem) == name


def test_what_a_model_tells_gives_way_to_lists_and_rules() -> None:
    class Tagger:
        """Takes two stretches for firms: one that is known by another span, and one that nothing else has."""

        def find(self, analysis: Analysis, chosen: list[Candidate]) -> list[Candidate]:
            spans = [(0, 7), (analysis.text.index("岫澄"), analysis.text.index("岫澄") + 2)]
            return [Candidate(a, b, unlisted_company(analysis.text[a:b]), "model", 0.7) for a, b in spans]

    analysis = Analysis("宁德时代的供货商里有岫澄")
    Finder(load(), Tagger()).annotate(analysis)
    assert [(m.name, m.via) for m in analysis.mentions] == [("宁德时代", "name"), ("岫澄", "model")]
