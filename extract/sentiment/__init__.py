"""Whether what is said is good or bad news, and for whom: see `annotate`.

Rules and a lexicon, no model. `polarity.tsv` holds polar words with their strength, `cues.tsv` the words that turn
them, `roles.tsv` the words that touch a name, `houses.txt` the names that report on others, `weights.tsv` how much
evidence counts by its place. Strengths, role words and weights are fitted to labelled documents of the genre (penalised
maximum likelihood, started from and drawn towards hand-set values); at run time there is only plain arithmetic.

`lexicon` finds words → `clauses` cuts a sentence → `evidence` reads it → `targets` relates evidence to names, `roles`
their neighbours → `weights` adds it up → `stage` writes the labels.
"""

from extract.sentiment.stage import annotate

__all__ = ["annotate"]
