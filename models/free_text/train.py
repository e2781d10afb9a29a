"""``python -m models.free_text.train``: learn the recogniser of mentions from a fixed seed.

In: nothing but the seed. Out: ``models/free_text/trained`` and its score card. Held-out lessons
come from other seeds: other people, land and numbers, and other mixtures of the sentences.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example

from extract.free_text import LABELS, doc_of_words
from models.free_text.lessons import Lesson, composed, drawn, unseen

SEED = 1945
_BATCH = 24
_HERE = Path(__file__).parent
_MODEL = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 64,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
        },
    },
}


def main(papers: int = 150, sentences: int = 3000, rounds: int = 6) -> None:
    """Learn, measure on what was never seen, write the files."""
    random.seed(SEED)
    np.random.seed(SEED)  # spaCy draws its first weights from it
    lessons = [*drawn(f"learn/{SEED}", papers), *composed(f"learn/{SEED}", sentences)]
    nlp = learnt(lessons, rounds)
    nlp.to_disk(_HERE / "trained", exclude=["vocab"])  # words are hashed, not kept
    card = score_card(nlp, papers, sentences, rounds)
    (_HERE / "card.md").write_text(card, encoding="utf-8")
    sys.stdout.write(card)


def score_card(nlp: Language, papers: int, sentences: int, rounds: int) -> str:
    """What it finds in lessons that it never saw."""
    held = {
        "drawn contracts, other seeds": list(drawn(f"held/{SEED}", 20)),
        "composed sentences, other seeds": list(composed(f"held/{SEED}", 600)),
        "wordings never learnt": list(unseen(f"held/{SEED}", 300)),
    }
    rows = [
        f"| {label} | {' | '.join(_score(nlp, lesson, label) for lesson in held.values())} |"
        for label in ("all", *LABELS)
    ]
    return _CARD.format(
        papers=papers, sentences=sentences, rounds=rounds,
        names=" | ".join(held), rows="\n".join(rows),
    )  # fmt: skip


def learnt(lessons: Sequence[Lesson], rounds: int) -> Language:
    """A pipeline of one named-entity recogniser."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    pipe: Any = nlp.add_pipe("ner", config=_MODEL)
    for label in LABELS:
        pipe.add_label(label)
    rng = random.Random(SEED)
    examples = [_example(nlp, lesson) for lesson in lessons if lesson[0]]
    optimizer = nlp.initialize(lambda: examples[:300])
    optimizer.learn_rate = 0.002
    for number in range(rounds):
        rng.shuffle(examples)
        if number == rounds - 2:
            optimizer.learn_rate = 0.0005
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer, drop=0.1)
    return nlp


def _example(nlp: Language, lesson: Lesson) -> Example:
    words, spans = lesson
    told = doc_of_words(nlp.vocab, words)
    told.ents = [Span(told, start, end, label) for start, end, label in spans]
    return Example(doc_of_words(nlp.vocab, words), told)


def _score(nlp: Language, lessons: Sequence[Lesson], label: str) -> str:
    """Precision and recall; a mention counts when both its ends and its label are right."""
    told: Counter[str] = Counter()
    for words, spans in lessons:
        found = {(s.start, s.end, s.label_) for s in nlp(doc_of_words(nlp.vocab, words)).ents}
        true = set(spans)
        if label != "all":
            found = {one for one in found if one[2] == label}
            true = {one for one in true if one[2] == label}
        told.update(right=len(found & true), found=len(found), true=len(true))
    if not told["true"]:
        return "–"
    precision = told["right"] / max(1, told["found"])
    return f"{precision:.3f} / {told['right'] / told['true']:.3f} ({told['true']})"


_CARD = """# The recogniser of mentions in running text

A spaCy named-entity recogniser (hashed words, prefixes, suffixes and shapes, four layers of width
64), learnt with `make train` from {papers} drawn contracts of each kind and {sentences} composed
sentences (`sentences.py`), damaged as recognition damages them; {rounds} rounds, one fixed seed,
invented people only. It is a finding aid: what it finds fills a field only where no label told
one, always with the doubt `found_in_text`, and makes no holder certain.

Precision / recall (mentions) on lessons of other seeds; both ends and the label must be right.

| label | {names} |
|---|---|---|---|
{rows}

Not measured: contracts of real notaries.
"""


if __name__ == "__main__":
    main()
