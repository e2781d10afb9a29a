"""Pages for tests from a compact layout: rows of text, segments parted by ``|``, on a grid.

``page_of(["@0.30 TỜ KHAI …", "1. Họ tên: AN | 3. Giới tính: Nam"])``: ``@x`` sets the left edge of a
segment as a fraction of the page; an empty row is a blank line. Letters are 0.011 wide.
"""

import re
from collections.abc import Sequence

from ocr.page import Cell, Code, Line, Method, Page, Reading, Route, Table, Word

LETTER, HEIGHT, PITCH, LEFT = 0.0105, 0.014, 0.022, 0.08


def page_of(
    rows: Sequence[str],
    *,
    number: int = 1,
    top: float = 0.04,
    pitch: float = PITCH,
    confidence: float = 0.98,
    readers: Sequence[str] = (),
    tables: Sequence[Table] = (),
    codes: Sequence[Code] = (),
    size: tuple[int, int] = (1654, 2339),
) -> Page:
    """One page; every row is ``pitch`` below the one before."""
    lines = []
    for place, row in enumerate(rows):
        y = top + place * pitch
        x = LEFT
        for segment in row.split("|"):
            at = re.match(r"\s*@([\d.]+)\s*", segment)
            x = float(at.group(1)) if at else x
            text = segment[at.end() :] if at else segment.strip()
            if text.strip():
                lines.append(_line(text.strip(), x, y, confidence, readers))
                x = lines[-1].box[2] + 0.05
    return Page(number, *size, Route.OCR, tuple(lines), tuple(tables), tuple(codes))


def _line(text: str, x: float, y: float, confidence: float, readers: Sequence[str]) -> Line:
    words = []
    for part in text.split(" "):
        if part:
            readings = tuple(Reading(reader, part, confidence) for reader in readers)
            boxes = bool(re.fullmatch(r"[\d?]{12}", part))
            method = Method.DIGIT_BOXES if boxes else Method.OCR
            box = (x, y, x + LETTER * len(part), y + HEIGHT)
            words.append(Word(part, box, confidence, method, readings))
        x += LETTER * (len(part) + 1)
    return Line(tuple(words), (words[0].box[0], y, words[-1].box[2], y + HEIGHT))


def table_of(
    rows: Sequence[Sequence[str]], *, edges: Sequence[float], top: float, step: float = 0.03
) -> tuple[Table, list[Line]]:
    """A ruled table with its words: cells ``step`` high, columns between ``edges``."""
    cells, lines = [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = (edges[c], top + r * step, edges[c + 1], top + (r + 1) * step)
            cells.append(Cell(r, c, box))
            if text:
                lines.append(_line(text, edges[c] + 0.005, top + r * step + 0.006, 0.98, ()))
    outline = (edges[0], top, edges[-1], top + len(rows) * step)
    return Table(outline, tuple(cells)), lines


def with_table(page: Page, table: Table, lines: Sequence[Line]) -> Page:
    """The page with one more table."""
    return Page(
        page.number, page.width, page.height, page.route,
        tuple(sorted((*page.lines, *lines), key=lambda line: line.box[1])),
        (*page.tables, table), page.codes,
    )  # fmt: skip


CT01 = [
    "@0.35 Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA",
    "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "@0.37 Độc lập - Tự do - Hạnh phúc",
    "",
    "@0.3 TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
    "@0.15 Kính gửi (1): Công an xã Phúc Thịnh, thành phố Hà Nội .....",
    "1. Họ, chữ đệm và tên: TRẦN THỊ MAI ANH ..........",
    "2. Ngày, tháng, năm sinh: 14/02/1985 ...... | 3. Giới tính: Nữ ....",
    "4. Số định danh cá nhân: | @0.45 036185990021",
    "5. Số điện thoại liên hệ: 0912 345 678 ... | 6. Email: mai.anh@example.vn",
    "7. Họ, chữ đệm và tên chủ hộ: NGUYỄN VĂN HƯNG | 8. Mối quan hệ với chủ hộ: Vợ ..",
    "9. Số định danh cá nhân của chủ hộ: | @0.5 001085990017",
    "10. Nội dung đề nghị (2): Đăng ký thường trú theo chồng tại Thôn Đoài, xã Phúc",
    "Thịnh, thành phố Hà Nội ..................",
    "11. Những thành viên trong hộ gia đình cùng thay đổi:",
]

CT01_END = [
    "@0.08 ....., ngày.... tháng.... năm... | @0.68 ....., ngày.... tháng.... năm...",
    "@0.08 Ý KIẾN CỦA CHỦ HỘ (3) | @0.70 NGƯỜI KÊ KHAI (6)",
    "",
    "@0.35 (7) Họ và tên: LÊ VĂN BA",
    "@0.35 (7) Số định danh cá nhân: 001070990055",
]

CT07 = [
    "@0.08 CÔNG AN TỈNH NINH BÌNH | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "@0.08 CÔNG AN XÃ GIAO NINH | @0.52 Độc lập - Tự do - Hạnh phúc",
    "@0.12 Số: 1234/XN | @0.50 Giao Ninh, ngày 05 tháng 3 năm 2026",
    "",
    "@0.33 XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "Theo đề nghị của Ông/Bà: NGUYỄN TUẤN ..........",
    "Số định danh cá nhân: | @0.45 001085990017",
    "@0.3 CÔNG AN XÃ GIAO NINH XÁC NHẬN:",
    "I. Họ, chữ đệm và tên của Ông/Bà: TRẦN THỊ MAI ANH ......",
    "1. Ngày, tháng, năm sinh: 14/02/1985 | 2. Giới tính: Nữ",
    "3. Số định danh cá nhân: | @0.45 036185990021",
    "4. Dân tộc: Kinh ....... | 5. Tôn giáo: Không ....",
    "6. Quê quán: Giao Phong, Giao Thủy, Nam Định",
    "7. Nơi đăng ký khai sinh: ................",
    "8. Nơi thường trú: Xóm 7, xã Giao Ninh, tỉnh Ninh",
    "Bình .......",
    "9. Nơi tạm trú: Không",
    "10. Nơi ở hiện tại: Xóm 7, xã Giao Ninh, tỉnh Ninh Bình",
    "11. Họ, chữ đệm và tên chủ hộ: TRẦN THỊ MAI ANH | 12. Quan hệ với chủ hộ: Chủ hộ",
    "13. Số định danh cá nhân chủ hộ: | @0.5 036185990021",
    "II. Thông tin các thành viên khác trong hộ gia đình:",
    "",
    "Giấy này có giá trị sử dụng đến hết ngày 05 tháng 3 năm 2027",
    "@0.5 THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ",
]
