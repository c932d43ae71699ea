"""Chips that no list has, told by their numbers; and what looks like one and is none."""

from __future__ import annotations

import pytest
from entity_texts import Find

from extract.entities.chips import load_series
from extract.knowledge import load


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("预计昇腾 980 明年流片", "昇腾 980", "昇腾980"),
        ("910B 的良率提升", "910B", "昇腾910B"),
        ("平头哥“真武”PPU上线", "“真武”PPU", "真武PPU"),
        ("基于“昇腾”910B 的集群", "“昇腾”910B", "昇腾910B"),
        ("RTX 6090 发布", "RTX 6090", "RTX 6090"),
        ("MI475X 送样", "MI475X", "MI475X"),
        ("HBM6 的堆叠层数", "HBM6", "HBM6"),
        ("LPDDR7 标准", "LPDDR7", "LPDDR7"),
        ("骁龙 8 Gen 9 旗舰", "骁龙 8 Gen 9", "骁龙8 Gen 9"),
        ("Exynos 2800 量产", "Exynos 2800", "Exynos 2800"),
        ("TPU v11 由博通设计", "TPU v11", "TPU v11"),
        ("TPUv12e 面向推理", "TPUv12e", "TPU v12e"),
        ("Trainium 6 采用 3 纳米", "Trainium 6", "Trainium6"),
        ("天玑 9800 首发", "天玑 9800", "天玑9800"),
        ("麒麟 9050 回归", "麒麟 9050", "麒麟9050"),
        ("KX-9000 送测", "KX-9000", "KX-9000"),
        ("沐曦的 C800 出货", "C800", "曦云C800"),
        ("英伟达 B80 降配", "B80", "B80"),
        ("推出 QX7000 芯片", "QX7000", "QX7000"),
        ("新款 ZK88 SoC 点亮", "ZK88", "ZK88"),
    ],
)
def test_grammar(find: Find, text: str, surface: str, name: str) -> None:
    found = [(text[m.start : m.end], m.name) for m in find(text) if m.label == "CHIP"]
    assert found == [(surface, name)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昇腾 910B、920D 与 960 三款", ["昇腾910B", "昇腾920D", "昇腾960"]),
        ("从 TPU v6 到 v7", ["TPU v6", "TPU v7"]),
        ("曦云 C500/C600", ["曦云C500", "曦云C600"]),
    ],
)
def test_listed_numbers_take_the_brand(find: Find, text: str, names: list[str]) -> None:
    assert [m.name for m in find(text) if m.label == "CHIP"] == names


@pytest.mark.parametrize(
    "text",
    [
        "N3P 与 18A 制程",
        "N+2 工艺,CoWoS 产能",
        "800G 光模块,1.6T 升级",
        "NVLink 带宽",
        "GPT-5 发布",
        "PCIe 5.0 与 USB4 接口",
        "Wi-Fi 7 路由,5G 手机",
        "Mate 70 开售",
        "iPhone 17 备货",
        "M9 等级基板,HVLP4 铜箔",
        "H1 业绩,英伟达 FY26Q1 指引",
        "L2 级辅助驾驶",
        "中证A500 指数",
        "x86 服务器",
        "昇腾 384 亿元订单",
    ],
)
def test_no_chip(find: Find, text: str) -> None:
    assert [text[m.start : m.end] for m in find(text) if m.label == "CHIP" and m.via == "grammar"] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("B200 缺货,B 系列供应偏紧", ["B200", "B系列"]),
        ("英伟达 H 系列芯片停售", ["H系列"]),
        ("某品牌 S 系列手机热销", []),
        ("推出 C 系列轿车", []),
    ],
)
def test_letter_series(find: Find, text: str, names: list[str]) -> None:
    assert [m.name for m in find(text) if m.label == "CHIP"] == names


def test_makers_of_the_series_are_known() -> None:
    known = {firm.name for firm in load().companies.values()}
    assert [s.maker for s in load_series() if s.maker and s.maker not in known] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("思特威的 SC990XS 送样", [("SC990XS", "思特威")]),
        ("英伟达 GTC2027 大会", []),
        ("美光 FY27Q1 收入", []),
    ],
)
def test_number_behind_its_maker(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.name, m.maker) for m in find(text) if m.label == "CHIP"] == found
