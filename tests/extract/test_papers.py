"""Types and splitting: titles, mentions, continuation, strangers."""

import pytest

ENGLISH = [
    "Dear Sir or Madam,", "we are writing to confirm the delivery of the goods ordered last month",
    "by your office. Please find enclosed the invoice and the list of the articles.",
    "Kind regards and thank you for your cooperation in this matter.",
]  # fmt: skip


def types(documents):
    return [(document.type, document.pages) for document in documents]


def test_a_new_title_begins_a_new_paper(page_of, read, ct01_rows, ct01_end, ct07_rows):
    pages = [
        page_of(ct01_rows),
        page_of(["Chú thích:", "(1) Cơ quan đăng ký cư trú."], number=2),
        page_of(ct07_rows, number=3),
        page_of(ct01_rows, number=4),
    ]
    assert types(read(*pages)) == [("ct01", (1, 2)), ("ct07", (3,)), ("ct01", (4,))]


def test_ct02_is_not_ct01(page_of, read, ct01_rows):
    rows = [*ct01_rows]
    rows.insert(5, "@0.2 (Dùng cho công dân Việt Nam định cư ở nước ngoài không có hộ chiếu)")
    (document,) = read(page_of(rows))
    assert document.type == "khac"


@pytest.mark.parametrize(
    "title",
    [
        "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "GIẤY ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "ĐƠN ĐỀ NGHỊ CẤP LẠI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    ],
)
def test_requests_are_not_the_papers_they_ask_for(page_of, read, title):
    rows = ["@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", f"@0.2 {title}", "Kính gửi: UBND xã A"]
    (document,) = read(page_of(rows))
    assert document.type == "khac"


def test_a_mention_is_no_title(page_of, read, letter_rows):
    rows = [*letter_rows[:9], "Căn cứ Tờ khai thay đổi thông tin cư trú của ông Nguyễn Văn A;"]
    (document,) = read(page_of(rows))
    assert document.type == "van_ban_hanh_chinh"


def test_a_damaged_or_lost_title(page_of, read, ct01_rows):
    damaged = [row.replace("TỜ KHAI THAY ĐỔI", "TÒ KHA1 THAY ĐỎI") for row in ct01_rows]
    lost = [row for row in ct01_rows if "TỜ KHAI" not in row]
    assert [d.type for d in read(page_of(damaged))] == ["ct01"]
    (document,) = read(page_of(lost))
    assert document.type == "ct01"
    assert [doubt.code for doubt in document.doubts] == [] or document.type_confidence < 0.9


def test_a_foreign_letter_begins_its_own_paper(page_of, read, ct01_rows, ct01_end):
    pages = [page_of(ct01_rows), page_of(ct01_end, number=2), page_of(ENGLISH, number=3)]
    assert types(read(*pages)) == [("ct01", (1, 2)), ("khac", (3,))]


def test_annexes_stay_with_their_decision(page_of, read, letter_rows):
    annex = [
        "@0.45 PHỤ LỤC",
        "@0.1 (Ban hành kèm theo Quyết định số 120/QĐ-UBND)",
        "1. Thủ tục một",
    ]
    assert types(read(page_of(letter_rows), page_of(annex, number=2))) == [
        ("van_ban_hanh_chinh", (1, 2))
    ]


def test_every_page_is_in_exactly_one_document(page_of, read, ct01_rows, ct07_rows):
    pages = [
        page_of([], number=1),
        page_of(ct01_rows, number=2),
        page_of([], number=3),
        page_of(ENGLISH, number=4),
        page_of(ct07_rows, number=5),
    ]
    assert sorted(page for d in read(*pages) for page in d.pages) == [1, 2, 3, 4, 5]


def test_nothing_is_nothing(read):
    assert read() == []
