"""Signed files on their way into the store: the record tells of the signatures, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pool_jobs
import pytest
from signing import Office, draw_over, revised

from hoso.approval import approval_of
from hoso.filing import document_json, file_intake
from hoso.intake import Intake
from hoso.pool import Pool
from hoso.settings import SettingError, read_settings
from hoso.work import Steps
from storage.record import State
from storage.store import open_store

Hoso = Callable[..., Any]


def test_the_record_tells_of_signatures_and_an_altered_file_waits(
    hoso: Hoso, papers: Path, office: Office, tmp_path: Path
) -> None:
    scans = tmp_path / "quet"
    scans.mkdir()
    plain = (papers / "scans" / "xac-nhan.pdf").read_bytes()
    signed = office.sign(plain, stamper=office.stamper())
    (scans / "nguyen-ven.pdf").write_bytes(signed)
    (scans / "bi-sua.pdf").write_bytes(revised(signed, draw_over))
    (scans / "khong-ky.pdf").write_bytes(plain)
    roots = {"HOSO_TRUST_ROOTS": str(office.roots(tmp_path / "goc"))}
    done = hoso("scan", scans, "--store", tmp_path / "kho", "--json", **roots)
    assert done.code == 0, done.err
    count = done.lines[-1]
    assert count["pages_in"] == count["pages_stored"] > 0
    store = open_store(str(tmp_path / "kho"), secrets_folder=next(tmp_path.rglob("secrets")))
    found = {
        record.document["source"]["file"]: record
        for record in map(store.latest, store.record_ids())
    }
    codes = {
        name: [doubt["code"] for doubt in record.document["doubts"]]
        for name, record in found.items()
    }
    (intact,) = found["nguyen-ven.pdf"].document["source"]["signatures"]
    assert (intact["intact"], intact["trusted"], intact["covers_whole_file"]) == (True, True, True)
    assert not any(code.startswith("signature") for code in codes["nguyen-ven.pdf"])
    (altered,) = found["bi-sua.pdf"].document["source"]["signatures"]
    assert (altered["intact"], altered["reason"]) == (False, "changed_after")
    assert "signature_altered" in codes["bi-sua.pdf"]
    assert found["bi-sua.pdf"].state is State.DRAFT
    assert "signatures" not in found["khong-ky.pdf"].document["source"]


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        (pool_jobs.dying, "crashed"),
        (pool_jobs.hanging, "too_slow"),
        (pool_jobs.swelling, "out_of_memory"),
    ],
)
def test_a_check_that_fails_is_a_doubt_and_the_file_is_stored(
    job: Any, reason: str, office: Office, papers: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    if reason == "too_slow":
        monkeypatch.setattr("hoso.intake.SIGNATURE_SECONDS", 2.0)
    path = tmp_path / "a.pdf"
    path.write_bytes(office.sign((papers / "scans" / "xac-nhan.pdf").read_bytes()))
    steps = Steps(pages=pool_jobs.silent, documents=pool_jobs.one_plain_document, signatures=job)
    intake = Intake(path, "a.pdf", "d", read_settings({}), steps=steps)
    with Pool(2, memory=900 << 20) as pool:
        pool.give(intake.opening())
        while pool.busy or not intake.done:
            while pool.free and intake.waiting:
                pool.give(intake.next_job())
            for event in pool.events():
                intake.take(event)
    assert intake.error is None
    assert intake.documents is not None
    (found,) = intake.documents
    assert [doubt.code for doubt in found.doubts] == ["signature_unchecked"]
    assert approval_of(replace(found, required=())) is None
    (said,) = document_json(intake, found)["source"]["signatures"]
    assert (said["intact"], said["reason"]) == (None, reason)
    store = open_store(str(tmp_path / "kho"), secrets_folder=tmp_path / "secrets")
    entry = file_intake(intake, store)
    assert (entry["documents"], entry["pages_quarantined"]) == (1, 0)


def test_a_folder_of_roots_that_is_no_good_stops_at_the_start(hoso: Hoso, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="HOSO_TRUST_ROOTS"):
        read_settings({"HOSO_TRUST_ROOTS": str(tmp_path / "khong-co")})
    refused = hoso("types", HOSO_TRUST_ROOTS=str(tmp_path / "khong-co"))
    assert refused.code == 2
    assert "HOSO_TRUST_ROOTS" in refused.err
