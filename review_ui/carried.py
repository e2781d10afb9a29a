"""What a person had typed on a version that somebody else has replaced meanwhile: nothing is lost.

In: an opened paper. Out: for each path the person's own value beside what was approved.
"""

from dataclasses import dataclass

from review_ui.door import Visitor
from review_ui.interface import Services
from review_ui.opening import OpenPaper
from review_ui.review import review_of
from review_ui.typed import shown
from review_ui.view import decision_text
from storage.drafts import Verdict


@dataclass(frozen=True, slots=True)
class Carried:
    """``mine`` in words and as a decision's value; ``theirs``: what stands now, in words."""

    path: str
    place: str
    mine: str
    value: str
    verdict: str
    theirs: str


def carried_over(services: Services, paper: OpenPaper, visitor: Visitor) -> list[Carried]:
    """The person's decisions on the version before, where the newer version says otherwise."""
    record = paper.record
    if record.version < 2 or record.created_by == visitor.name:
        return []
    before = services.store.drafts.of(record.record_id, record.version - 1)
    own = [made for made in before if made.by == visitor.name]
    if not own:
        return []
    versions = services.store.versions(record.record_id)
    document = next(one.document for one in versions if one.version == record.version - 1)
    settled = {made.path for made in paper.decisions if made.by == visitor.name}
    found = []
    for path, cell in review_of(paper.definition, document, own).cells.items():
        made = cell.standing.typing or cell.standing.latest
        if made is None or made.verdict is Verdict.REOPENED or path in settled:
            continue
        now = paper.review.cells.get(path)
        theirs = now.value if now else None
        if theirs == (cell.value if made is cell.standing.latest else made.value):
            continue
        kind = cell.slot.kind
        found.append(
            Carried(
                path,
                visitor.labels.place(paper.definition.code, path),
                decision_text(made, kind, visitor.labels),
                made.value or "",
                str(made.verdict),
                shown(kind, theirs) or visitor.labels.word("paper.nothing"),
            )
        )
    return found
