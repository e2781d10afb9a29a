"""Archive copies are signed: who, when, visible; and held back, not lost, where that fails."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import token_maker
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st
from signing import AGENCY, PASSWORD, Office, answering, paper, time_stamping

from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.seal import MARGIN, seal_of
from hoso.signatures.sign import signed_copy
from hoso.signatures.signing import Signing
from hoso.signatures.trust import read_roots
from hoso.signatures.verify import signatures_job
from storage.record import State
from storage.store import open_store

Hoso = Callable[..., Any]
VIETNAM = timezone(timedelta(hours=7))
PIN = "24680"


@pytest.fixture
def kho(hoso: Hoso, papers: Path, office: Office, tmp_path: Path) -> Path:
    """A store of approved papers, one of them a signed PDF."""
    scans = tmp_path / "quet"
    scans.mkdir()
    for name in ("tờ khai.png", "van-ban.jpg"):
        (scans / name).write_bytes((papers / "scans" / name).read_bytes())
    (scans / "da-ky.pdf").write_bytes(office.sign((papers / "scans" / "xac-nhan.pdf").read_bytes()))
    kho = tmp_path / "kho"
    assert hoso("scan", scans, "--store", kho).code == 0
    store = open_store(str(kho), secrets_folder=next(tmp_path.rglob("secrets")))
    for record_id in store.record_ids():
        old = store.latest(record_id)
        new = replace(old, state=State.APPROVED, approved_by="thu", approved_at="2026-11-01")
        store.save_version(record_id, new, builds_on=old.version)
    return kho


@pytest.fixture
def export(hoso: Hoso, kho: Path, tmp_path: Path) -> Hoso:
    words = ("export", "--archive", tmp_path / "luu", "--store", kho, "--agency", "G06.01")
    return lambda **env: hoso(*words, **env)


def copies(folder: Path) -> dict[str, Path]:
    """How each copy was made, and where it is."""
    found = {}
    for path in folder.glob("*.json"):
        about = json.loads(path.read_text(encoding="utf-8"))
        found[f"{about['made']} {len(found)}"] = path.with_suffix(".pdf")
    return found


def check_copy(path: Path, roots: Path) -> None:
    (one,) = signatures_job(path, read_roots(roots))
    assert (one.intact, one.trusted, one.covers_whole_file) == (True, True, True)
    assert one.signer == AGENCY
    assert one.timestamp is not None
    assert one.timestamp.trusted
    with pikepdf.open(path) as pdf:
        field = pdf.pages[0].Annots[-1]
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        _, _, right, top = (float(side) for side in pdf.pages[0].cropbox)
        assert [right - field.Rect[2], top - field.Rect[3]] == pytest.approx(
            [MARGIN, MARGIN], abs=1
        )
    seen = pdfium.PdfDocument(path.read_bytes())
    seen.init_forms()
    page = seen[0]
    pdfium.raw.FPDFPage_Flatten(page, pdfium.raw.FLAT_NORMALDISPLAY)
    words = seen[0].get_textpage().get_text_range()
    assert f"Ký bởi: {AGENCY}" in words
    assert re.search(r"Thời gian ký: \d\d/\d\d/\d{4} \d\d:\d\d:\d\d \+07:00", words)


def test_copies_are_signed_with_a_key_file_and_stay_archival(
    export: Hoso, office: Office, clock: str, tmp_path: Path, faults_of: Callable[..., str]
) -> None:
    secret = tmp_path / "mat-khau"
    secret.write_text(PASSWORD + "\n")
    how = {
        "HOSO_SIGN_KEY": str(office.key_file(tmp_path)),
        "HOSO_SIGN_PASSWORD_FILE": str(secret),
        "HOSO_TSA": clock,
    }
    done = export(**how)
    assert done.code == 0, done.err
    found = copies(tmp_path / "luu")
    assert len(found) == 3
    ours = [path for how_made, path in found.items() if not how_made.startswith("as_is")]
    assert len(ours) == 2
    for path in ours:
        check_copy(path, office.roots(tmp_path / "goc"))
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert about["signed_by"] == AGENCY
        told = datetime.fromisoformat(about["signed"])
        assert told.utcoffset() == timedelta(hours=7)
        assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
    assert faults_of(*ours) == ""
    (kept,) = [path for how_made, path in found.items() if how_made.startswith("as_is")]
    assert kept.read_bytes() == (tmp_path / "quet" / "da-ky.pdf").read_bytes()


def test_a_token_signs_and_a_wrong_pin_does_not_lock_it(
    export: Hoso, office: Office, clock: str, tmp_path: Path
) -> None:
    if not token_maker.MODULE.is_file():
        pytest.fail("needs Debian's softhsm2: make browser")
    folder = tmp_path / "the"
    env = token_maker.configure(folder)
    pair = office.signer
    (folder / "key.der").write_bytes(pair.asn1_key.dump())
    (folder / "certificate.der").write_bytes(
        pair.certificate.public_bytes(serialization.Encoding.DER)
    )
    subprocess.run([sys.executable, token_maker.__file__, str(folder), PIN], check=True)
    how = env | {
        "HOSO_SIGN_MODULE": str(token_maker.MODULE),
        "HOSO_SIGN_TOKEN": token_maker.TOKEN,
        "HOSO_SIGN_LABEL": token_maker.LABEL,
        "HOSO_TSA": clock,
    }
    wrong = export(**how, HOSO_SIGN_PASSWORD="00000")
    assert wrong.code == 1
    assert wrong.err.count("chờ ký") == 2
    assert "PIN" in wrong.err
    assert "00000" not in wrong.err + wrong.out
    other = export(**(how | {"HOSO_SIGN_TOKEN": "khong-co"}), HOSO_SIGN_PASSWORD=PIN)
    assert other.code == 1
    assert "HOSO_SIGN_TOKEN" in other.err
    assert len(list((tmp_path / "luu").glob("*.pdf"))) == 1  # the one that is left as it is
    done = export(**how, HOSO_SIGN_PASSWORD=PIN)
    assert done.code == 0, done.err
    for how_made, path in copies(tmp_path / "luu").items():
        if not how_made.startswith("as_is"):
            check_copy(path, office.roots(tmp_path / "goc"))


def test_a_service_that_is_away_holds_back_copies_until_the_next_run(
    export: Hoso, office: Office, clock: str, tmp_path: Path
) -> None:
    how = {"HOSO_SIGN_KEY": str(office.key_file(tmp_path)), "HOSO_SIGN_PASSWORD": PASSWORD}
    with time_stamping(office, broken=True) as address:
        away = export(**how, HOSO_TSA=address)
    assert away.code == 1
    assert away.err.count("HOSO_TSA") == 2
    assert "Chờ ký: 2" in away.out
    assert [name.partition(" ")[0] for name in copies(tmp_path / "luu")] == ["as_is"]
    nobody = export(**how, HOSO_TSA=address)  # nothing listens there any more
    assert nobody.code == 1
    back = export(**how, HOSO_TSA=clock)
    assert back.code == 0, back.err
    assert len(list((tmp_path / "luu").glob("*.pdf"))) == 3


def test_settings_that_make_no_sense_stop_at_the_start(
    hoso: Hoso, office: Office, tmp_path: Path
) -> None:
    key = str(office.key_file(tmp_path))
    for wrong, name in (
        ({"HOSO_SIGN_KEY": key}, "HOSO_TSA"),
        ({"HOSO_SIGN_KEY": key, "HOSO_TSA": "ftp://x"}, "HOSO_TSA"),
        ({"HOSO_SIGN_KEY": key + "x"}, "HOSO_SIGN_KEY"),
        ({"HOSO_SIGN_KEY": key, "HOSO_SIGN_MODULE": key}, "HOSO_SIGN_MODULE"),
        ({"HOSO_SIGN_MODULE": key}, "HOSO_SIGN_LABEL"),
        ({"HOSO_SIGN_KEY": key, "HOSO_TSA": "http://x", "HOSO_SIGN_PASSWORD_FILE": "/khong"},
         "HOSO_SIGN_PASSWORD_FILE"),
    ):  # fmt: skip
        refused = hoso("types", **wrong)
        assert refused.code == 2
        assert name in refused.err


@pytest.fixture
def signing(office: Office, clock: str, tmp_path: Path) -> Signing:
    return Signing(tsa=clock, key_file=office.key_file(tmp_path), password=PASSWORD)


def held(copy: Path, signing: Signing) -> Hold:
    with pytest.raises(HeldBack) as caught:
        signed_copy(copy, copy.with_suffix(".signed"), signing)
    return caught.value.code


def test_each_reason_to_hold_a_copy_back_has_its_name(
    signing: Signing, office: Office, tmp_path: Path
) -> None:
    copy = tmp_path / "a.pdf"
    copy.write_bytes(paper())
    assert held(copy, replace(signing, password="sai")) is Hold.KEY_REFUSED
    old = Office(signer_days=(-20, -10)).key_file(tmp_path)
    assert held(copy, replace(signing, key_file=old)) is Hold.NOT_VALID_NOW
    good = office.key_file(tmp_path)
    for status, body, hold in (
        (200, b"no time stamp", Hold.TSA_REFUSED),
        (200, b"0" * (300 << 10), Hold.TSA_REFUSED),
        (302, b"", Hold.TSA_REFUSED),
        (403, b"", Hold.TSA_REFUSED),
        (503, b"", Hold.TSA_AWAY),
    ):
        with answering(status, body) as address:
            assert held(copy, replace(signing, key_file=good, tsa=address)) is hold


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_seal_stands_top_right_however_the_page_is_turned(
    signing: Signing, rotation: int, tmp_path: Path
) -> None:
    copy, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    out = BytesIO(paper())
    with pikepdf.open(out) as pdf:
        pdf.pages[0].Rotate = rotation
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"")
        del pdf.pages[0].Annots, pdf.Root.AcroForm
        pdf.save(copy)
    signed_copy(copy, target, signing)
    seen = pdfium.PdfDocument(target.read_bytes())
    seen.init_forms()
    picture = seen[0].render(scale=1, draw_annots=True).to_numpy()
    ink = (picture[:, :, :3].min(axis=2) < 200).nonzero()
    width = picture.shape[1]
    assert ink[0].min() == pytest.approx(MARGIN, abs=2)
    assert width - ink[1].max() == pytest.approx(MARGIN, abs=3)
    assert ink[0].max() < 60
    assert ink[1].min() > width - 210
    top_rows = ink[1][ink[0] < 20]
    assert len(top_rows) > 100


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from([0, 90, 180, 270]))
def test_any_name_finds_room_in_the_seal(name: str, rotation: int) -> None:
    seal = seal_of(name, datetime(2026, 2, 3, 4, 5, 6, tzinfo=VIETNAM), rotation=rotation)
    assert min(seal.width, seal.height) < 50
    text = pdfium.PdfDocument(seal.pdf)[0].get_textpage().get_text_range()
    assert "03/02/2026 04:05:06 +07:00" in " ".join(text.split())
