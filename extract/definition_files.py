"""Reads ``document_types/*.toml``: in goes a folder, out comes a checked ``Catalogue``.

A wrong definition stops the program with the file, the key and what to do.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from extract.definitions import (
    Block,
    Catalogue,
    CheckRule,
    Column,
    DefinitionError,
    DocumentType,
    Fields,
    HolderRule,
    Label,
    Newer,
    SideBySide,
    TableRule,
    Validity,
    Version,
)
from extract.free_text import LABELS
from extract.kinds import kind_names
from extract.text import letters

T = TypeVar("T")
_LINES = ("one", "many", "block", "pages", "heading")
_PARTS = {
    "versions": Version,
    "labels": Label,
    "holders": HolderRule,
    "checks": CheckRule,
    "side_by_side": SideBySide,
}


def load_catalogue(
    folder: Traversable | None = None, *, strategies: Iterable[str], checks: Iterable[str]
) -> Catalogue:
    """Read and check every definition of the folder (the package's own by default)."""
    folder = folder or files("extract").joinpath("document_types")
    known = {"strategies": frozenset(strategies), "checks": frozenset(checks)}
    found = [
        _read(item, known)
        for item in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if item.name.endswith(".toml")
    ]
    others = [item for item in found if item.structure == "other"]
    if len(others) != 1:
        raise DefinitionError(str(folder), "structure", "đúng một loại phải có structure = “other”")
    for item in found:
        _check_neighbours(item, found)
    return Catalogue(tuple(item for item in found if item is not others[0]), others[0])


def read_definition(
    file: Traversable,
    beside: Catalogue,
    *,
    strategies: Iterable[str],
    checks: Iterable[str],
) -> DocumentType:
    """Read and check one definition, also against the types it will stand beside.

    A type of the same code is thought to be replaced. Raises ``DefinitionError``.
    """
    known = {"strategies": frozenset(strategies), "checks": frozenset(checks)}
    item = _read(file, known)
    _check_neighbours(item, [item, *(x for x in beside.types if x.code != item.code)])
    return item


def _read(file: Traversable, known: dict[str, frozenset[str]]) -> DocumentType:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(file.name, "TOML", f"không đọc được tệp: {error}") from error
    return _document_type(file.name, data, known)


def _check_neighbours(item: DocumentType, every: Iterable[DocumentType]) -> None:
    """No other type may have the same code or one of the same titles."""
    titles = {letters(text): text for text in item.titles}
    for other in every:
        if other is item:
            continue
        if other.code == item.code:
            fix = f"mã “{item.code}” bị dùng hai lần; hãy đổi một"
            raise DefinitionError(f"{item.code}.toml", "code", fix)
        shared = next((titles[k] for k in map(letters, other.titles) if k in titles), None)
        if shared:
            fix = f"đầu đề “{shared}” đã thuộc loại “{other.code}”; hãy bỏ ở một trong hai"
            raise DefinitionError(f"{item.code}.toml", "titles", fix)


def _document_type(
    file: str, data: dict[str, Any], known: dict[str, frozenset[str]]
) -> DocumentType:
    parts = dict(data)
    _check_fields(file, parts.get("fields", {}))
    parts["fields"] = parts.get("fields", {})
    for key, kind in _PARTS.items():
        rows = parts.get(key, [])
        parts[key] = [_build(file, f"{key}[{i}]", kind, row) for i, row in enumerate(rows)]
    parts["tables"] = [
        _table(file, f"tables[{i}]", x) for i, x in enumerate(parts.get("tables", []))
    ]
    parts["blocks"] = [
        _block(file, f"blocks[{i}]", x) for i, x in enumerate(parts.get("blocks", []))
    ]
    parts["validity"] = _build(file, "validity", Validity, parts.get("validity", {}))
    if "newer" in parts:
        parts["newer"] = _build(file, "newer", Newer, parts["newer"])
    definition = _build(file, "", DocumentType, parts)
    if file != f"{definition.code}.toml":
        raise DefinitionError(file, "code", f"phải trùng tên tệp; hãy đổi thành “{file[:-5]}”")
    _check_references(file, definition, known)
    return definition


def _table(file: str, key: str, data: dict[str, Any]) -> TableRule:
    columns = [
        _build(file, f"{key}.columns[{i}]", Column, x)
        for i, x in enumerate(data.get("columns", []))
    ]
    return _build(file, key, TableRule, {**data, "columns": columns})


def _block(file: str, key: str, data: dict[str, Any]) -> Block:
    options = dict(data)
    return _build(file, key, Block, {"strategy": options.pop("strategy", ""), "options": options})


def _build(file: str, key: str, kind: type[T], data: dict[str, Any]) -> T:
    """A dataclass from a TOML table; lists become tuples, unknown or missing keys are errors."""
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    for name, value in data.items():
        if name not in known:
            raise DefinitionError(
                file, f"{key}.{name}".lstrip("."), f"khóa lạ; dùng một trong: {', '.join(known)}"
            )
        expected = str(known[name].type)
        wrong = (
            (expected.startswith(("tuple", "<class 'tuple")) and not isinstance(value, list))
            or (expected in {"str", "<class 'str'>"} and not isinstance(value, str))
            or (expected in {"bool", "<class 'bool'>"} and not isinstance(value, bool))
            or (expected in {"int", "<class 'int'>"} and type(value) is not int)
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
                raise DefinitionError(
                    file, f"fields.{path}", f"loại “{kind}” không có; dùng: {near}"
                )


Reference = tuple[str, str, Iterable[str], str]  # key, name, names that exist, what to do
_UNDECLARED = "chưa khai trong [fields]; hãy khai ở đó"


def _check_references(file: str, item: DocumentType, known: dict[str, frozenset[str]]) -> None:
    inner = {name: kind for name, kind in item.fields.items() if isinstance(kind, dict)}
    paths = set(item.fields) | {f"{name}.{key}" for name, kind in inner.items() for key in kind}
    for references in (
        _label_references(item, paths),
        _table_references(item, paths),
        _rule_references(item, known, paths),
        _holder_references(item, paths),
        _key_references(item, paths),
    ):
        for key, name, names, fix in references:
            if name not in set(names):
                raise DefinitionError(file, key, f"“{name}” {fix}")


def _label_references(item: DocumentType, paths: set[str]) -> Iterator[Reference]:
    versions = {version.name for version in item.versions}
    for i, label in enumerate(item.labels):
        if label.field:
            yield f"labels[{i}].field", label.field, paths, _UNDECLARED
        yield f"labels[{i}].lines", label.lines, _LINES, f"phải là một trong: {', '.join(_LINES)}"
        for version in label.versions:
            yield f"labels[{i}].versions", version, versions, "không có trong [[versions]]"


def _table_references(item: DocumentType, paths: set[str]) -> Iterator[Reference]:
    for i, table in enumerate(item.tables):
        yield f"tables[{i}].field", table.field, paths, _UNDECLARED
        for column in table.columns:
            if column.field:
                yield f"tables[{i}].columns", f"{table.field}.{column.field}", paths, _UNDECLARED


def _rule_references(
    item: DocumentType, known: dict[str, frozenset[str]], paths: set[str]
) -> Iterator[Reference]:
    for i, block in enumerate(item.blocks):
        fix = "không có; các cách đọc ở extract/strategies"
        yield f"blocks[{i}].strategy", block.strategy, known["strategies"], fix
        if "field" in block.options:
            yield f"blocks[{i}].field", block.options["field"], paths, _UNDECLARED
        if block.strategy == "mentions":
            yield from _mention_references(f"blocks[{i}]", block.options, paths)
    for i, check in enumerate(item.checks):
        fix = "không có; các phép đối chiếu ở extract/cross_checks.py"
        yield f"checks[{i}].name", check.name, known["checks"], fix


def _mention_references(
    key: str, options: Mapping[str, Any], paths: set[str]
) -> Iterator[Reference]:
    for kind in ("fields", "parties"):
        for name, label in options.get(kind, {}).items():
            yield f"{key}.{kind}", name, paths, _UNDECLARED
            yield f"{key}.{kind}", label, frozenset(LABELS), "không có trong extract/free_text.py"
    for name in options.get("within", ()):
        yield f"{key}.within", name, paths, _UNDECLARED


def _holder_references(item: DocumentType, paths: set[str]) -> Iterator[Reference]:
    for i, holder in enumerate(item.holders):
        for key in (
            "full_name",
            "citizen_id",
            "id_card_number",
            "old_card",
            "birth",
            "sex",
            "role_field",
        ):
            name = getattr(holder, key)
            if name:
                path = f"{holder.rows}.{name}" if holder.rows else name
                yield f"holders[{i}].{key}", path, paths, _UNDECLARED


def _key_references(item: DocumentType, paths: set[str]) -> Iterator[Reference]:
    rows = [name for name, kind in item.fields.items() if isinstance(kind, dict)]
    for name in item.required:
        yield "required", name, paths, _UNDECLARED
    for name in item.objects:
        yield "objects", name, rows, "phải là một nhóm [fields.…]"
    for name in item.withheld:
        yield "withheld", name, paths, _UNDECLARED
    if item.newer is not None:
        for name in item.newer.same:
            yield "newer.same", name, paths | {"holder"}, _UNDECLARED
        yield "newer.date", item.newer.date, paths, _UNDECLARED
    if item.validity.months:
        yield "validity.starts", item.validity.starts, paths, _UNDECLARED
    if item.version_field:
        yield "version_field", item.version_field, paths, _UNDECLARED
