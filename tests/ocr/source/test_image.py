"""Pictures of every kind become upright pages or named errors."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from ocr.errors import Fault, InputError, PageError

KINDS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")


def page_fault(source, number=1):
    with pytest.raises(PageError) as caught:
        source.page(number).image()
    return caught.value.fault


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("kind", KINDS)
def test_formats_and_colour(opened, draw, kind):
    grey = opened(draw.encoded(draw.picture(), kind), "grey").page(1)
    red = opened(draw.encoded(draw.picture(colour="red"), kind), "red").page(1)
    assert grey.image().shape == (200, 300)
    assert red.image().shape == (200, 300, 3)
    assert red.image()[30, 100].argmax() == 2, "blue-green-red"
    assert grey.text is None
    assert grey.number == 1


def test_a_few_blue_strokes_are_colour(opened, draw):
    image = draw.picture(1600, 2300)
    image.paste((20, 30, 160), (400, 1000, 404, 1060))
    assert opened(draw.encoded(image, "PNG")).page(1).image().ndim == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_orientations_become_upright(opened, draw, kind, orientation):
    turn = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    image = draw.picture()
    for method in turn.get(orientation, []):
        image = image.transpose(method)
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = opened(draw.encoded(image, kind, exif=exif)).page(1).image()
    upright = np.asarray(draw.picture().convert("L"), dtype=int)
    assert found.shape == upright.shape
    assert np.abs(found - upright).mean() < 3


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *(
            ("1", "PNG"),
            ("L", "PNG"),
            ("LA", "PNG"),
            ("P", "PNG"),
            ("RGBA", "PNG"),
            ("I;16", "PNG"),
        ),
        *(("1", "TIFF"), ("CMYK", "TIFF"), ("LAB", "TIFF"), ("I;16", "TIFF"), ("I;16B", "TIFF")),
        *(("F", "TIFF"), ("I", "TIFF"), ("CMYK", "JPEG"), ("RGBA", "WEBP"), ("L", "BMP")),
    ],
)
def test_modes(opened, draw, mode, kind):
    image = draw.picture()
    if mode in {"I;16", "I;16B", "I", "F"}:
        values = np.asarray(image.convert("L")).astype(np.float32)
        if mode == "F":
            image = Image.fromarray(values / 255)
        else:
            dtype = {"I;16": "<u2", "I;16B": ">u2", "I": "<i4"}[mode]
            image = Image.fromarray((values * 257).astype(dtype))
    elif mode == "LAB":
        image = Image.merge("LAB", (image.convert("L"), *[Image.new("L", image.size, 128)] * 2))
    else:
        image = image.convert(mode)
    found = opened(draw.encoded(image, kind)).page(1).image()
    assert found.shape == (200, 300)
    assert found[5, 5] > 240, "paper is white"
    assert found[30, 100] < 25, "ink is black"


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_transparent_ground_is_white_paper(opened, draw, mode):
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (10, 10, 20, 20))
    found = opened(draw.encoded(image.convert(mode), "PNG")).page(1).image()
    assert (found[0, 0], found[15, 15]) == (255, 0)


def test_frames_are_pages_and_thumbnails_are_not(opened, draw):
    frames = [draw.picture(300, 200 + n) for n in range(3)]
    data = draw.encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    source = opened(data)
    assert source.page_count == 3
    assert [source.page(n).image().shape[0] for n in (3, 1, 2)] == [202, 200, 201]
    thumbnail = draw.picture(30, 20)
    thumbnail.encoderinfo = {"tiffinfo": {254: 1}}
    data = draw.encoded(frames[0], "TIFF", save_all=True, append_images=[thumbnail, frames[1]])
    assert opened(data, "b").page_count == 2


def test_numbers_outside(opened, draw):
    source = opened(draw.encoded(draw.picture(), "PNG"))
    assert page_fault(source, 0) is Fault.NOT_FOUND
    assert page_fault(source, 2) is Fault.NOT_FOUND


def test_too_many_frames(opened, draw):
    data = draw.encoded(draw.picture(), "TIFF", save_all=True, append_images=[draw.picture()] * 3)
    with pytest.raises(InputError) as caught:
        opened(data, max_pages=3)
    assert caught.value.fault is Fault.TOO_MANY_PAGES


def test_chain_of_frames_that_bites_its_tail(opened, draw):
    data = bytearray(draw.encoded(draw.picture(), "TIFF"))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    assert opened(bytes(data)).page_count == 1


def test_cut_off_frame_is_a_page_that_cannot_be_read(opened, draw):
    frames = [draw.picture(), draw.picture()]
    data = draw.encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, first + 2 + 12 * entries)[0]
    source = opened(data[: second + 20])
    assert source.page_count == 2
    assert source.page(1).image().shape == (200, 300)
    assert page_fault(source, 2) is Fault.TRUNCATED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_truncated(opened, draw, kind, share):
    rng = np.random.default_rng(5)
    image = Image.fromarray(rng.integers(0, 255, (90, 120, 3), dtype=np.uint8)).resize((480, 360))
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    data = draw.encoded(image, kind, **options)
    with pytest.raises(InputError) as caught:
        opened(data[: int(len(data) * share)]).page(1).image()
    assert caught.value.fault is Fault.TRUNCATED


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}])
def test_jpeg_without_its_end_mark_is_whole(opened, draw, options):
    data = draw.encoded(draw.picture(1200, 900), "JPEG", **options)
    whole, unmarked = opened(data, "a").page(1).image(), opened(data[:-2], "b").page(1).image()
    assert np.array_equal(whole, unmarked)


def test_jpeg_rows_are_not_made_up_where_an_end_mark_hides_the_loss(opened, draw):
    rng = np.random.default_rng(5)
    image = Image.fromarray(rng.integers(0, 255, (90, 120, 3), dtype=np.uint8)).resize((480, 360))
    data = draw.encoded(image, "JPEG")
    assert page_fault(opened(data[: len(data) // 2] + b"\xff\xd9")) is Fault.TRUNCATED


def test_jpeg_with_a_clean_foot_is_whole(opened, draw):
    image = Image.new("L", (640, 480), 255)
    image.paste(0, (50, 50, 200, 100))
    assert opened(draw.encoded(image, "JPEG")).page(1).image().shape == (480, 640)


def test_bombs_are_told_by_their_header(opened):
    header = struct.pack(">IIBBBBB", 35_000, 35_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 + 35_000 // 8 + 1) * 1000, 9)
    data = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    with pytest.raises(InputError) as caught:
        opened(data).page(1)
    assert caught.value.fault is Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", KINDS)
def test_pixel_limit(opened, draw, kind):
    source = opened(draw.encoded(draw.picture(), kind), max_pixels=59_999)
    assert page_fault(source) is Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", KINDS)
def test_large_pictures_are_reduced(opened, draw, kind):
    data = draw.encoded(draw.picture(601, 401), kind, dpi=(300, 300))
    page = opened(data, work_pixels=70_000).page(1)
    assert page.image().shape == (201, 301)
    assert page.dpi == (0 if kind == "WEBP" else pytest.approx(150, abs=0.1))


@pytest.mark.parametrize(
    ("dpi", "told"), [((200, 200), 200), ((1, 1), 0), ((9999, 9999), 0), ((300, 0), 0)]
)
def test_dpi(opened, draw, dpi, told):
    page = opened(draw.encoded(draw.picture(), "JPEG", dpi=dpi)).page(1)
    assert page.dpi == pytest.approx(told)


def test_screen_resolution_of_a_photo_is_not_believed(opened, draw):
    assert opened(draw.encoded(draw.picture(4000, 3000), "JPEG", dpi=(72, 72))).page(1).dpi == 0


def test_fax_pixels_become_square(opened, draw):
    page = opened(draw.encoded(draw.picture(408, 98), "TIFF", dpi=(204, 98))).page(1)
    assert page.image().shape == (204, 408)
    assert page.dpi == 204


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animations_are_unknown(opened, draw, kind):
    frames = [draw.picture(), draw.picture(colour="red")]
    with pytest.raises(InputError) as caught:
        opened(draw.encoded(frames[0], kind, save_all=True, append_images=frames[1:]))
    assert caught.value.fault is Fault.UNKNOWN_FORMAT


def test_broken_metadata_do_not_spoil_a_picture(opened, draw):
    data = draw.encoded(draw.picture(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    assert opened(data).page(1).image().shape == (200, 300)


def test_noise_within_never_escapes_as_a_foreign_error(opened, draw):
    rng = np.random.default_rng(11)
    for kind in KINDS:
        data = draw.encoded(draw.picture(), kind)
        for turn in range(25):
            broken = bytearray(data)
            for place in rng.integers(8, len(data), 12):
                broken[place] = rng.integers(0, 256)
            try:
                opened(bytes(broken), f"{kind}{turn}", max_pixels=1_000_000).page(1).image()
            except InputError:
                continue
