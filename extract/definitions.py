"""Types of papers as data: in goes a folder of TOML files, out comes a checked ``Catalogue``.

A wrong definition stops the program with the file, the key and what to do. Paper names stand in the
files only; the code knows mechanisms (labels, tables, blocks, holders, checks).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from extract.kinds import kind_names

Fields = dict[str, Any]  # name -> kind, or name -> {name -> kind} for rows and objects
T = TypeVar("T")


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

    ``lines``: ``one``, ``many`` (runs on over the next rows), ``block`` (all up to the next label)
    or ``heading`` (no value).
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
    """Who a paper belongs to: names of fields, of rows when ``rows`` is given (contract §3)."""

    role: str
    full_name: str = "full_name"
    citizen_id: str = "citizen_id"
    id_card_number: str = ""
    birth: str = ""
    sex: str = ""
    rows: str = ""
    former_role: str = ""
    former_when: str = ""


@dataclass(frozen=True)
class CheckRule:
    """A comparison of several fields; ``fields`` in the order which the check asks for."""

    name: str
    fields: tuple[str, ...]
    rows: str = ""


@dataclass(frozen=True)
class DocumentType:
    """One type of paper, as one TOML file describes it."""

    code: str
    name: str
    source: str
    titles: tuple[str, ...] = ()
    title_starts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    structure: str = ""
    continuation: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    any_order: bool = False
    auto_approve: bool = False
    version_field: str = ""
    required: tuple[str, ...] = ()
    fields: Fields = None  # type: ignore[assignment]  # filled by the loader
    versions: tuple[Version, ...] = ()
    labels: tuple[Label, ...] = ()
    tables: tuple[TableRule, ...] = ()
    blocks: tuple[Block, ...] = ()
    holders: tuple[HolderRule, ...] = ()
    checks: tuple[CheckRule, ...] = ()

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
        return next(item for item in (*self.types, self.other) if item.code == code)


def load_catalogue(
    folder: Traversable | None = None, *, strategies: Iterable[str], checks: Iterable[str]
) -> Catalogue:
    """Read and check every definition of the folder (the package's own by default)."""
    folder = folder or files("extract").joinpath("document_types")
    known = {"strategies": frozenset(strategies), "checks": frozenset(checks)}
    found = [
        _document_type(item.name, tomllib.loads(item.read_text(encoding="utf-8")), known)
        for item in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if item.name.endswith(".toml")
    ]
    others = [item for item in found if item.structure == "other"]
    if len(others) != 1:
        raise DefinitionError(str(folder), "structure", "đúng một loại phải có structure = “other”")
    codes = [item.code for item in found]
    for code in codes:
        if codes.count(code) > 1:
            raise DefinitionError(str(folder), "code", f"mã “{code}” bị dùng hai lần; hãy đổi một")
    return Catalogue(tuple(item for item in found if item is not others[0]), others[0])


def _document_type(file: str, data: dict[str, Any], known: dict[str, frozenset[str]]) -> DocumentType:
    parts = dict(data)
    _check_fields(file, parts.get("fields", {}))
    parts["fields"] = parts.get("fields", {})
    for key, kind in (("versions", Version), ("labels", Label), ("holders", HolderRule), ("checks", CheckRule)):
        parts[key] = [_build(file, f"{key}[{i}]", kind, x) for i, x in enumerate(parts.get(key, []))]
    parts["tables"] = [_table(file, f"tables[{i}]", x) for i, x in enumerate(parts.get("tables", []))]
    parts["blocks"] = [_block(file, f"blocks[{i}]", x) for i, x in enumerate(parts.get("blocks", []))]
    definition = _build(file, "", DocumentType, parts)
    if file != f"{definition.code}.toml":
        raise DefinitionError(file, "code", f"phải trùng tên tệp; hãy đổi thành “{file[:-5]}”")
    _check_references(file, definition, known)
    return definition


def _table(file: str, key: str, data: dict[str, Any]) -> TableRule:
    columns = [_build(file, f"{key}.columns[{i}]", Column, x) for i, x in enumerate(data.get("columns", []))]
    return _build(file, key, TableRule, {**data, "columns": columns})


def _block(file: str, key: str, data: dict[str, Any]) -> Block:
    options = dict(data)
    return _build(file, key, Block, {"strategy": options.pop("strategy", ""), "options": options})


def _build(file: str, key: str, kind: type[T], data: dict[str, Any]) -> T:
    """A dataclass from a TOML table; lists become tuples, unknown or missing keys are errors."""
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    for name, value in data.items():
        if name not in known:
            raise DefinitionError(file, f"{key}.{name}".lstrip("."), f"khóa lạ; dùng một trong: {', '.join(known)}")
        expected = str(known[name].type)
        wrong = (
            (expected.startswith(("tuple", "<class 'tuple")) and not isinstance(value, list))
            or (expected in {"str", "<class 'str'>"} and not isinstance(value, str))
            or (expected in {"bool", "<class 'bool'>"} and not isinstance(value, bool))
        )
        if wrong:
            raise DefinitionError(file, f"{key}.{name}".lstrip("."), f"sai kiểu; cần {expected}")
    for name, item in known.items():
        if name not in data and item.default is MISSING and item.default_factory is MISSING:
            raise DefinitionError(file, f"{key}.{name}".lstrip("."), "thiếu; hãy thêm khóa này")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})


def _check_fields(file: str, data: Fields) -> None:
    for name, value in data.items():
        inner = value if isinstance(value, dict) else {name: value}
        for key, kind in inner.items():
            path = key if key == name else f"{name}.{key}"
            if kind not in kind_names():
                near = ", ".join(sorted(kind_names()))
                raise DefinitionError(file, f"fields.{path}", f"loại “{kind}” không có; dùng: {near}")


def _check_references(file: str, item: DocumentType, known: dict[str, frozenset[str]]) -> None:
    paths = set(item.fields) | {
        f"{name}.{key}" for name, inner in item.fields.items() if isinstance(inner, dict) for key in inner
    }
    versions = {version.name for version in item.versions}

    def must(key: str, value: str, allowed: Iterable[str], fix: str) -> None:
        if value not in set(allowed):
            raise DefinitionError(file, key, f"“{value}” {fix}")

    undeclared = "chưa khai trong [fields]; hãy khai ở đó"
    for i, label in enumerate(item.labels):
        if label.field:
            must(f"labels[{i}].field", label.field, paths, undeclared)
        must(f"labels[{i}].lines", label.lines, ("one", "many", "block", "heading"), "phải là one, many, block hoặc heading")
        for version in label.versions:
            must(f"labels[{i}].versions", version, versions, "không có trong [[versions]]")
    for i, table in enumerate(item.tables):
        must(f"tables[{i}].field", table.field, paths, undeclared)
        for column in table.columns:
            if column.field:
                must(f"tables[{i}].columns", f"{table.field}.{column.field}", paths, undeclared)
    for i, block in enumerate(item.blocks):
        must(f"blocks[{i}].strategy", block.strategy, known["strategies"], "không có; xem extract/strategies")
    for i, check in enumerate(item.checks):
        must(f"checks[{i}].name", check.name, known["checks"], "không có; xem extract/cross_checks.py")
    for i, holder in enumerate(item.holders):
        for key in ("full_name", "citizen_id", "id_card_number", "birth", "sex"):
            name = getattr(holder, key)
            path = f"{holder.rows}.{name}" if holder.rows else name
            if name and not holder.rows.startswith("_"):
                must(f"holders[{i}].{key}", path, paths, undeclared)
    for name in item.required:
        must("required", name, paths, undeclared)
    if item.version_field:
        must("version_field", item.version_field, paths, undeclared)
