"""An archive copy gets its signature: PAdES B-T, visible at the top right of page 1 (D17).

In: the path of a finished copy, ``Signing``. Out: the same copy with one more revision, at
``target``; it stays PDF/A-2b. Run in a worker. Nothing is written when the copy is held back, and
what was written is verified before it counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pikepdf
from pkcs11 import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle

from hoso.signatures.clock import Clock
from hoso.signatures.held import HeldBack, Hold
from hoso.signatures.keys import forget, name_of, signer_of
from hoso.signatures.seal import MARGIN, Seal, seal_of
from hoso.signatures.signing import Signing
from hoso.signatures.verify import signatures_job, silence

_VIETNAM = timezone(timedelta(hours=7))  # no summer time
_FIELD = "ChuKySoCoQuan"
_WHOLE = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and when by our clock."""

    signer: str
    time: str

    def as_json(self) -> dict[str, str]:
        """For the metadata beside the copy."""
        return {"signed_by": self.signer, "signed": self.time}


def sign_job(path: Path, target: Path, signing: Signing) -> Iterator[Signed | Hold]:
    """Yields ``Signed``, or why the copy is held back."""
    silence()
    try:
        yield signed_copy(path, target, signing)
    except HeldBack as error:
        yield error.code


def signed_copy(path: Path, target: Path, signing: Signing) -> Signed:
    """Signs. Raises ``HeldBack``."""
    try:
        signed = _sign(path, target, signer_of(signing), Clock(signing.tsa))
    except (PKCS11Error, SigningError) as error:
        forget()  # a token that was pulled out is looked for again
        raise HeldBack(Hold.FAILED if signing.module is None else Hold.TOKEN_AWAY) from error
    (finding,) = signatures_job(target, ())
    if not (finding.intact and finding.covers_whole_file and finding.timestamp):
        raise HeldBack(Hold.FAILED)
    return signed


def _sign(path: Path, target: Path, signer: Signer, clock: Clock) -> Signed:
    moment, name = datetime.now(_VIETNAM), name_of(signer)
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        sides, rotation = [float(side) for side in page.cropbox], int(page.rotation) % 360
    seal = seal_of(name, moment, rotation=rotation)
    picture = target.with_suffix(".seal")
    picture.write_bytes(seal.pdf)
    meta = PdfSignatureMetadata(
        field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", name=name
    )
    own = _At(
        moment,
        meta,
        signer=signer,
        timestamper=clock,
        stamp_style=StaticStampStyle.from_pdf_file(
            str(picture), border_width=0, background_layout=_WHOLE
        ),
        new_field_spec=SigFieldSpec(_FIELD, on_page=0, box=_place(seal, sides, rotation)),
    )
    with path.open("rb") as copy, target.open("wb+") as out:
        own.sign_pdf(IncrementalPdfFileWriter(copy), output=out)
    return Signed(name, moment.isoformat(timespec="seconds"))


class _At(PdfSigner):
    """Signs with the moment that the seal shows, not one a little later."""

    def __init__(self, moment: datetime, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._moment = moment

    def init_signing_session(self, *args: Any, **how: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **how)
        session.system_time = self._moment
        return session


def _place(seal: Seal, sides: list[float], rotation: int) -> tuple[int, int, int, int]:
    """The seal's box in the page's own coordinates: top right as the page is shown."""
    left, bottom, right, top = sides
    room_x, room_y = right - left - 2 * MARGIN, top - bottom - 2 * MARGIN
    scale = min(1.0, room_x / seal.width, room_y / seal.height)
    wide, high = seal.width * scale, seal.height * scale
    x = right - MARGIN - wide if rotation in {0, 270} else left + MARGIN
    y = top - MARGIN - high if rotation in {0, 90} else bottom + MARGIN
    return round(x), round(y), round(x + wide), round(y + high)
