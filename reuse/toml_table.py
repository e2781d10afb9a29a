"""One TOML table, read key by key: what is missing, of the wrong kind or unknown is said loudly.

In: a file's name, a key and the table. Out: values of the kind asked for. Errors: ``RuleError``
with file, key and what to do.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reuse.definitions import RuleError, Wording


class Table:
    """A table that remembers which of its keys were asked for."""

    def __init__(self, file: str, key: str, data: object) -> None:
        self.file, self.key = file, key
        if not isinstance(data, dict):
            raise RuleError(file, key, "phải là một bảng TOML")
        self._data: dict[str, Any] = data
        self._asked: set[str] = set()

    def wrong(self, key: str, fix: str) -> RuleError:
        """The error to raise about one key of this table."""
        return RuleError(self.file, f"{self.key}.{key}".strip("."), fix)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "phải là chuỗi")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty where the key is absent."""
        return self._strings(key, self._get(key, []))

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "phải là true hoặc false")
        return value

    def number(self, key: str, default: int = 0) -> int:
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key, "phải là số nguyên không âm")
        return value

    def wording(self, key: str) -> Wording:
        table = Table(self.file, f"{self.key}.{key}".strip("."), self._get(key, None))
        found = Wording(vi=table.text("vi"), en=table.text("en"))
        table.done()
        return found

    def wording_or_none(self, key: str) -> Wording | None:
        return self.wording(key) if key in self._data else None

    def words(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of strings: ``{ field = ["word", …] }``."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "phải là bảng { trường = [giá trị, …] }")
        return {name: self._strings(f"{key}.{name}", item) for name, item in value.items()}

    def strings(self, key: str) -> Mapping[str, str]:
        """A table of strings."""
        value = self._get(key, {})
        if not isinstance(value, dict) or not all(isinstance(x, str) for x in value.values()):
            raise self.wrong(key, "phải là bảng { tên = chuỗi }")
        return value

    def levels(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings."""
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "phải là danh sách các danh sách chuỗi")
        return tuple(self._strings(f"{key}[{i}]", item) for i, item in enumerate(value))

    def tables(self, key: str) -> Iterator["Table"]:
        """Each table of ``[[key]]``."""
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"phải viết thành [[{key}]]")
        for i, item in enumerate(value):
            yield Table(self.file, f"{self.key}.{key}[{i}]".strip("."), item)

    def done(self) -> None:
        """Every key of the table must have been asked for."""
        for name in self._data:
            if name not in self._asked:
                raise self.wrong(name, f"khóa lạ; dùng một trong: {', '.join(sorted(self._asked))}")

    def _get(self, key: str, default: object) -> Any:
        self._asked.add(key)
        if key in self._data:
            return self._data[key]
        if default is None:
            raise self.wrong(key, "thiếu; hãy thêm khóa này")
        return default

    def _strings(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "phải là danh sách chuỗi")
        return tuple(value)
