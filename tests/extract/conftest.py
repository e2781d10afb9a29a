"""Pages for tests from a compact layout: rows of text, segments parted by ``|``, on a grid.

``page_of(["@0.30 TỜ KHAI …", "1. Họ tên: AN | 3. Giới tính: Nam"])``: ``@x`` sets the left edge
of a segment as a fraction of the page; an empty row is a blank line.
"""

import re
from collections.abc import Callable, Sequence

import pytest
from plain_trust import plain_trust
from spacy.language import Language

from extract.document import Document
from extract.pipeline import load, read_documents
from ocr.page import Cell, Code, Line, Method, Page, Reading, Route, Table, Word

LETTER, HEIGHT, PITCH, LEFT = 0.0105, 0.014, 0.022, 0.08


def line_of(
    text: str, x: float, y: float, *, sure: float = 0.98, readers: Sequence[str] = ()
) -> Line:
    words = []
    for part in text.split(" "):
        if part:
            readings = tuple(Reading(reader, part, sure) for reader in readers)
            boxed = bool(re.fullmatch(r"[\d?]{12}", part))
            method = Method.DIGIT_BOXES if boxed else Method.OCR
            box = (x, y, x + LETTER * len(part), y + HEIGHT)
            words.append(Word(part, box, sure, method, readings))
        x += LETTER * (len(part) + 1)
    return Line(tuple(words), (words[0].box[0], y, words[-1].box[2], y + HEIGHT))


def make_page(
    rows: Sequence[str],
    *,
    number: int = 1,
    top: float = 0.04,
    pitch: float = PITCH,
    sure: float = 0.98,
    readers: Sequence[str] = (),
    table: Sequence[Sequence[str]] = (),
    edges: Sequence[float] = (),
    ruled: bool = True,
    codes: Sequence[Code] = (),
    size: tuple[int, int] = (1654, 2339),
) -> Page:
    """One page; every row is ``pitch`` below the one before, a table below the last."""
    lines = []
    for place, row in enumerate(rows):
        y = top + place * pitch
        x = LEFT
        for segment in row.split("|"):
            at = re.match(r"\s*@([\d.]+)\s*", segment)
            x = float(at.group(1)) if at else x
            text = segment[at.end() :] if at else segment.strip()
            if text.strip():
                lines.append(line_of(text.strip(), x, y, sure=sure, readers=readers))
                x = lines[-1].box[2] + 0.05
    tables = ()
    if table:
        found, words = make_table(table, edges=edges, top=top + len(rows) * pitch, readers=readers)
        lines.extend(words)
        tables = (found,) if ruled else ()
    return Page(number, *size, Route.OCR, tuple(lines), tables, tuple(codes))


def make_table(
    rows: Sequence[Sequence[str]],
    *,
    edges: Sequence[float],
    top: float,
    step: float = 0.03,
    readers: Sequence[str] = (),
) -> tuple[Table, list[Line]]:
    cells, lines = [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cells.append(Cell(r, c, (edges[c], top + r * step, edges[c + 1], top + (r + 1) * step)))
            if text:
                x, y = edges[c] + 0.005, top + r * step + 0.006
                lines.append(line_of(text, x, y, readers=readers))
    outline = (edges[0], top, edges[-1], top + len(rows) * step)
    return Table(outline, tuple(cells)), lines


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load(trust=plain_trust())


@pytest.fixture
def page_of() -> Callable[..., Page]:
    return make_page


@pytest.fixture
def read(nlp: Language) -> Callable[..., list[Document]]:
    """Documents of the pages given."""
    return lambda *pages: read_documents(pages, nlp)


@pytest.fixture
def ct01_rows() -> list[str]:
    return [
        "@0.35 Mẫu CT01 ban hành kèm theo Thông tư số 66/2023/TT-BCA",
        "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.37 Độc lập - Tự do - Hạnh phúc",
        "",
        "@0.3 TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        "@0.15 Kính gửi (1): Công an xã Phúc Thịnh, thành phố Hà Nội .....",
        "1. Họ, chữ đệm và tên: TRẦN THỊ MAI ANH ..........",
        "2. Ngày, tháng, năm sinh: 14/02/1985 ...... | 3. Giới tính: Nữ ....",
        "4. Số định danh cá nhân: | @0.45 036185990021",
        "5. Số điện thoại liên hệ: 0912 345 678 ... | 6. Email: mai@example.vn",
        "7. Họ, chữ đệm và tên chủ hộ: NGUYỄN VĂN HƯNG | 8. Mối quan hệ với chủ hộ: Vợ ..",
        "9. Số định danh cá nhân của chủ hộ: | @0.5 001085990017",
        "10. Nội dung đề nghị (2): Đăng ký thường trú theo chồng tại Thôn Đoài, xã Phúc",
        "Thịnh, thành phố Hà Nội ..................",
        "11. Những thành viên trong hộ gia đình cùng thay đổi:",
    ]


@pytest.fixture
def ct01_end() -> list[str]:
    return [
        "@0.08 ....., ngày.... tháng.... năm... | @0.68 ....., ngày.... tháng.... năm...",
        "@0.08 Ý KIẾN CỦA CHỦ HỘ (3) | @0.70 NGƯỜI KÊ KHAI (6)",
        "",
        "@0.35 (7) Họ và tên: LÊ VĂN BA",
        "@0.35 (7) Số định danh cá nhân: 001070990055",
    ]


@pytest.fixture
def ct07_rows() -> list[str]:
    return [
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


@pytest.fixture
def don_rows() -> list[str]:
    return [
        "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.37 Độc lập - Tự do - Hạnh phúc",
        "",
        "@0.35 ĐƠN ĐĂNG KÝ BIẾN ĐỘNG",
        "@0.28 ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT",
        "@0.15 Kính gửi(1): Ủy ban nhân dân xã Phúc Thịnh",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:",
        "a) Tên(2): Nguyễn Văn Hưng .....",
        "b) Giấy tờ nhân thân/pháp nhân(2): CCCD số 001085990017",
        "c) Địa chỉ(2): Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội",
        "d) Điện thoại liên hệ (nếu có): 0912345678 | Hộp thư điện tử (nếu có): .....",
        "2. Nội dung biến động(3): Thay đổi số CMND thành số căn cước",
        "3. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có(4):",
        "(1) Giấy chứng nhận đã cấp;",
        "@0.6 Người viết đơn",
    ]


@pytest.fixture
def gcn_rows() -> tuple[list[str], list[str]]:
    first = [
        "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.37 Độc lập - Tự do - Hạnh phúc",
        *[""] * 6,
        "@0.40 GIẤY CHỨNG NHẬN",
        "@0.36 QUYỀN SỬ DỤNG ĐẤT",
        "@0.20 QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
        "",
        "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
        "Ông: NGUYỄN VĂN HƯNG; Năm sinh: 1985; CMND số: 012990017",
        "và vợ là Bà: TRẦN THỊ MAI ANH; Năm sinh: 1985; CMND số: 162990021",
        "Địa chỉ thường trú: Số 5, đường Bà Triệu, huyện Đông Anh, thành phố Hà Nội",
        *[""] * 20,
        "@0.75 BP 123456",
    ]
    second = [
        "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
        "1. Thửa đất:",
        "a) Thửa đất số: 125, tờ bản đồ số: 14",
        "b) Địa chỉ: Thôn Đoài, xã Nam Hồng, huyện Đông Anh, thành phố Hà Nội",
        "c) Diện tích: 120,5 m², (bằng chữ: Một trăm hai mươi phẩy năm mét vuông)",
        "d) Hình thức sử dụng: riêng: 120,5 m², chung: Không",
        "đ) Mục đích sử dụng: ODT 60,0 m²; CLN 60,5 m²",
        "e) Thời hạn sử dụng: Lâu dài",
        "g) Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất",
        "2. Nhà ở: -/-",
        "3. Công trình xây dựng khác: -/-",
        "6. Ghi chú: -/-",
        "@0.45 Đông Anh, ngày 15 tháng 10 năm 2015",
        "@0.45 TM. ỦY BAN NHÂN DÂN HUYỆN ĐÔNG ANH",
        "@0.55 CHỦ TỊCH",
        "",
        "@0.52 Lê Hoàng Phúc",
        "Số vào sổ cấp GCN: CH03730",
    ]
    return first, second


@pytest.fixture
def letter_rows() -> list[str]:
    return [
        "@0.10 ỦY BAN NHÂN DÂN | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.12 TỈNH NINH BÌNH | @0.52 Độc lập - Tự do - Hạnh phúc",
        "@0.13 Số: 120/QĐ-UBND | @0.50 Ninh Bình, ngày 19 tháng 02 năm 2025",
        "",
        "@0.44 QUYẾT ĐỊNH",
        "@0.22 Về việc công bố danh mục thủ tục hành chính được sửa",
        "@0.37 đổi trong lĩnh vực cư trú",
        "@0.27 CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH BÌNH",
        "@0.12 Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "@0.42 QUYẾT ĐỊNH:",
        "@0.12 Điều 1. Công bố kèm theo Quyết định này danh mục thủ tục hành chính.",
        "@0.08 Nơi nhận: | @0.62 KT. CHỦ TỊCH",
        "@0.08 - Như Điều 3; | @0.60 PHÓ CHỦ TỊCH",
        "",
        "",
        "@0.60 Tống Quang Thìn",
    ]
