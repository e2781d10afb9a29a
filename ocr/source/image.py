"""Pictures by Pillow: a stream in, pages as upright 8-bit pictures out.

Sizes are checked in the header before anything is decoded. Orientation marks (EXIF, TIFF, XMP) are
applied; transparency becomes white paper; more than ``work_pixels`` are reduced by 2, 4, ...
Frames of a TIFF are pages, its thumbnails are not; other formats have one page.
Errors: InputError unknown_format (animations), broken, truncated, too_many_pages,
too_many_pixels; PageError too_many_pixels, truncated, broken, out_of_memory.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
from PIL import Image

from ocr.errors import Fault, InputError, PageError
from ocr.source.ending import Frames, is_cut, padded_jpegs, tiff_frames
from ocr.source.file import Format
from ocr.source.interface import Limits, Picture, SourcePage
from ocr.source.pixels import ORIENTATION, square_pixels, to_picture

LEAST_DPI, MOST_DPI = 50.0, 2400.0
LONGEST_PAPER = 24.0  # inches: a longer page means that the resolution is a program's default
UNEVEN = 1.1  # resolutions across and down that differ more are a fax's
LAST_ROWS = 8  # the height of a JPEG block

# What Pillow's decoders raise on broken files.
PILLOW_FAULTS = (
    *(OSError, ValueError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError),
    *(RuntimeError, EOFError, struct.error, zlib.error, Image.DecompressionBombError),
)


class ImageSource:
    """An opened picture file; owns the stream."""

    def __init__(self, stream: BinaryIO, kind: Format, *, limits: Limits) -> None:
        self._stream = stream
        self._kind = kind
        self._limits = limits
        self._frames = Frames((0,), broken_off=False)
        if kind is Format.TIFF:
            self._frames = tiff_frames(stream, most=limits.max_pages + 1)
        if self.page_count > limits.max_pages:
            raise InputError(Fault.TOO_MANY_PAGES, f"more than {limits.max_pages}")
        with self._faults(InputError, "opening"):
            self._image = self._open()
        if kind in {Format.PNG, Format.WEBP} and getattr(self._image, "n_frames", 1) > 1:
            raise InputError(Fault.UNKNOWN_FORMAT, f"animated {kind}")

    @property
    def page_count(self) -> int:
        """How many pages there are; a frame that is cut off counts."""
        return len(self._frames.pages)

    def page(self, number: int) -> SourcePage:
        """The page of that number, from 1. Raises PageError."""
        if not 1 <= number <= self.page_count:
            raise PageError(Fault.NOT_FOUND, f"page {number} of {self.page_count}")
        with self._faults(PageError, f"page {number}"):
            image = self._frame(number)
            factor, dpi = self._factor(image), max(dpi_of(image))
        return SourcePage(number, dpi / factor, None, lambda: self._draw(number))

    def close(self) -> None:
        """Closes the picture and its stream."""
        self._image.close()
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self, data: bytes | None = None) -> Image.Image:
        self._stream.seek(0)
        stream = self._stream if data is None else BytesIO(data)
        return Image.open(stream, formats=[self._kind.value])

    def _frame(self, number: int) -> Image.Image:
        """The page, not decoded yet, of a size that may be decoded."""
        if self._kind is Format.TIFF:
            self._image.seek(self._frames.pages[number - 1])
        else:
            self._image = self._open()
        width, height = self._image.size
        if width * height > self._limits.max_pixels:
            raise PageError(Fault.TOO_MANY_PIXELS, f"page {number}: {width} x {height}")
        return self._image

    def _factor(self, image: Image.Image) -> int:
        """A power of two, for JPEG decodes at such sizes."""
        factor = 1
        while image.width * image.height > self._limits.work_pixels * factor * factor:
            factor *= 2
        return factor

    def _draw(self, number: int) -> Picture:
        with self._faults(PageError, f"page {number}"):
            image = self._frame(number)
            factor, (across, down) = self._factor(image), dpi_of(image)
            wide = image.width
            if self._kind is Format.JPEG:
                image = self._load_jpeg(image, factor)
                factor = max(1, factor * image.width // wide)
            else:
                image.load()
            picture = to_picture(image, factor=factor, orientation=orientation_of(image))
            if self._kind is not Format.TIFF:  # whose pages are found again from the one before
                self._image = self._open()  # not decoded: nobody needs the picture twice
            if max(across, down) > UNEVEN * min(across, down):
                picture = square_pixels(picture, across=across, down=down)
            return picture

    def _load_jpeg(self, image: Image.Image, factor: int) -> Image.Image:
        """Decodes, at once reduced. Rows that the file does not hold are never made up."""
        size = (max(image.width // factor, 1), max(image.height // factor, 1))
        image.draft(None, size)
        try:
            image.load()
            last = np.asarray(image.crop((0, image.height - LAST_ROWS, *image.size)))
            if np.ptp(last.reshape(-1, last.shape[-1] if last.ndim == 3 else 1), axis=0).any():
                return image
        except OSError as error:
            if "truncated" not in str(error):
                raise
        # An end without contents: clean paper, or rows that the decoder filled in.
        self._stream.seek(0)
        both = [self._open(data) for data in padded_jpegs(self._stream.read())]
        for padded in both:
            padded.draft(None, size)
            padded.load()
        if not np.array_equal(np.asarray(both[0]), np.asarray(both[1])):
            raise OSError("image file is truncated: its last rows are missing")
        return both[0]

    @contextmanager
    def _faults(self, error: type[InputError], place: str) -> Iterator[None]:
        """Pillow's exceptions become ours; its warnings are dropped, sizes are checked here."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        except InputError:
            raise
        except Image.DecompressionBombError as bomb:
            raise error(Fault.TOO_MANY_PIXELS, f"{place}: {bomb}") from bomb
        except MemoryError as full:
            raise error(Fault.OUT_OF_MEMORY, place) from full
        except PILLOW_FAULTS as broken:
            cut = "truncated" in str(broken).lower() or self._frames.broken_off
            cut = cut or is_cut(self._stream, self._kind)
            fault = Fault.TRUNCATED if cut else Fault.BROKEN
            raise error(fault, f"{place}: {type(broken).__name__}: {broken}") from broken


def dpi_of(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down as the file says, or zeros when that is not plausible."""
    try:
        across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    except PILLOW_FAULTS:  # metadata may be anything; a picture without them is a good picture
        return (0.0, 0.0)
    if not (LEAST_DPI <= across <= MOST_DPI and LEAST_DPI <= down <= MOST_DPI):
        return (0.0, 0.0)
    if max(image.width / across, image.height / down) > LONGEST_PAPER:
        return (0.0, 0.0)
    return (across, down)


def orientation_of(image: Image.Image) -> int:
    """EXIF's orientation, 1 where it is missing or unreadable (TIFFs are turned by Pillow)."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except PILLOW_FAULTS:  # as above
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1
