"""The paper on hand, as labels, values and strategies share it."""

from dataclasses import dataclass, field

from extract.definitions import DocumentType
from extract.document import Doubt
from extract.evidence import Piece
from extract.free_text import FreeText
from extract.labels import Place
from extract.layout import Layout, Row
from extract.tables import FoundTable

PieceRow = dict[str, Piece]


@dataclass(slots=True)
class Pieces:
    """What was printed: pieces by field (each occurrence), and rows of pieces by list."""

    single: dict[str, list[Piece]] = field(default_factory=dict)
    rows: dict[str, list[PieceRow]] = field(default_factory=dict)

    def add(self, name: str, piece: Piece) -> None:
        self.single.setdefault(name, []).append(piece)

    def merge(self, other: "Pieces") -> None:
        for name, pieces in other.single.items():
            self.single.setdefault(name, []).extend(pieces)
        for name, rows in other.rows.items():
            self.rows.setdefault(name, []).extend(rows)


@dataclass(slots=True)
class Context:
    """One paper while it is being read."""

    layout: Layout
    definition: DocumentType
    score: float = 0.0
    titled: bool = True
    version: str | None = None
    tables: tuple[FoundTable, ...] = ()
    places: tuple[Place, ...] = ()
    pieces: Pieces = field(default_factory=Pieces)
    type_doubts: tuple[Doubt, ...] = ()
    free_text: FreeText | None = None

    @property
    def table_rows(self) -> frozenset[int]:
        return frozenset(number for table in self.tables for number in table.covered)

    def places_in(self, row: Row) -> list[Place]:
        return [place for place in self.places if place.row == row.number]
