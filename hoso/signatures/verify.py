"""The signatures of an incoming PDF, verified in a worker process (files are hostile).

In: a path, the configured roots. Out: a ``Finding`` for each signature, as it is checked. Nothing
is fetched from anywhere. What cannot be checked is a finding, too, with its reason; a file without
signatures gives none.
"""

import logging
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from hoso.signatures.finding import FORM_FILLED, PAST_PERMISSION, Finding, Stamp
from hoso.signatures.trust import Roots

MOST = 20  # signatures of one file; decisions of ministries bear up to seven
SECONDS = 60.0  # for all of them
_CHUNK = 1 << 20
_HEAD = 1024  # bytes in which a PDF's header may stand
_LONGEST = 200  # characters of a name
_NOT_AGAINST = frozenset({None, FORM_FILLED, PAST_PERMISSION})
# A signature field may lie packed in an object stream, and a name may be written with escapes.
_SIGN = re.compile(rb"ByteRange|/AcroForm|/ObjStm|/[A-Za-z0-9]*#[0-9A-Fa-f]{2}[A-Za-z0-9]")
_BYTE_RANGE = re.compile(rb"/ByteRange")
_OVERLAP = 64
_TRUST = {
    "NO_CERTIFICATE_CHAIN_FOUND": "no_chain",
    "CHAIN_CONSTRAINTS_FAILURE": "chain_refused",
    "CRYPTO_CONSTRAINTS_FAILURE": "weak_algorithm",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "weak_algorithm",
    "OUT_OF_BOUNDS_NO_POE": "expired",
    "OUT_OF_BOUNDS_NOT_REVOKED": "expired",
    "EXPIRED": "expired",
    "NOT_YET_VALID": "expired",
    "REVOKED_NO_POE": "revoked",
    "REVOKED": "revoked",
    "REVOKED_CA_NO_POE": "revoked",
}


def may_be_signed(path: Path) -> bool:
    """Is it worth a closer look? False only where no signature can be. ``OSError``."""
    return _header(path) is not None and _holds(path, _SIGN)


def silence() -> None:
    """pyHanko's log lines quote files and certificates; what matters is in what we yield."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def signatures_job(path: Path, roots: Sequence[bytes]) -> Iterator[Finding]:
    """Yields each signature's finding."""
    silence()
    began, place = time.monotonic(), _header(path) or 0
    with path.open("rb") as file:
        stream = BytesIO(file.read()[place:]) if place else file
        try:
            reader, fields = _fields(stream)
        except MemoryError:
            raise
        except Exception:  # whatever a hostile file makes of the parser
            if _holds(path, _BYTE_RANGE):
                yield Finding(reason="unreadable")
            return
        names = [name for name, _ in fields]
        for number, (name, field) in enumerate(fields):
            if number == MOST or time.monotonic() - began > SECONDS:
                yield Finding(field=_clean(name) or "", reason="too_many")
                return
            found = _checked(reader, field, name, names, Roots(roots))
            if place and found.intact is False:
                # Its numbers may count from the file's first byte, not from the PDF's.
                found = replace(found, intact=None, reason="unreadable")
            yield replace(found, field=_clean(name) or "")


def _fields(stream: BinaryIO) -> tuple[Any, list[tuple[str, Any]]]:
    """The reader, and each field that bears a signature."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    # Not strict: half of the signed decisions of offices have a cross-reference of both kinds.
    reader = PdfFileReader(stream, strict=False)
    if reader.encrypted:
        reader.decrypt("")  # many are locked against changes only
    found = enumerate_sig_fields(reader, filled_status=True)
    return reader, [(str(name), field) for name, _, field in found]


def _header(path: Path) -> int | None:
    """Where the PDF begins; readers allow for some bytes before it."""
    with path.open("rb") as stream:
        place = stream.read(_HEAD).find(b"%PDF-")
    return place if place >= 0 else None


def _holds(path: Path, what: re.Pattern[bytes]) -> bool:
    with path.open("rb") as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            if what.search(tail + chunk):
                return True
            tail = chunk[-_OVERLAP:]
    return False


def _checked(reader: Any, field: Any, name: str, names: list[str], roots: Roots) -> Finding:
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.errors import SignatureValidationError

    from hoso.signatures.quirks import name_plainly

    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        name_plainly(signature.signer_info)
        return _judged(reader, signature, names, roots)
    except MemoryError:
        raise
    except (SignatureValidationError, NotImplementedError):
        return Finding(reason="unsupported")
    except PdfReadError:
        return Finding(reason="unreadable")
    except Exception:  # a hostile signature breaks parsers in many ways: never the file's end
        return Finding(reason="unreadable")


def _judged(reader: Any, signature: Any, names: list[str], roots: Roots) -> Finding:
    from pyhanko.sign.validation import SignatureCoverageLevel

    from hoso.signatures.changes import fault_of

    status = _status(reader, signature, roots, None)
    stamp = getattr(status, "timestamp_validity", None)
    if roots and stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
        # A certificate that ran out later was good when a trusted clock saw the signature.
        status = _status(reader, signature, roots, stamp.timestamp)
    reason = _fault_of_seal(status, signature) or fault_of(signature, names)
    subject = signature.signer_cert.subject.native
    trusted = bool(status.trusted) if roots else None
    return Finding(
        signer=_clean(subject.get("common_name")),
        organisation=_clean(subject.get("organization_name")),
        time=_iso(getattr(status, "signer_reported_dt", None)),
        timestamp=_stamp(status, roots),
        digest=signature.md_algorithm,
        covers_whole_file=signature.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        intact=reason in _NOT_AGAINST,
        trusted=trusted,
        reason=reason,
        trust_reason=_trust_reason(status) if trusted is False else None,
    )


def _status(reader: Any, signature: Any, roots: Roots, moment: datetime | None) -> Any:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp

    from hoso.signatures.changes import POLICY

    now, then = roots.context(reader), roots.context(reader, moment)
    if signature.sig_object_type == "/DocTimeStamp":
        return validate_pdf_timestamp(signature, now, diff_policy=POLICY)
    return validate_pdf_signature(signature, then, now, diff_policy=POLICY)


def _fault_of_seal(status: Any, signature: Any) -> str | None:
    """Does the signature itself fit the bytes it covers?"""
    from hoso.signatures.quirks import is_signed_without_null

    if not status.intact:
        return "bytes_changed"
    if status.valid or is_signed_without_null(signature.signer_info, signature.signer_cert):
        return None
    return "signature_wrong"


def _stamp(status: Any, roots: Roots) -> Stamp | None:
    own = status if hasattr(status, "timestamp") else getattr(status, "timestamp_validity", None)
    if own is None:
        return None
    return Stamp(
        time=_iso(own.timestamp) or "",
        intact=bool(own.intact and own.valid),
        trusted=bool(own.trusted) if roots else None,
    )


def _trust_reason(status: Any) -> str:
    name = getattr(status.trust_problem_indic, "name", "")
    return _TRUST.get(name, "chain_refused")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None


def _clean(name: object) -> str | None:
    """A name out of the file, fit to be shown: one line, not too long."""
    if isinstance(name, list):
        name = ", ".join(map(str, name))
    if not isinstance(name, str):
        return None
    plain = "".join(c for c in unicodedata.normalize("NFC", name) if c.isprintable())
    return " ".join(plain.split())[:_LONGEST]
