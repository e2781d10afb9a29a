"""Pages and documents on their way between our own processes, pickled in a third of the time.

A page has thousands of small frozen objects; what dataclasses do for each of them when pickled
(Python 3.11 asks for its fields anew every time) costs more than the queue and the store together.
"""

import copyreg
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from extract.addresses.address import Address, Part, Successor
from extract.document import Document, Doubt, Field, Holder
from extract.signs import Signs
from ocr.page import Cell, Code, Line, Page, Reading, Step, Table, Transform, Word

_PARTS = (
    *(Page, Line, Word, Reading, Table, Cell, Code, Step, Transform),
    *(Document, Holder, Field, Doubt, Signs),
    *(Address, Part, Successor),
)


def quicken() -> None:
    """From now on these are pickled as calls of their classes. Again does no harm."""
    for kind in _PARTS:
        copyreg.pickle(kind, _reducer(kind))


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(one.name for one in fields(kind)))
    return lambda whole: (kind, values(whole))
