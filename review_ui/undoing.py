"""What a person can undo after coming back: own decisions, each with what it replaced.

In: an opened paper. Out: JSON for the page, the oldest first.
"""

from typing import Any

from review_ui.door import Visitor
from review_ui.opening import OpenPaper
from review_ui.typed import normal, shown
from storage.drafts import Decision, Verdict

_MOST = 50


def undoable(paper: OpenPaper, visitor: Visitor) -> list[dict[str, Any]]:
    """``path``, ``before`` (``None``: nothing was decided), ``after``."""
    latest: dict[str, Decision] = {}
    found = []
    for made in paper.decisions:
        if "~" in made.path:
            continue
        if made.by == visitor.name and made.verdict is not Verdict.REOPENED:
            before = latest.get(made.path)
            told, after = _told(paper, before) if before else None, _told(paper, made)
            if told != after:
                found.append({"path": made.path, "before": told, "after": after})
        latest[made.path] = made
    return found[-_MOST:]


def _told(paper: OpenPaper, made: Decision) -> dict[str, Any] | None:
    if made.verdict is Verdict.REOPENED:
        return None
    if made.verdict is not Verdict.VALUE:
        return {"verdict": str(made.verdict)}
    cell = paper.review.cells.get(made.path)
    kind = cell.slot.kind if cell else "free_text"
    text = shown(kind, normal(kind, made.value or "").value) or made.value or ""
    is_read = bool(cell and cell.slot.read and cell.slot.read["value"] == made.value)
    more: dict[str, Any] = {"accept": True} if is_read else {"again": text}
    return {"verdict": "value", "value": text} | more
