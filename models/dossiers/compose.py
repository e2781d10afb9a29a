"""Files that hold several papers, put together from pages that were read already.

In: papers that were read, with their truth, and a seeded generator. Out: ``Composed``: pages that
count through, and which of them make which paper. Nothing is read twice, so that many orders of few
papers can be measured: mixed, the same type twice, sheets in the wrong order, blank backs, papers
that lost their first page, sheets that strayed behind another paper.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ocr.page import Page, Route


@dataclass(frozen=True, slots=True)
class Read:
    """One paper that was read by itself."""

    pages: tuple[Page, ...]
    truth: dict[str, Any]

    @property
    def type(self) -> str:
        """What it is."""
        return str(self.truth["type"])


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a file. ``whole``: is it all there, so that a reader can join its pages?"""

    pages: tuple[int, ...]
    truth: dict[str, Any]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Composed:
    """One file of several papers; blank pages belong to no paper."""

    kind: str
    pages: tuple[Page, ...]
    parts: tuple[Part, ...]


Sheets = list[tuple[int, Page]]  # which paper, and one page of it


def composed(papers: Sequence[Read], *, seed: int, count: int) -> Iterator[Composed]:
    """``count`` files of every kind that these papers allow."""
    for kind, lay in _KINDS.items():
        rng = random.Random(f"composed/{kind}/{seed}")
        for _ in range(count):
            chosen = _twins(rng, papers) if kind == "twins" else _mixed(rng, papers)
            sheets = lay(rng, _in_order(chosen))
            if sheets:
                yield _file(kind, chosen, sheets)


def _mixed(rng: random.Random, papers: Sequence[Read]) -> list[Read]:
    """Two to five papers; none of the types is as likely as a type, or twice that."""
    types = sorted({paper.type for paper in papers})
    wanted = [rng.choice([*types, "khac"]) for _ in range(rng.randint(2, 5))]
    return _different(rng, papers, [kind for kind in wanted if kind in types])


def _twins(rng: random.Random, papers: Sequence[Read]) -> list[Read]:
    """The same type for two or three people, now and then another paper before or behind."""
    types = sorted({paper.type for paper in papers})
    twice = [kind for kind in types if sum(paper.type == kind for paper in papers) > 1]
    if not twice:
        return []
    wanted = [rng.choice(twice)] * rng.choice((2, 2, 3))
    if rng.random() < 0.5:
        wanted.insert(rng.choice((0, len(wanted))), rng.choice(types))
    return _different(rng, papers, wanted)


def _different(rng: random.Random, papers: Sequence[Read], wanted: Sequence[str]) -> list[Read]:
    """Papers of these types in this order, none of them twice."""
    chosen: list[Read] = []
    for kind in wanted:
        left = [p for p in papers if p.type == kind and not any(p is other for other in chosen)]
        if left:
            chosen.append(rng.choice(left))
    return chosen if len(chosen) > 1 else []


def _in_order(chosen: Sequence[Read]) -> Sheets:
    return [(number, page) for number, paper in enumerate(chosen) for page in paper.pages]


def _as_they_are(rng: random.Random, sheets: Sheets) -> Sheets:
    del rng
    return sheets


def _turned(rng: random.Random, sheets: Sheets) -> Sheets:
    """Two neighbouring sheets of one paper changed places."""
    pairs = [n for n in range(1, len(sheets)) if sheets[n - 1][0] == sheets[n][0]]
    if not pairs:
        return []
    place = rng.choice(pairs)
    return [*sheets[: place - 1], sheets[place], sheets[place - 1], *sheets[place + 1 :]]


def _with_blanks(rng: random.Random, sheets: Sheets) -> Sheets:
    """Some backs are empty."""
    laid: Sheets = []
    for paper, page in sheets:
        laid.append((paper, page))
        if rng.random() < 0.4:
            laid.append((-1, Page(0, page.width, page.height, Route.BLANK, ())))
    return laid


def _headless(rng: random.Random, sheets: Sheets) -> Sheets:
    """One paper lost its first page."""
    firsts = [
        n
        for n in range(len(sheets) - 1)
        if (n == 0 or sheets[n - 1][0] != sheets[n][0]) and sheets[n + 1][0] == sheets[n][0]
    ]
    if not firsts:
        return []
    lost = rng.choice(firsts)
    return [sheet for n, sheet in enumerate(sheets) if n != lost]


def _strayed(rng: random.Random, sheets: Sheets) -> Sheets:
    """The last sheet of one paper lies behind another."""
    lasts = [
        n for n in range(1, len(sheets) - 1) if sheets[n - 1][0] == sheets[n][0] != sheets[n + 1][0]
    ]
    if not lasts:
        return []
    place = rng.choice(lasts)
    following = [n for n in range(place + 1, len(sheets)) if _ends(sheets, n)]
    behind = rng.choice(following)
    return [*sheets[:place], *sheets[place + 1 : behind + 1], sheets[place], *sheets[behind + 1 :]]


def _ends(sheets: Sheets, place: int) -> bool:
    return place + 1 == len(sheets) or sheets[place + 1][0] != sheets[place][0]


_KINDS: dict[str, Callable[[random.Random, Sheets], Sheets]] = {
    "mixed": _as_they_are,
    "twins": _as_they_are,
    "turned": _turned,
    "blanks": _with_blanks,
    "headless": _headless,
    "strayed": _strayed,
}


def _file(kind: str, chosen: Sequence[Read], sheets: Sheets) -> Composed:
    pages = tuple(replace(page, number=n) for n, (_, page) in enumerate(sheets, 1))
    parts = []
    for number, paper in enumerate(chosen):
        mine = tuple(n for n, (owner, _) in enumerate(sheets, 1) if owner == number)
        together = not mine or mine[-1] - mine[0] + 1 == len(mine) or kind == "blanks"
        if mine:
            parts.append(Part(mine, paper.truth, together and len(mine) == len(paper.pages)))
    return Composed(kind, pages, tuple(parts))
