"""Does a picture file end too early? Told by lengths and marks the file itself contains.

In: a stream and its format. Out: yes or no; JPEG bytes with different padding; the frames of a
TIFF. Only bytes are looked at, nothing is decoded.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from ocr.source.file import Format

START_OF_SCAN, END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
PADDING = (b"\x00" * 512, b"\x55" * 512)
SUBFILE_TYPE = 254  # TIFF 6.0, page 36: bit 0 marks a reduced copy, bit 2 a mask
NO_PAGE = 0b101


@dataclass(frozen=True, slots=True)
class Frames:
    """Places of the pages in a TIFF's chain, and whether the chain breaks off."""

    pages: tuple[int, ...]
    broken_off: bool


def size_of(stream: BinaryIO) -> int:
    """Bytes in a stream."""
    return stream.seek(0, 2)


def is_cut(stream: BinaryIO, kind: Format) -> bool:
    """Whether a file that failed to decode simply ends too early."""
    size = size_of(stream)
    stream.seek(0)
    head = stream.read(12)
    if kind is Format.WEBP:
        return int.from_bytes(head[4:8], "little") + 8 > size
    if kind is Format.BMP:
        return int.from_bytes(head[2:6], "little") > size
    if kind is Format.TIFF:
        return False  # ``tiff_frames`` knows
    stream.seek(max(size - 4096, 0))
    tail = stream.read(4096)
    return (b"IEND" if kind is Format.PNG else END_OF_IMAGE) not in tail


def padded_jpegs(data: bytes) -> tuple[bytes, bytes]:
    """The JPEG twice, with different bytes between its last data and its end mark.

    A decoder skips them when the picture is complete; when rows are missing it paints those rows
    from them, so that the two pictures differ.
    """
    end = data.rfind(END_OF_IMAGE)
    if end < data.rfind(START_OF_SCAN):  # the mark belongs to a preview within the header
        end = len(data)
    return tuple(data[:end] + padding + END_OF_IMAGE for padding in PADDING)  # type: ignore[return-value]


def tiff_frames(stream: BinaryIO, *, most: int) -> Frames:
    """The pages of a TIFF (reduced copies and masks left out), at most ``most`` frames."""
    size = size_of(stream)
    stream.seek(0)
    head = stream.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:3] == b"+" or head[3:4] == b"+"
    reader = _Chain(stream, size, order, big)
    offset = reader.number(8 if big else 4, 8 if big else 4)
    pages: list[int] = []
    seen: set[int] = set()
    place = 0
    while offset and offset not in seen and place < most:
        seen.add(offset)
        entries = reader.number(offset, reader.count_size)
        after = offset + reader.count_size + entries * reader.entry_size
        if after > size:
            return Frames((*pages, place), broken_off=True)
        if not reader.subfile_type(offset, entries) & NO_PAGE:
            pages.append(place)
        offset = reader.number(after, reader.offset_size) if after < size else 0
        place += 1
    return Frames(tuple(pages) or (0,), broken_off=False)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Reads numbers of a TIFF's directory chain; beyond the end everything is 0."""

    stream: BinaryIO
    size: int
    order: str
    big: bool

    @property
    def count_size(self) -> int:
        return 8 if self.big else 2

    @property
    def entry_size(self) -> int:
        return 20 if self.big else 12

    @property
    def offset_size(self) -> int:
        return 8 if self.big else 4

    def number(self, offset: int, width: int) -> int:
        if offset + width > self.size:
            return 0
        self.stream.seek(offset)
        code = {2: "H", 4: "I", 8: "Q"}[width]
        return int(struct.unpack(self.order + code, self.stream.read(width))[0])

    def subfile_type(self, offset: int, entries: int) -> int:
        """The value of the first entry when it is the subfile type (entries are sorted)."""
        first = offset + self.count_size
        if not entries or self.number(first, 2) != SUBFILE_TYPE:
            return 0
        return self.number(first + (12 if self.big else 8), 4)
