"""Short forms of what a document names in full, and firms told by how their names are built."""

from __future__ import annotations

import pytest
from entity_texts import Find, plain, shown

SHORT = [
    "[蓝箭航天]复飞,[蓝箭:蓝箭航天]的成本下降",
    "[长光辰芯]的客户稳定,[长光:长光辰芯]下沉到工业市场",
    "[深蓝航天]首飞,第二梯队是[深蓝:深蓝航天]",
    "[聚变新能]开工,可控聚变的路线仍多",
    "[中科创达]与中科院合作",
    "[首钢股份]的厂房在首钢园",
    "分析师[Jane Dovecote]看好,[Dovecote:Jane Dovecote]上调目标价",
    "[阿尔贝托·科索]来访,[科索:阿尔贝托·科索]强调合作",
]
BUILT = [
    "[澄岫半导体]把价格降到成本线附近,[澄岫半导体]的份额上升",
    "[岫宸电子]与[渤岫精密]分食订单",
    "功率半导体涨价,四足机器人放量",
    "端侧智能与全屋智能升温",
    "如[岫江REIT]、[渤园REIT]等项目出租率稳定",
    "[Dovecote Equity Partners]领投,[Acme Holdings]跟投",
    "Private Equity Partners 的数量下降",
    "初创公司“[岫澄智能]”完成融资",
    "科创板公司“关键少数”须尽责",
    "[岫澄资源投资集团有限责任公司:岫澄资源]增持",
]


@pytest.mark.parametrize("case", SHORT + BUILT)
def test_names(find: Find, case: str) -> None:
    text = plain(case)
    assert shown(text, find(text)) == case
