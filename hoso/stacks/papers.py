"""The papers of a dossier between separator sheets, with what the sheets make doubtful.

In: a dossier and how its pages are read. Out: documents. What a separator announces never overrides
what stands on the paper: it only names the type of a paper that bears no title of its own. Printed
numbers of pages that do not follow one another are a doubt, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.catalogue import document_types
from extract.document import Document, Doubt
from hoso.stacks.cutting import Dossier
from hoso.stacks.order import in_order
from hoso.stacks.titled import bears_another_title
from ocr.page import Page

Read = Callable[[Sequence[Page], str | None], list[Document]]  # pages, and a type given for them
_OTHER = "khac"
_UNSURE = Doubt(
    "boundary_unsure",
    "Trước giấy này có tờ ngăn cách không đọc được hoặc một trang bị mất: hãy xem giấy thuộc hồ sơ"
    " nào.",
)
_FROM_SHEET = Doubt(
    "type_from_separator", "Loại giấy lấy từ tờ ngăn cách, không đọc được trên giấy."
)
_DIFFERS = Doubt("separator_type_differs", "Tờ ngăn cách ghi loại giấy khác.")


def read_dossier(dossier: Dossier, read: Read) -> list[Document]:
    """The documents on its pages."""
    documents = read(dossier.pages, None)
    if dossier.type is not None:
        untyped = [document.type for document in documents] == [_OTHER]
        definition = document_types().get(dossier.type)
        if untyped and not bears_another_title(dossier.pages[0], definition):
            documents = [_doubted(d, _FROM_SHEET) for d in read(dossier.pages, dossier.type)]
        else:
            documents = [
                document if document.type == dossier.type else _doubted(document, _DIFFERS)
                for document in documents
            ]
    if dossier.unsure:
        documents = [_doubted(document, _UNSURE) for document in documents]
    return [in_order(document, dossier.pages) for document in documents]


def _doubted(document: Document, doubt: Doubt) -> Document:
    return replace(document, doubts=(*document.doubts, doubt))
