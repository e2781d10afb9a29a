"""Lines come in the order in which people read them."""

from ocr.page import Line, Word
from ocr.reading_order import in_reading_order


def line(text: str, x: float, y: float, width: float = 0.3) -> Line:
    box = (x, y, x + width, y + 0.015)
    return Line((Word(text, box, 1.0),), box)


def order(*lines: Line, width: float = 210, height: float = 297) -> list[str]:
    return [found.text for found in in_reading_order(lines, width=width, height=height)]


def test_an_opened_book_is_read_leaf_by_leaf() -> None:
    left = [line(f"trái {n}", 0.05, 0.1 + 0.04 * n) for n in range(6)]
    right = [line(f"phải {n}", 0.55, 0.1 + 0.04 * n) for n in range(6)]
    mixed = [one for pair in zip(right, left, strict=True) for one in pair]
    assert order(*mixed, width=420, height=297) == [one.text for one in left + right]


def test_a_wide_page_with_lines_across_its_middle_is_one_leaf() -> None:
    lines = [line(f"dòng {n}", 0.1, 0.1 + 0.04 * n, 0.8) for n in range(10)]
    assert order(*lines[::-1], width=420, height=297) == [one.text for one in lines]


def test_headings_side_by_side_are_read_one_after_another() -> None:
    heads = [("Ý KIẾN CỦA CHỦ HỘ", "(Ghi rõ họ tên)"), ("Ý KIẾN CỦA CHA, MẸ", "HOẶC GIÁM HỘ")]
    lines = [
        line(text, 0.1 + 0.5 * side, 0.5 + 0.02 * n)
        for side, head in enumerate(heads)
        for n, text in enumerate(head)
    ]
    assert order(*lines[::-1]) == [text for head in heads for text in head]


def test_a_letterhead_is_read_left_then_right() -> None:
    lines = [
        line("ỦY BAN NHÂN DÂN", 0.1, 0.1),
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.5, 0.1, 0.4),
        line("TỈNH LÀO CAI", 0.15, 0.12, 0.2),
        line("Độc lập - Tự do - Hạnh phúc", 0.55, 0.12),
        line("QUYẾT ĐỊNH", 0.4, 0.2, 0.2),
    ]
    read = order(*lines)
    assert read == [lines[n].text for n in (0, 2, 1, 3, 4)]


def test_a_line_that_goes_on_behind_a_leader_is_not_left_for_the_next_one() -> None:
    lines = [
        line("Công an", 0.1, 0.1, 0.1),
        line("thông báo đến Ông/Bà:", 0.6, 0.1),
        line("không tiếp nhận hồ sơ với lý do sau:", 0.1, 0.12, 0.6),
    ]
    assert order(*lines) == [found.text for found in lines]


def test_plain_text_is_read_down_the_page() -> None:
    lines = [line(str(n), 0.1, 0.1 + 0.02 * n, 0.8) for n in range(9)]
    assert order(*lines[::2], *lines[1::2]) == [found.text for found in lines]


def test_labels_and_values_of_one_row_stay_together() -> None:
    lines = [
        line("3. Giới tính: Nữ", 0.6, 0.1, 0.2),
        line("2. Ngày sinh: 14/02/1985", 0.1, 0.1, 0.4),
        line("4. Số định danh cá nhân:", 0.1, 0.14),
        line("036185990021", 0.5, 0.14, 0.4),
    ]
    assert order(*lines) == [lines[n].text for n in (1, 0, 2, 3)]
