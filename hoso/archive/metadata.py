"""What an archive copy says of itself: in goes a record, out come the fields of CV 7197.

The fields and their lengths are the letter's (domain D13); mandatory ones that the paper does not
print are empty, never guessed. Numbers of persons are in none of them: a subject that holds one
gives way to the paper's kind.
"""

import re
from typing import Any

from extract.catalogue import document_types
from storage.record import Record

LENGTHS = {
    "DocCode": 30, "TypeName": 100, "CodeNumber": 11, "CodeNotation": 30, "IssuedDate": 10,
    "OrganName": 200, "Subject": 500, "Language": 100, "PageAmount": 4, "Description": 500,
    "InforSign": 30, "Keyword": 100, "Mode": 20, "ConfidenceLevel": 30, "Format": 50,
}  # fmt: skip
SCANNED, BORN_DIGITAL = "Số hóa", "Gốc điện tử"
_DATES = ("issue_date", "signing_date", "registration_date", "request_date", "received_date")
_NUMBERS = ("document_number", "registry_number", "notary_number", "register_number")
SOURCES = {  # which fields of a record each comes from
    "CodeNumber": _NUMBERS,
    "CodeNotation": _NUMBERS,
    "IssuedDate": _DATES,
    "OrganName": ("issuer",),
    "Subject": ("subject",),
}
_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d{9}|\d{12})(?!\d)")
_NUMBER = re.compile(r"\s*(\d{1,11})\s*[/.-]\s*(\S.*)")


def metadata_of(record: Record, code: str) -> dict[str, str]:
    """The fields, each no longer than it may be."""
    kind = document_types().get(record.document["type"]).name
    number, notation = _code(_first(record, _NUMBERS))
    subject = _first(record, SOURCES["Subject"])
    fields = {
        "DocCode": code,
        "TypeName": kind,
        "CodeNumber": number,
        "CodeNotation": notation,
        "IssuedDate": _first(record, _DATES),
        "OrganName": _first(record, SOURCES["OrganName"]),
        "Subject": kind if not subject or _OF_A_PERSON.search(subject) else subject,
        "Language": "Tiếng Việt",
        "PageAmount": str(len(record.document["source"]["pages"])),
        "Keyword": kind,
        "Mode": "Sử dụng hạn chế",  # personal data
        "ConfidenceLevel": "",  # whoever makes the copy sees where its pages come from
        "Format": "PDF/A-2b",
    }
    return {name: value[: LENGTHS[name]].rstrip() for name, value in fields.items()}


def abbreviation(code: str) -> str:
    """Of a type, for its DocCode, which has 30 characters in all.

    >>> abbreviation("ct01"), abbreviation("giay_khai_sinh")
    ('CT01', 'GKS')
    """
    parts = code.split("_")
    return code.upper() if len(parts) == 1 else "".join(part[0] for part in parts).upper()


def _first(record: Record, names: tuple[str, ...]) -> str:
    for name in names:
        field: Any = record.document["fields"].get(name)
        if isinstance(field, dict) and field.get("value"):
            return str(field["value"])
    return ""


def _code(printed: str) -> tuple[str, str]:
    """``1234/XN-UBND``: the number, and the signs behind it.

    >>> _code("1234/XN-UBND"), _code("12"), _code("CH 03730"), _code("")
    (('1234', 'XN-UBND'), ('12', ''), ('', 'CH 03730'), ('', ''))
    """
    parts = _NUMBER.fullmatch(printed)
    if parts:
        return parts.group(1), parts.group(2)
    return (
        (printed, "")
        if printed.isdigit() and len(printed) <= LENGTHS["CodeNumber"]
        else ("", printed)
    )
