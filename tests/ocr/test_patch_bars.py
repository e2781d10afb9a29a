"""Four bars part a stack, however the sheet lies; other bars, codes and tables do not."""

import cv2
import numpy as np
import pytest
import zxingcpp

from ocr.codes import PATCH_T, read_codes
from ocr.patch_bars import find_patch_t
from ocr.picture import Grey

DPI = 200
PATCHES = {"1": "wwnn", "2": "wnnw", "3": "wnwn", "4": "nwwn", "6": "nnww", "T": "nwnw"}


def sheet() -> Grey:
    return np.full((2339, 1654), 255, np.uint8)


def with_patch(name: str, *, x: int = 500, y: int = 100, inches: float = 2.5) -> Grey:
    page = sheet()
    for bar in PATCHES[name]:
        thick = round((0.2 if bar == "w" else 0.08) * DPI)
        page[y : y + thick, x : x + round(inches * DPI)] = 0
        y += thick + round(0.08 * DPI)
    return page


def turned(page: Grey, degrees: float) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=255), np.uint8)


def worn(page: Grey) -> Grey:
    noise = np.random.default_rng(3).normal(0, 18, page.shape)
    soft = cv2.GaussianBlur(page, (7, 7), 0).astype(float) * 0.8 + 30
    return np.asarray(np.clip(soft + noise, 0, 255), np.uint8)


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 1.5, -2.0])
def test_the_bars_are_found_however_the_sheet_lies(quarter: int, degrees: float) -> None:
    page = np.ascontiguousarray(np.rot90(turned(with_patch("T"), degrees), quarter))
    assert len(find_patch_t(page)) == 1
    [code] = read_codes(page)
    assert code.text == PATCH_T


@pytest.mark.parametrize("damage", [worn, lambda p: np.where(p > 150, 255, 0).astype(np.uint8)])
@pytest.mark.parametrize("inches", [2.0, 6.0])
def test_worn_and_one_bit_sheets(damage: object, inches: float) -> None:
    assert callable(damage)
    assert len(find_patch_t(damage(with_patch("T", x=200, inches=inches)))) == 1


@pytest.mark.parametrize("size", [0.5, 0.75, 1.5])
def test_other_resolutions(size: float) -> None:
    page = cv2.resize(with_patch("T"), None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    assert len(find_patch_t(np.asarray(page, np.uint8))) == 1


@pytest.mark.parametrize("name", ["1", "2", "4", "6"])
def test_patches_of_another_meaning_part_nothing(name: str) -> None:
    assert find_patch_t(with_patch(name)) == ()
    assert find_patch_t(np.ascontiguousarray(np.rot90(with_patch(name), 2))) == ()


def test_bar_codes_tables_and_thick_rules_are_no_patch() -> None:
    assert find_patch_t(sheet()) == ()
    table = sheet()
    for n in range(12):
        cv2.rectangle(table, (200, 300 + 90 * n), (1400, 390 + 90 * n), 0, 6)
    assert find_patch_t(table) == ()
    rules = sheet()
    for n, thick in enumerate((16, 40, 16, 40, 16, 40, 16)):
        rules[300 + 50 * n : 300 + 50 * n + thick, 300:1200] = 0
    assert find_patch_t(rules) == ()
    for kind in (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39):
        for text in ("HS0123456789", "PATCHX", "000.00.01.H05-1234"):
            drawn = np.asarray(zxingcpp.write_barcode(kind, text, width=900, height=300))
            page = sheet()
            page[400 : 400 + drawn.shape[0], 200 : 200 + drawn.shape[1]] = drawn
            assert find_patch_t(page) == ()
