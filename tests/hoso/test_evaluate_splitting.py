"""The measure of splitting finds what was joined wrongly, and what nobody would notice."""

import random
from dataclasses import replace

from drawn_pages import drawn_pages

from extract.document import Document, Doubt, Holder
from hoso.evaluate_splitting import Cuts, count_cuts
from models.dossiers.compose import Composed, Part, Read, composed
from models.dossiers.draw import write_paper

PAGES = tuple(
    replace(drawn_pages(write_paper("giay_ket_hon", random.Random(n)))[0], number=n) for n in (1, 2)
)
TRUTH = [
    {"type": "giay_ket_hon", "holders": [{"role": "wife", "citizen_id": number}]}
    for number in ("001185990017", "001185990025")
]
FILE = Composed("twins", PAGES, (Part((1,), TRUTH[0]), Part((2,), TRUTH[1])))


def document(*pages, number=None, doubts=()):
    holders = (Holder("wife", "LÊ AN", number, None, certain=True),) if number else ()
    return Document("giay_ket_hon", 1.0, pages, holders=holders, doubts=doubts)


def cuts(*documents):
    counted = Cuts()
    count_cuts(FILE, documents, counted)
    return counted


def test_right_cuts_and_wrong_ones_are_told_apart():
    right = cuts(document(1, number="001185990017"), document(2))
    assert (right.right, right.whole, right.mixed, right.wrong_holders) == (2, 2, 0, 0)
    joined = cuts(document(1, 2, number="001185990017"))
    assert (joined.right, joined.mixed, joined.unnoticed) == (0, 1, 1)
    doubted = cuts(document(1, 2, doubts=(Doubt("pages_unsure", "?"),)))
    assert (doubted.mixed, doubted.unnoticed) == (1, 0)


def test_a_paper_under_another_papers_holder_counts():
    assert cuts(document(1, number="001185990025"), document(2)).wrong_holders == 1


def test_files_are_the_same_for_the_same_seed():
    sheets = [write_paper(kind, random.Random(1)) for kind in ("ct07", "giay_ket_hon", "ct01")]
    papers = [Read(drawn_pages(sheet), sheet.truth()) for sheet in sheets]
    one, two = (list(composed(papers, seed=3, count=3)) for _ in range(2))
    assert [(f.kind, f.parts) for f in one] == [(f.kind, f.parts) for f in two]
