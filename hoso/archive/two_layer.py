"""A two-layer PDF/A-2b: the scanned picture with its words, invisible, at their places.

In: of each page the scan's bytes (any format Pillow opens, or a picture taken out of a PDF) with
its words in the picture's own pixels, and what the XMP says of the paper. Out: the PDF's bytes. A
picture of a PDF and a JPEG in grey or sRGB go in as they are; a 1-bit picture as CCITT group 4;
everything else as a new JPEG at its own resolution. Bytes are hostile: call this in a worker.

Errors: ``PictureRefused`` for bytes that are no picture or one over ``max_pixels``;
``reuse.forms.pdf.FontMissing`` when no font with Vietnamese letters is installed.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from hoso.archive.embedded import Embedded
from reuse.forms.pdf import printing_face

_FONT = "hoso-regular"
_EXIF_ORIENTATION = 0x0112
_TIFF_STRIP_OFFSETS, _TIFF_STRIP_COUNTS, _TIFF_PHOTOMETRIC = 273, 279, 262
_WHITE_IS_ZERO = 0


class PictureRefused(Exception):  # noqa: N818 - as in storage.errors
    """Bytes that are no picture, or a picture larger than allowed."""


_ICC_DATE = 24  # ICC.1:2010, 7.2: where the header says when, in six numbers of two bytes
_ICC_DAY = b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0))
_OF_THE_MOMENT = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and its box in pixels of the picture, from the top left."""

    text: str = field(repr=False)
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of one page of so many points; ``scale``: points to one of the words' units."""

    width: float
    height: float
    scale: float
    words: tuple[PlacedWord, ...]


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page as it was scanned."""

    picture: bytes | Embedded = field(repr=False)
    dpi: float
    words: tuple[PlacedWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the XMP says: CV 7197's DocCode, TypeName, IssuedDate, OrganName and Subject in the
    schemas that PDF/A knows without a declaration."""

    doc_code: str
    type_name: str
    issued: str  # ISO 8601; empty where the paper has no date
    organ: str
    subject: str

    @classmethod
    def of(cls, metadata: Mapping[str, str]) -> "About":
        """Those of the fields that the XMP repeats."""
        names = ("DocCode", "TypeName", "IssuedDate", "OrganName", "Subject")
        return cls(**dict(zip(cls.__slots__, (metadata[n] for n in names), strict=True)))


def two_layer_pdf(pages: Sequence[ScannedPage], about: About, *, max_pixels: int) -> bytes:
    """The whole paper."""
    pictures = [_picture_of(page.picture, max_pixels) for page in pages]
    layers = [
        TextLayer(
            picture.width * 72 / page.dpi, picture.height * 72 / page.dpi, 72 / page.dpi, page.words
        )
        for page, picture in zip(pages, pictures, strict=True)
    ]
    with Pdf.open(BytesIO(text_pdf(layers))) as pdf:
        for page, picture in zip(pdf.pages, pictures, strict=True):
            _lay_under(pdf, page, picture)
        make_archival(pdf, about)
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """The file's bytes, the same at every run."""
    out = BytesIO()
    if Name.ID in pdf.trailer:
        del pdf.trailer[Name.ID]  # of whoever made it first, and when
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _picture_of(data: bytes | Embedded, max_pixels: int) -> Embedded:
    if isinstance(data, Embedded):
        if data.width * data.height > max_pixels:
            raise PictureRefused("too many pixels")
        return data
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > max_pixels:
                raise PictureRefused("too many pixels")
            return _encoded(image, data)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise PictureRefused("no picture") from error


def _encoded(image: Image.Image, data: bytes) -> Embedded:
    is_turned = image.getexif().get(_EXIF_ORIENTATION, 1) != 1
    if image.mode == "1":
        return _group4(ImageOps.exif_transpose(image))
    if image.format == "JPEG" and image.mode in {"L", "RGB"} and not is_turned:
        image.load()  # a picture cut short is refused, not archived
        return _jpeg(data, image)
    own_mode = "L" if image.mode in {"L", "LA", "I", "I;16"} else "RGB"  # CMYK has no place in sRGB
    upright = ImageOps.exif_transpose(image).convert(own_mode)
    out = BytesIO()
    upright.save(out, "JPEG", quality=85)
    return _jpeg(out.getvalue(), upright)


def _jpeg(data: bytes, image: Image.Image) -> Embedded:
    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    return Embedded(data, image.width, image.height, 8, Name.DCTDecode, space)


def _group4(image: Image.Image) -> Embedded:
    out = BytesIO()
    # One strip: a PDF takes one CCITT stream per picture.
    image.save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(out) as tiff:
        tags = tiff.tag_v2  # type: ignore[attr-defined]
        offsets, counts = tags[_TIFF_STRIP_OFFSETS], tags[_TIFF_STRIP_COUNTS]
        is_white_zero = tags[_TIFF_PHOTOMETRIC] == _WHITE_IS_ZERO
    if len(offsets) != 1:
        raise PictureRefused("more than one strip")
    strip = out.getvalue()[offsets[0] : offsets[0] + counts[0]]
    parameters: dict[str, int | bool] = {
        "/K": -1, "/Columns": image.width, "/Rows": image.height, "/BlackIs1": not is_white_zero,
    }  # fmt: skip
    return Embedded(
        strip, image.width, image.height, 1, Name.CCITTFaxDecode, Name.DeviceGray, parameters
    )


def text_pdf(layers: Sequence[TextLayer]) -> bytes:
    """Pages of invisible words, with the one font they need."""
    printing_face()
    out = BytesIO()
    canvas = Canvas(out, initialFontName=_FONT, pageCompression=1, invariant=1)
    for layer in layers:
        canvas.setPageSize((layer.width, layer.height))
        for word in layer.words:
            _write(canvas, word, layer)
        canvas.showPage()
    canvas.save()
    return embedded_fonts_only(out)


def embedded_fonts_only(made: BytesIO) -> bytes:
    """What reportlab made, without the Helvetica that it names in every file and never embeds."""
    with Pdf.open(made) as pdf:
        for page in pdf.pages:
            fonts = page.obj.Resources.get(Name.Font, Dictionary())
            for key in [k for k, font in fonts.items() if font.Subtype == Name.Type1]:
                del fonts[key]
        return saved(pdf)


def _write(canvas: Canvas, word: PlacedWord, layer: TextLayer) -> None:
    text = unicodedata.normalize("NFC", word.text)
    scale = layer.scale
    size = max((word.bottom - word.top) * scale * 0.8, 1.0)
    natural = stringWidth(text, _FONT, size)
    if not natural:
        return
    line = canvas.beginText()
    line.setTextRenderMode(3)
    line.setFont(_FONT, size)
    line.setHorizScale(100 * max((word.right - word.left) * scale, 0.1) / natural)
    line.setTextOrigin(word.left * scale, layer.height - word.bottom * scale + size * 0.2)
    line.textOut(text)
    canvas.drawText(line)


def _lay_under(pdf: Pdf, page: pikepdf.Page, picture: Embedded) -> None:
    image = Stream(pdf, picture.data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.width, picture.height
    image.ColorSpace, image.BitsPerComponent = picture.space, picture.bits
    image.Filter = picture.filter
    if picture.parameters:
        image.DecodeParms = Dictionary(picture.parameters)
    if picture.decode:
        image.Decode = Array(list(picture.decode))
    if picture.globals:
        shared = pdf.make_indirect(Stream(pdf, picture.globals))
        image.DecodeParms = Dictionary({**picture.parameters, "/JBIG2Globals": shared})
    if picture.profile:
        profile = Stream(pdf, picture.profile)
        profile.N = 1 if picture.space == Name.DeviceGray else 3
        image.ColorSpace = Array([Name.ICCBased, pdf.make_indirect(profile)])
    name = page.add_resource(image, Name.XObject, Name("/Scan"))  # else a random one
    _, _, width, height = (float(edge) for edge in page.mediabox)
    drawn = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm {name} Do Q"
    page.contents_add(drawn.encode("ascii"), prepend=True)


def srgb_profile() -> bytes:
    """The colours' profile, without the moment of its making: copies are the same at every run."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:_ICC_DATE] + _ICC_DAY + made[_ICC_DATE + len(_ICC_DAY) :]


def make_archival(pdf: Pdf, about: About) -> None:
    """Colours explained, nothing said twice, and what the XMP must tell."""
    icc = Stream(pdf, srgb_profile())
    icc.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=pdf.make_indirect(icc),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    del pdf.docinfo  # XMP alone says it, so nothing can disagree
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for told in _OF_THE_MOMENT:
            if told in xmp:
                del xmp[told]
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "B"
        xmp["dc:identifier"] = about.doc_code
        xmp["dc:title"] = about.type_name
        if about.issued:
            xmp["dc:date"] = [about.issued]
        if about.organ:
            xmp["dc:publisher"] = {about.organ}
        xmp["dc:description"] = about.subject
        xmp["dc:language"] = {"vi"}
