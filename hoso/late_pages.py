"""Pages that an earlier run lost to a passing fault and this one could read: each is in one record.

In: what was read now, and the store with what the earlier run filed. Out: the papers that may be
filed, and the records that stand and stay as they are, since a person may have worked on them. A
page that came late stands alone, in a paper of no type that waits for a person, who knows where it
belongs.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from extract.document import Document, Doubt
from hoso.intake import Intake
from storage.errors import NotFound
from storage.layout import record_id
from storage.record import Record
from storage.store import Store

_OTHER = "khac"
_LATE = Doubt(
    "page_read_later",
    "Trang này lần trước không đọc được nên chưa nằm trong giấy nào: hãy ghép vào đúng giấy.",
)
_LOST = Doubt(
    "page_lost",
    "Có trang không đọc được ngay trước, trong hoặc ngay sau giấy này: giấy có thể thiếu trang.",
)


def beside_lost(documents: Sequence[Document], lost: Collection[int]) -> list[Document]:
    """A paper beside which a page could not be read may lack it: no rule approves it."""
    return [
        replace(document, doubts=(*document.doubts, _LOST))
        if any(min(document.pages) - 1 <= page <= max(document.pages) + 1 for page in lost)
        else document
        for document in documents
    ]


def with_standing(
    documents: Sequence[Document], intake: Intake, store: Store
) -> tuple[list[Document], list[Record]]:
    """What is to be filed, and what stands already. Raises ``StoreError``."""
    if not documents:
        return [], []
    # Only where a page was once lost can an earlier run have filed something else than this one.
    standing = _standing(intake, store) if store.quarantined_pages(intake.sha256) else {}
    if not standing:
        return list(documents), []
    covered = {page for pages, _ in standing.values() for page in pages}
    filed: list[Document] = []
    for document in documents:
        own, _ = standing.get(record_id(intake.sha256, document.pages[0]), ((), None))
        if tuple(document.pages) == own or not covered & set(document.pages):
            filed.append(document)
        else:
            filed += [_alone(page) for page in document.pages if page not in covered]
    same = {record_id(intake.sha256, document.pages[0]) for document in filed}
    return filed, [record for key, (_, record) in standing.items() if key not in same]


def _alone(page: int) -> Document:
    return Document(type=_OTHER, type_confidence=0.0, pages=(page,), doubts=(_LATE,))


def _standing(intake: Intake, store: Store) -> dict[str, tuple[tuple[int, ...], Record]]:
    """The records of this file, with their pages."""
    found = {}
    for page in range(1, intake.page_count + 1):
        with suppress(NotFound):
            record = store.latest(record_id(intake.sha256, page))
            found[record.record_id] = (tuple(record.document["source"]["pages"]), record)
    return found
