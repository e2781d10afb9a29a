"""How well rules and people do: blind checks of rules' approvals, approvals by person."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from review_ui.door import Door, Visitor
from storage.index import Query

_DAYS = 90


@dataclass(slots=True)
class Checked:
    """Blind checks of one type of paper."""

    papers: int = 0
    papers_differing: int = 0
    fields: int = 0
    fields_differing: int = 0
    where: Counter[str] = field(default_factory=Counter)

    def add(self, compared: int, differed: list[str]) -> None:
        self.papers += 1
        self.papers_differing += bool(differed)
        self.fields += compared
        self.fields_differing += len(differed)
        self.where.update(path.rpartition(".")[2] for path in differed)


def routes(door: Door) -> APIRouter:
    """``/statistics``."""
    router = APIRouter()
    services = door.services

    @router.get("/statistics")
    def statistics(
        request: Request, visitor: Annotated[Visitor, Depends(door.visitor)]
    ) -> Response:
        services.index.follow(services.store)
        since = datetime.now(UTC) - timedelta(days=_DAYS)
        checks: dict[str, Checked] = {}
        people: Counter[str] = Counter()
        corrected: Counter[str] = Counter()
        for entry in services.store.audit.entries(since=since):
            if entry["kind"] == "blind_check":
                one = checks.setdefault(entry["type"], Checked())
                one.add(entry["compared"], entry["differed"])
            elif entry["kind"] == "approval":
                people[entry["by"]] += 1
                corrected[entry["by"]] += len(entry["changed"])
        return door.page(
            request,
            "statistics.html",
            visitor,
            checks=checks,
            people=people.most_common(),
            corrected=corrected,
            days=_DAYS,
            waiting=services.index.counts(Query()),
            approved=services.index.counts(Query(state="approved")).total,
        )

    return router
