"""What a PDF of the archive says of itself: for the one that an export finds without its JSON.

A run that was cut short between the two has left it, or another run is about to write the JSON. In:
the PDF, in a worker. Out: its DocCode, and who signed it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from hoso.signatures.verify import signatures_job


@dataclass(frozen=True, slots=True)
class Standing:
    """``code`` empty: it says none."""

    code: str
    signed: dict[str, str]


def standing_job(path: Path) -> Iterator[Standing]:
    """Yields one."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as xmp:
        code = str(xmp.get("dc:identifier", ""))
    signed = {}
    for found in signatures_job(path, ()):
        if found.intact and found.covers_whole_file:
            signed = {"signed_by": found.signer or "", "signed": found.time or ""}
    yield Standing(code, signed)
