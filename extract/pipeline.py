"""Pages become documents: the steps in their order, as components of a spaCy pipeline.

In: pages of ``ocr``. Out: ``Document`` (contract §2). Tokens carry ``_.box``, ``_.page``,
``_.row``, ``_.confidence``; the paper on hand is ``doc._.context``.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from extract.across.compare import within_scan
from extract.assemble import document_of
from extract.catalogue import document_types
from extract.columns import apart
from extract.context import Context
from extract.definitions import Catalogue
from extract.document import Document
from extract.evidence import Trust
from extract.free_text import FreeText, load_free_text
from extract.labels import find_labels
from extract.layout import Layout, layout_of, sheet_of
from extract.overprint import settled
from extract.papers import Paper, split_papers
from extract.second_voice import SecondVoice, load_voice
from extract.strategies import STRATEGIES
from extract.tables import find_table
from extract.unread import with_unread_beside
from extract.values import label_values, table_values
from extract.versions import version_of
from ocr.page import Page

COMPONENTS = ("document_type", "labels", "values", "entities", "checks")


def read_documents(
    pages: Sequence[Page], nlp: Language, *, as_type: str | None = None
) -> list[Document]:
    """Pages → sheets → papers → one ``Doc`` per paper → documents, compared with one another.

    ``as_type``: a person has said that all these pages are one paper of that type.
    """
    sheets = tuple(sheet_of(page) for page in pages)
    if as_type is None:
        papers = split_papers(sheets, catalogue_of(nlp), _voice_of(nlp))
    else:
        papers = [Paper(sheets, catalogue_of(nlp).get(as_type), score=1.0, titled=True)]
    docs = [nlp(doc_of(paper, nlp.vocab)) for paper in papers]
    return within_scan([doc._.document for doc in docs], catalogue_of(nlp))


def load(
    *,
    catalogue: Catalogue | None = None,
    trust: Trust | None = None,
    page_types: Path | None = None,
    free_text: Path | None = None,
) -> Language:
    """The pipeline, ready to read; a wrong definition raises ``DefinitionError`` here.

    ``page_types``: the folder of the trained classifier; without it there is no second voice.
    ``free_text``: that of the trained recogniser; without it running text tells nothing.
    """
    _register_extensions()
    # pyvi would be one more dependency, and our tokens come from the page anyway.
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = _Words(nlp.vocab)
    parts = {"catalogue": catalogue or document_types(), "trust": trust or Trust()}
    for name in COMPONENTS:
        nlp.add_pipe(f"hoso_{name}", name=name)
        component: Any = nlp.get_pipe(name)
        component.catalogue, component.trust = parts["catalogue"], parts["trust"]
    first: Any = nlp.get_pipe(COMPONENTS[0])
    first.voice = load_voice(page_types)
    entities: Any = nlp.get_pipe("entities")
    entities.free_text = load_free_text(free_text)
    return nlp


def catalogue_of(nlp: Language) -> Catalogue:
    """The document types that this pipeline knows."""
    component: Any = nlp.get_pipe(COMPONENTS[0])
    catalogue: Catalogue = component.catalogue
    return catalogue


def _voice_of(nlp: Language) -> SecondVoice | None:
    component: Any = nlp.get_pipe(COMPONENTS[0])
    voice: SecondVoice | None = component.voice
    return voice


def doc_of(paper: Paper, vocab: Vocab) -> Doc:
    """A ``Doc`` whose tokens are the words of the paper's pages."""
    layout = settled(layout_of(paper.sheets), paper.definition)
    layout = apart(layout, paper.definition)
    doc = Doc(vocab, words=[token.text for token in layout.tokens])
    doc._.context = Context(
        layout, paper.definition, paper.score, paper.titled, type_doubts=paper.doubts
    )
    return doc


class _Words:
    """A tokenizer for plain text (tests, free text): white space only, as on the page."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        doc = Doc(self.vocab, words=text.split())
        doc._.context = None
        return doc


class Component:
    """One step of the pipeline; ``load`` gives it the catalogue and the trust levels."""

    catalogue: Catalogue
    trust: Trust
    voice: SecondVoice | None = None
    free_text: FreeText | None = None

    def __init__(self, step: Callable[["Component", Context, Doc], None]) -> None:
        self.step = step

    def __call__(self, doc: Doc) -> Doc:
        context: Context | None = doc._.context
        if context is not None:
            self.step(self, context, doc)
        return doc


def _document_type(component: Component, context: Context, doc: Doc) -> None:
    """Tables first: the words of their headings are no labels."""
    found = (
        find_table(context.layout, rule, context.definition.fields[rule.field])
        for rule in context.definition.tables
    )
    context.tables = tuple(table for table in found if table is not None)
    doc.cats = {item.code: float(item is context.definition) for item in component.catalogue.types}


def _labels(component: Component, context: Context, doc: Doc) -> None:
    del component
    covered = context.table_rows
    places = find_labels(context.layout, context.definition, skip_rows=covered)
    context.version = version_of(context, places)
    if any(label.versions for label in context.definition.labels):
        places = find_labels(
            context.layout, context.definition, skip_rows=covered, version=context.version
        )
    context.places = places
    starts = _row_starts(context.layout)
    doc.spans["labels"] = [
        Span(
            doc,
            starts[place.row] + place.start,
            starts[place.end_row] + place.end,
            place.field or "other",
        )
        for place in places
    ]


def _values(component: Component, context: Context, doc: Doc) -> None:
    del component, doc
    context.pieces.merge(table_values(context))
    context.pieces.merge(label_values(context))


def _entities(component: Component, context: Context, doc: Doc) -> None:
    del doc
    context.free_text = component.free_text
    for block in context.definition.blocks:
        context.pieces.merge(STRATEGIES[block.strategy](context, block.options))
    context.pieces = with_unread_beside(context)


def _checks(component: Component, context: Context, doc: Doc) -> None:
    doc._.document = document_of(context, component.trust)


_STEPS = {
    "document_type": _document_type,
    "labels": _labels,
    "values": _values,
    "entities": _entities,
    "checks": _checks,
}


def _make(step: Callable[[Component, Context, Doc], None]) -> Callable[[Language, str], Component]:
    def factory(nlp: Language, name: str) -> Component:
        del nlp, name
        return Component(step)

    return factory


for _name, _step in _STEPS.items():
    Language.factory(f"hoso_{_name}", func=_make(_step))


def _row_starts(layout: Layout) -> list[int]:
    starts, count = [], 0
    for row in layout.rows:
        starts.append(count)
        count += len(row.tokens)
    return starts


def _register_extensions() -> None:
    """Boxes, pages, rows and confidences of tokens, told by the layout of their paper."""
    Doc.set_extension("context", default=None, force=True)
    Doc.set_extension("document", default=None, force=True)
    for name in ("box", "page", "confidence"):
        Token.set_extension(name, getter=_teller(name), force=True)
    Token.set_extension("row", getter=_row_of, force=True)


def _teller(name: str) -> Callable[[Token], Any]:
    def tell(token: Token) -> Any:
        return getattr(token.doc._.context.layout.tokens[token.i], name)

    return tell


def _row_of(token: Token) -> int:
    starts = _row_starts(token.doc._.context.layout)
    return max(number for number, start in enumerate(starts) if start <= token.i)
