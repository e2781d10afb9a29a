"""The types of paper that hoso knows, read once. Needs no spaCy: whoever only asks what a paper is
called, or how long it is in force, starts quickly."""

from functools import cache

from extract.cross_checks import CHECKS
from extract.definition_files import load_catalogue
from extract.definitions import Catalogue
from extract.strategies import STRATEGIES


@cache
def document_types() -> Catalogue:
    """All of them; a wrong definition raises ``DefinitionError``."""
    return load_catalogue(strategies=STRATEGIES, checks=CHECKS)
