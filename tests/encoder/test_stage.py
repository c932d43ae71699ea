"""The encoder in the pipeline: what it adds, that nothing but the text decides, and what a damaged model says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import extract
from extract.encoder import Reader, shipped
from extract.errors import ModelError

CALL = (
    "# 电话会纪要\n2025-05-18\n\n"
    "- 寒武纪拿下两家互联网大厂的新订单,交付排到年底\n"
    "- 华为份额被寒武纪抢走\n"
    "- 公司计划明年发布新品\n"
)


@pytest.fixture(scope="module")
def folder() -> Path:
    found = shipped()
    assert found is not None, "the package ships a model"
    return found


def _judged(text: str, model: str | None = None) -> list[tuple[str, float, list[tuple[str, str, float]]]]:
    doc = extract.load(model=model)(text)
    return [
        (s.sentiment.label, s.sentiment.score, [
            (m.name, m.sentiment.label, m.sentiment.score) for m in doc._.mentions if s.start <= m.start < s.end
        ])
        for s in doc._.sentences
    ]  # fmt: skip


def test_the_model_has_a_say() -> None:
    assert _judged(CALL) != _judged(CALL, "none")


def test_each_document_is_read_as_if_alone() -> None:
    """Neither what was read before nor what stands beside it in a batch changes a result."""
    nlp = extract.load()
    texts = [CALL, "英伟达:交期从 12 周拉长到 40 周", CALL * 3, "台积电良率提升"]
    alone = [[d.model_dump_json() for d in extract.load()(t)._.documents] for t in texts]
    together = [[d.model_dump_json() for d in doc._.documents] for doc in nlp.pipe(texts, batch_size=2)]
    backwards = [[d.model_dump_json() for d in nlp(t)._.documents] for t in reversed(texts)][::-1]
    assert alone == together == backwards


@pytest.mark.parametrize("name", ["model.onnx", "heads.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "model")
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"J301.*{name} is missing"):
        Reader(copy)


@pytest.mark.parametrize("name", ["model.onnx", "heads.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "model")
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=r"J302.*cannot be loaded"):
        Reader(copy)
