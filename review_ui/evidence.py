"""What speaks for and against a number under which a paper would be filed, and who else it may be.

In: an opened paper, the store and its index. Out: ``Claim``s: per holder the evidence on the paper,
what the store already has of this number, and people of the same name in the store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.definitions import HolderRule
from extract.kinds import citizen_id, kind
from extract.text import fold
from review_ui.cells import Cell
from review_ui.draft import agreed
from review_ui.interface import Services
from review_ui.opening import OpenPaper
from review_ui.review import Blocker, filing_paths
from storage.index import Search

_MOST = 5  # people of the same name
_NUMBERS = ("citizen_id", "id_card_number")


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of evidence: does it speak for the number (``None``: neither)?"""

    code: str
    speaks: bool | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the store who may be meant: what approved or certain papers say."""

    name: str
    number: str
    papers: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A place of a number, with what speaks for it."""

    path: str
    name: str
    number: str
    signs: tuple[Sign, ...]
    people: tuple[Person, ...]


def claims_of(services: Services, paper: OpenPaper) -> list[Claim]:
    """Every number that would file the paper and is not certain yet."""
    certain = {
        holder.get(name)
        for holder in paper.review.after["holders"]
        if holder["certain"]
        for name in _NUMBERS
    }
    found = []
    for rule in paper.definition.holders:
        for prefix in _prefixes(rule, paper.review.cells):
            row = {name: paper.review.cells.get(prefix + name) for name in _names(rule)}
            number = _value(row, rule.citizen_id) or _value(row, rule.id_card_number)
            path = prefix + (
                rule.citizen_id
                if prefix + rule.citizen_id in paper.review.cells
                else rule.id_card_number
            )
            name = _value(row, rule.full_name)
            if (number or name) and number not in certain:
                signs = tuple(_signs(services, paper, rule, row))
                people = tuple(_people(services, name, number))
                found.append(Claim(path, name, number, signs, people))
    return found


def _prefixes(rule: HolderRule, cells: Mapping[str, Cell]) -> list[str]:
    if not rule.rows:
        return [""]
    rows = {cell.slot.row for cell in cells.values() if cell.slot.table == rule.rows}
    return [f"{rule.rows}." if r is None else f"{rule.rows}.{r}." for r in sorted(rows, key=str)]


def _names(rule: HolderRule) -> list[str]:
    names = (rule.full_name, rule.citizen_id, rule.id_card_number, rule.birth, rule.sex)
    return [name for name in names if name]


def _value(row: Mapping[str, Cell | None], name: str) -> str:
    cell = row.get(name) if name else None
    return (cell.value or "") if cell else ""


def _signs(
    services: Services, paper: OpenPaper, rule: HolderRule, row: Mapping[str, Cell | None]
) -> Iterator[Sign]:
    number = _value(row, rule.citizen_id) or _value(row, rule.id_card_number)
    name = _value(row, rule.full_name)
    if not number:
        yield Sign("no_number", speaks=False)
        return
    long = len(number) == citizen_id.LENGTH
    doubts = kind("citizen_id" if long else "id_card_number").check(number)
    yield Sign("structure", speaks=not doubts)
    if long and not doubts:
        born, sex = _value(row, rule.birth), _value(row, rule.sex)
        year = citizen_id.birth_year(number)
        yield Sign("birth_year", speaks=born[:4] == str(year) if born else None, detail=str(year))
        meant = citizen_id.sex(number)
        yield Sign("sex", speaks=sex == meant if sex else None, detail=meant)
    cell = row.get(rule.citizen_id) or row.get(rule.id_card_number)
    readings = ((cell.slot.read or {}).get("readings") or []) if cell else []
    if readings:
        alike = {"".join(c for c in one["text"] if c.isdigit()) for one in readings}
        yield Sign("readers", speaks=alike == {number} and len(readings) > 1)
    yield from _store_signs(services, paper, number, name)


def _store_signs(services: Services, paper: OpenPaper, number: str, name: str) -> Iterator[Sign]:
    """What papers that are filed under this number already call the person."""
    names = _names_of(services, paper, number)
    if not names:
        yield Sign("store_none", speaks=None)
        return
    same = fold(name) in {fold(one) for one in names}
    yield Sign("store_names", speaks=same, detail=", ".join(sorted(names)))


def _names_of(services: Services, paper: OpenPaper, number: str) -> set[str]:
    """Names that other papers, filed under this number, print for it."""
    return {
        holder["full_name"]
        for record in services.store.records_of(number)
        for holder in record.document["holders"]
        if record.record_id != paper.record.record_id
        and holder["certain"]
        and holder["full_name"]
        and number in (holder.get(one) for one in _NUMBERS)
    }


def name_blockers(services: Services, paper: OpenPaper) -> list[Blocker]:
    """Numbers that an approval would file the paper under, although the store knows other names
    for them: somebody must say that it is so."""
    before = {
        h.get(one) for h in paper.record.document["holders"] if h["certain"] for one in _NUMBERS
    }
    found = []
    for place, holder in enumerate(paper.review.after["holders"]):
        number = holder.get("citizen_id") or holder.get("id_card_number")
        if not holder["certain"] or not number or number in before:
            continue
        names = _names_of(services, paper, number)
        said = agreed(paper.review.standings, f"other_name:{place}", filing_paths(paper.review))
        if names and not said and fold(holder["full_name"]) not in {fold(one) for one in names}:
            found.append(Blocker("other_name", ", ".join(sorted(names)), f"other_name:{place}"))
    return found


def _people(services: Services, name: str, number: str) -> Iterator[Person]:
    """People of this name who have certain papers under another number."""
    if not name:
        return
    found: dict[tuple[str, str], int] = {}
    for item in services.index.search(Search(name=name), key_of=services.store.key_of, limit=40):
        for holder in services.store.latest(item.record_id).document["holders"]:
            other = holder.get("citizen_id") or holder.get("id_card_number")
            same_name = fold(holder["full_name"] or "") == fold(name)
            if holder["certain"] and other and other != number and same_name:
                key = (holder["full_name"], other)
                found[key] = found.get(key, 0) + 1
    for (full_name, other), papers in sorted(found.items(), key=lambda one: -one[1])[:_MOST]:
        yield Person(full_name, other, papers)
