"""One short module per kind of value, all with the same verbs: ``clean``, ``check``, ``show``."""

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from extract.kinds.base import Kind

_NOT_KINDS = {"base", "vocabulary"}


def kind_names() -> frozenset[str]:
    """The kinds that a definition may name: every module of this folder."""
    return frozenset(module.name for module in iter_modules(__path__)) - _NOT_KINDS


def kind(name: str) -> Kind:
    """The module of one kind."""
    return cast(Kind, import_module(f"extract.kinds.{name}"))
