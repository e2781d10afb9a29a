"""Opening hostile files: a path in, pages as pictures and text layers out, or a named error."""

from ocr.source.interface import Limits, Picture, Source, SourcePage, TextLayer, Verdict
from ocr.source.open import open_source
from ocr.source.text_layer import lines_of

__all__ = [
    "Limits",
    "Picture",
    "Source",
    "SourcePage",
    "TextLayer",
    "Verdict",
    "lines_of",
    "open_source",
]
