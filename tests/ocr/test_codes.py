"""Codes are read exactly, and none where there is none."""

import cv2
import numpy as np
import pytest
import zxingcpp

from ocr.codes import PATCH_T, read_codes
from ocr.page import Method


def drawn(kind: zxingcpp.BarcodeFormat, text: str, *, size: tuple[int, int] = (700, 260)):
    """The code in the middle of an empty page at 200 dpi."""
    bars = np.asarray(zxingcpp.write_barcode(kind, text, *size), np.uint8)
    page = np.full((1200, 1600), 255, np.uint8)
    page[300 : 300 + bars.shape[0], 300 : 300 + bars.shape[1]] = bars
    return page


def test_a_patch_t_sheet_is_known() -> None:
    [code] = read_codes(drawn(zxingcpp.BarcodeFormat.Code39, PATCH_T))
    assert (code.method, code.text) == (Method.BARCODE, PATCH_T)


def test_any_other_code_39_may_be_print_and_is_left_out() -> None:
    assert read_codes(drawn(zxingcpp.BarcodeFormat.Code39, "ASN00123")) == ()


@pytest.mark.parametrize("turn", [None, cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE])
def test_codes_are_read_however_the_page_lies(turn: int | None) -> None:
    page = drawn(zxingcpp.BarcodeFormat.QRCode, "Hồ sơ số 12", size=(260, 260))
    page = page if turn is None else cv2.rotate(page, turn)
    [code] = read_codes(page)
    assert (code.method, code.text) == (Method.QR, "Hồ sơ số 12")
