"""Claims: where they stand, their section, topic, headline and citations.

A case is a text and its claims, each written `section | topic | headline | citations | words`.
"""

# ruff: noqa: E501  (one case a line)

import pytest

from extract.analysis import Analysis
from extract.layout import annotate


def claims(text):
    analysis = Analysis(text)
    annotate(analysis)
    return [
        " | ".join([c.section, c.topic or "", c.headline or "", ",".join(map(str, c.citations)), text[c.start : c.end]])
        for c in analysis.claims
    ]


FLAT = "纪要涉及的行业和公司 - **行业**:封测、载板 - **公司**:甲公司、乙公司 纪要提到的核心观点和论据 市场需求 - **需求回暖**:订单增加[1][3]"

CASES = {
    "flattened export": (
        FLAT + " 产品情况 - **涨价**:报价上调 5 - 8%[4] 其他重要但可能被忽略的内容 - **关税**:影响有限[5]",
        [
            "companies |  | 行业 |  | - **行业**:封测、载板",
            "companies |  | 公司 |  | - **公司**:甲公司、乙公司",
            "claims | 市场需求 | 需求回暖 | 1,3 | - **需求回暖**:订单增加[1][3]",
            "claims | 产品情况 | 涨价 | 4 | - **涨价**:报价上调 5 - 8%[4]",
            "other |  | 关税 | 5 | - **关税**:影响有限[5]",
        ],
    ),
    "flattened, traditional, numbered": (
        "紀要提到的核心觀點和論據 1. **需求** - 成長[1] - 庫存下降 [2] 2. **價格** - 上漲[3] 其他重要內容 1. **風險**:砍單[4]",
        [
            "claims | 需求 |  | 1 | - 成長[1]",
            "claims | 需求 |  | 2 | - 庫存下降 [2]",
            "claims | 價格 |  | 3 | - 上漲[3]",
            "other |  | 風險 | 4 | 1. **風險**:砍單[4]",
        ],
    ),
    "flattened stars, a question among the points": (
        "涉及公司 * 甲、乙、丙 核心观点 * **交期**：现为 16 - 20 周[1] * 封装排期到哪月[2]？ * 两家同涨 5%[2]",
        [
            "companies |  |  |  | * 甲、乙、丙",
            "claims |  | 交期 | 1 | * **交期**：现为 16 - 20 周[1]",
            "claims |  |  | 2 | * 封装排期到哪月[2]？",
            "claims |  |  | 2 | * 两家同涨 5%[2]",
        ],
    ),
    "a heading stuck behind the last sentence": (
        "核心观点 - 订单增加，价格上涨。 产品情况 - 新品放量。",
        ["claims |  |  |  | - 订单增加，价格上涨。", "claims | 产品情况 |  |  | - 新品放量。"],
    ),
    "a heading stuck to the end of a line": (
        "核心观点 1. **收入**\n- 增长两成[1] 2. **利润**\n- 持平[2]",
        ["claims | 收入 |  | 1 | - 增长两成[1]", "claims | 利润 |  | 2 | - 持平[2]"],
    ),
    "ranges are no bullets": (
        "要点 - **扩产**：新增 10 - 12 家，净利 12 5亿 - 15 5亿元，2024 - 2025 年完成[1] - 2026 年 - 2027 年满产[2]",
        [
            "claims |  | 扩产 | 1 | - **扩产**：新增 10 - 12 家，净利 12 5亿 - 15 5亿元，2024 - 2025 年完成[1]",
            "claims |  |  | 2 | - 2026 年 - 2027 年满产[2]",
        ],
    ),
    "a dash in a sentence is no bullet": (
        "- 甲公司 - 乙公司的合资厂 - 已投产\n- 丙公司观望",
        ["claims |  |  |  | - 甲公司 - 乙公司的合资厂 - 已投产", "claims |  |  |  | - 丙公司观望"],
    ),
    "Markdown with nested bullets": (
        "## 一、设备\n- 甲公司带来三款样机，均可预订\n  - 其中一款用于清洗\n- **并购**\n  - 乙公司买下丙公司一成股权\n- 份额不变\n## 五、风险提示\n- 海运若停，交付顺延",
        [
            "claims | 设备 |  |  | - 甲公司带来三款样机，均可预订",
            "claims | 设备 |  |  | - 其中一款用于清洗",
            "claims | 并购 |  |  | - 乙公司买下丙公司一成股权",
            "claims | 设备 |  |  | - 份额不变",
            "other |  |  |  | - 海运若停，交付顺延",
        ],
    ),
    "bold lines as headings": (
        "**价格**\n* 合约价上涨两成\n* 现货平稳\n**产能**\n* 新厂延期",
        [
            "claims | 价格 |  |  | * 合约价上涨两成",
            "claims | 价格 |  |  | * 现货平稳",
            "claims | 产能 |  |  | * 新厂延期",
        ],
    ),
    "boxed headings": (
        "【业绩】\n(1)收入增长。\n(2)毛利率下降。\n【指引】\n(3)下季持平。",
        [
            "claims | 业绩 |  |  | (1)收入增长。",
            "claims | 业绩 |  |  | (2)毛利率下降。",
            "claims | 指引 |  |  | (3)下季持平。",
        ],
    ),
    "numbered headings over numbered points": (
        "1、需求\n（1）订单增长[1]。\n（2）库存下降[2][3]。\n2、价格\n（1）还会再涨吗？看三月[4]。\n3、风险：竞争加剧。",
        [
            "claims | 需求 |  | 1 | （1）订单增长[1]。",
            "claims | 需求 |  | 2,3 | （2）库存下降[2][3]。",
            "claims | 价格 |  | 4 | （1）还会再涨吗？看三月[4]。",
            "other |  |  |  | 3、风险：竞争加剧。",
        ],
    ),
    "numbered points without headings": (
        "1.甲公司:收入增长 5%。\n2.乙公司:持平。\n\n总体看，行业向好。",
        [
            "claims |  |  |  | 1.甲公司:收入增长 5%。",
            "claims |  |  |  | 2.乙公司:持平。",
            "claims |  |  |  | 总体看，行业向好。",
        ],
    ),
    "一、 over •": (
        "一、手機\n• 甲公司機殼缺料\n• 乙公司持平\n二、其他\n• 下月看新機",
        [
            "claims | 手機 |  |  | • 甲公司機殼缺料",
            "claims | 手機 |  |  | • 乙公司持平",
            "other |  |  |  | • 下月看新機",
        ],
    ),
    "questions and answers": (
        "问：订单怎么样？\n答：很好。增长三成。\n还在排队。\nQ2：价格？\nA：持平[1]。",
        ["qa | 订单怎么样？ |  |  | 答：很好。增长三成。\n还在排队。", "qa | 价格？ |  | 1 | A：持平[1]。"],
    ),
    "bold questions": (
        "**Q1:需求怎么看?节奏如何?**\nA:估 1200 万只。",
        ["qa | 需求怎么看?节奏如何? |  |  | A:估 1200 万只。"],
    ),
    "risks below the last answer": (
        "问：订单怎么样？\n答：很好。\n\n风险提示：需求转弱。",
        ["qa | 订单怎么样？ |  |  | 答：很好。", "other |  |  |  | 风险提示：需求转弱。"],
    ),
    "question and answer in one line": (
        "问：订单怎么样？答：很好。问：价格呢？答：持平。",
        ["qa | 订单怎么样？ |  |  | 答：很好。", "qa | 价格呢？ |  |  | 答：持平。"],
    ),
    "a chair and an expert": (
        "主持人：欢迎各位，先请专家介绍。\n主持人：产能恢复了吗？\n专家：恢复了八成。\n某券商 王问：价格？\n李总：持平。",
        [
            "claims |  |  |  | 主持人：欢迎各位，先请专家介绍。",
            "qa | 产能恢复了吗？ |  |  | 专家：恢复了八成。",
            "qa | 价格？ |  |  | 李总：持平。",
        ],
    ),
    "numbered questions": (
        "1. 一季度产能如何？\n开满了，要排队。\n2. 价格会涨吗？\n不会。",
        ["qa | 一季度产能如何？ |  |  | 开满了，要排队。", "qa | 价格会涨吗？ |  |  | 不会。"],
    ),
    "points inside an answer": (
        "Q：怎么看前景？\nA：1、政策支持。\n\n2、需求刚性。\n\nQ：团队？\nA：资深。",
        [
            "qa | 怎么看前景？ |  |  | A：1、政策支持。",
            "qa | 怎么看前景？ |  |  | 2、需求刚性。",
            "qa | 团队？ |  |  | A：资深。",
        ],
    ),
    "prose": (
        "　　库存先讲。渠道货龄又长了一周。\n\n　　价格上，[1]现货比合约便宜一成[2, 4]。\n\n风险提示：需求不及预期。",
        [
            "claims |  |  |  | 库存先讲。渠道货龄又长了一周。",
            "claims |  |  | 1,2,4 | 价格上，[1]现货比合约便宜一成[2, 4]。",
            "other |  |  |  | 风险提示：需求不及预期。",
        ],
    ),
    "a plain heading between paragraphs": (
        "甲公司上周在松江开了新品会，讲了两个钟头，台下多是设备商和卖方，问得最多的是交货时间。\n\n会后反馈\n\n"
        "我们问了三家老客户，两家已经下了小批试单，剩下一家要等自己的产线改完才肯排期，最快也在八月。",
        [
            "claims |  |  |  | 甲公司上周在松江开了新品会，讲了两个钟头，台下多是设备商和卖方，问得最多的是交货时间。",
            "claims | 会后反馈 |  |  | 我们问了三家老客户，两家已经下了小批试单，剩下一家要等自己的产线改完才肯排期，最快也在八月。",
        ],
    ),
    "jotted lines": (
        "轴承 甲公司验厂过了 乙公司还差两轮\n减速机 单价松动\n外壳 没问到",
        [
            "claims |  |  |  | 轴承 甲公司验厂过了 乙公司还差两轮",
            "claims |  |  |  | 减速机 单价松动",
            "claims |  |  |  | 外壳 没问到",
        ],
    ),
    "a table": (
        "## 估值（单位：亿元）\n| 公司 | 收入 |\n|---|---:|\n| 甲公司 | 385 |\n| 乙公司 | 45 |",
        ["claims | 估值（单位：亿元） |  |  | | 甲公司 | 385 |", "claims | 估值（单位：亿元） |  |  | | 乙公司 | 45 |"],
    ),
    "continuation lines": (
        "- 甲公司扩产\n  预计明年投产[1]\n- 乙公司观望",
        ["claims |  |  | 1 | - 甲公司扩产\n  预计明年投产[1]", "claims |  |  |  | - 乙公司观望"],
    ),
    "labelled lines are no headings": (
        "覆盖对象：甲公司、乙公司、丙公司\n* 大底镜头降价\n参会：张三、李四\n* 小底镜头持平",
        [
            "companies |  |  |  | 覆盖对象：甲公司、乙公司、丙公司",
            "claims |  |  |  | * 大底镜头降价",
            "claims |  |  |  | 参会：张三、李四",
            "claims |  |  |  | * 小底镜头持平",
        ],
    ),
    "companies in a lead-in": (
        "相关标的：甲公司（300014.SZ），乙公司（300750.SZ）\n\n核心观点\n- 排产上修",
        ["companies |  |  |  | 相关标的：甲公司（300014.SZ），乙公司（300750.SZ）", "claims |  |  |  | - 排产上修"],
    ),
    "a whole Markdown text in one line": (
        "## 一、设备 - **刻蚀** - 甲公司试机 - 乙公司持平 ## 二、价格 | 公司 | 价格 | |---|---| | 甲 | 5 元 | | 乙 | 6 元 | ## 三、风险 - 海运若停，交付顺延",
        [
            "claims | 刻蚀 |  |  | - 甲公司试机",
            "claims | 刻蚀 |  |  | - 乙公司持平",
            "claims | 价格 |  |  | | 甲 | 5 元 |",
            "claims | 价格 |  |  | | 乙 | 6 元 |",
            "other |  |  |  | - 海运若停，交付顺延",
        ],
    ),
    "numbered headings and points in one line": (
        "1. 整机 - 甲公司发货翻倍，全年调高 - 乙公司份额三成 2. 电源 - 丙公司入围 3. 风险:汇率、铜价",
        [
            "claims | 整机 |  |  | - 甲公司发货翻倍，全年调高",
            "claims | 整机 |  |  | - 乙公司份额三成",
            "claims | 电源 |  |  | - 丙公司入围",
            "other |  |  |  | 3. 风险:汇率、铜价",
        ],
    ),
    "wrapped lines": (
        "4. 监管\n白名单若缩短，甲公司须换料，\n乙公司多出半年窗口。\n另记：丙公司改名。",
        [
            "claims | 监管 |  |  | 白名单若缩短，甲公司须换料，\n乙公司多出半年窗口。",
            "claims | 监管 |  |  | 另记：丙公司改名。",
        ],
    ),
    "ranges of citations": (
        "- 需求增长[1-3][3]，供给收缩[^5]",
        ["claims |  |  | 1,2,3,5 | - 需求增长[1-3][3]，供给收缩[^5]"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_claims(name):
    text, expected = CASES[name]
    assert claims("月度跟踪\n2025-01-02\n" + text) == expected


def test_numbers_cells_and_places():
    text = "月度跟踪\n2025-01-02\n## 一、需求\n3. **涨价**：两成\n\n| 公司 | 收入 |\n|--|--|\n| 甲 | 38 |"
    analysis = Analysis(text)
    annotate(analysis)
    point, row = analysis.claims
    assert point.number == 3
    assert text[slice(*point.headline_at)] == point.headline == "涨价"
    assert text[slice(*point.topic_at)] == point.topic == "需求"
    assert [text[slice(*cell)] for cell in row.cells] == ["甲", "38"]
    assert [text[slice(*cell)] for cell in row.header] == ["公司", "收入"]


def test_sections():
    text = "月度跟踪\n2025-01-02\n" + FLAT + " 风险提示 - **关税**:加征[5]"
    analysis = Analysis(text)
    annotate(analysis)
    assert [(s.kind, s.heading) for s in analysis.sections] == [
        ("companies", "纪要涉及的行业和公司"),
        ("claims", "纪要提到的核心观点和论据"),
        ("other", "风险提示"),
    ]
    assert all(text[s.start :].startswith(s.heading) for s in analysis.sections)
