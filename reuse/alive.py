"""Alive: a newer paper takes the place of an older one (domain K11, §3.4).

In: approved papers of one citizen, the rules of their types. Out: a ``Plan``: who supersedes whom
and why, and where nobody can tell (``Doubtful``). ``supersede`` writes the plan to the store: a new
version by the rule, never more. Nothing is superseded on equal or unknown dates, nor unless every
holder of the older paper is a certain holder of the newer one. Errors: those of the store.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations

from extract.definitions import Catalogue, DocumentType
from extract.text import letters
from reuse.citizens import Citizen, citizen_of, definition_of, numbers_of
from reuse.dates import Span, newest_fact
from reuse.definitions import Paper, Rules
from reuse.fields import value_at, values_at
from reuse.interface import Texts
from reuse.residence import Move, compared
from storage.errors import Conflict
from storage.record import Record, State
from storage.store import Store

RULE = "rule:newer_paper@1"
_HOLDER = "holder"


@dataclass(frozen=True)
class Superseded:
    """``older`` gives way to ``newer``; ``why``: a key of the ``alive`` sentences."""

    older: Record = field(repr=False)
    newer: Record = field(repr=False)
    why: str
    day: str


@dataclass(frozen=True)
class Doubtful:
    """Two papers of which nobody can tell whether one supersedes the other."""

    one: Record = field(repr=False)
    other: Record = field(repr=False)
    why: str  # unclear_order, unclear_holders, unclear_move


@dataclass(frozen=True)
class Plan:
    superseded: tuple[Superseded, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()


def supersede(
    store: Store, record: Record, catalogue: Catalogue, rules: Rules, texts: Texts
) -> list[Record]:
    """After an approval: what this paper, or an earlier one, makes void; the records as now stored.

    It may be called again at any time. A paper that somebody changes meanwhile is looked at anew.
    """
    holders = [h for h in record.document.get("holders", ()) if h.get("certain")]
    done: list[Record] = []
    for number in sorted({max(numbers_of(holder), key=len) for holder in holders}):
        for _ in range(3):
            with suppress(Conflict):
                done.extend(_carry_out(store, number, catalogue, rules, texts))
                break
    return done


def plan(citizen: Citizen, catalogue: Catalogue, rules: Rules) -> Plan:
    """What must give way among one citizen's approved papers. Pure."""
    facts = [
        fact
        for record in citizen.records
        if record.state is State.APPROVED
        and (definition := definition_of(catalogue, record)) is not None
        and (fact := _fact(record, definition, rules, citizen)) is not None
    ]
    superseded: dict[str, Superseded] = {}
    doubtful: list[Doubtful] = []
    for one, other in combinations(facts, 2):
        for found in _compared(one, other):
            if isinstance(found, Doubtful):
                doubtful.append(found)
            elif _is_newer(found, superseded.get(found.older.record_id), facts):
                superseded[found.older.record_id] = found
    open_ = [d for d in doubtful if not {d.one.record_id, d.other.record_id} & set(superseded)]
    return Plan(tuple(superseded.values()), tuple(open_))


@dataclass(frozen=True)
class _Fact:
    """One paper: how new it is, and the numbers of each holder, those of one person joined."""

    record: Record
    definition: DocumentType
    paper: Paper
    span: Span | None
    certain: tuple[frozenset[str], ...]
    all_certain: bool

    @property
    def day(self) -> str:
        return f"{self.span.last:%d/%m/%Y}" if self.span else ""


def _fact(record: Record, definition: DocumentType, rules: Rules, citizen: Citizen) -> _Fact | None:
    paper = rules.papers.get(definition.code)
    if paper is None:
        return None
    holders = record.document.get("holders", ())
    certain = [frozenset(numbers_of(h)) for h in holders if h.get("certain")]
    joined = tuple(n | citizen.numbers if n & citizen.numbers else n for n in certain)
    span = newest_fact(record.document, definition, paper.dated)
    return _Fact(record, definition, paper, span, joined, len(certain) == len(holders))


def _compared(one: _Fact, other: _Fact) -> Iterator[Superseded | Doubtful]:
    if (why := _replaces(one, other)) is not None:
        yield from _ordered(one, other, why)
    for older, newer in ((one, other), (other, one)):
        if _makes_void(newer, older):
            yield from _voided(older, newer)
        if older.paper.void_when_moved and newer.paper.residence and one.paper != other.paper:
            yield from _moved(older, newer)


def _replaces(one: _Fact, other: _Fact) -> str | None:
    """Are they of a kind of which the newer counts? The key of the sentence."""
    rule = one.definition.newer
    if one.definition.code != other.definition.code:
        return None
    if rule is not None and all(_agree(one, other, path) for path in rule.same):
        return "newer_paper" if rule.same == (_HOLDER,) else "newer_entry"
    if one.paper.succeeds and all(_agree(one, other, path) for path in one.paper.succeeds):
        return "succeeded"
    return None


def _makes_void(newer: _Fact, older: _Fact) -> bool:
    """Papers of this type end those of the other type, where both have the same in common."""
    rule = newer.definition.newer
    if rule is None or older.definition.code not in rule.replaces:
        return False
    return all(_agree(older, newer, path) for path in rule.same)


def _voided(older: _Fact, newer: _Fact) -> Iterator[Superseded | Doubtful]:
    if older.span is None or newer.span is None:
        yield Doubtful(older.record, newer.record, "unclear_order")
    elif older.span.is_before(newer.span):
        yield _if_same_holders(older, newer, "replaced")


def _agree(one: _Fact, other: _Fact, path: str) -> bool:
    if path == _HOLDER:
        return any(a & b for a in one.certain for b in other.certain)
    first, second = values_at(one.record.document, path), values_at(other.record.document, path)
    return bool(first) and sorted(map(letters, first)) == sorted(map(letters, second))


def _ordered(one: _Fact, other: _Fact, why: str) -> Iterator[Superseded | Doubtful]:
    if one.span is None or other.span is None:
        yield Doubtful(one.record, other.record, "unclear_order")
    elif one.span.is_before(other.span):
        yield _if_same_holders(one, other, why)
    elif other.span.is_before(one.span):
        yield _if_same_holders(other, one, why)
    else:
        yield Doubtful(one.record, other.record, "unclear_order")


def _if_same_holders(older: _Fact, newer: _Fact, why: str) -> Superseded | Doubtful:
    known = all(any(mine & theirs for theirs in newer.certain) for mine in older.certain)
    if not (older.all_certain and older.certain and known):
        return Doubtful(older.record, newer.record, "unclear_holders")
    return Superseded(older.record, newer.record, why, newer.day)


def _moved(older: _Fact, newer: _Fact) -> Iterator[Superseded | Doubtful]:
    """An authority's newer statement of another residence ends the older one."""
    if not _agree(older, newer, _HOLDER) or older.span is None or newer.span is None:
        return
    if not older.span.is_before(newer.span):
        return
    for path in older.paper.residence:
        before = value_at(older.record.document, path)
        after = value_at(newer.record.document, path) if path in newer.paper.residence else None
        if before is None or after is None:
            continue
        match compared(before, after):
            case Move.MOVED:
                yield _if_same_holders(older, newer, "moved")
            case Move.UNCLEAR:
                yield Doubtful(older.record, newer.record, "unclear_move")


def _is_newer(found: Superseded, than: Superseded | None, facts: Sequence[_Fact]) -> bool:
    """Of several papers that supersede one, the newest is named."""
    if than is None:
        return True
    spans = {fact.record.record_id: fact.span for fact in facts}
    mine, theirs = spans[found.newer.record_id], spans[than.newer.record_id]
    return mine is not None and theirs is not None and theirs.is_before(mine)


def _carry_out(
    store: Store, number: str, catalogue: Catalogue, rules: Rules, texts: Texts
) -> Iterator[Record]:
    for found in plan(citizen_of(store, number), catalogue, rules).superseded:
        older = found.older
        paper = rules.papers[str(found.newer.document["type"])].name.said(texts.lang)
        new = replace(
            older,
            state=State.SUPERSEDED,
            superseded_by=found.newer.record_id,
            reason=texts(f"alive.{found.why}", date=found.day, paper=paper),
            created_by=RULE,
        )
        yield store.save_version(older.record_id, new, builds_on=older.version)
