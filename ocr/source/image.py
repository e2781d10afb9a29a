"""Pictures by Pillow: a stream in, pages as upright 8-bit pictures out.

Sizes are checked in the header before anything is decoded. Orientation marks (EXIF, TIFF, XMP) are
applied; transparency becomes white paper; more than ``work_pixels`` are reduced by a whole factor.
Frames of a TIFF are pages, its thumbnails are not; other formats have one page.
Errors: InputError unknown_format (animations), broken, truncated, too_many_pages; PageError
too_many_pixels, truncated, broken, out_of_memory.
"""

import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import BinaryIO, Self

from PIL import Image, UnidentifiedImageError

from ocr.errors import Fault, InputError, PageError
from ocr.source.file import Format
from ocr.source.interface import Limits, Picture, SourcePage
from ocr.source.jpeg import whole_jpeg
from ocr.source.pixels import orientation_of, to_picture

LEAST_DPI, MOST_DPI = 50.0, 2400.0
LONGEST_PAPER = 24.0  # inches: a longer page means that the resolution is a program's default
SUBFILE_TYPE = 254  # TIFF 6.0, page 36: bit 0 a reduced copy, bit 2 a mask
NO_PAGE = 0b101

_FAULTS = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError)
_DEEP_FAULTS = (OverflowError, ZeroDivisionError, RuntimeError, EOFError, struct.error, zlib.error)
PILLOW_FAULTS = _FAULTS + _DEEP_FAULTS  # what Pillow's decoders raise on broken files


class ImageSource:
    """An opened picture file; owns the stream."""

    def __init__(self, stream: BinaryIO, kind: Format, *, limits: Limits) -> None:
        self._stream = stream
        self._kind = kind
        self._limits = limits
        with _faults(InputError, "opening"):
            self._image = self._opened()
        if kind is Format.TIFF:
            self._frames, self._loss = self._list_frames()
        elif getattr(self._image, "n_frames", 1) > 1 and kind is not Format.JPEG:
            raise InputError(Fault.UNKNOWN_FORMAT, f"animated {kind}")
        else:
            self._frames, self._loss = [0], None
        if len(self._frames) > limits.max_pages:
            raise InputError(Fault.TOO_MANY_PAGES, f"more than {limits.max_pages}")

    @property
    def page_count(self) -> int:
        """Frames, and one page more when the list of frames breaks off."""
        return len(self._frames) + (self._loss is not None)

    def page(self, number: int) -> SourcePage:
        """The page of that number, from 1. Raises PageError."""
        if not 1 <= number <= self.page_count:
            raise PageError(Fault.NOT_FOUND, f"page {number} of {self.page_count}")
        if number > len(self._frames):
            raise PageError(Fault.TRUNCATED, f"page {number}: {self._loss}")
        with _faults(PageError, f"page {number}"):
            image = self._frame(number)
            size, dpi = image.size, dpi_of(image)
        factor = max(1, math.ceil(math.sqrt(size[0] * size[1] / self._limits.work_pixels)))
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

    def _opened(self) -> Image.Image:
        self._stream.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are checked by _frame, damage by decoding
            return Image.open(self._stream, formats=[self._kind.value])
