"""The picture that a scanned PDF page is, taken out as it was encoded.

In: a PDF and a page's number. Out: the stream with what it takes to show it, or nothing where the
page is more than one upright picture over its whole area. So a scan is never encoded a second time,
and a copy is hardly larger than its original. The file is hostile: call this in a worker.
"""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, PdfError, Stream

_FILTERS = frozenset({Name.DCTDecode, Name.CCITTFaxDecode, Name.JBIG2Decode, Name.FlateDecode})
_SPACES = frozenset({Name.DeviceGray, Name.DeviceRGB})
_WHOLE = 0.02  # of the page: how far the picture's edges may lie from the page's
_POINTS = 72
_LARGEST = 256 << 20  # bytes of one encoded picture
_INVISIBLE = 3  # text rendering mode
_HARMLESS = frozenset(  # they set how things would be drawn, and draw nothing
    {"gs", "BMC", "BDC", "EMC", "BX", "EX", "MP", "DP", "i", "ri", "w", "J", "j", "M", "d"}
    | {"rg", "RG", "g", "G", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
    | {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Td", "TD", "Tm", "T*"}
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as it lies in a PDF; ``globals`` and ``profile`` are streams beside it. ``dpi``: as
    large as its page shows it, where it comes from one."""

    data: bytes = field(repr=False)
    width: int
    height: int
    bits: int
    filter: Name
    space: Name
    parameters: dict[str, int | bool] = field(default_factory=dict)
    decode: tuple[int, ...] = ()
    dpi: float = 0.0
    globals: bytes = field(default=b"", repr=False)
    profile: bytes = field(default=b"", repr=False)


def embedded_picture(path: Path, number: int) -> Embedded | None:
    """The picture of page ``number`` (from 1)."""
    try:
        with Pdf.open(path) as pdf:
            return _picture(pdf.pages[number - 1])
    except (PdfError, zlib.error, LookupError, ValueError, AttributeError, TypeError):
        return None  # a page that is read but not understood is drawn and encoded anew


def _picture(page: pikepdf.Page) -> Embedded | None:
    box = [float(edge) for edge in page.mediabox]
    if int(page.obj.get(Name.Rotate, 0)) or page.obj.get(Name.UserUnit, 1) != 1:
        return None
    shown = list(_shown(page))
    if len(shown) != 1:
        return None
    name, matrix = shown[0]
    wanted = (box[2] - box[0], 0.0, 0.0, box[3] - box[1], box[0], box[1])
    allowed = _WHOLE * max(wanted)
    if any(abs(a - b) > allowed for a, b in zip(matrix.shorthand, wanted, strict=True)):
        return None
    image = page.obj.Resources.XObject[name]
    return _as_it_is(image, wanted[0]) if isinstance(image, Stream) else None


def _shown(page: pikepdf.Page) -> Iterator[tuple[str, Matrix]]:
    """Every picture that the page shows, with its place; visible text, lines and areas come out as
    a picture without a name. Text that is not shown is the layer of an earlier recognition."""
    matrix, mode = Matrix(), 0
    kept: list[tuple[Matrix, int]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        match operator:
            case "q":
                kept.append((matrix, mode))
            case "Q":
                matrix, mode = kept.pop()
            case "cm":
                matrix = Matrix(*(float(x) for x in operands)) @ matrix
            case "Tr":
                mode = int(operands[0])
            case "Do":
                yield str(operands[0]), matrix
            case "Tj" | "TJ" | "'" | '"' if mode == _INVISIBLE:
                continue
            case _ if operator not in _HARMLESS:
                yield "", matrix


def _as_it_is(image: Stream, width: float) -> Embedded | None:
    if image.get(Name.Subtype) != Name.Image or any(
        key in image for key in (Name.SMask, Name.Mask, Name.ImageMask)
    ):
        return None
    wrapped, kind = _filters(image.get(Name.Filter))
    parameters = _last(image.get(Name.DecodeParms))
    space, profile = _space(image.get(Name.ColorSpace))
    bits = int(image.get(Name.BitsPerComponent, 8))
    if kind not in _FILTERS or space is None or bits > 8:
        return None
    plain: dict[str, Any] = dict(parameters.items()) if isinstance(parameters, Dictionary) else {}
    shared = plain.pop("/JBIG2Globals", None)
    return Embedded(
        data=_unwrapped(image.read_raw_bytes(), wrapped),
        width=int(image.Width),
        height=int(image.Height),
        bits=bits,
        filter=Name(str(kind)),
        space=space,
        dpi=float(image.Width) / width * _POINTS,
        parameters={key: _plain(value) for key, value in plain.items()},
        decode=tuple(int(x) for x in image.get(Name.Decode, ())),
        globals=shared.read_bytes() if isinstance(shared, Stream) else b"",
        profile=profile,
    )


def _plain(value: Any) -> int | bool:
    """A number or a switch; anything else is none of a picture's parameters (``TypeError``)."""
    if not isinstance(value, int | bool):
        raise TypeError(type(value).__name__)
    return value


def _filters(value: Object | None) -> tuple[list[str], Object | None]:
    """What was laid round the picture for the file's sake, and how the picture is encoded."""
    if not isinstance(value, Array):
        return [], value
    return [str(name) for name in value][:-1], value[-1]


def _last(value: Object | None) -> Object | None:
    return value[-1] if isinstance(value, Array) else value


def _unwrapped(data: bytes, wrapped: list[str]) -> bytes:
    """Raises ``ValueError`` for a wrapping that is not known, damaged, or too large inside."""
    for name in wrapped:
        if name == "/ASCII85Decode":
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        elif name == "/FlateDecode":
            inner = zlib.decompressobj()
            data = inner.decompress(data, _LARGEST)
            if inner.unconsumed_tail or not inner.eof:
                raise ValueError("too large")
        else:
            raise ValueError(name)
    return data


def _space(value: Object | None) -> tuple[Name | None, bytes]:
    """The colours, and the profile that explains them."""
    if isinstance(value, Name) and value in _SPACES:
        return Name(str(value)), b""
    if isinstance(value, Array) and len(value) == 2 and value[0] == Name.ICCBased:
        known = {1: Name.DeviceGray, 3: Name.DeviceRGB}.get(int(value[1].N))
        return known, value[1].read_bytes()
    return None, b""
