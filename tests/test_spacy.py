"""As a user of spaCy: registry, pipe, ents, extensions, DocBin, displacy, in a fresh interpreter too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract import schema
from extract.pipeline import COMPONENTS, load

TEXT = "英伟达 GB300 推迟交付,预计少收 40 亿美元,NVIDIA 今年业绩承压。华为昇腾 910C 出货增长约 25%。"


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    made = nlp.make_doc(TEXT)
    made._.published = "2025-05-18"
    return nlp(made)


def test_text_and_tokens(doc: Doc) -> None:
    assert doc.text == TEXT
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in doc)
    tokens = [t.text for t in doc]
    for whole in ("英伟达", "GB300", "40 亿美元", "昇腾 910C"):
        assert whole in tokens


def test_entities(doc: Doc) -> None:
    assert [(e.text, e.label_, e._.mention.name) for e in doc.ents] == [
        ("英伟达", "COMPANY", "英伟达"),
        ("GB300", "CHIP", "GB300"),
        ("NVIDIA", "COMPANY", "英伟达"),
        ("华为", "COMPANY", "华为"),
        ("昇腾 910C", "CHIP", "昇腾910C"),
    ]
    assert doc.ents[0].kb_id_ == "company:NVDA.US"


def test_extensions_and_spans(doc: Doc) -> None:
    assert [(f.lo, f["unit"], f.trend) for f in doc._.figures] == [(4e9, "USD", None), (25, "%", "up")]
    assert [(t.from_, t["to"]) for t in doc._.times] == [("2025-01-01", "2025-12-31")]
    assert next(s.text for s in doc.spans["figures"]) == "40 亿美元"
    assert [s.text[-1] for s in doc.sents] == ["。", "。"]
    assert isinstance(doc._.documents[0], schema.Document)


def test_docbin_round_trip(doc: Doc, nlp: Language) -> None:
    for user_data in (False, True):
        packed = DocBin(docs=[doc], store_user_data=user_data).to_bytes()
        (back,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
        assert back.text == doc.text
        assert [(e.text, e.label_, e.kb_id_) for e in back.ents] == [(e.text, e.label_, e.kb_id_) for e in doc.ents]
        assert [s.text for s in back.spans["figures"]] == [s.text for s in doc.spans["figures"]]
        assert list(back._.figures) == (doc._.figures if user_data else [])


def test_pipe(nlp: Language) -> None:
    alone = [nlp(TEXT)._.documents, nlp("寒武纪产能翻倍")._.documents]
    assert [d._.documents for d in nlp.pipe([TEXT, "寒武纪产能翻倍"])] == alone


def test_displacy(doc: Doc) -> None:
    assert "英伟达" in displacy.render(doc, style="ent", page=False, jupyter=False)


def test_parts_of_speech_on_demand(nlp: Language) -> None:
    with nlp.memory_zone():
        assert {t.pos_ for t in nlp(TEXT)} == {""}
    nlp.add_pipe("jiyao_pos")
    try:
        tags = {t.text: t.pos_ for t in nlp(TEXT)}
    finally:
        nlp.remove_pipe("jiyao_pos")
    assert (tags["英伟达"], tags["增长"]) == ("PROPN", "VERB")


FRESH = """
import spacy
nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "jiyao.Characters.v1"}}})
for name in %r:
    nlp.add_pipe(name)
assert [e.text for e in nlp("英伟达 H20 出货")  .ents] == ["英伟达", "H20"]
"""


def test_components_are_found_through_the_registry() -> None:
    assert all(spacy.registry.has("factories", name) for name in COMPONENTS)
    subprocess.run([sys.executable, "-c", FRESH % (COMPONENTS,)], check=True)


def test_a_lexicon_that_is_written_again_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    for name in ("渤岫石英", "渤岫石英科"):
        path.write_text(f"label,name,aliases,ticker,maker\nCOMPANY,{name},,,\n", encoding="utf8")
        assert [e.text for e in load(path)("渤岫石英科扩产").ents] == [name]
