"""Signatures of incoming PDFs: what is intact is called so, what was altered never."""

import hashlib
import random
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import core
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm
from signing import AGENCY, Office, draw_over, paper, revised

from hoso.signatures.finding import Finding
from hoso.signatures.trust import read_roots
from hoso.signatures.verify import MOST, may_be_signed, signatures_job


@pytest.fixture
def check(tmp_path: Path) -> Any:
    def run(data: bytes, roots: tuple[bytes, ...] = ()) -> list[Finding]:
        path = tmp_path / f"{hashlib.sha256(data).hexdigest()[:8]}.pdf"
        path.write_bytes(data)
        found = list(signatures_job(path, roots))
        assert may_be_signed(path) or not found
        return found

    return run


def fill(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[generic.NameObject("/V")] = generic.TextStringObject("999")
    writer.update_container(field)


def test_a_signed_file_is_intact_and_its_signer_unknown_without_roots(
    office: Office, check: Any
) -> None:
    (one,) = check(office.sign(paper(), stamper=office.stamper()))
    assert (one.intact, one.covers_whole_file, one.trusted, one.reason) == (True, True, None, None)
    assert (one.field, one.signer, one.organisation) == ("Signature1", AGENCY, "Cơ quan thử nghiệm")
    assert one.time is not None
    assert one.timestamp is not None
    assert one.timestamp.intact
    assert one.timestamp.trusted is None


def test_a_chain_to_a_configured_root_is_trusted_and_to_another_not(
    office: Office, check: Any, tmp_path: Path
) -> None:
    signed = office.sign(paper(), stamper=office.stamper())
    (one,) = check(signed, read_roots(office.roots(tmp_path / "goc")))
    assert (one.intact, one.trusted, one.trust_reason) == (True, True, None)
    assert one.timestamp is not None
    assert one.timestamp.trusted is True
    (other,) = check(signed, read_roots(Office().roots(tmp_path / "khac")))
    assert (other.intact, other.trusted, other.trust_reason) == (True, False, "no_chain")


def test_a_certificate_that_ran_out_counts_only_with_a_time_stamp(
    check: Any, tmp_path: Path
) -> None:
    old = Office(signer_days=(-800, -400))
    roots = read_roots(old.roots(tmp_path / "goc"))
    then = datetime.now(UTC) - timedelta(days=500)
    (stamped,) = check(old.sign(paper(), stamper=old.stamper(then)), roots)
    assert (stamped.intact, stamped.trusted) == (True, True)
    (bare,) = check(old.sign(paper()), roots)
    assert (bare.intact, bare.trusted, bare.trust_reason) == (True, False, "expired")


def test_no_changed_byte_leaves_a_file_intact(office: Office, check: Any) -> None:
    signed = office.sign(paper())
    hole = (signed.index(b"<30"), signed.index(b">", signed.index(b"<30")))
    draw = random.Random(7)
    covered = [n for n in range(len(signed)) if not hole[0] <= n <= hole[1]]
    for place in draw.sample(covered, 60):
        changed = bytearray(signed)
        changed[place] ^= 1 << draw.randrange(7)
        assert not any(one.intact for one in check(bytes(changed))), place
    content = signed.replace(b"50 50 200 100 re", b"50 50 200 900 re")
    assert content != signed
    (one,) = check(content)
    assert (one.intact, one.reason) == (False, "bytes_changed")


@pytest.mark.parametrize("permission", [None, MDPPerm.FILL_FORMS])
def test_what_is_drawn_after_signing_is_an_alteration(
    office: Office, check: Any, permission: MDPPerm | None
) -> None:
    how = {"certify": True, "docmdp_permissions": permission} if permission else {}
    (one,) = check(revised(office.sign(paper(), **how), draw_over))
    assert (one.intact, one.reason, one.covers_whole_file) == (False, "changed_after", False)


def test_a_rewritten_file_is_altered(office: Office, check: Any) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(office.sign(paper()))) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    (one,) = check(out.getvalue())
    assert one.intact is False


def test_two_who_sign_one_after_the_other_are_both_intact(office: Office, check: Any) -> None:
    twice = office.sign(office.sign(paper()), "Signature2", box=(300, 300, 500, 400))
    first, second = check(twice)
    assert (first.intact, first.covers_whole_file, first.reason) == (True, False, None)
    assert (second.intact, second.covers_whole_file) == (True, True)
    first, second, *_ = check(revised(twice, draw_over))
    assert (first.intact, second.intact) == (False, False)


def test_signing_a_certified_file_in_a_new_field_alters_nothing(office: Office, check: Any) -> None:
    certified = office.sign(paper(), certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    first, second = check(office.sign(certified, "Signature2", box=(300, 300, 500, 400)))
    assert (first.intact, first.reason) == (True, "signed_past_permission")
    assert second.intact is True


def test_a_form_filled_after_signing_is_told(office: Office, check: Any) -> None:
    (one,) = check(revised(office.sign(paper()), fill))
    assert (one.intact, one.reason) == (True, "form_filled_after")


def test_a_field_with_a_picture_but_no_signature_is_told(office: Office, check: Any) -> None:
    """A box that looks like a signature, or covers what was signed, with nobody behind it."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    added = revised(
        office.sign(paper()),
        lambda writer: append_signature_field(writer, SigFieldSpec("X", box=(50, 50, 250, 150))),
    )
    (one,) = check(added)
    assert one.reason in {"form_filled_after", "changed_after"}


def test_bytes_beside_the_signature_in_its_hole_are_an_alteration(
    office: Office, check: Any
) -> None:
    signed = office.sign(paper())
    start = signed.index(b"<30")
    end = signed.index(b">", start)
    (one,) = check(signed[: end - 8] + b">%hide!<" + signed[end:])
    assert not one.intact


def test_a_file_without_signatures_has_none(check: Any) -> None:
    assert check(paper()) == []
    assert check(b"\xff\xd8\xff no PDF") == []


def test_junk_before_the_header_does_not_matter(office: Office, check: Any) -> None:
    (one,) = check(b"\x00" * 21 + office.sign(paper()))
    assert one.intact is True


def test_what_cannot_be_checked_is_said_to_be_so(office: Office, check: Any) -> None:
    signed = office.sign(paper())
    start = signed.index(b"<30") + 1
    broken = signed[:start] + b"00" * 40 + signed[start + 80 :]
    (one,) = check(broken)
    assert (one.intact, one.reason) == (None, "unreadable")
    (one,) = check(signed.replace(b"/adbe.pkcs7.detached", b"/adbe.x509.rsa_sha1 "))
    assert (one.intact, one.reason) == (None, "unsupported")
    (one,) = check(signed[: signed.rindex(b"startxref")].replace(b"obj", b"xxx"))
    assert (one.intact, one.reason) == (None, "unreadable")


def test_files_with_very_many_signatures_end(office: Office, check: Any) -> None:
    signed = paper()
    for n in range(MOST + 1):
        signed = office.sign(signed, f"S{n}")
    found = check(signed)
    assert len(found) == MOST + 1
    assert (found[-1].intact, found[-1].reason) == (None, "too_many")


class _WithoutNull(signers.SimpleSigner):
    """Signs as some Vietnamese programs do: the digest's algorithm has no NULL beside it."""

    key: Any = None

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        digest = hashlib.sha256(data).digest()
        bare = bytes.fromhex("302f300b0609608648016503040201") + core.OctetString(digest).dump()
        block = b"\x00\x01" + b"\xff" * (256 - 3 - len(bare)) + b"\x00" + bare
        numbers = self.key.private_numbers()
        n = numbers.public_numbers.n
        return pow(int.from_bytes(block, "big"), numbers.d, n).to_bytes(256, "big")


def test_a_digest_written_without_null_is_a_right_signature(office: Office, check: Any) -> None:
    plain = office.pdf_signer()
    signer = _WithoutNull(
        signing_cert=plain.signing_cert,
        signing_key=plain.signing_key,
        cert_registry=plain.cert_registry,
    )
    signer.key = office.signer.key
    signed = office.sign(paper(), signer=signer)
    (one,) = check(signed)
    assert (one.intact, one.reason) == (True, None)
    signer.key = Office().signer.key  # somebody else's
    (forged,) = check(office.sign(paper(), signer=signer))
    assert (forged.intact, forged.reason) == (False, "signature_wrong")


def test_a_folder_of_roots_must_hold_certificates(tmp_path: Path, office: Office) -> None:
    folder = office.roots(tmp_path / "goc")
    assert len(read_roots(folder)) == 1
    (folder / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
    with pytest.raises(ValueError, match=r"hong\.pem"):
        read_roots(folder)
    with pytest.raises(ValueError, match="khong"):
        read_roots(tmp_path / "khong")
