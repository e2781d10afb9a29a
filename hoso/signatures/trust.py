"""Which signers are trusted: a chain to the configured roots, without asking the network.

In: a folder of PEM files, once at the outer edge; certificates as DER from then on. Out: what
pyHanko checks chains with. Revocation is judged by what the file itself brings (an office may be
off-line): a revoked certificate is found there or not at all.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_ENDINGS = frozenset({".pem", ".crt", ".cer"})


def read_roots(folder: Path) -> tuple[bytes, ...]:
    """Every certificate in the folder's PEM or DER files. ``ValueError``: which file is none."""
    from asn1crypto import pem, x509

    if not folder.is_dir():
        raise ValueError(str(folder))
    found: list[bytes] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in _ENDINGS):
        data = path.read_bytes()
        try:
            parts = (
                [der for _, _, der in pem.unarmor(data, multiple=True)]
                if pem.detect(data)
                else [data]
            )
            for der in parts:
                _ = x509.Certificate.load(der, strict=True).subject.native
        except ValueError as error:
            raise ValueError(str(path)) from error
        found += parts
    if not found:
        raise ValueError(str(folder))
    return tuple(found)


class Roots:
    """The configured roots; with none of them, nothing is said about signers."""

    def __init__(self, roots: Sequence[bytes]) -> None:
        from asn1crypto import x509

        self._roots = [x509.Certificate.load(der) for der in roots]

    def __bool__(self) -> bool:
        return bool(self._roots)

    def context(self, reader: "PdfFileReader", moment: datetime | None = None) -> Any:
        """What a chain is checked with, as of that moment (None: now)."""
        from pyhanko.sign.validation.dss import DocumentSecurityStore
        from pyhanko.sign.validation.errors import NoDSSFoundError
        from pyhanko_certvalidator import ValidationContext

        how: dict[str, Any] = {
            "trust_roots": self._roots,
            "allow_fetching": False,
            "revocation_mode": "soft-fail",
            "moment": moment,
        }
        try:
            return DocumentSecurityStore.read_dss(reader).as_validation_context(how)
        except NoDSSFoundError:
            return ValidationContext(**how)
