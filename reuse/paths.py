"""Names of fields in our own files, checked against the types of papers.

``TYPE.field`` or ``TYPE.rows.field``. Types that extract does not read yet may be named (they stand
in ``papers.toml``); of those it does read, the fields must exist. Errors: ``RuleError``.
"""

from collections.abc import Mapping

from extract.definitions import Catalogue, DocumentType
from reuse.definitions import Paper, RuleError, Source
from reuse.toml_table import Table


class Paths:
    """What exists: types, their fields, their roles."""

    def __init__(self, papers: Mapping[str, Paper], catalogue: Catalogue) -> None:
        self._papers = papers
        self._read = {item.code: item for item in (*catalogue.types, catalogue.other)}

    def check_type(self, file: str, key: str, code: str) -> None:
        if code not in self._papers:
            known = ", ".join(sorted(self._papers))
            raise RuleError(file, key, f"loại giấy “{code}” không có; dùng một trong: {known}")

    def check(self, file: str, key: str, name: str) -> None:
        """``TYPE.field``, ``TYPE.rows`` or ``TYPE.rows.field``."""
        code, *path = name.split(".")
        self.check_type(file, key, code)
        if not 1 <= len(path) <= 2:
            raise RuleError(file, key, f"“{name}”: hãy viết LOẠI.trường hoặc LOẠI.hàng.trường")
        if (definition := self._read.get(code)) is not None and not _has(definition, path):
            fields = ", ".join(sorted(definition.fields))
            raise RuleError(file, key, f"“{name}”: loại này không có; các trường: {fields}")

    def check_role(self, file: str, key: str, code: str, role: str) -> None:
        if (definition := self._read.get(code)) is None:
            return
        roles = {r for rule in definition.holders for r in (rule.role, rule.former_role) if r}
        if role not in roles:
            raise RuleError(file, key, f"vai trò “{role}” không có; dùng: {', '.join(roles)}")

    def source(self, table: Table, key: str, name: str, *, whole: bool) -> Source:
        """A form's source; ``whole``: the form's field is a table, and so must the source be."""
        self.check(table.file, f"{table.key}.{key}", name)
        code, *path = name.split(".")
        definition = self._read.get(code)
        if definition is not None:
            is_table = len(path) == 1 and isinstance(definition.fields[path[0]], dict)
            if is_table != whole:
                raise table.wrong(key, f"“{name}”: bảng chỉ lấy từ bảng, trường chỉ lấy từ trường")
        return Source(code, tuple(path))


def _has(definition: DocumentType, path: list[str]) -> bool:
    found = definition.fields.get(path[0])
    if len(path) == 1:
        return found is not None
    return isinstance(found, dict) and path[1] in found
