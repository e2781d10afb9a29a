"""QR and bar codes of a page, read exactly with zxing-cpp. In: a grey picture. Out: codes.

Code 39 carries no check, so that print may pass for it: only the one text that stack separators
bear (Patch-T sheets) is taken from it. Patch-T bars without a code say the same.
"""

import unicodedata

import zxingcpp

from ocr.page import Code, Method
from ocr.patch_bars import find_patch_t
from ocr.picture import Grey, fraction

PATCH_T = "PATCHT"
_FORMATS = (
    zxingcpp.BarcodeFormat.QRCode | zxingcpp.BarcodeFormat.Code128 | zxingcpp.BarcodeFormat.Code39
)
_LONGEST = 4096  # characters of a payload that are kept


def read_codes(picture: Grey) -> tuple[Code, ...]:
    """All codes that zxing-cpp is certain of, top to bottom."""
    found = []
    for code in zxingcpp.read_barcodes(picture, formats=_FORMATS):
        unchecked = code.format == zxingcpp.BarcodeFormat.Code39
        if not code.valid or not code.text or (unchecked and code.text != PATCH_T):
            continue
        corners = (
            code.position.top_left,
            code.position.top_right,
            code.position.bottom_right,
            code.position.bottom_left,
        )
        xs, ys = [c.x for c in corners], [c.y for c in corners]
        is_qr = code.format == zxingcpp.BarcodeFormat.QRCode
        found.append(
            Code(
                Method.QR if is_qr else Method.BARCODE,
                str(code.format).rsplit(".", 1)[-1],
                unicodedata.normalize("NFC", code.text[:_LONGEST]),
                fraction((min(xs), min(ys), max(xs), max(ys)), picture.shape),
            )
        )
    found += [Code(Method.BARCODE, "Patch", PATCH_T, box) for box in find_patch_t(picture)]
    return tuple(sorted(found, key=lambda code: code.box[1]))
