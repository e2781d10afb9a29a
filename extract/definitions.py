"""Types of papers as data: what one TOML file of ``document_types`` says.

Paper names stand in the files only; the code knows mechanisms (labels, tables, blocks, holders,
checks). ``definition_files`` reads and checks the files.
"""

from dataclasses import dataclass, field
from typing import Any

Fields = dict[str, Any]  # name -> kind, or name -> {name -> kind} for rows and objects


class DefinitionError(Exception):
    """A document type is defined wrongly: which file, which key, and how to mend it."""

    def __init__(self, file: str, key: str, fix: str) -> None:
        super().__init__(f"{file}: {key}: {fix}")
        self.file, self.key, self.fix = file, key, fix


@dataclass(frozen=True)
class Version:
    """One edition of a form, told by what is printed; the first whose test holds is taken.

    ``titles`` and ``texts``: one of them is printed; ``labels``: fields whose labels are printed;
    ``pattern``: some printed token, or two neighbours joined, matches it. A version without any
    test is the fall-back.
    """

    name: str
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Label:
    """A printed label, with its variants. Without a field it only ends or opens something.

    ``lines``: ``one``, ``many`` (runs on over the next rows), ``block`` (all up to the next label),
    ``pages`` (a block that runs on over the next page) or ``heading`` (no value).
    ``new_row``: begins a row of its list (``members.…``), also where the row before lacks it.
    ``opens``/``within``: sections, since the same words stand in several places of a paper.
    ``versions``: the editions that print it (none: all). ``anywhere``: it may stand inside a line.
    """

    texts: tuple[str, ...]
    field: str = ""
    lines: str = "one"
    opens: str = ""
    within: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    anywhere: bool = False
    new_row: bool = False


@dataclass(frozen=True)
class SideBySide:
    """Two columns that are never read across: from the rows with these labels on.

    ``left``, ``right``: words that begin each column (on one row, or further down); which stands on
    which side does not matter. ``until``: words below the columns.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    until: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: the words of its heading, and the field below it."""

    texts: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True)
class TableRule:
    """A table of rows: found by the words of its heading."""

    field: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Block:
    """A part of a paper that a named strategy reads; the other keys are the strategy's own."""

    strategy: str
    options: dict[str, Any]


@dataclass(frozen=True)
class HolderRule:
    """Who a paper belongs to: names of fields, of rows when ``rows`` is given (contract §3).

    ``old_card``: the field of an earlier card of the same person; a paper that prints it beside the
    12 digits links what is filed under both. ``rows``: a list, or an object of fields.
    ``role_field``: the field of a row that tells another role, by its value (``roles``:
    ``{"Chủ hộ" = "head"}``).
    """

    role: str
    full_name: str = "full_name"
    citizen_id: str = "citizen_id"
    id_card_number: str = ""
    old_card: str = ""
    birth: str = ""
    sex: str = ""
    rows: str = ""
    former_role: str = ""
    former_when: str = ""
    role_field: str = ""
    roles: dict[str, str] = field(default_factory=dict)

    def role_of(self, value: str | None) -> str:
        """The role of a row whose ``role_field`` has this value."""
        return self.roles.get(value or "", self.role)


@dataclass(frozen=True)
class CheckRule:
    """A comparison of several fields; ``fields`` in the order which the check asks for."""

    name: str
    fields: tuple[str, ...]
    rows: str = ""


@dataclass(frozen=True)
class Validity:
    """How long a paper of this type is in force.

    Until the date printed in ``ends``; where none is printed, ``months`` from the one in
    ``starts``; without either it has no end. ``source``: the law that says so.
    """

    months: int = 0
    starts: str = "issue_date"
    ends: str = "valid_until"
    source: str = ""


@dataclass(frozen=True)
class Newer:
    """When a newer paper of this type takes the place of an older one (domain K11).

    ``same``: what both must have in common: ``holder``, or fields (``serial_number``) with equal
    values. ``date``: the field that tells which is newer; in rows (``changes.date``) the latest.
    ``replaces``: further types that it makes void. ``source``: the law that says so.
    """

    same: tuple[str, ...]
    date: str = "issue_date"
    replaces: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class DocumentType:
    """One type of paper, as one TOML file describes it.

    ``titles`` are whole, ``title_starts`` only begin one; ``unless``: words that make it another
    paper. ``structure``: ``letterhead`` (told by its head) or ``other`` (none of the types).
    ``own_words``: words that stand on this paper only, for pages without a title.
    ``objects``: which of the inner ``fields`` are one object and not a list of rows.
    ``by_labels``: may labels alone tell an untitled page? Not where many papers have the same.
    ``inner_titles``: titles of pages inside such a paper (the notary's words behind a contract).
    ``side_by_side``: parts in two columns. ``continuation``: words of its later pages;
    ``closing``: words of its end; ``annexes``: pages of any kind may follow the end;
    ``any_order``: its pages may come in any order; ``one_person``: all its sides bear the number of
    one person, and each side stands once (identity cards).
    ``sensitive``: its data need narrower access (Nghị định 356/2025/NĐ-CP). ``withheld``: values of
    fields with which it is never handed out (``{form_number = ["2"]}``).
    """

    code: str
    name: str
    source: str
    titles: tuple[str, ...] = ()
    title_starts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    structure: str = ""
    own_words: tuple[str, ...] = ()
    by_labels: bool = True
    inner_titles: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    side_by_side: tuple[SideBySide, ...] = ()
    continuation: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    any_order: bool = False
    one_person: bool = False
    annexes: bool = False
    auto_approve: bool = False
    version_field: str = ""
    required: tuple[str, ...] = ()
    fields: Fields = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    labels: tuple[Label, ...] = ()
    tables: tuple[TableRule, ...] = ()
    blocks: tuple[Block, ...] = ()
    holders: tuple[HolderRule, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    validity: Validity = Validity()
    newer: Newer | None = None
    sensitive: bool = False
    withheld: dict[str, list[str]] = field(default_factory=dict)

    @property
    def field_count(self) -> int:
        """How many fields a reader sees; a list or an object counts each of its own."""
        shown = [kind for name, kind in self.fields.items() if not name.startswith("_")]
        return sum(
            sum(not key.startswith("_") for key in kind) if isinstance(kind, dict) else 1
            for kind in shown
        )

    def kind_of(self, path: str) -> str:
        """The kind of ``full_name`` or ``members.full_name``."""
        first, _, rest = path.partition(".")
        found = self.fields[first]
        return str(found[rest] if rest else found)


@dataclass(frozen=True)
class Catalogue:
    """All document types; ``other`` is the one for papers that are none of them."""

    types: tuple[DocumentType, ...]
    other: DocumentType

    def get(self, code: str) -> DocumentType:
        """``KeyError`` where there is none."""
        for item in (*self.types, self.other):
            if item.code == code:
                return item
        raise KeyError(code)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all types."""
        return frozenset(item.code for item in (*self.types, self.other))

    @property
    def filed_types(self) -> frozenset[str]:
        """Types whose papers belong to somebody."""
        return frozenset(item.code for item in self.types if item.holders)
