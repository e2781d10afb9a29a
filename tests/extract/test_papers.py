"""Types and splitting: titles, mentions, continuation, strangers."""

import random
from dataclasses import replace
from itertools import islice

import pytest
from drawn_pages import drawn_pages

from extract.pipeline import read_documents
from models.dossiers.compose import Read, composed
from models.dossiers.draw import write_paper

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


def codes(document):
    return [doubt.code for doubt in document.doubts]


def test_a_back_before_its_front_is_one_paper_in_doubt(page_of, read, ct01_rows):
    back = ["Chú thích:", "(1) Cơ quan đăng ký cư trú.", "(2) Ghi rõ nội dung đề nghị."] * 4
    (document,) = read(page_of(back), page_of(ct01_rows, number=2))
    assert (document.type, document.pages) == ("ct01", (1, 2))
    assert document.fields["full_name"].page == 2
    assert "pages_unsure" in codes(document)


def test_a_page_that_nothing_holds_to_the_paper_before_is_in_doubt(page_of, read, ct01_rows):
    stranger = ["Bệnh nhân khám lại sau bảy ngày, uống thuốc theo đơn của bác sĩ"] * 6
    (document,) = read(page_of(ct01_rows), page_of(stranger, number=2))
    assert (document.type, document.pages) == ("ct01", (1, 2))
    assert "pages_unsure" in codes(document)


def test_the_same_page_again_is_not_surely_the_same_papers(page_of, read, ct01_rows, ct01_end):
    notes = ["Chú thích:", "(1) Cơ quan đăng ký cư trú.", "(2) Ghi rõ nội dung đề nghị."] * 4
    back = [*ct01_end, *notes]
    pages = page_of(ct01_rows), page_of(back, number=2), page_of(back, number=3)
    documents = read(*pages)
    assert any("pages_unsure" in codes(d) for d in documents if 3 in d.pages)


def cards(variant):
    """Two cards of two people, each on two pages."""
    sheets = (
        write_paper("can_cuoc", random.Random(f"{variant}/{n}"), variant=variant) for n in range(40)
    )
    pages = (drawn_pages(sheet) for sheet in sheets)
    return list(islice((both for both in pages if len(both) == 2), 2))


@pytest.mark.parametrize("variant", ["cccd_chip", "can_cuoc_2024", "cmnd_9", "cmnd_12"])
def test_a_second_back_is_another_card(nlp, variant):
    one, two = cards(variant)
    documents = read_documents([*one, replace(two[1], number=3)], nlp)
    assert [document.pages for document in documents] == [(1, 2), (3,)]


@pytest.mark.parametrize("variant", ["cccd_chip", "can_cuoc_2024"])
def test_the_back_of_another_card_is_no_back_of_this_one(nlp, variant):
    one, two = cards(variant)
    documents = read_documents([one[0], two[1]], nlp)
    assert [document.pages for document in documents] == [(1,), (2,)]


@pytest.mark.parametrize(
    "type_", ["hop_dong_chuyen_nhuong", "hop_dong_tang_cho", "so_ho_khau", "so_tam_tru"]
)
def test_pages_in_the_wrong_order_are_one_paper(nlp, type_):
    for seed in range(3):
        before = drawn_pages(write_paper("giay_ket_hon", random.Random(f"before/{seed}")))
        first, second, *rest = drawn_pages(write_paper(type_, random.Random(f"{type_}/{seed}")))
        pages = [replace(p, number=n) for n, p in enumerate([*before, second, first, *rest], 1)]
        one, two = read_documents(pages, nlp)
        assert (one.type, two.type) == ("giay_ket_hon", type_)
        assert two.pages == tuple(range(len(before) + 1, len(pages) + 1))


def test_composed_files_are_cut_where_papers_begin(nlp):
    types = ["ct01", "ct07", "gcn_qsdd", "hop_dong_tang_cho", "can_cuoc", "khac", "so_ho_khau"]
    sheets = [write_paper(t, random.Random(f"{t}/{n}")) for t in types for n in range(2)]
    papers = [Read(drawn_pages(sheet), sheet.truth()) for sheet in sheets]
    files = list(composed(papers, seed=1, count=6))
    assert {file.kind for file in files} >= {"mixed", "twins", "turned", "blanks", "headless"}
    for file in files:
        numbers = sorted(n for part in file.parts for n in part.pages)
        assert len(set(numbers)) == len(numbers)
        assert [page.number for page in file.pages] == list(range(1, len(file.pages) + 1))
        if file.kind in {"mixed", "twins"}:
            found = [document.pages for document in read_documents(file.pages, nlp)]
            assert found == [part.pages for part in file.parts]


BLANK = [
    "@0.12 TÊN CƠ QUAN, TỔ CHỨC | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "@0.15 Số: ..../TTr-..... | @0.52 Độc lập - Tự do - Hạnh phúc",
    "@0.5 ......, ngày .... tháng .... năm ......",
    "",
    "@0.44 TỜ TRÌNH",
    "@0.25 Đề nghị cấp chứng chỉ hành nghề nuôi ong",
    "Kính gửi: Sở Nông nghiệp",
    "1. Tên cơ sở:",
    "2. Địa chỉ:",
    "3. Số lượng chứng chỉ đề nghị cấp:",
    "4. Người liên hệ:",
]


def test_a_blank_form_with_a_letterhead_is_no_letter(page_of, read):
    (document,) = read(page_of(BLANK))
    assert document.type == "khac"


@pytest.mark.parametrize(
    ("blank", "filled"),
    [("Số: ..../TTr-.....", "Số: 12/TTr-NNMT"), ("năm ......", "năm 2025")],
)
def test_a_letter_whose_number_or_day_is_written_by_hand_is_a_letter(page_of, read, blank, filled):
    (document,) = read(page_of([row.replace(blank, filled) for row in BLANK]))
    assert document.type == "van_ban_hanh_chinh"


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("GIẤY CHỨNG NHẬN KẤ HÔN", "giay_ket_hon"),
        ("GIẤY CHỨNG NHẬN KHUYẾT TẬT", "khac"),
        ("GIẤY CHỨNG NHẬN KẾT NẠP", "khac"),
    ],
)
def test_a_title_damaged_behind_the_words_it_shares_with_others(page_of, read, title, type_):
    rows = ["@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", f"@0.3 {title}", "Họ và tên: LÊ AN"]
    (document,) = read(page_of(rows))
    assert document.type == type_


def test_somebodys_page_behind_a_signed_letter_is_in_doubt(page_of, read, letter_rows):
    page = ["TRẠM Y TẾ", "Họ và tên: LÊ AN", "Số CCCD: 001085990017", *["Khám định kỳ"] * 20]
    documents = read(page_of(letter_rows), page_of(page, number=2))
    assert len(documents) == 2 or "pages_unsure" in codes(documents[0])
