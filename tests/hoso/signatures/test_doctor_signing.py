"""``hoso doctor`` on signing: each state has its sentence, and no PIN is spent on the question."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import token_maker
from cryptography.hazmat.primitives import serialization
from signing import AGENCY, PASSWORD, Office, answering

from hoso.doctor import Finding
from hoso.doctor_signing import signing_findings
from hoso.messages import Texts
from hoso.settings import Settings, read_settings
from hoso.signatures.signing import Signing
from hoso.signatures.trust import read_roots

KEY, CLOCK, ROOTS = "Signing archive copies", "Time stamping service", "Root certificates"


@pytest.fixture
def usual(tmp_path: Path) -> Settings:
    return read_settings({"HOME": str(tmp_path), "HOSO_STORE": str(tmp_path / "kho")})


def told(settings: Settings, lang: str = "en") -> dict[str, Finding]:
    found = list(signing_findings(settings, Texts(lang)))
    assert not any(one.needed for one in found)  # hoso works without all of it
    return {one.name: one for one in found}


def test_nothing_set_up_is_said_and_is_no_fault(usual: Settings) -> None:
    for lang in ("vi", "en"):
        found = told(usual, lang)
        assert len(found) == 2
        assert all(one.unset for one in found.values())
        assert "HOSO_SIGN_KEY" in "".join(one.text for one in found.values())
        assert "HOSO_TRUST_ROOTS" in "".join(one.text for one in found.values())


def test_a_key_file_a_service_and_roots(
    usual: Settings, office: Office, clock: str, tmp_path: Path
) -> None:
    signing = Signing(tsa=clock, key_file=office.key_file(tmp_path), password=PASSWORD)
    roots = read_roots(office.roots(tmp_path / "goc"))
    found = told(replace(usual, signing=signing, trust_roots=roots))
    assert all(one.good for one in found.values())
    until = office.signer.certificate.not_valid_after_utc
    assert AGENCY in found[KEY].text
    assert f"{until:%d/%m/%Y}" in found[KEY].text
    assert "127.0.0.1" in found[CLOCK].text


@pytest.mark.parametrize(
    ("days", "word"), [((-20, -10), "expired on"), ((-20, 10), "expires soon"), ((5, 9), "from")]
)
def test_a_certificate_that_is_not_valid_or_not_for_long(
    usual: Settings, clock: str, tmp_path: Path, days: tuple[int, int], word: str
) -> None:
    key = Office(signer_days=days).key_file(tmp_path)
    found = told(replace(usual, signing=Signing(tsa=clock, key_file=key, password=PASSWORD)))
    assert not found[KEY].good
    assert word in found[KEY].text


def test_a_wrong_password_and_services_that_are_away_or_refuse(
    usual: Settings, office: Office, tmp_path: Path
) -> None:
    key = office.key_file(tmp_path)
    for status, word in ((503, "does not answer"), (403, "refused")):
        with answering(status, b"") as address:
            signing = Signing(tsa=address, key_file=key, password="sai")
            found = told(replace(usual, signing=signing))
        assert not found[KEY].good
        assert "password" in found[KEY].text
        assert "sai" not in found[KEY].text
        assert not found[CLOCK].good
        assert "127.0.0.1" in found[CLOCK].text
        assert word in found[CLOCK].text


def test_a_token_is_looked_at_without_its_pin(
    usual: Settings, office: Office, clock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not token_maker.MODULE.is_file():
        pytest.fail("needs Debian's softhsm2: make browser")
    folder = tmp_path / "the"
    for name, value in token_maker.configure(folder).items():
        monkeypatch.setenv(name, value)
    (folder / "key.der").write_bytes(office.signer.asn1_key.dump())
    der = office.signer.certificate.public_bytes(serialization.Encoding.DER)
    (folder / "certificate.der").write_bytes(der)
    command = [sys.executable, token_maker.__file__, str(folder), "24680"]
    subprocess.run(command, check=True, env=dict(os.environ))
    signing = Signing(
        tsa=clock,
        module=token_maker.MODULE,
        token=token_maker.TOKEN,
        label=token_maker.LABEL,
        password="00000",
    )
    found = told(replace(usual, signing=signing))
    assert found[KEY].good, found[KEY].text
    assert AGENCY in found[KEY].text
    assert "PIN" in found[KEY].text
    away = told(replace(usual, signing=replace(signing, token="khong-co")))
    assert not away[KEY].good
    assert "HOSO_SIGN_TOKEN" in away[KEY].text
    unseen = told(replace(usual, signing=replace(signing, label="khong-co")))
    assert "HOSO_SIGN_LABEL" in unseen[KEY].text


def test_roots_that_ran_out_are_counted(usual: Settings, office: Office, tmp_path: Path) -> None:
    old = Office(signer_days=(-20, -10)).signer.certificate
    both = (
        office.root.certificate.public_bytes(serialization.Encoding.DER),
        old.public_bytes(serialization.Encoding.DER),
    )
    found = told(replace(usual, trust_roots=both))
    (roots,) = (one for name, one in found.items() if name.startswith(ROOTS))
    assert not roots.good
    assert "2" in roots.text
    assert "1 expired" in roots.text


def archive_line(settings: Settings, place: str) -> Finding:
    (found,) = (one for one in told(replace(settings, archive=place)).values() if place in one.name)
    return found


def test_the_place_for_copies(usual: Settings, tmp_path: Path) -> None:
    luu = tmp_path / "luu"
    absent = archive_line(usual, str(luu))
    assert (absent.good, "export" in absent.text) == (True, True)
    luu.write_bytes(b"a file in its place")
    assert not archive_line(usual, str(luu)).good
    luu.unlink()
    luu.mkdir()
    assert archive_line(usual, str(luu)).text == str(luu)
    nobody = archive_line(usual, "s3://luu-tru")  # without HOSO_S3_ENDPOINT
    assert not nobody.good
