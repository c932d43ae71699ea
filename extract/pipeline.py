"""What happens to a text, in order. This page explains the product.

    characters   the text, one token a character: no border is drawn before names are known
    jiyao_layout     → documents, sections, topics, claims, sentences, citations
    jiyao_entities   → companies, chips, people
    jiyao_encoder    → what the learned encoder makes of each sentence and of each name in it
    jiyao_figures    → times, figures, and what each figure measures, of whom, for when
    jiyao_words      → the words: jieba cuts what lies between names, figures and times
    jiyao_sentiment  → good or bad news, of each sentence and for each company and chip
    jiyao_records    → one record for each document (`extract.schema.Document`)

Each is a spaCy component, found by its name in spaCy's registry. They hand one `Analysis` on, and
`jiyao_records` turns it into `doc.ents`, `doc.spans`, `doc.sents` and the extensions of `doc._`.
A new stage is one room with an ``annotate(analysis)`` and one line in `COMPONENTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from extract import encoder, entities, figures, knowledge, layout, records, schema, sentiment, words
from extract.analysis import Analysis, Part
from extract.fingerprint import fingerprint
from extract.folding import fold, scrub
from extract.spacydata import register_extensions
from extract.words.cut import words_and_spaces

COMPONENTS = (
    "jiyao_layout",
    "jiyao_entities",
    "jiyao_encoder",
    "jiyao_figures",
    "jiyao_words",
    "jiyao_sentiment",
    "jiyao_records",
)
NO_MODEL = "none"  # in place of a model's path: rules alone
MAX_LENGTH = 20_000_000  # characters; files are bounded in bytes before they come here

Stage = Callable[[Analysis], None]


def version() -> str:
    """The installed version of jiyao."""
    return metadata.version("jiyao")


class Characters(util.DummyTokenizer):
    """The tokenizer: every character a token. Lone surrogates, which no file can hold, become U+FFFD."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        chars = list(scrub(text))
        return Doc(self.vocab, words=chars, spaces=[False] * len(chars))


@util.registry.tokenizers("jiyao.Characters.v1")  # type: ignore[untyped-decorator]
def create_characters() -> Callable[[Language], Characters]:
    """Factory of the tokenizer, for a config's ``[nlp.tokenizer]``."""
    return lambda nlp: Characters(nlp.vocab)


def analysis_of(doc: Doc) -> Analysis:
    """The working state of `doc`; made when a component first asks for it."""
    found = doc.user_data.get("jiyao")
    if found is None:
        text = doc.text
        found = Analysis(text, published=doc._.published, parts=[Part(0, len(text))])
        doc.user_data["jiyao"] = found
    return found


def _component(stage: Stage) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        stage(analysis_of(doc))
        return doc

    return run


@Language.factory("jiyao_layout")
def create_layout(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Documents, sections, topics, claims, sentences, citations."""
    return _component(layout.annotate)


@Language.factory("jiyao_entities", default_config={"lexicon": None})
def create_entities(nlp: Language, name: str, lexicon: str | None) -> Callable[[Doc], Doc]:
    """Companies, chips, people. `lexicon`: path of a CSV of the user's own names."""
    path = Path(lexicon) if lexicon else None
    state = path.stat() if path and path.exists() else None
    return _component(_finder(path, state and (state.st_mtime_ns, state.st_size)).annotate)


@lru_cache(maxsize=4)
def _finder(lexicon: Path | None, written: tuple[int, int] | None) -> entities.Finder:
    """The finder with the user's `lexicon`, kept until the file is `written` again."""
    return entities.Finder(knowledge.load(lexicon))


@Language.factory("jiyao_encoder", default_config={"model": None, "naming": False})
def create_encoder(nlp: Language, name: str, model: str | None, naming: bool) -> Callable[[Doc], Doc]:
    """Sentiment as the learned encoder sees it. `model`: the folder of one, or "none"; else the one that ships.

    `naming`: add names that no list knows as mentions (`via: model`).
    """
    folder = _model_folder(model)
    return _component(_encoder(folder, naming).annotate if folder else lambda analysis: None)


def _model_folder(model: str | None) -> Path | None:
    return None if model == NO_MODEL else Path(model) if model else encoder.shipped()


@lru_cache(maxsize=2)
def _encoder(folder: Path, naming: bool) -> encoder.Reader:
    return encoder.Reader(folder, naming)


@Language.factory("jiyao_figures")
def create_figures(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Times and figures, with metric, subject and period."""
    return _component(figures.annotate)


@Language.factory("jiyao_sentiment")
def create_sentiment(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sentiment of sentences, claims and targets."""
    return _component(sentiment.annotate)


@Language.factory("jiyao_words")
def create_words(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A new Doc of words. What was set on the characters before (ents, custom extensions) is not kept."""

    def cut(doc: Doc) -> Doc:
        a = analysis_of(doc)
        whole = [(i.start, i.end) for found in (a.mentions, a.figures, a.times) for i in found]
        starts = words.cut(a.folded, whole, [s.start for s in a.sentences])
        cut_words, spaces = words_and_spaces(a.text, starts)
        begins = _sentence_starts((s.start for s in a.sentences), cut_words, spaces)
        out = Doc(doc.vocab, words=cut_words, spaces=spaces, sent_starts=begins)
        out._.published = doc._.published
        out._context = doc._context
        out.user_data["jiyao"] = a
        return out

    return cut


def _sentence_starts(offsets: Iterable[int], cut_words: list[str], spaces: list[bool]) -> list[bool | int | None]:
    """Which words begin a sentence. A blank that spaCy counts to the word before begins none."""
    begins = set(offsets)
    lengths = (len(word) + space for word, space in zip(cut_words, spaces, strict=True))
    at = [0, *accumulate(lengths)][:-1]
    return [n == 0 or offset in begins for n, offset in enumerate(at)]


@Language.factory("jiyao_records")
def create_records(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The records, and the same as spaCy knows it: ents, spans, sents, extensions."""
    made_by = schema.Pipeline(version=version(), fingerprint=_made_by(nlp))

    def record(doc: Doc) -> Doc:
        a = analysis_of(doc)
        del doc.user_data["jiyao"]
        return _recorded(doc, records.build(a, made_by))

    return record


def _recorded(doc: Doc, found: list[schema.Document]) -> Doc:
    """`doc` with the records and all that follows from them."""
    doc._.documents = found
    for kind in ("sections", "claims", "sentences", "mentions", "figures", "times", "entities"):
        setattr(doc._, kind, [item for d in found for item in getattr(d, kind)])
    _set_spans(doc)
    return doc


def doc_of(vocab: Vocab, text: str, found: list[schema.Document]) -> Doc:
    """The `Doc` that the pipeline makes of `text`, from the records that it made of it earlier."""
    whole = [(item["start"], item["end"]) for d in found for item in (*d.mentions, *d.figures, *d.times)]
    sentences = [sentence.start for d in found for sentence in d.sentences]
    cut_words, spaces = words_and_spaces(text, words.cut(fold(text), whole, sentences))
    begins = _sentence_starts(sentences, cut_words, spaces)
    return _recorded(Doc(vocab, words=cut_words, spaces=spaces, sent_starts=begins), found)


def _made_by(nlp: Language) -> str:
    """The fingerprint of the components that decide what is found, of the user's lexicon and of the model."""
    names = [n for n in nlp.pipe_names if n in COMPONENTS[:-1]]
    lexicon = nlp.get_pipe_config("jiyao_entities").get("lexicon") if "jiyao_entities" in names else None
    model = None
    if "jiyao_encoder" in names:
        model = _model_folder(nlp.get_pipe_config("jiyao_encoder").get("model"))
    return fingerprint(names, lexicon, model)


@Language.factory("jiyao_pos")
def create_pos(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Parts of speech, for who asks: `token.tag_` is jieba's tag, `token.pos_` the universal one."""

    def set_tags(doc: Doc) -> Doc:
        for token, tag in zip(doc, words.tag(t.text for t in doc), strict=True):
            named = token.ent_type_ in ("COMPANY", "CHIP", "PERSON")
            token.tag_ = "nz" if named else tag
            token.pos_ = "PROPN" if named else "SPACE" if token.is_space else words.universal(tag)
        return doc

    return set_tags


def _set_spans(doc: Doc) -> None:
    """Entities and span groups from the records. Spans whose ends fall inside a token
    widen to it; that happens only to claims, never to mentions, figures and times."""
    ends = {}
    starts = {}
    for token in doc:
        starts[token.idx] = token.i
        ends[token.idx + len(token)] = token.i + 1

    def span(item: Any, label: str = "", kb_id: str = "") -> Span | None:
        first, last = starts.get(item.start), ends.get(item.end)
        if first is not None and last is not None and first < last:
            return Span(doc, first, last, label=label, kb_id=kb_id)
        return doc.char_span(item.start, item.end, label=label, kb_id=kb_id, alignment_mode="expand")

    ents = []
    for mention in doc._.mentions:
        if (found := span(mention, mention.label, mention.entity)) is not None:
            found._.mention = mention
            ents.append(found)
    doc.ents = ents
    for kind, label in (("figures", "FIGURE"), ("times", "TIME"), ("claims", "CLAIM")):
        doc.spans[kind] = [s for item in getattr(doc._, kind) if (s := span(item, label)) is not None]


def load(lexicon: str | Path | None = None, *, model: str | Path | None = None, pos: bool = False) -> Language:
    """The pipeline as a spaCy `Language`.

    `lexicon` is a CSV of the user's own names, read beside the shipped ones (`extract.errors.LexiconError`
    where a row is bad); `model` the folder of a learned model in place of the one that ships, or "none" for rules
    alone (`extract.errors.ModelError` where it cannot be loaded); `pos` adds parts of speech. ``nlp(text)`` does all
    the work::

        nlp = extract.load()
        doc = nlp("台积电预计三季度收入 310 亿美元")
        [(e.text, e.label_, e.kb_id_) for e in doc.ents]   # [('台积电', 'COMPANY', 'company:2330.TW')]
        [(f.text, f.lo, f.unit) for f in doc._.figures]    # [('310 亿美元', 31000000000, 'USD')]

    For a text that names no date: ``doc = nlp.make_doc(text); doc._.published = "2025-05-25"; nlp(doc)``.
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "jiyao.Characters.v1"}}})
    nlp.max_length = MAX_LENGTH
    given = {"jiyao_entities": ("lexicon", lexicon), "jiyao_encoder": ("model", model)}
    for name in COMPONENTS:
        option, value = given.get(name, ("", None))
        nlp.add_pipe(name, config={option: str(value)} if value else {})
    if pos:
        nlp.add_pipe("jiyao_pos")
    return nlp


class Reader:
    """The pipeline as the commands use it: a text in, the records of its documents out."""

    def __init__(self, lexicon: Path | None = None, model: str | Path | None = None) -> None:
        self.nlp = load(lexicon, model=model)
        self.version = version()
        self.fingerprint = _made_by(self.nlp)

    def documents(
        self, text: str, published: str | None = None, source: schema.Source | None = None
    ) -> list[schema.Document]:
        """The records of one text, in text order, without ids (`extract.records.name` gives them).

        `published` (ISO date) is for a text that names no date itself.
        """
        with self.nlp.memory_zone():  # the vocabulary forgets this text's words afterwards
            doc = self.nlp.make_doc(text)
            doc._.published = published
            found: list[schema.Document] = self.nlp(doc)._.documents
        if source is not None:
            for document in found:
                document.source = source
        return found


register_extensions()
