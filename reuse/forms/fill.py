"""A filled form as DOCX, by docxtpl.

In: the form, the values as people read them. Out: bytes of the document. In templates stand the
form's fields by name, ``NAME_digits`` (twelve boxes), ``dots(n)`` for what is left to write by
hand, and ``blank(rows, n)``, which adds empty rows up to ``n``. Values are text, never markup.
"""

from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from reuse.definitions import Form

_BOXES = 12


def filled_docx(form: Form, values: Mapping[str, Any]) -> bytes:
    """``values``: text for each field, rows for each table, ``attachments``."""
    template = DocxTemplate(str(files("reuse.forms").joinpath(form.template)))
    context: dict[str, Any] = {"dots": lambda count: "." * count, "blank": _blank} | dict(values)
    for field in form.fields:
        if not field.rows:
            digits = str(values.get(field.name) or "")
            context[f"{field.name}_digits"] = list(digits.ljust(_BOXES)[:_BOXES])
    template.render(context, SandboxedEnvironment(autoescape=True))
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _blank(rows: list[Any], least: int) -> list[Any]:
    """``""`` has no attributes, so it stands for an empty row of a table as well."""
    return [*rows, *[""] * (least - len(rows))]
