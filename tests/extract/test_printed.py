"""Print that every copy of a form carries is known; what a person answered never is."""

import subprocess
import sys

import pytest

from extract.printed import printed_words


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("1. Họ, chữ đệm và tên: NGUYỄN VĂN AN", 6),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 8),
        ("Họ, chữ đệm và tên NGUYỄN VĂN AN", 0),  # nothing says where the label ends
        ("1. Họ, chữ đệm và ten: NGUYỄN VĂN AN", 0),  # not letter for letter
        ("NGUYỄN VĂN AN", 0),
        ("2. Ngày, tháng, năm sinh: 19/12/1972", 5),  # figures are an answer
        ("2. Ngày, tháng, năm sinh:19/12/1972", 0),
        ("4. Số định danh cá nhân/CMND: 002161990817", 6),
        ("Nam Dân tộc: Kinh", 0),  # an answer before the label
        ("12 Tờ bản đồ số: 5", 0),
        ("II. Họ, chữ đệm và tên:", 6),
        ("a) Họ, chữ đệm và tên:", 6),
        ("Con đẻ", 0),
        ("Chủ hộ", 0),
        ("", 0),
    ],
)
def test_print_is_known_up_to_where_an_answer_begins(line: str, known: int) -> None:
    assert printed_words(line.split()) == known


@pytest.mark.parametrize(
    ("line", "print_"),
    [
        ("3. Số định danh cá nhân: 066178992568", "3. Số định danh cá nhân:"),
        ("Số định danh cá nhân: 066 178 992 568", "Số định danh cá nhân:"),
        ("Số định danh cá nhân 066178992568", ""),
        ("Kính gửi (1): Công an xã Phúc Thịnh", "Kính gửi (1):"),
        ("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2", ""),
        ("Số định danh cá nhân:066178992568", ""),
        ("Số định danh cá nhân:066 178 992 568", ""),
        ("3.Dân tộc:Kinh", ""),
    ],
)
def test_figures_are_somebodys_and_are_read_twice(line, print_):
    assert printed_words(line.split()) == len(print_.split())


def test_known_print_needs_no_spacy() -> None:
    """Who reads pages only saves a second and 60 MB."""
    code = (
        "import sys; from extract.printed import printed_words; printed_words(['Nam']);"
        "sys.exit('spacy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
