"""What a copy says of itself: the letter's fields at the letter's lengths, nobody's name."""

from typing import Any

import pytest

from extract.catalogue import document_types
from hoso.archive.metadata import LENGTHS, abbreviation, metadata_of
from storage.layout import record_id
from storage.record import Record


def record(type_: str, **fields: str) -> Record:
    document: dict[str, Any] = {
        "type": type_,
        "fields": {name: {"value": value} for name, value in fields.items()},
        "source": {"pages": [1, 2], "sha256": "0" * 64},
    }
    return Record(record_id=record_id("0" * 64, 1), document=document)


def test_the_fields_come_from_what_is_printed() -> None:
    paper = record(
        "ct07",
        document_number="1234/XN-CAX",
        issue_date="2026-03-05",
        issuer="CÔNG AN XÃ GIAO NINH",
        full_name="TRẦN THỊ MAI ANH",
        citizen_id="036185990021",
    )
    found = metadata_of(paper, "G06.01_CT07_000001_V1")
    assert (found["CodeNumber"], found["CodeNotation"]) == ("1234", "XN-CAX")
    assert (found["IssuedDate"], found["OrganName"]) == ("2026-03-05", "CÔNG AN XÃ GIAO NINH")
    assert found["PageAmount"] == "2"
    assert not any("MAI ANH" in value or "036185990021" in value for value in found.values())


def test_what_is_not_printed_stays_empty_and_nothing_is_too_long() -> None:
    empty = metadata_of(record("ct01"), "G06.01_CT01_000001_V1")
    assert (empty["CodeNumber"], empty["IssuedDate"], empty["OrganName"]) == ("", "", "")
    long = metadata_of(record("ct07", issuer="CÔNG AN " * 60), "x")
    assert all(len(value) <= LENGTHS[name] for name, value in long.items())


@pytest.mark.parametrize("part", ["agency", "number"])
def test_codes_of_all_types_differ_and_have_thirty_characters_at_most(part: str) -> None:
    short = [abbreviation(kind.code) for kind in document_types().types]
    assert len(set(short)) == len(short)
    agency = "G" * 13 if part == "agency" else "G06.01"
    assert max(len(f"{agency}_{kind}_999999_V9") for kind in short) <= LENGTHS["DocCode"]
