"""Stock codes, unlisted firms, legal forms, people by title, mis-heard names."""

from __future__ import annotations

import pytest
from entity_texts import Find, analysed, shown

from extract.analysis import Part
from extract.entities import Finder
from extract.entities.sound import by_sound, likeness
from extract.entities.tickers import full_code


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("寒武纪(688256)订单饱满", "[寒武纪]([688256:寒武纪])订单饱满"),
        ("特斯拉（TSLA）交付", "[特斯拉]（[TSLA:特斯拉]）交付"),
        ("亿纬锂能（300014.SZ）扩产", "[亿纬锂能]（[300014.SZ:亿纬锂能]）扩产"),
        ("联发科(2454)月营收", "[联发科]([2454:联发科])月营收"),
        ("关注 NVDA.US 财报", "关注 [NVDA.US:英伟达] 财报"),
        ("关注 MU.US 和 F.US 财报", "关注 [MU.US:美光] 和 [F.US:福特] 财报"),
        ("减持 00700.HK 三成", "减持 [00700.HK:腾讯] 三成"),
        ("来自 U.N. 的报告", "来自 U.N. 的报告"),
        ("市场规模(2024)增长", "市场规模(2024)增长"),
        ("光路交换(OCS)方案", "光路交换(OCS)方案"),
    ],
)
def test_stock_code(find: Find, text: str, marked: str) -> None:
    assert shown(text, find(text)) == marked


@pytest.mark.parametrize(
    ("text", "section", "surfaces"),
    [
        ("公司:英伟达、云岫芯科、Qorvex、高通", "companies", ["英伟达", "云岫芯科", "Qorvex", "高通"]),
        ("龙头如博通、Nuvexa 和 Trilobe 等公司", "claims", ["博通", "Nuvexa", "Trilobe"]),
        ("客户有博通、澄岫光子、高通", "claims", ["博通", "澄岫光子", "高通"]),
        ("**澄岫精密**:份额提升", "claims", ["澄岫精密"]),
        ("渤岫石英制品股份有限公司(以下简称“渤岫石英”)公告,渤岫石英扩产", "claims",
         ["渤岫石英制品股份有限公司", "渤岫石英", "渤岫石英"]),
        ("岫澄重装:前三季度净利润增长", "claims", ["岫澄重装"]),
        ("公司:推理、训练、GPU、海外市场", "companies", []),
    ],
)  # fmt: skip
def test_unlisted(find: Find, text: str, section: str, surfaces: list[str]) -> None:
    found = [m for m in find(text, section) if m.label == "COMPANY"]
    assert [text[m.start : m.end] for m in found] == surfaces


def test_a_legal_ending_alone_is_no_firm(find: Find) -> None:
    text = "渤岫(有限公司(以下简称“渤岫石英”)成立"
    assert all(m.end - m.start > 2 for m in find(text, "claims"))


@pytest.mark.parametrize(
    ("code", "full"),
    [
        ("688256", "688256.SH"),
        ("920001", "920001.BJ"),
        ("F.N", "F.US"),
        ("00700.HK", "0700.HK"),
        ("000001.SZ", "000001.SZ"),
    ],
)
def test_full_code(code: str, full: str) -> None:
    assert full_code(code) == full


def test_unlisted_entity(find: Find) -> None:
    text = "公司:英伟达、云岫芯科、高通"
    (firm,) = [m for m in find(text, "companies") if m.entity.startswith("company:?")]
    assert (firm.entity, firm.name, firm.via) == ("company:?云岫芯科", "云岫芯科", "grammar")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("分析师赵云岫表示看好", ["赵云岫"]),
        ("责编：钱岫宁", ["钱岫宁"]),
        ("孙岫安 | 研发总监 | 某厂商", ["孙岫安"]),
        ("公司董事李岫明先生辞职,李岫明不再任职", ["李岫明", "李岫明"]),
        ("CEO Jane Dovecote 认为需求强劲", ["Jane Dovecote"]),
        ("| 季度 | 收入 | 利润 |", []),
        ("王总和李总参会", []),
    ],
)
def test_person(find: Find, text: str, people: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(text) if m.label == "PERSON"] == people


@pytest.mark.parametrize(
    ("text", "section", "surface", "name"),
    [
        ("公司:英伟达、摩尔县城、海光", "companies", "摩尔县城", "摩尔线程"),
        ("韩武季的训练卡", "claims", "韩武季", "寒武纪"),
        ("坤仑芯拟分拆,百度持股", "claims", "坤仑芯", "昆仑芯"),
        ("生疼 910B 供不应求", "claims", "生疼 910B", "昇腾910B"),
        ("思源 590 送测", "claims", "思源 590", "思元590"),
        ("- **木西**:募资投向明确", "claims", "木西", "沐曦股份"),
        ("天河光能裁撤两个基地", "claims", "天河光能", "天合光能"),
        ("英伟达的 GP300 交付", "claims", "GP300", "GB300"),
    ],
)
def test_misheard(find: Find, text: str, section: str, surface: str, name: str) -> None:
    assert (surface, name) in [(text[m.start : m.end], m.name) for m in find(text, section)]


@pytest.mark.parametrize("text", ["高可用性材料有差距", "何时达到最高效率", "就是说可能延后", "这种新店很多"])
def test_words_are_not_misheard_names(find: Find, text: str) -> None:
    assert [m for m in find(text) if m.via == "repair"] == []


def test_sound() -> None:
    assert by_sound("摩尔县城") == by_sound("摩尔线程")
    assert by_sound("资产") == by_sound("子产")
    assert by_sound("长蓝") == by_sound("常南")
    assert by_sound("长") != by_sound("掌")
    assert len(by_sound("A中🙂")) == 3


def test_likeness() -> None:
    """The same character tells most, then one of the same tone, of another tone, of a near sound."""
    said = "寒武纪"
    heard = ["寒武纪", "韩武纪", "汉武纪", "汉武鸡"]
    weights = [likeness(h, said) for h in heard]
    assert weights == sorted(weights, reverse=True)
    assert likeness("张武纪", said) == 0.0
    assert likeness("四", "士") < likeness("是", "士")


def test_documents_of_one_file_stand_apart(finder: Finder) -> None:
    """`C800` is 沐曦's only where 沐曦 is named in the same document."""
    text = "沐曦的C800\nC800 镜头"
    analysis = analysed(text)
    analysis.parts = [Part(0, 8), Part(8, len(text))]
    finder.annotate(analysis)
    assert [text[m.start : m.end] for m in analysis.mentions] == ["沐曦", "C800"]
