"""What letterhead papers about one person share: head, title, list of labels, signature.

In: a `Flow` and a `Letter`. Out: marks and truth of the head and the end.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from models.dossiers.blocks import letterhead
from models.dossiers.flow import Flow
from models.dossiers.papers.common import Signer, dated, signers
from models.dossiers.people import random_person
from models.dossiers.runs import Val


@dataclass(frozen=True)
class Letter:
    """Head and end of a letter; `fields`: which of the head's values the type has."""

    upper: str
    issuer: str
    number: str
    place: str
    day: date
    title: tuple[str, ...]
    role: str = "CHỦ TỊCH"
    fields: tuple[str, ...] = ("issuer", "document_number", "issue_date")

    def field(self, name: str) -> str:
        return name if name in self.fields else f"-{name}"


def begin(flow: Flow, rng: random.Random, letter: Letter) -> None:
    """Letterhead and title."""
    letterhead(
        flow,
        letter.upper,
        Val(letter.field("issuer"), letter.issuer),
        ("Số: ", Val(letter.field("document_number"), letter.number)),
        lambda: dated(
            flow,
            letter.place,
            letter.day,
            field="issue_date" if "issue_date" in letter.fields else None,
        ),
        split=rng.uniform(0.38, 0.45),
    )
    flow.skip(rng.uniform(8, 16))
    for line in letter.title:
        flow.text(flow.runs(f"**{line}**", size=flow.look.size + 1.5), align="centre")
    flow.skip(rng.uniform(4, 10))


def end(flow: Flow, rng: random.Random, letter: Letter) -> None:
    """The signature block in the right half."""
    flow.skip(8)
    signers(
        flow,
        rng,
        [
            Signer(("",), signed=False),
            Signer((letter.role,), random_person(rng).full_name, seal=letter.issuer[:40]),
        ],
        size=flow.look.size,
    )
