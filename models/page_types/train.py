"""``python -m models.page_types.train``: learn the classifier of pages from a fixed seed.

In: the number of papers per type. Out: ``models/page_types/trained`` and its score card. Foreign
forms are parted: every fourth is never learnt from, so that the card tells of unseen wordings.
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
from spacy.training import Example

from extract.second_voice import SURE, doc_of_words
from models.page_types.texts import Lesson, drawn, foreign, foreign_forms

SEED = 2711
_BATCH = 32
_HERE = Path(__file__).parent
_MODEL = {
    "threshold": 0.5,
    "model": {
        "@architectures": "spacy.TextCatReduce.v1",
        "exclusive_classes": True,
        "use_reduce_first": False,
        "use_reduce_last": False,
        "use_reduce_max": True,
        "use_reduce_mean": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 48,
            "depth": 1,
            "embed_size": 4000,
            "window_size": 1,
            "maxout_pieces": 2,
            "subword_features": False,
        },
    },
}


def main(papers: int = 20, rounds: int = 5) -> None:
    """Learn, measure on what was never seen, write the files."""
    random.seed(SEED)
    np.random.seed(SEED)  # spaCy draws its first weights from it
    forms = foreign_forms()
    known = [form for number, form in enumerate(forms) if number % 4]
    lessons = [*drawn(f"learn/{SEED}", papers), *foreign(f"learn/{SEED}", papers * 8, known)]
    nlp = learnt(lessons, rounds)
    scores = [
        ("drawn papers, other seeds", list(drawn(f"held/{SEED}", max(1, papers // 4)))),
        ("foreign forms never learnt", list(foreign(f"held/{SEED}", 200, forms[::4]))),
    ]
    nlp.to_disk(_HERE / "trained", exclude=["vocab"])  # words are hashed, not kept
    rows = [f"| {name} | {_score(nlp, held)} |" for name, held in scores]
    card = _CARD.format(
        lessons=len(lessons), papers=papers, rounds=rounds, sure=SURE, rows="\n".join(rows)
    )
    (_HERE / "card.md").write_text(card, encoding="utf-8")
    sys.stdout.write(card)


def learnt(lessons: Sequence[Lesson], rounds: int) -> Language:
    """A pipeline of one text classifier."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    codes = sorted({code for _, code in lessons})
    pipe: Any = nlp.add_pipe("textcat", config=_MODEL)
    for code in codes:
        pipe.add_label(code)
    rng = random.Random(SEED)
    examples = [
        Example.from_dict(
            doc_of_words(nlp.vocab, words), {"cats": {c: float(c == code) for c in codes}}
        )
        for words, code in lessons
    ]
    optimizer = nlp.initialize(lambda: examples[:200])
    optimizer.learn_rate = 0.005
    for _ in range(rounds):
        rng.shuffle(examples)
        for start in range(0, len(examples), _BATCH):
            nlp.update(examples[start : start + _BATCH], sgd=optimizer)
    return nlp


def _score(nlp: Language, held: Sequence[Lesson]) -> str:
    told: Counter[str] = Counter()
    for words, code in held:
        cats = nlp(doc_of_words(nlp.vocab, words)).cats
        best = max(sorted(cats), key=cats.__getitem__)
        told["silent" if cats[best] < SURE else "right" if best == code else "wrong"] += 1
    return f"{len(held)} | {told['right']} | {told['silent']} | {told['wrong']}"


_CARD = """# The classifier of pages

A spaCy text classifier (mean and maximum over folded words in their neighbourhood, 4,000 hashed
rows of 48; the bag of words of spaCy 3.8 never learnt some of the types), learnt with `make train`
from {lessons} pages: {papers} drawn papers of every type and invented texts of other forms, damaged
as recognition damages them, some without their upper part; {rounds} rounds, one fixed seed. It is a
second voice: it casts doubt on a type, and gives none.

Silent: the likeliest type has less than {sure}, and the voice counts as absent.

| pages never learnt from | pages | right | silent | wrong |
|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    main()
