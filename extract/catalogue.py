"""The types of paper that hoso knows, read once. Needs no spaCy: whoever only asks what a paper is
called, or how long it is in force, starts quickly."""

from functools import cache
from pathlib import Path

from extract.cross_checks import CHECKS
from extract.definition_files import load_catalogue, read_definition
from extract.definitions import Catalogue, DocumentType
from extract.strategies import STRATEGIES


@cache
def document_types() -> Catalogue:
    """All of them; a wrong definition raises ``DefinitionError``."""
    return load_catalogue(strategies=STRATEGIES, checks=CHECKS)


def check_definition(file: Path) -> DocumentType:
    """The definition in the file, checked beside the types that hoso knows.

    Raises ``DefinitionError``: file, key and what to do.
    """
    return read_definition(file, document_types(), strategies=STRATEGIES, checks=CHECKS)
