"""The shipped tables: sound, quick, and right about the names that calls are full of."""

from __future__ import annotations

import time

import pytest

from extract.folding import fold
from extract.knowledge import CHIP_KINDS, KINDS, Knowledge, check, load
from extract.knowledge.tables import at_once, fold_names, is_ticker, key, keys, slug


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


def test_shipped_tables_have_no_problem() -> None:
    assert [str(problem) for problem in check()] == []


def test_loading_is_cached_and_quick(known: Knowledge) -> None:
    from extract.knowledge.load import shipped

    assert load() is known
    took = []
    for _ in range(3):  # processor time, the best of three: others may use the machine
        start = time.process_time()
        shipped.__wrapped__()
        took.append(time.process_time() - start)
    assert min(took) < 0.25


def test_the_field_is_covered(known: Knowledge) -> None:
    by_hand = [firm for firm in known.companies.values() if firm.source == "hand"]
    assert len(by_hand) >= 6000
    assert sum(bool(firm.aliases) for firm in by_hand) >= 4000
    assert len(known.companies) >= 14000
    assert len(known.chips) >= 1500
    assert sum(bool(chip.aliases) for chip in known.chips.values()) >= 300
    assert len(known.people) >= 600
    assert len(known.misheard) >= 300
    assert len(known.fingerprint) == 64


@pytest.mark.parametrize(
    ("surface", "id", "name"),
    [
        ("NVIDIA", "NVDA.US", "英伟达"),
        ("台积", "2330.TW", "台积电"),
        ("阿里", "9988.HK", "阿里巴巴"),
        ("鹅厂", "0700.HK", "腾讯"),
        ("平头哥", "平头哥", "平头哥"),
        ("旭创", "300308.SZ", "中际旭创"),
        ("海光", "688041.SH", "海光信息"),
        ("中芯", "688981.SH", "中芯国际"),
        ("智谱AI", "2513.HK", "智谱"),
        ("深度求索", "DeepSeek", "DeepSeek"),
        ("Broadcom", "AVGO.US", "博通"),
        ("ASML", "ASML.US", "阿斯麦"),
        ("Vertiv", "VRT.US", "维谛技术"),
        ("光宝", "2301.TW", "光宝科"),
        ("海力士", "000660.KS", "SK海力士"),
        ("爱德万", "6857.T", "爱德万测试"),
        ("Keysight", "KEYS.US", "是德科技"),
        ("三六零", "601360.SH", "三六零"),
        ("安信证券", "国投证券", "国投证券"),
        ("大摩", "MS.US", "摩根士丹利"),
        ("TrendForce", "集邦咨询", "集邦咨询"),
        ("隆基", "601012.SH", "隆基绿能"),
        ("贵州茅台酒股份有限公司", "600519.SH", "贵州茅台"),
    ],
)
def test_companies(known: Knowledge, surface: str, id: str, name: str) -> None:
    firm = known.companies[id]
    assert firm.name == name
    assert surface in (firm.name, *firm.aliases)
    assert surface not in firm.common


@pytest.mark.parametrize(
    ("id", "tickers"),
    [
        ("688981.SH", ("688981.SH", "0981.HK")),
        ("9988.HK", ("9988.HK", "BABA.US")),
        ("002594.SZ", ("002594.SZ", "1211.HK")),
        ("600036.SH", ("600036.SH", "3968.HK")),
        ("OpenAI", ()),
    ],
)
def test_tickers_of_one_company_stand_in_one_row(known: Knowledge, id: str, tickers: tuple[str, ...]) -> None:
    assert known.companies[id].tickers == tickers
    assert known.companies[id].ticker == (tickers[0] if tickers else None)
    assert not any(other in known.companies for other in tickers[1:])


@pytest.mark.parametrize(
    ("id", "surface"),
    [
        ("AAPL.US", "苹果"),
        ("1810.HK", "小米"),
        ("LI.US", "理想"),
        ("GS.US", "GS"),
        ("TXN.US", "TI"),
        ("MU.US", "MU"),
        ("BE.US", "BE"),
        ("600941.SH", "移动"),
        ("000333.SZ", "美的"),
        ("601318.SH", "平安"),
        ("VOW3.DE", "大众"),
        ("300024.SZ", "机器人"),
        ("000591.SZ", "太阳能"),
        ("1216.TW", "统一"),
        ("9903.HK", "天数"),
    ],
)
def test_ordinary_words_need_context(known: Knowledge, id: str, surface: str) -> None:
    assert surface in known.companies[id].common


@pytest.mark.parametrize(
    ("id", "name", "maker", "surface"),
    [
        ("H20", "H20", "英伟达", "H20"),
        ("GB200NVL72", "GB200 NVL72", "英伟达", "GB200 NVL72"),
        ("昇腾910C", "昇腾910C", "华为", "910C"),
        ("TPUv7", "TPU v7", "谷歌", "TPUv7"),
        ("思元590", "思元590", "寒武纪", "MLU590"),
        ("骁龙8至尊版", "骁龙8至尊版", "高通", "骁龙8 Elite"),
        ("征程6P", "征程6P", "地平线", "J6P"),
        ("Trainium2", "Trainium2", "AWS", "Trainium 2"),
        ("Tomahawk6", "Tomahawk 6", "博通", "TH6"),
        ("CoolSiC", "CoolSiC", "英飞凌", "CoolSiC"),
        ("HBM3E", "HBM3E", None, "HBM3e"),
    ],
)
def test_chips(known: Knowledge, id: str, name: str, maker: str | None, surface: str) -> None:
    chip = known.chips[id]
    assert chip.name == name
    assert surface in (chip.name, *chip.aliases)
    assert (known.companies[chip.maker].name if chip.maker else None) == maker


@pytest.mark.parametrize(
    "surface", ["Thor", "Vera", "Titan", "Venice", "图灵", "平湖", "花港", "Ara", "N1", "4090", "升腾"]
)
def test_ambiguous_chip_names_need_context(known: Knowledge, surface: str) -> None:
    owners = [chip for chip in known.chips.values() if surface in (chip.name, *chip.aliases)]
    assert owners
    assert all(surface in chip.common for chip in owners)


@pytest.mark.parametrize(
    ("surface", "label", "id"),
    [
        ("韩 5G", "COMPANY", "688256.SH"),
        ("摩尔县城", "COMPANY", "688795.SH"),
        ("音维克", "COMPANY", "002837.SZ"),
        ("OPIXI", "COMPANY", "OpenAI"),
        ("GP300", "CHIP", "GB300"),
        ("华盛轩", "PERSON", "黄仁勋"),
    ],
)
def test_misheard(known: Knowledge, surface: str, label: str, id: str) -> None:
    assert known.misheard[surface] == (label, id)


def test_every_word_and_link_of_the_rows_is_known(known: Knowledge) -> None:
    assert {firm.kind for firm in known.companies.values()} <= set(KINDS)
    assert {chip.kind for chip in known.chips.values()} <= set(CHIP_KINDS)
    links = [firm.parent for firm in known.companies.values()] + [chip.maker for chip in known.chips.values()]
    assert {link for link in links if link} <= set(known.companies)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("NVDA.US", True),
        ("0700.HK", True),
        ("688256.SH", True),
        ("920992.BJ", True),
        ("285A.T", True),
        ("005930.KS", True),
        ("BRK.B.US", True),
        ("VOLV-B.ST", True),
        ("2330.TW", True),
        ("3324.TWO", True),
        ("NVDA", False),
        ("688256.SZ", False),
        ("700.HK", False),
        ("nvda.us", False),
        ("NVDA.XX", False),
        ("", False),
    ],
)
def test_ticker_forms(text: str, good: bool) -> None:
    assert is_ticker(text) is good


def test_key_and_slug() -> None:
    assert key("臺積電 ＴＳＭＣ") == key("台积电tsmc") == "台积电tsmc"
    assert slug("GB200 NVL72") == "GB200NVL72"


@pytest.mark.parametrize(
    "surfaces",
    [[], [""], ["臺積電", "英伟达", "ＡＭＤ　公司"], ["两\n行", "一行"], [chr(c) for c in range(0x4E00, 0x5200)]],
)
def test_many_names_at_once_change_as_one_by_one(surfaces: list[str]) -> None:
    assert at_once(fold_names, surfaces) == [fold(surface) for surface in surfaces]
    assert keys(surfaces) == [key(surface) for surface in surfaces]
