"""Training on a handful of sentences with a tiny base: it runs, goes on after a stop, repeats itself, loads again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extract.encoder import Reader, shipped
from extract.learning.training import measures

torch = pytest.importorskip("torch", reason="torch is not installed: nothing can be trained")
pytest.importorskip("onnx", reason="onnx is not installed: nothing can be written")

from extract.learning.training import examples, session, writing  # noqa: E402
from extract.learning.training.fit import Report, Settings, fit  # noqa: E402
from extract.learning.training.network import WORK, Network  # noqa: E402

SENTENCES = [
    ("青岚半导体拿下大单", "pos", [("青岚半导体", "COMPANY", "pos")]),
    ("云杉电子丢了份额", "neg", [("云杉电子", "COMPANY", "neg")]),
    ("Q7 将于明年发布", "neu", [("Q7", "CHIP", "neu")]),
    ("松涛科技抢走柏原微的客户", "neu", [("松涛科技", "COMPANY", "pos"), ("柏原微", "COMPANY", "neg")]),
]


def _row(number: int) -> dict[str, object]:
    text, units, mentions = "", [], []
    for sentence, label, names in SENTENCES:
        start = len(text)
        for name, kind, _ in names:
            at = start + sentence.index(name)
            mentions.append({"start": at, "end": at + len(name), "label": kind, "name": name})
        text += sentence + "\n"
        targets = {name: of for name, _, of in names}
        units.append({"start": start, "end": start + len(sentence), "sentiment": label, "targets": targets})
    return {"id": f"t{number}", "text": text, "mentions": mentions, "units": units}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Hugging Face checkpoint of three layers of 24 numbers with the tokenizer that ships."""
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("base")
    own = shipped()
    assert own is not None
    torch.manual_seed(3)
    size = json.loads((own / "config.json").read_text())["vocab_size"]
    BertModel(
        BertConfig(
            vocab_size=size,
            hidden_size=24,
            num_hidden_layers=3,
            num_attention_heads=2,
            intermediate_size=48,
            max_position_embeddings=512,
            type_vocab_size=2,
            pad_token_id=1,
        ),
        add_pooling_layer=False,
    ).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(own / name, folder / name)
    return folder


def _train(base: Path, out: Path, epochs: int = 3, stop: int = 99) -> tuple[list[Report], Network]:
    packer = examples.open_packer(str(base))
    rows = [_row(n) for n in range(12)]
    settings = Settings(epochs=epochs, rate=3e-3, pieces=256, half=False)
    (out / WORK).mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    network = Network(str(base))
    reports = []
    for news in fit(
        network, packer, session.documents(rows, packer), session.documents(rows[:3], packer), settings, out / WORK
    ):
        if isinstance(news, Report):
            reports.append(news)
            if len(reports) == stop:
                break
    return reports, network


def test_it_learns_and_repeats_itself(base: Path, tmp_path: Path) -> None:
    first, network = _train(base, tmp_path / "one", epochs=12)
    again, _ = _train(base, tmp_path / "two", epochs=12)
    assert first == again
    assert first[-1].target > first[0].target
    writing.write(network, str(base), tmp_path / "one")
    writing.write(Network.trained(tmp_path / "one", str(base)), str(base), tmp_path / "three")
    for name in ("model.onnx", "heads.onnx"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "three" / name).read_bytes()


def test_a_stopped_training_goes_on_where_it_was(base: Path, tmp_path: Path) -> None:
    whole, _ = _train(base, tmp_path / "whole")
    before, _ = _train(base, tmp_path / "cut", stop=1)
    after, _ = _train(base, tmp_path / "cut")
    assert before + after == whole


def test_what_is_written_runs_and_joins(base: Path, tmp_path: Path) -> None:
    _, network = _train(base, tmp_path)
    writing.write(network, str(base), tmp_path)
    rows = [_row(n) for n in range(3)]
    joins = session.join(tmp_path, rows)
    writing.write_joins(tmp_path, joins)
    units, analysis = session.given(rows[0])
    Reader(tmp_path).annotate(analysis)
    assert sorted(analysis.views) == list(range(len(units)))
    assert analysis.views[3].rules == pytest.approx((joins["unit"][1], joins["target"][1]), abs=1e-3)
    from transformers import AutoConfig, AutoTokenizer

    assert AutoConfig.from_pretrained(tmp_path).type_vocab_size == 4
    assert AutoTokenizer.from_pretrained(tmp_path)("华为")["input_ids"]


def test_a_thinner_student_starts_from_its_teacher_and_loads_again(base: Path, tmp_path: Path) -> None:
    network = Network(str(base))
    stack = list(network.encoder.encoder.layer)
    network.thin(2)
    network.narrow(16)
    assert list(network.encoder.encoder.layer) == [stack[0], stack[2]]
    assert stack[2].intermediate.dense.weight.shape == (16, 24)
    (tmp_path / WORK).mkdir()
    torch.save(network.state_dict(), tmp_path / WORK / "best.pt")
    writing.write(network, str(base), tmp_path)
    again = Network.trained(tmp_path, str(base))
    assert all(
        torch.equal(a, b) for a, b in zip(network.state_dict().values(), again.state_dict().values(), strict=True)
    )


def test_teachers_answer_where_no_label_is(base: Path, tmp_path: Path) -> None:
    _, master = _train(base, tmp_path / "teacher", epochs=12)
    packer = examples.open_packer(str(base))
    bare = [
        row
        | {
            "units": [
                {"start": u["start"], "end": u["end"], "targets": dict.fromkeys(u["targets"])} for u in row["units"]
            ]
        }
        for row in map(_row, range(12))
    ]
    judged = session.documents([_row(n) for n in range(3)], packer)
    found = {}
    for name, teachers in (("alone", []), ("taught", [master, master])):
        (tmp_path / name).mkdir()
        torch.manual_seed(2)
        settings = Settings(epochs=12, rate=3e-3, pieces=256, half=False)
        news = fit(
            Network(str(base)), packer, session.documents(bare, packer), judged, settings, tmp_path / name, teachers
        )
        found[name] = [n for n in news if isinstance(n, Report)][-1]
    assert found["taught"].target > found["alone"].target


def test_a_part_of_the_documents(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text("".join(json.dumps(_row(n)) + "\n" for n in range(200)), encoding="utf8")
    whole, half = session.read([file], 0.1), session.read([file], 0.1, 0.5)
    assert whole.kept == half.kept
    assert len(whole.training) * 0.3 < len(half.training) < len(whole.training) * 0.7


def test_bad_rows_are_named(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(json.dumps(_row(1)) + "\n{broken\n", encoding="utf8")
    with pytest.raises(ValueError, match="line 2: no JSON"):
        session.read([file], 0.1)
    file.write_text(json.dumps({"id": "a", "text": "b"}) + "\n", encoding="utf8")
    with pytest.raises(ValueError, match="line 1: no 'mentions'"):
        session.read([file], 0.1)


SPANS = [
    ([0, 1, 2, 2, 0], [(1, 4, 1)]),
    ([1, 1, 2], [(0, 1, 1), (1, 3, 1)]),
    ([0, 2, 2, 3], [(3, 4, 3)]),
    ([3, 4, 6, 5], [(0, 2, 3), (3, 4, 5)]),
    ([-100, 0], []),
]


@pytest.mark.parametrize(("tags", "spans"), SPANS)
def test_spans_of_tags(tags: list[int], spans: list[tuple[int, int, int]]) -> None:
    assert measures.spans(tags) == spans
