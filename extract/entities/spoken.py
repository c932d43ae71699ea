"""Model numbers as they are spoken: `GB 三零零` → GB300, `昇腾九幺零 C` → 昇腾910C, `艾奇 20` → H20."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.entities.candidates import Candidate
from extract.entities.lexicon import Lexicon
from extract.entities.scope import Scope
from extract.entities.vocabulary import one_of, pairs

_SCORE = 0.8
_DIGITS = str.maketrans("零〇幺一二三四五六七八九", "001123456789")
_NUMERAL = "[零〇幺一二三四五六七八九]"
# Digits read out one by one, behind a Latin letter or the last character of a brand; no amount follows.
_READ_OUT = re.compile(
    rf"(?<=[A-Za-z腾鹏麟元云思垓铠砺燧算武含光天程山龙玑])(?P<gap> ?){_NUMERAL}{{2,4}}(?![十百千万亿两{_NUMERAL[1:]})"
)
_HUNDREDS = re.compile(r"(?P<digit>[一两二三四五六七八九])百")
_COUNTED = re.compile(rf" ?(?:{one_of('counted')}|[来几好万亿千])")


def spelt_out(folded: str) -> str:
    """The text with numbers that are read out digit by digit in digits; of the same length."""
    return _READ_OUT.sub(lambda m: m.group().translate(_DIGITS), folded)


class SpokenModels:
    """Finds chips whose letters are written by their names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._letters = pairs("letters")
        spoken = "|".join(sorted(self._letters, key=lambda word: (-len(word), word)))
        letter = f"(?:[A-Z]|{spoken})"
        self._model = re.compile(
            rf"(?<![A-Za-z0-9])(?P<letters>{letter}(?: ?{letter}){{0,2}}) ?"
            rf"(?P<number>\d{{2,4}}|{_NUMERAL}{{2,4}}|[一两二三四五六七八九]百)(?: ?(?P<tail>[A-Z]))?(?![A-Za-z0-9])"
        )

    def find(self, folded: str, scope: Scope) -> Iterator[Candidate]:
        """Candidates for known chips, where the document names the maker or a chip stands in the sentence."""
        for m in self._model.finditer(folded):
            plain = re.sub("|".join(self._letters), lambda w: self._letters[w.group()], m["letters"]).replace(" ", "")
            number = _HUNDREDS.sub(lambda h: f"{h['digit'].replace('两', '二').translate(_DIGITS)}00", m["number"])
            name = plain + number.translate(_DIGITS) + (m["tail"] or "")
            if name == "".join(m.group().split()) or _COUNTED.match(folded, m.end()):
                continue
            chip = self._lexicon.lookup(name)
            if chip is None or chip.label != "CHIP":
                continue
            if scope.names_maker(m.start(), chip.maker, "document") or scope.chip_in_sentence(m.start()):
                yield Candidate(m.start(), m.end(), chip, "repair", _SCORE)
