"""Cards, civil status, receipts, contracts: whose paper it is, and who only stands on it."""

import doctest
import random
from dataclasses import replace

import pytest
from drawn_pages import drawn_pages

from extract.catalogue import document_types
from extract.pipeline import read_documents
from models.dossiers.draw import write_paper
from ocr import mrz
from ocr.page import Code, Method

HEAD = ["@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "@0.37 Độc lập - Tự do - Hạnh phúc", ""]
CARD = [
    *HEAD,
    "@0.35 CĂN CƯỚC CÔNG DÂN",
    "@0.37 Citizen Identity Card",
    "@0.4 Số / No.: 036185990021",
    "@0.4 Họ và tên / Full name:",
    "@0.4 TRẦN THỊ MAI ANH",
    "@0.4 Ngày sinh / Date of birth: 14/02/1985",
    "@0.4 Giới tính / Sex: Nữ | Quốc tịch / Nationality: Việt Nam",
    "@0.4 Quê quán / Place of origin:",
    "@0.4 Giao Phong, Giao Thủy, Nam Định",
    "@0.1 Có giá trị đến: | @0.4 Nơi thường trú / Place of residence: Thôn Đoài",
    "@0.1 14/02/2045 | @0.4 Nam Hồng, Đông Anh, Hà Nội",
]
QR = "036185990021|162990021|Trần Thị Mai Anh|14021985|Nữ|Thôn Đoài, Đông Anh, Hà Nội|10052021"
BIRTH = [
    *HEAD,
    "@0.4 GIẤY KHAI SINH",
    "@0.75 Số: 57/2016",
    "Họ, chữ đệm, tên: NGUYỄN TRẦN BẢO NGỌC",
    "Ngày, tháng, năm sinh: 21/11/2015",
    "Giới tính: Nữ | Dân tộc: Kinh | Quốc tịch: Việt Nam",
    "Nơi sinh: Bệnh viện Phụ sản",
    "Số định danh cá nhân: 001315990048",
    "Họ, chữ đệm, tên người mẹ: TRẦN THỊ MAI ANH",
    "Năm sinh: 1985 | Dân tộc: Kinh | Quốc tịch: Việt Nam",
    "Nơi cư trú: Thôn Đoài, xã Nam Hồng",
    "Họ, chữ đệm, tên người cha: NGUYỄN VĂN HƯNG",
    "Năm sinh: 1985 | Dân tộc: Kinh | Quốc tịch: Việt Nam",
    "Nơi cư trú: Thôn Đoài, xã Nam Hồng",
    "Họ, chữ đệm, tên người đi khai sinh: NGUYỄN VĂN HƯNG",
    "Giấy tờ tùy thân: Căn cước công dân số 001085990017",
    "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Nam Hồng",
    "Ngày, tháng, năm đăng ký: 02/12/2015",
    "@0.5 NGƯỜI KÝ GIẤY KHAI SINH",
]
WEDDING = [
    *HEAD,
    "@0.35 GIẤY CHỨNG NHẬN KẾT HÔN",
    "@0.75 Số: 35/2024",
    "Họ, chữ đệm, tên vợ: TRẦN THỊ MAI ANH | @0.52 Họ, chữ đệm, tên chồng: NGUYỄN VĂN HƯNG",
    "Ngày, tháng, năm sinh: 14/02/1985 | @0.52 Ngày, tháng, năm sinh: 12/03/1985",
    "Dân tộc: Kinh | @0.52 Dân tộc: Mường",
    "Nơi cư trú: Xóm 7, xã Giao | @0.52 Nơi cư trú: Thôn Đoài, xã Nam",
    "Phong, Giao Thủy | @0.52 Hồng, Đông Anh",
    "Giấy tờ tùy thân: CCCD số | @0.52 Giấy tờ tùy thân: CCCD số",
    "036185990021 | @0.52 001085990017",
    "Nơi đăng ký kết hôn: Ủy ban nhân dân xã Nam Hồng",
    "Ngày, tháng, năm đăng ký: 05/6/2024",
]
READERS = ("hoso", "tesseract")


def values(document):
    return {name: field.value for name, field in document.flat_fields().items()}


def certain(document):
    return [(h.role, h.number) for h in document.holders if h.certain]


def qr(text):
    return Code(Method.QR, "QRCode", text, (0.8, 0.05, 0.9, 0.12))


def test_a_card_is_read_and_its_code_is_exact_evidence(page_of, read):
    (document,) = read(page_of(CARD, codes=[qr(QR)]))
    found = values(document)
    assert found["generation"] == "cccd_chip"
    assert found["citizen_id"] == "036185990021"
    assert document.fields["citizen_id"].method == "qr"
    assert found["old_id_card_number"] == "162990021"
    assert found["permanent_address"] == "Thôn Đoài Nam Hồng, Đông Anh, Hà Nội"
    assert found["valid_until"] == "2045-02-14"
    assert certain(document) == [("bearer", "036185990021")]


@pytest.mark.parametrize("number", ["036185990022", "036185990121"])
def test_a_code_that_differs_from_print_leaves_nobody_certain(page_of, read, number):
    (document,) = read(page_of(CARD, codes=[qr(QR.replace("036185990021", number, 1))]))
    assert certain(document) == []
    assert "occurrences_differ" in {d.code for d in document.fields["citizen_id"].doubts}


def test_two_cards_on_one_sheet_leave_nobody_certain(page_of, read):
    other = ["Số / No.: 001085990017", "Họ và tên / Full name:", "NGUYỄN VĂN HƯNG"]
    (document,) = read(page_of([*CARD, *other]))
    assert certain(document) == []


def test_a_foreign_code_is_no_card_code(page_of, read):
    (document,) = read(
        page_of(CARD, codes=[qr("https://example.vn/001085990017")], readers=READERS)
    )
    assert document.fields["citizen_id"].method != "qr"
    assert certain(document) == [("bearer", "036185990021")]


def test_a_machine_readable_line_counts_only_with_its_check_digits(page_of, read):
    back = [
        "Đặc điểm nhân dạng / Personal identification:",
        "IDVNM1859900211036185990021<<8",
        "8502142F4502144VNM<<<<<<<<<<<0",
    ]
    (wrong,) = read(page_of([*CARD, *back]))
    assert "mrz" not in {field.method for field in wrong.flat_fields().values()}
    sheet = write_paper("can_cuoc", random.Random(7), variant="can_cuoc_2024")
    pages = [replace(page, codes=()) for page in drawn_pages(sheet)]
    (right,) = read(*pages)
    assert right.fields["citizen_id"].method == "mrz"


def test_the_examples_of_check_digits_run():
    assert doctest.testmod(mrz) == doctest.TestResults(0, 5)


def test_the_child_is_the_holder_of_a_birth_certificate(page_of, read):
    (document,) = read(page_of(BIRTH, readers=READERS))
    found = values(document)
    assert certain(document) == [("child", "001315990048")]
    assert (found["mother_name"], found["mother_year_of_birth"]) == ("TRẦN THỊ MAI ANH", "1985")
    assert (found["father_name"], found["ethnicity"]) == ("NGUYỄN VĂN HƯNG", "Kinh")
    assert found["document_number"] == "57/2016"


@pytest.mark.parametrize("number", ["", "....................", "001085990017"])
def test_a_child_without_a_number_of_its_own_is_not_filed(page_of, read, number):
    rows = [row.replace("001315990048", number) for row in BIRTH]
    (document,) = read(page_of(rows, readers=READERS))
    assert certain(document) == []


def test_wife_and_husband_are_never_mixed(page_of, read):
    (document,) = read(page_of(WEDDING, readers=READERS))
    found = values(document)
    assert certain(document) == [("wife", "036185990021"), ("husband", "001085990017")]
    assert found["wife.current_address"] == "Xóm 7, xã Giao Phong, Giao Thủy"
    assert found["husband.current_address"] == "Thôn Đoài, xã Nam Hồng, Đông Anh"
    assert (found["wife.ethnicity"], found["husband.ethnicity"]) == ("Kinh", "Mường")
    assert "wife._identity" not in found


def test_numbers_that_changed_sides_are_noticed(page_of, read):
    swapped = [*WEDDING[:-3], "001085990017 | @0.52 036185990021", *WEDDING[-2:]]
    (document,) = read(page_of(swapped, readers=READERS))
    assert certain(document) == []


def test_who_asks_is_not_who_is_confirmed(page_of, read):
    rows = [
        "@0.08 UBND XÃ NAM HỒNG | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.12 Số: 12/UBND-XNTTHN | @0.50 Nam Hồng, ngày 05 tháng 3 năm 2026",
        "@0.27 GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Xét đề nghị của ông/bà: NGUYỄN VĂN HƯNG, CCCD số 001085990017",
        "@0.4 XÁC NHẬN:",
        "Họ, chữ đệm, tên: TRẦN THỊ MAI ANH",
        "Ngày, tháng, năm sinh: 14/02/1985",
        "Giới tính: Nữ | Dân tộc: Kinh | Quốc tịch: Việt Nam",
        "Giấy tờ tùy thân: CCCD số 036185990021, do Cục Cảnh sát cấp ngày 10/05/2021",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai",
    ]
    (document,) = read(page_of(rows, readers=READERS))
    assert certain(document) == [("subject", "036185990021")]
    assert values(document)["marital_status"] == "Chưa đăng ký kết hôn với ai"


@pytest.mark.parametrize(("code", "holder"), [("001085990017", True), ("8012345678", False)])
def test_a_tax_code_of_twelve_digits_is_its_person(page_of, read, code, holder):
    rows = [
        "@0.08 THUẾ CƠ SỞ 2 | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.12 Số: 12/TB-TCS2 | @0.50 Hà Nội, ngày 05 tháng 3 năm 2026",
        "@0.35 THÔNG BÁO NỘP TIỀN",
        "1. Tên người nộp thuế: NGUYỄN VĂN HƯNG",
        f"2. Mã số thuế: {code}",
        "Số tiền phải nộp: 12.500.000 đồng",
    ]
    (document,) = read(page_of(rows, readers=READERS))
    assert certain(document) == ([("taxpayer", code)] if holder else [])
    assert values(document)["amount"] == "12500000"


def test_the_other_side_of_a_fee_return_is_no_holder(nlp):
    sheet = write_paper("to_khai_le_phi_truoc_ba", random.Random(3), variant="2026")
    pages = [replace(page, codes=()) for page in drawn_pages(sheet)]
    (document,) = read_documents(pages, nlp)
    assert certain(document) == [("taxpayer", sheet.holders[0]["citizen_id"])]


@pytest.mark.parametrize(("printed", "value"), [(" 1", "1"), (" 2", "2"), ("1", "1"), (" l", None)])
def test_the_form_of_a_criminal_record_is_read_or_left_to_a_person(page_of, read, printed, value):
    rows = [
        "@0.08 SỞ TƯ PHÁP | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.12 Số: 12/STP-LLTP | @0.50 Hà Nội, ngày 05 tháng 3 năm 2026",
        f"@0.27 PHIẾU LÝ LỊCH TƯ PHÁP SỐ{printed}",
        "1. Họ và tên: TRẦN THỊ MAI ANH",
        "3. Ngày, tháng, năm sinh: 14/02/1985",
        "9. Tình trạng án tích: Không có án tích",
    ]
    (document,) = read(page_of(rows))
    assert values(document)["form_number"] == value
    assert not document.auto_approve


def test_the_second_form_is_never_handed_out():
    assert document_types().get("ly_lich_tu_phap").withheld == {"form_number": ["2"]}
    assert all(document_types().get(code).sensitive for code in ("can_cuoc", "ly_lich_tu_phap"))


def test_members_of_a_book_keep_their_own_numbers(page_of, read):
    cover = [*HEAD, "@0.4 SỔ HỘ KHẨU", "@0.42 Số: 010203045", "Họ và tên chủ hộ: NGUYỄN VĂN HƯNG"]
    members = [
        "Quan hệ với chủ hộ: Chủ hộ", "Họ và tên: NGUYỄN VĂN HƯNG",
        "Ngày, tháng, năm sinh: 12/03/1985 | Giới tính: Nam", "CMND số: 001085990017",
        "Quan hệ với chủ hộ: Vợ", "Họ và tên: TRẦN THỊ MAI ANH",
        "Ngày, tháng, năm sinh: 14/02/1985 | Giới tính: Nữ", "CMND số: ............",
        "Quan hệ với chủ hộ: Con", "Họ và tên: NGUYỄN MINH KHANG",
        "Ngày, tháng, năm sinh: 05/09/2010 | Giới tính: Nam", "CMND số: 001210990034",
    ]  # fmt: skip
    (document,) = read(page_of(cover), page_of(members, number=2, readers=READERS))
    assert certain(document) == [("head", "001085990017"), ("member", "001210990034")]
    assert [row["full_name"].value for row in document.fields["members"]] == [
        "NGUYỄN VĂN HƯNG", "TRẦN THỊ MAI ANH", "NGUYỄN MINH KHANG",
    ]  # fmt: skip
    assert values(document)["book_number"] == "010203045"


CONTRACT = [
    *HEAD,
    "@0.35 HỢP ĐỒNG CHUYỂN NHƯỢNG",
    "@0.37 QUYỀN SỬ DỤNG ĐẤT",
    "Hôm nay, ngày 05 tháng 5 năm 2026, tại Văn phòng công chứng số 2, chúng tôi gồm:",
    "I. BÊN CHUYỂN NHƯỢNG (sau đây gọi tắt là Bên A):",
    "Họ và tên: NGUYỄN VĂN HƯNG",
    "Sinh năm: 1985",
    "Địa chỉ thường trú: Thôn Đoài, xã Mường Bú, tỉnh Sơn La",
    "Căn cước công dân số: 001085990017 cấp ngày 10/05/2021",
    "Và vợ là bà: TRẦN THỊ MAI ANH, sinh năm 1985, CCCD số 036185990021, cùng địa chỉ",
    "II. BÊN NHẬN CHUYỂN NHƯỢNG (sau đây gọi tắt là Bên B):",
    "Ông/Bà: HUỲNH THỊ CẨM TÚ; Ngày sinh: 30/06/1974; CCCD số: 079174990052; Nơi thường",
    "trú: Phường 12, Gò Vấp, TP. Hồ Chí Minh (Sau đây gọi là Bên B)",
    "Hai bên thỏa thuận như sau:",
    "Điều 2. Giá chuyển nhượng là 1.250.000.000 đồng",
]
WITNESS = [
    "@0.3 LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN",
    "Tôi, công chứng viên LÊ HOÀNG PHÚC, CCCD số 082062990066, chứng nhận hợp đồng giữa:",
    "BÊN CHUYỂN NHƯỢNG: Ông VÕ THÀNH ĐẠT, CCCD số 082062990066",
    "Số công chứng: 1234, quyển số 01/2026 TP/CC-SCC/HĐGD",
]


def test_a_name_that_ends_in_nam_is_whole(page_of, read):
    first = [row.replace("NGUYỄN VĂN HƯNG", "HUỲNH ĐỨC NAM") for row in CONTRACT]
    (document,) = read(page_of(first), page_of(WITNESS, number=2))
    assert values(document)["transferors.0.full_name"] == "HUỲNH ĐỨC NAM"
    name = [row.replace("HUỲNH ĐỨC NAM", "Huỳnh Đức Nam") for row in first]
    (document,) = read(page_of(name), page_of(WITNESS, number=2))
    assert values(document)["transferors.0.full_name"] == "HUỲNH ĐỨC NAM"


def test_the_parties_of_a_contract_and_nobody_else(page_of, read):
    pages = [page_of(CONTRACT, readers=READERS), page_of(WITNESS, number=2, readers=READERS)]
    (document,) = read(*pages)
    found = values(document)
    assert certain(document) == [
        ("transferor", "001085990017"),
        ("transferor", "036185990021"),
        ("transferee", "079174990052"),
    ]
    assert found["transferors.0.full_name"] == "NGUYỄN VĂN HƯNG"
    assert found["transferors.0.address"] == "Thôn Đoài, xã Mường Bú, tỉnh Sơn La"
    assert found["transferees.0.full_name"] == "HUỲNH THỊ CẨM TÚ"
    assert found["transferees.0.address"] == "Phường 12, Gò Vấp, TP. Hồ Chí Minh"
    assert (found["signing_date"], found["price"]) == ("2026-05-05", "1250000000")
    assert found["notary_number"] == "1234, quyển số 01/2026 TP/CC-SCC/HĐGD"


@pytest.mark.parametrize("born", ["Sinh ngày: 16/04/1985", "sinh năm 1985"])
@pytest.mark.parametrize("name", ["Huỳnh Đức Nam", "HUỲNH ĐỨC NAM"])
def test_a_name_that_ends_in_nam_keeps_it_before_the_birth(page_of, read, name, born):
    rows = [row.replace("Họ và tên: NGUYỄN VĂN HƯNG", f"Ông: {name}") for row in CONTRACT]
    (document,) = read(page_of([row.replace("Sinh năm: 1985", born) for row in rows]))
    assert values(document)["transferors.0.full_name"] == "HUỲNH ĐỨC NAM"


def test_a_party_that_runs_over_the_page_is_one(page_of, read):
    pages = [
        page_of(CONTRACT[:8]),
        page_of(["@0.5 2", *CONTRACT[8:]], number=2),
        page_of(WITNESS, number=3),
    ]
    (document,) = read(*pages)
    assert document.pages == (1, 2, 3)
    assert [row["citizen_id"].value for row in document.fields["transferors"]] == [
        "001085990017",
        "036185990021",
    ]


def test_a_title_that_contradicts_the_number_leaves_that_person_uncertain(page_of, read):
    rows = [row.replace("001085990017", "001185990017") for row in CONTRACT]
    rows = [row.replace("Họ và tên: NGUYỄN", "Ông: NGUYỄN") for row in rows]
    (document,) = read(page_of(rows, readers=READERS))
    assert ("transferor", "001185990017") not in certain(document)
    assert ("transferor", "036185990021") in certain(document)


def test_without_the_other_party_nobody_is_told(page_of, read):
    rows = [row for row in CONTRACT if not row.startswith("II.")]
    (document,) = read(page_of(rows, readers=READERS))
    assert document.holders == ()
    assert "required_missing" in {doubt.code for doubt in document.doubts}


def test_an_agent_is_not_the_applicant(page_of, read):
    rows = [
        "@0.08 UBND XÃ NAM HỒNG | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.12 Số: 12/TNHS | @0.50 Nam Hồng, ngày 05 tháng 3 năm 2026",
        "@0.25 GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H26.105-260805-0007",
        "Tiếp nhận hồ sơ của: TRẦN THỊ MAI ANH",
        "Địa chỉ: Thôn Đoài",
        "Họ và tên người được ủy quyền: NGUYỄN VĂN HƯNG",
        "Số định danh cá nhân: 001085990017",
        "Nội dung yêu cầu giải quyết: Đăng ký biến động",
    ]
    (document,) = read(page_of(rows, readers=READERS))
    assert certain(document) == []
    assert "citizen_id" not in document.fields
