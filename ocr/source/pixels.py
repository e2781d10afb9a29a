"""Decoded Pillow pictures become upright arrays.

In: a loaded picture of any mode. Out: uint8, grey (height, width) or blue-green-red
(height, width, 3), transparency as white paper, turned as its orientation says, reduced by a whole
factor. Works in bands, so that a large picture is not held twice.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from ocr.source.colour import grey_if_colourless
from ocr.source.interface import Picture

BAND = 1 << 19  # pixels converted at a time
ORIENTATION = 0x0112
NUMERIC = ("I", "F")  # and I;16 in all byte orders
TOPS = (1.0, 255.0, 4095.0, 65535.0)  # white of fractions, 8, 12 and 16 bits


def to_picture(image: Image.Image, *, factor: int, orientation: int) -> Picture:
    """The picture as an upright array. Orientation is EXIF's, 1 to 8."""
    width, height = image.size
    if image.mode in {"I;16B", "I;16N"}:  # Pillow cannot cut these
        image = image.convert("I")
    scale = _white_of(image) if image.mode.startswith(NUMERIC) else 0.0
    rows = max(factor, BAND // width // factor * factor)
    whole = np.empty((0, 0), np.uint8)
    for top in range(0, height, rows):
        band = _plain(image.crop((0, top, width, min(top + rows, height))), scale)
        part = np.asarray(band.reduce(factor) if factor > 1 else band, dtype=np.uint8)
        if not top:
            whole = np.empty((-(-height // factor), *part.shape[1:]), np.uint8)
        place = whole[top // factor : top // factor + part.shape[0]]
        if part.ndim == 3:
            cv2.cvtColor(part, cv2.COLOR_RGB2BGR, dst=place)
        else:
            place[:] = part
    if whole.ndim == 3:
        whole = grey_if_colourless(whole)
    return np.ascontiguousarray(_turned(whole, orientation))


def square_pixels(picture: Picture, *, across: float, down: float) -> Picture:
    """Stretches a picture whose resolution differs across and down (faxes) to the finer one."""
    height, width = picture.shape[:2]
    finest = max(across, down)
    size = (round(width * finest / across), round(height * finest / down))
    return np.asarray(Image.fromarray(picture).resize(size), dtype=np.uint8)


def _plain(band: Image.Image, white: float) -> Image.Image:
    """A band in mode L or RGB."""
    if white:
        numbers = np.nan_to_num(np.asarray(band, dtype=np.float32), posinf=white, neginf=0.0)
        return Image.fromarray(_to_bytes(numbers, white))
    if band.has_transparency_data:
        paper = Image.new("RGBA", band.size, "white")
        paper.alpha_composite(band.convert("RGBA"))
        return paper.convert("RGB")
    if band.mode == "LAB":
        return _from_lab(band)
    plain = "L" if band.mode in {"1", "L"} else "RGB"
    return band if band.mode == plain else band.convert(plain)


def _to_bytes(numbers: npt.NDArray[np.float32], white: float) -> Picture:
    scaled: Picture = np.clip(numbers * (255.0 / white), 0, 255).astype(np.uint8)
    return scaled


def _white_of(image: Image.Image) -> float:
    """The value that means white: the least usual one that no pixel exceeds."""
    extrema = image.getextrema()
    highest = float(extrema[1]) if isinstance(extrema[1], (int, float)) else 0.0
    tops = TOPS if image.mode.startswith("F") else TOPS[1:]
    if not math.isfinite(highest):
        return tops[-1]
    return next((top for top in tops if highest <= top), highest)


def _from_lab(band: Image.Image) -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(band, lab, srgb, outputMode="RGB")
    return converted if converted is not None else band.convert("L")


def _turned(picture: Picture, orientation: int) -> Picture:
    """EXIF 2.32, tag 274: 2, 4, 5, 7 are mirrored; 5 to 8 lie on their side."""
    if orientation in {5, 6, 7, 8}:
        picture = picture.swapaxes(0, 1)
    if orientation in {2, 3, 6, 7}:
        picture = picture[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        picture = picture[::-1]
    return picture
