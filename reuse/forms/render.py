"""A filled form on paper: DOCX from a template of ours, PDF drawn from that very DOCX.

In: a form, its fields as ``prefill`` gives them. Out: bytes. A field about which papers disagree is
left to be written by hand. Errors: ``NoTemplate``, ``FontMissing``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from extract.kinds import kind
from reuse.definitions import Form
from reuse.forms.fill import filled_docx
from reuse.forms.pdf import FontMissing, pdf_of

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
__all__ = ["MEDIA_TYPES", "FontMissing", "NoTemplate", "render"]


class NoTemplate(Exception):  # noqa: N818 - as in storage.errors
    """The form cannot be printed."""


def render(
    form: Form,
    fields: Mapping[str, Any],
    format_: str,
    *,
    attachments: Sequence[str] = (),
) -> bytes:
    """``format_``: ``docx`` or ``pdf``."""
    if not form.template:
        raise NoTemplate(form.code)
    docx = filled_docx(form, shown(form, fields) | {"attachments": list(attachments)})
    return docx if format_ == "docx" else pdf_of(docx)


def shown(form: Form, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a Vietnamese reader expects them (``14/02/1985``), empty where there are none."""
    values: dict[str, Any] = {}
    for field in form.fields:
        value = fields[field.name]["value"]
        if field.rows:
            values[field.name] = [
                {name: kind(field.rows[name]).show(text) for name, text in row.items()}
                for row in value or ()
            ]
        else:
            values[field.name] = kind(field.kind).show(value) if value else ""
    return values
