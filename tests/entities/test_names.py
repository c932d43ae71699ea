"""Known names in running text. Each case is the text with its mentions in brackets, another name behind a colon."""

from __future__ import annotations

import pytest
from entity_texts import Find, plain, shown

CASES = [
    # spelling: letter case, width, script, blanks and hyphens
    "[英伟达]与[AMD]争夺订单",
    "[NVIDIA:英伟达]和[Nvidia:英伟达]是同一家",
    "[ＮＶＩＤＩＡ:英伟达]的全角写法",
    "[臺積電:台积电]與[聯發科:联发科]合作開發",
    "[SK 海力士]扩产,[SK海力士]涨价",
    "[GB 200]交付,[GB-200:GB200]延后",
    "[GB200 NVL72]整柜,[GB200NVL72]同上",
    "[昇腾 910C]与[昇腾-910C:昇腾910C]",
    "[Open AI]融资",
    # borders of Latin words and numbers
    "[H20]与[H200]不是一款",
    "[ASML:阿斯麦]尚未发货",
    "采购[英伟达][H20]卡",
    "PCIe 接口不是公司",
    "AMDs 与 H20x 都不算",
    # the span holds the name alone
    "[华为][昇腾]系列出货",
    "[博通]公司的订单",
    "[骁龙]产品线",
    # the longest name wins, units stand apart
    "[海光信息]与[海光:海光信息]",
    "[阿里云]归[阿里:阿里巴巴]",
    "[腾讯音乐]的会员,[腾讯]的广告",
    # every occurrence, also in lists
    "龙头如[英伟达]、[台积电]、[博通]反弹",
    "[智谱]、[寒武纪]和[科大讯飞]",
    # people
    "[黄仁勋]在大会上演讲",
    "CEO [Sam Altman]表示",
]


@pytest.mark.parametrize("case", CASES)
def test_name(find: Find, case: str) -> None:
    text = plain(case)
    assert shown(text, find(text)) == case


@pytest.mark.parametrize(
    ("text", "surface", "label", "entity", "ticker", "maker", "via"),
    [
        ("英伟达股价", "英伟达", "COMPANY", "company:NVDA.US", "NVDA.US", None, "name"),
        ("AMD 扩产", "AMD", "COMPANY", "company:AMD.US", "AMD.US", None, "name"),
        ("NVIDIA 财报", "NVIDIA", "COMPANY", "company:NVDA.US", "NVDA.US", None, "alias"),
        ("H20 缺货", "H20", "CHIP", "chip:H20", None, "英伟达", "name"),
        ("MI470X 送样", "MI470X", "CHIP", "chip:MI470X", None, "AMD", "grammar"),
        ("黄仁勋来访", "黄仁勋", "PERSON", "person:黄仁勋", None, None, "name"),
    ],
)
def test_fields(
    find: Find, text: str, surface: str, label: str, entity: str, ticker: str | None, maker: str | None, via: str
) -> None:
    (m,) = find(text)
    assert (text[m.start : m.end], m.label, m.entity, m.ticker, m.maker, m.via) == (
        surface, label, entity, ticker, maker, via
    )  # fmt: skip
    assert 0 < m.score <= 1
