"""What things are called on the pages: fields, types of papers, doubts.

In: codes and paths. Out: words in the visitor's language. The catalogue of messages has the words
of contract §3; what it lacks is called as it is printed on the paper, or by its code.
"""

from extract.definitions import Catalogue, DocumentType
from review_ui.interface import Texts


class Labels:
    """Names in one language."""

    def __init__(self, catalogue: Catalogue, texts: Texts) -> None:
        self._catalogue = catalogue
        self._texts = texts

    def type(self, code: str) -> str:
        """The name of a type of paper."""
        if self._texts.lang != "vi" and (own := self.word(f"paper_type.{code}")):
            return own
        return type_of(self._catalogue, code).name

    def field(self, type_code: str, path: str) -> str:
        """The name of a field, without its row."""
        name = path.rpartition(".")[2]
        return self.word(f"field.{name}") or self._printed(type_code, path) or _plain(name)

    def place(self, type_code: str, path: str) -> str:
        """The name of a field with its table and row."""
        parts = path.split(".")
        if len(parts) == 1:
            return self.field(type_code, path)
        table = self.table(parts[0])
        if len(parts) == 2 and not parts[1].isdecimal():
            return f"{table}: {self.field(type_code, path)}"
        row = f"{table} {int(parts[1]) + 1}"
        return f"{row}: {self.field(type_code, path)}" if len(parts) == 3 else row

    def table(self, name: str) -> str:
        """The name of rows, or of an object of fields."""
        return self.word(f"table.{name}") or _plain(name)

    def doubt(self, code: str, message: str) -> str:
        """Why a person should look. Vietnamese sentences come with the doubt."""
        if self._texts.lang == "vi" and message:
            return message
        return self.word(f"doubt.{code}") or message or _plain(code)

    def word(self, key: str, **values: object) -> str:
        """The catalogue's word, or nothing."""
        try:
            return self._texts(key, **values)
        except KeyError:
            return ""

    def _printed(self, type_code: str, path: str) -> str:
        definition = type_of(self._catalogue, type_code)
        parts = path.split(".")
        if len(parts) == 1:
            texts = (label.texts for label in definition.labels if label.field == path)
        else:
            texts = (
                column.texts
                for table in definition.tables
                if table.field == parts[0]
                for column in table.columns
                if column.field == parts[-1]
            )
        return next((found[0] for found in texts if found), "")


def type_of(catalogue: Catalogue, code: str) -> DocumentType:
    """The definition of a type; that of other papers where a later version named it."""
    try:
        return catalogue.get(code)
    except (StopIteration, KeyError):
        return catalogue.other


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()
