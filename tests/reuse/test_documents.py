"""Archive copies by DocCode: whole pages only with the right to originals, and nothing leaks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hoso.archive.metadata import metadata_of
from hoso.archive.shelf import Shelf, name_of
from storage.record import Record, State

HUNG, TU = "001085990017", "079174990052"
PURPOSE = "?purpose=1.004222"
WHOLE = "records original:file"
Archived = Callable[[Record], str]


@pytest.fixture
def archived(door: Any, tmp_path: Path) -> Archived:
    """Puts a copy of the record into the archive, as an export does; its DocCode."""

    def put(record: Record) -> str:
        store = door.services.store
        shelf = Shelf(str(tmp_path / "luu"), "G06.01", store.archive_codes, None)
        code = shelf.code_of(record)
        name = name_of(code, store.version(record.record_id, 1).created_at)
        copy = tmp_path / "copy.pdf"
        copy.write_bytes(b"%PDF-1.7 " + code.encode())
        assert shelf.put(name, copy)
        more = {"scanned": "2026-03-05", "made": "two_layer", "signed_by": "CƠ QUAN THỬ"}
        shelf.close(name, record, copy, metadata_of(record, code) | more)
        return code

    return put


def problem(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.json()["code"] == code
    assert answer.json()["detail"]["vi"]
    assert answer.json()["detail"]["en"]
    assert HUNG not in answer.text
    assert "BI MAT" not in answer.text


def test_metadata_and_pdf_by_code(door: Any, papers: Any, archived: Archived) -> None:
    record = papers.ct07()
    code = archived(record)
    answer = door.get(f"/documents/{code}{PURPOSE}")
    assert answer.status_code == 200, answer.text
    about = answer.json()
    assert about["DocCode"] == code
    assert (about["record_id"], about["version"]) == (record.record_id, record.version)
    assert (about["CodeNumber"], about["CodeNotation"]) == ("12", "XN")
    assert about["IssuedDate"] == "2026-03-05"
    assert about["signed_by"] == "CƠ QUAN THỬ"
    assert HUNG not in answer.text
    assert "NGUYỄN VĂN HƯNG" not in answer.text

    whole = door.as_client(WHOLE).get(f"/documents/download/{code}{PURPOSE}")
    assert whole.status_code == 200
    assert whole.content == b"%PDF-1.7 " + code.encode()
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["cache-control"] == "no-store"
    assert whole.headers["content-length"] == str(len(whole.content))
    assert f'filename="{code}_' in whole.headers["content-disposition"]
    entries = {entry["what"]: entry for entry in door.log()}
    assert entries.keys() == {"archive", "archive_file"}
    for entry in entries.values():
        assert entry["purpose"] == "1.004222"
        assert entry["records"] == [{"record_id": record.record_id, "version": record.version}]
        assert entry["citizen"] == door.services.store.key_of(HUNG)


@pytest.mark.parametrize(
    ("scopes", "path"),
    [
        ("procedures", "/documents/{}"),
        ("access-log original:file", "/documents/{}"),
        ("records", "/documents/download/{}"),
        ("records:ct07 procedures", "/documents/download/{}"),
        ("original:file", "/documents/download/{}"),
    ],
)
def test_without_the_scope(
    door: Any, papers: Any, archived: Archived, scopes: str, path: str
) -> None:
    for code in (archived(papers.ct07()), "G06.01_CT07_000009_V2"):  # there or not: the same
        problem(door.as_client(scopes).get(path.format(code) + PURPOSE), 403, "scope_missing")
    assert door.log() == []


@pytest.mark.parametrize("path", ["/documents/{}", "/documents/download/{}"])
def test_what_the_client_may_not_see_is_not_there(
    door: Any, papers: Any, archived: Archived, path: str
) -> None:
    client = door.as_client("records:ct01 original:file")
    code = archived(papers.ct07())
    unseen = client.get(path.format(code) + PURPOSE)
    problem(unseen, 404, "not_found")
    for other in ("G06.01_CT07_000009_V2", "x", HUNG, code.lower(), f"{code}1", "G06.01"):
        unknown = client.get(path.format(other) + PURPOSE)
        assert unknown.content == unseen.content
    stranger = door.services.store.key_of(TU)
    own = door.as_client(WHOLE)
    problem(own.get(f"{path.format(code)}{PURPOSE}&citizen={stranger}"), 404, "not_found")
    mine = door.services.store.key_of(HUNG)
    assert own.get(f"{path.format(code)}{PURPOSE}&citizen={mine}").status_code == 200


@pytest.mark.parametrize("path", ["/documents/{}", "/documents/download/{}"])
def test_token_and_purpose_as_everywhere(
    door: Any, papers: Any, archived: Archived, path: str
) -> None:
    code = archived(papers.ct07())
    client = door.as_client(WHOLE)
    problem(door.http.get(path.format(code) + PURPOSE), 401, "unauthorized")
    problem(client.get(path.format(code)), 422, "purpose_missing")
    problem(client.get(path.format(code) + "?purpose=curiosity"), 422, "purpose_unknown")
    problem(client.get(f"{path.format(code)}{PURPOSE}&number={HUNG}"), 422, "unknown_parameter")
    assert door.log() == []


@pytest.mark.parametrize("path", ["/documents/{}", "/documents/download/{}"])
@pytest.mark.parametrize("state", [State.REVOKED, State.SUPERSEDED, State.DRAFT])
def test_a_copy_of_what_no_longer_counts_stays_inside(
    door: Any, papers: Any, archived: Archived, path: str, state: State
) -> None:
    record = papers.ct07()
    code = archived(record)
    changed = replace(record, state=state)
    door.services.store.save_version(record.record_id, changed, builds_on=record.version)
    problem(door.as_client(WHOLE).get(path.format(code) + PURPOSE), 409, "not_ready")


@pytest.mark.parametrize("path", ["/documents/{}", "/documents/download/{}"])
def test_only_the_latest_version_is_handed_out(
    door: Any, papers: Any, archived: Archived, path: str
) -> None:
    record = papers.ct07()
    old = archived(record)
    newer = door.services.store.save_version(record.record_id, record, builds_on=record.version)
    client = door.as_client(WHOLE)
    problem(client.get(path.format(old) + PURPOSE), 409, "copy_outdated")
    assert client.get(path.format(archived(newer)) + PURPOSE).status_code == 200


def test_what_the_record_withholds_the_metadata_withholds(
    door: Any, papers: Any, archived: Archived
) -> None:
    letter = {
        "document_number": "7/CV",
        "issue_date": "2026-02-01",
        "issuer": "Ủy ban nhân dân xã Phúc Thịnh",
        "subject": "Trả lời đơn của bà HUỲNH THỊ CẨM TÚ, số thẻ 012990018",
    }
    holder = {"role": "subject", "full_name": "NGUYỄN VĂN HƯNG", "citizen_id": HUNG}
    record = papers.add("van_ban_hanh_chinh", [holder], letter)
    answer = door.get(f"/documents/{archived(record)}{PURPOSE}")
    assert answer.status_code == 200, answer.text
    about, shown = answer.json(), door.get(f"/records/{record.record_id}{PURPOSE}").json()
    assert shown["fields"]["subject"].get("withheld"), "else this test shows nothing"
    assert about["Subject"] is None
    assert about["OrganName"] == letter["issuer"]
    assert "012990018" not in answer.text
    assert "CẨM TÚ" not in answer.text


def test_a_copy_that_was_altered_is_a_failure_not_an_answer(
    door: Any, papers: Any, archived: Archived, tmp_path: Path
) -> None:
    code = archived(papers.ct07())
    next((tmp_path / "luu").glob("*.pdf")).write_bytes(b"%PDF-1.7 somebody else's")
    answer = door.as_client(WHOLE).get(f"/documents/download/{code}{PURPOSE}")
    assert answer.status_code == 500
    assert b"somebody" not in answer.content


def test_a_server_without_an_archive_says_so(door: Any, papers: Any) -> None:
    from fastapi.testclient import TestClient

    from reuse.app import reuse_app

    bare = replace(door.services, archive=None)
    with TestClient(reuse_app(bare)) as http:
        other = replace(door, http=http)
        problem(other.get(f"/documents/G06.01_CT07_000001_V1{PURPOSE}"), 501, "no_archive")


class TestSignatures:
    """What a record's answer says of the signatures of its file."""

    def answer(self, door: Any, papers: Any, **signature: Any) -> dict[str, Any]:
        record = papers.ct07()
        one = {"field": f"của {HUNG}", "intact": True, "covers_whole_file": True} | signature
        source = record.document["source"] | {"signatures": [one]}
        new = replace(record, document=record.document | {"source": source})
        door.services.store.save_version(record.record_id, new, builds_on=record.version)
        answer = door.get(f"/records/{record.record_id}{PURPOSE}")
        assert answer.status_code == 200, answer.text
        (found,) = answer.json()["source"]["signatures"]
        assert "field" not in found
        return dict(found)

    def test_an_agency_and_the_citizen_are_named(self, door: Any, papers: Any) -> None:
        found = self.answer(door, papers, signer="Lê Văn Ký", organisation="UBND xã", trusted=True)
        assert (found["signer"], found["organisation"]) == ("Lê Văn Ký", "UBND xã")
        assert (found["intact"], found["trusted"]) == (True, True)
        assert self.answer(door, papers, signer="Nguyễn Văn Hưng")["signer"] == "Nguyễn Văn Hưng"

    def test_another_person_is_not(self, door: Any, papers: Any) -> None:
        found = self.answer(door, papers, signer="HUỲNH THỊ CẨM TÚ")
        assert (found["signer"], found["withheld"]) == (None, True)
        found = self.answer(door, papers, signer="UBND xã", organisation=f"UBND {TU}")
        assert (found["signer"], found["organisation"]) == ("UBND xã", None)

    def test_a_file_without_signatures_says_nothing_of_them(self, door: Any, papers: Any) -> None:
        answer = door.get(f"/records/{papers.ct07().record_id}{PURPOSE}")
        assert "signatures" not in answer.json()["source"]
