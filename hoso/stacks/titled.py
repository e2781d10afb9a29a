"""Does a page bear a printed title that is not the one announced? In: a page, a definition.

A title stands in capitals in the middle of the upper part; agencies stand at its left, the country
at its right. In doubt it does: then a person decides, and the separator sets nothing.
"""

from rapidfuzz import fuzz

from extract.definitions import DocumentType
from extract.layout import sheet_of
from extract.text import letters
from extract.titles import Block, title_blocks
from ocr.page import Page

_MIDDLE = (0.33, 0.67)  # of the page's width: a title's own middle
_FEWEST = 6  # letters
_ALIKE = 75.0  # per cent: the announced title, as a seal or a bad scan leaves it


def bears_another_title(page: Page, announced: DocumentType) -> bool:
    """Only what is printed counts, not what the paper may be."""
    own = [letters(text) for text in (*announced.titles, *announced.title_starts)]
    for block in title_blocks(sheet_of(page)):
        said = letters(" ".join(line.text for line in block))
        if len(said) < _FEWEST or not _in_the_middle(block):
            continue
        if not any(fuzz.partial_ratio(said, title) >= _ALIKE for title in own):
            return True
    return False


def _in_the_middle(block: Block) -> bool:
    tokens = [token for line in block for token in line.tokens]
    middle = (min(t.box[0] for t in tokens) + max(t.box[2] for t in tokens)) / 2
    return _MIDDLE[0] <= middle <= _MIDDLE[1]
