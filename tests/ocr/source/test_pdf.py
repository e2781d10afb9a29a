"""PDF pages are drawn as a reader shows them, or named errors say why not."""

import re
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from ocr.errors import Fault, InputError, PageError
from ocr.source.interface import Limits, Verdict
from ocr.source.pdf import resolution
from ocr.source.text_layer import lines_of

A4 = (595, 842)


def open_fault(opened, data, **limits):
    with pytest.raises(InputError) as caught:
        opened(data, **limits)
    return caught.value.fault


def turned(data: bytes, rotation: int, crop: tuple[int, int, int, int] | None = None) -> bytes:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    page.set_rotation(rotation)
    if crop:
        page.set_cropbox(*crop)
    page.close()
    target = BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def hand_written(*objects: str, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a correct index."""
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    index = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        body
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{index}"
            f"trailer\n<</Size {size}/Root {root} 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )


def test_pages_and_text(opened, draw, write_page):
    source = opened(draw.pdf(write_page, lambda canvas: canvas.rect(100, 100, 50, 50)))
    assert source.page_count == 2
    page = source.page(1)
    assert page.text.verdict is Verdict.GOOD
    assert page.image().shape == (3509, 2480)
    assert page.dpi == 300
    assert page.text.lines[0].text == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert len(page.text.lines) == 12
    assert source.page(2).text.verdict is Verdict.NONE


def test_words_lie_on_their_ink_however_the_page_is_turned(opened, draw, write_page):
    start = {0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}
    for rotation, (x, y) in start.items():
        for crop in (None, (30, 20, 560, 800)):

            def sideways(canvas, x=x, y=y, rotation=rotation):
                canvas.translate(x, y)
                canvas.rotate(rotation)
                write_page(canvas, rows=8, top=500)

            data = turned(draw.pdf(sideways), rotation, crop)
            page = opened(data, f"{rotation}{bool(crop)}").page(1)
            assert page.text.verdict is Verdict.GOOD, (rotation, page.text.reason)
            ink = page.image() < 128
            height, width = ink.shape
            covered = np.zeros_like(ink)
            for word in page.text.words:
                x0, y0, x1, y1 = word.box
                assert 0 <= x0 < x1 <= 1
                assert 0 <= y0 < y1 <= 1
                place = np.s_[
                    int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1
                ]
                assert ink[place].any(), word.text
                covered[place] = True
            assert (ink & covered).sum() > 0.95 * ink.sum()


def test_text_that_runs_sideways_is_left_to_ocr(opened, draw, write_page):
    def sideways(canvas):
        canvas.translate(595, 0)
        canvas.rotate(90)
        write_page(canvas, rows=8, top=500)

    assert opened(draw.pdf(sideways)).page(1).text.verdict is not Verdict.GOOD


def test_form_values_are_drawn_and_read(opened, draw, write_page):
    def form(canvas):
        write_page(canvas, rows=10)
        canvas.acroForm.textfield(
            value="0123456789", x=80, y=300, width=200, height=24, borderWidth=0, name="so"
        )

    page = opened(draw.pdf(form)).page(1)
    assert "0123456789" in [word.text for word in page.text.words]
    height = page.image().shape[0]
    field = page.image()[int(height * (1 - 322 / 842)) : int(height * (1 - 302 / 842)), 340:900]
    assert field.min() < 100


def test_encrypted(opened, draw, write_page):
    locked = draw.pdf(write_page, encrypt=StandardEncryption("lock", "owner"))
    assert open_fault(opened, locked) is Fault.ENCRYPTED
    readable = draw.pdf(write_page, encrypt=StandardEncryption("", "owner"))
    assert opened(readable).page(1).text.verdict is Verdict.GOOD


def test_no_pages(opened):
    data = hand_written("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>")
    assert open_fault(opened, data) is Fault.NO_PAGES


def test_too_many_pages(opened, draw):
    data = draw.pdf(*[lambda canvas: canvas.rect(1, 1, 9, 9)] * 4)
    assert open_fault(opened, data, max_pages=3) is Fault.TOO_MANY_PAGES


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.97])
def test_truncated(opened, draw, write_page, share):
    data = draw.pdf(*[write_page] * 3)
    assert open_fault(opened, data[: int(len(data) * share)]) is Fault.TRUNCATED


def test_broken(opened):
    data = b"%PDF-1.4\n" + b"nothing of use\n" * 50 + b"startxref\n0\n%%EOF"
    assert open_fault(opened, data) is Fault.BROKEN


def test_one_bad_page_does_not_take_the_others_along(opened):
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>"
    source = opened(
        hand_written(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R 9 0 R 4 0 R]/Count 3>>",
            page,
            page,
            "<</Length 20>>stream\n0 0 200 200 re f    \nendstream",
        )
    )
    assert source.page_count == 3
    assert source.page(1).image().min() == 0
    with pytest.raises(PageError) as caught:
        source.page(2).image()
    assert caught.value.fault is Fault.BROKEN
    assert source.page(3).image().min() == 0
    for number in (0, 4):
        with pytest.raises(PageError):
            source.page(number)


def test_contents_that_cannot_be_unpacked_are_no_blank_page(opened):
    source = opened(
        hand_written(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            "<</Length 40/Filter/FlateDecode>>stream\n" + "x" * 40 + "\nendstream",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        )
    )
    with pytest.raises(PageError):
        source.page(1)
    assert source.page(2).image().min() == 255


def test_picture_that_cannot_be_decoded_is_no_blank_page(opened, draw):
    data = draw.pdf(lambda canvas: canvas.drawImage(draw.scan(1654, 2338), 0, 0, *A4))
    broken = re.sub(rb"/FlateDecode", rb"/JPXDecode  ", data)
    with pytest.raises(PageError) as caught:
        opened(broken).page(1).image()
    assert caught.value.fault is Fault.BROKEN


@pytest.mark.parametrize(
    ("width", "height", "told"), [(1654, 2339, 200), (2480, 3508, 300), (820, 1160, 300)]
)
def test_scans_keep_their_own_resolution(opened, draw, width, height, told):
    data = draw.pdf(lambda canvas: canvas.drawImage(draw.scan(width, height), 0, 0, *A4))
    page = opened(data).page(1)
    assert page.dpi == pytest.approx(told, abs=0.5)
    assert abs(page.image().shape[1] - 595 / 72 * told) < 3


def test_colour_and_grey_pages(opened, draw):
    data = draw.pdf(
        lambda canvas: canvas.drawImage(draw.scan(800, 1131, colour="red"), 0, 0, *A4),
        lambda canvas: canvas.drawImage(draw.scan(800, 1131), 0, 0, *A4),
    )
    source = opened(data)
    assert [source.page(n).image().ndim for n in (1, 2)] == [3, 2]


@pytest.mark.parametrize("size", [(3, 4), (20, 30), (595, 842), (3000, 4000), (14400, 14400)])
def test_absurd_page_sizes(opened, draw, size):
    data = draw.pdf(lambda canvas: canvas.drawImage(draw.scan(900, 1200), 0, 0, *size), size=size)
    page = opened(data, work_pixels=4_000_000).page(1)
    height, width = page.image().shape[:2]
    assert width * height <= 4_100_000
    assert min(width, height) >= 840
    assert (page.dpi > 0) == (size == A4)


def test_resolution_limits():
    assert resolution(A4, 0.0, Limits())[1] == 300
    scale, dpi = resolution(A4, 0.0, Limits(work_pixels=1_000_000))
    assert 595 * 842 * scale * scale == pytest.approx(1_000_000)
    assert dpi == pytest.approx(scale * 72)
    for size in ((0.0, 5.0), (float("nan"), 5.0), (float("inf"), 5.0)):
        with pytest.raises(PageError):
            resolution(size, 0.0, Limits())


def test_pictures_beyond_the_limit_are_not_decoded(opened, draw):
    data = draw.pdf(lambda canvas: canvas.drawImage(draw.scan(1000, 1000), 0, 0, *A4))
    with pytest.raises(PageError) as caught:
        opened(data, max_pixels=999_999).page(1)
    assert caught.value.fault is Fault.TOO_MANY_PIXELS


def test_layers_over_scans(opened, draw, write_page, font):
    def ocr_over_scan(canvas):
        canvas.drawImage(draw.scan(1654, 2338), 0, 0, *A4)
        write_page(canvas, rows=20, mode=3)

    def text_under_scan(canvas):
        write_page(canvas, rows=20)
        canvas.drawImage(draw.scan(1654, 2338), 0, 0, *A4)

    def stamped_scan(canvas):
        canvas.drawImage(draw.scan(1654, 2338), 0, 0, *A4)
        write_page(canvas, rows=3)

    def text_on_coloured_ground(canvas):
        canvas.drawImage(draw.scan(400, 566), 0, 0, *A4)
        write_page(canvas, rows=24)

    def foreign_ocr(canvas):
        canvas.setFont(font, 11)
        for row in range(20):
            canvas.drawString(80, 700 - 20 * row, "CQNG HQA XA HQI CHU NGHlA VIFT NAIVI dgc Iap")

    drawings = (ocr_over_scan, text_under_scan, stamped_scan, text_on_coloured_ground, foreign_ocr)
    source = opened(draw.pdf(*drawings))
    layers = [source.page(n + 1).text for n in range(len(drawings))]
    assert [layer.verdict for layer in layers] == [
        Verdict.SCAN,
        Verdict.SCAN,
        Verdict.SPARSE,
        Verdict.GOOD,
        Verdict.GARBAGE,
    ]
    assert all(layer.reason for layer in layers)
    assert not any(layer.words for layer in layers if layer.verdict is not Verdict.GOOD)


def test_stamped_numbers_over_the_forms_spaces(opened, draw, write_page, font):
    def stamped(canvas):
        write_page(canvas, rows=10, top=700)
        canvas.setFont(font, 12)
        canvas.drawString(80, 760, "Số:          /QĐ-UBND")
        canvas.drawString(106, 760, "221")

    text = opened(draw.pdf(stamped)).page(1).text.lines[0].text
    assert "221" in re.split(r"[ /]", text)


def test_rules_between_cells_part_lines(opened, draw, write_page, font):
    def table(canvas):
        write_page(canvas, rows=8, top=700)
        canvas.setFont(font, 11)
        canvas.drawString(80, 780, "Họ tên")
        canvas.drawString(125, 780, "Ngày sinh")
        canvas.line(121, 770, 121, 795)

    layer = opened(draw.pdf(table)).page(1).text
    assert [line.text for line in layer.lines[:2]] == ["Họ tên", "Ngày sinh"]
    assert lines_of(layer.words)[0].text == "Họ tên Ngày sinh"


def test_damage_never_escapes_as_a_foreign_error(opened, draw, write_page):
    data = draw.pdf(write_page, lambda canvas: canvas.drawImage(draw.scan(50, 70), 0, 0, *A4))
    rng = np.random.default_rng(3)
    for turn in range(40):
        broken = bytearray(data)
        for place in rng.integers(9, len(data), 30):
            broken[place] = rng.integers(0, 256)
        try:
            source = opened(bytes(broken), str(turn), work_pixels=200_000)
        except InputError:
            continue
        for number in range(1, min(source.page_count, 3) + 1):
            try:
                source.page(number).image()
            except PageError:
                continue
