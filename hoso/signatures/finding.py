"""What was found out about one signature of an incoming PDF, and which doubts that casts.

In: what ``hoso.signatures.verify`` saw. Out: JSON for ``document.source.signatures`` of a record,
doubts on the paper. A signature never makes a paper better; it can only make a person look.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extract.document import Document, Doubt

# Reasons that do not speak against a signature, but for a person's look.
FORM_FILLED = "form_filled_after"
PAST_PERMISSION = "signed_past_permission"

_DOUBTS = {
    "signature_altered": (
        "Chữ ký số cho thấy tệp đã bị sửa sau khi ký. Hãy đối chiếu với bản gốc của cơ quan ký."
    ),
    "signature_unchecked": "Không kiểm được chữ ký số trên tệp. Hãy xem chữ ký ở tệp gốc.",
    "signature_form_filled": (
        "Sau khi ký số, biểu mẫu trong tệp còn được điền thêm. Hãy xem phần điền thêm."
    ),
    "signature_untrusted": (
        "Chữ ký số còn nguyên vẹn, nhưng không xác nhận được người ký theo các chứng thư gốc"
        " đã cài đặt."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time stamp over a signature: when, unbroken, from a service we trust (None: no roots)."""

    time: str
    intact: bool
    trusted: bool | None

    def as_json(self) -> dict[str, Any]:
        return {"time": self.time, "intact": self.intact, "trusted": self.trusted}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One signature. ``intact`` None: it cannot be checked; ``trusted`` None: no roots are set.

    ``reason`` says why it is not intact, or what is odd about one that is; ``trust_reason`` why its
    signer is not trusted.
    """

    field: str = ""
    signer: str | None = None
    organisation: str | None = None
    time: str | None = None  # as the signer's own clock said
    timestamp: Stamp | None = None
    digest: str | None = None
    covers_whole_file: bool = False
    intact: bool | None = None
    trusted: bool | None = None
    reason: str | None = None
    trust_reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "signer": self.signer,
            "organisation": self.organisation,
            "time": self.time,
            "timestamp": self.timestamp.as_json() if self.timestamp else None,
            "digest": self.digest,
            "covers_whole_file": self.covers_whole_file,
            "intact": self.intact,
            "trusted": self.trusted,
            "reason": self.reason,
            "trust_reason": self.trust_reason,
        }


def with_doubts(document: Document, signatures: Iterable[Mapping[str, Any]]) -> Document:
    """The document with the doubts that its file's signatures (as JSON) cast on it."""
    codes = dict.fromkeys(code for one in signatures for code in _codes(one))
    own = tuple(Doubt(code, _DOUBTS[code]) for code in codes)
    return replace(document, doubts=(*document.doubts, *own)) if own else document


def _codes(signature: Mapping[str, Any]) -> Iterator[str]:
    if signature["intact"] is False:
        yield "signature_altered"
    elif signature["intact"] is None:
        yield "signature_unchecked"
    else:
        if signature["reason"] == FORM_FILLED:
            yield "signature_form_filled"
        if signature["trusted"] is False:
            yield "signature_untrusted"
