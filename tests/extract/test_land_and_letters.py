"""Land certificates, land applications and letterhead papers."""

from ocr.page import Code, Method


def values(document):
    return {name: field.value for name, field in document.flat_fields().items()}


def test_a_certificate_of_2015(page_of, read, gcn_rows):
    first, second = gcn_rows
    (document,) = read(page_of(first), page_of(second, number=2))
    found = values(document)
    assert (document.type, document.pages) == ("gcn_qsdd", (1, 2))
    assert found["generation"] == "g3"
    assert found["serial_number"] == "BP 123456"
    assert found["register_number"] == "CH 03730"
    assert found["issuer"] == "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG ANH"
    assert found["issue_date"] == "2015-10-15"
    assert found["owners.0.full_name"] == "NGUYỄN VĂN HƯNG"
    assert found["owners.0.id_card_number"] == "012990017"
    assert found["owners.1.full_name"] == "TRẦN THỊ MAI ANH"
    assert found["owners.0.address"] == found["owners.1.address"]
    assert found["owners.0.address"].startswith("Số 5, đường Bà Triệu")
    assert found["parcels.0.parcel_number"] == "125"
    assert found["parcels.0.map_sheet"] == "14"
    assert found["parcels.0.area"] == "120.5"
    assert found["parcels.0.land_use"] == "Đất ở tại đô thị; Đất trồng cây lâu năm"
    assert found["parcels.0.land_use_term"] == "Lâu dài"
    assert found["assets"] == "-/-"
    assert len(document.fields["owners"]) == 2


def test_an_old_card_needs_a_second_reader(page_of, read, gcn_rows):
    first, second = gcn_rows
    (alone,) = read(page_of(first), page_of(second, number=2))
    assert [holder.certain for holder in alone.holders] == [False, False]
    (twice,) = read(page_of(first, readers=("hoso", "tesseract")), page_of(second, number=2))
    assert [(h.role, h.id_card_number, h.certain) for h in twice.holders] == [
        ("owner", "012990017", True),
        ("owner", "162990021", True),
    ]


def test_pages_in_any_order_are_one_certificate(page_of, read, gcn_rows):
    first, second = gcn_rows
    (document,) = read(page_of(second), page_of(first, number=2))
    assert document.pages == (1, 2)


def test_words_and_figures_of_the_area_must_agree(page_of, read, gcn_rows):
    first, second = gcn_rows
    second = [row.replace("c) Diện tích: 120,5", "c) Diện tích: 126,5") for row in second]
    (document,) = read(page_of(first), page_of(second, number=2))
    (parcel,) = document.fields["parcels"]
    codes = {doubt.code for doubt in parcel["area"].doubts}
    assert {"area_words_differ", "area_parts_differ", "area_uses_differ"} <= codes


def test_the_changes_page_names_new_owners(page_of, read, gcn_rows):
    first, second = gcn_rows
    table = [
        ["Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền"],
        [
            "Chuyển nhượng cho ông Võ Thành Đạt, sinh năm 1962, CCCD số 082062990066",
            "Ngày 03 tháng 07 năm 2022",
        ],
    ]
    third = page_of(
        ["IV. Những thay đổi sau khi cấp giấy chứng nhận"],
        number=3,
        table=table,
        edges=[0.05, 0.84, 0.98 + 0.3],
        readers=("hoso", "tesseract"),
    )
    (document,) = read(page_of(first), page_of(second, number=2), third)
    assert [holder.role for holder in document.holders] == ["former_owner", "former_owner", "owner"]
    assert document.holders[2].full_name == "VÕ THÀNH ĐẠT"
    assert document.holders[2].certain  # his year of birth agrees with his number
    assert values(document)["changes.0.date"] == "2022-07-03"


def test_an_application_needs_more_than_a_well_formed_number(page_of, read, don_rows):
    (alone,) = read(page_of(don_rows))
    assert values(alone)["full_name"] == "NGUYỄN VĂN HƯNG"
    assert values(alone)["citizen_id"] == "001085990017"
    assert values(alone)["change_content"] == "Thay đổi số CMND thành số căn cước"
    assert values(alone)["address"] == "Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội"
    assert [holder.certain for holder in alone.holders] == [False]
    code = Code(Method.QR, "QRCode", "001085990017||Nguyễn Văn Hưng", (0, 0, 0.1, 0.1))
    (with_code,) = read(page_of(don_rows, codes=[code]))
    assert [holder.certain for holder in with_code.holders] == [True]
    (twice,) = read(page_of(don_rows, readers=("hoso", "tesseract")))
    assert [holder.certain for holder in twice.holders] == [True]


def test_a_cut_number_is_no_old_card(page_of, read, don_rows):
    rows = [row.replace("CCCD số 001085990017", "CCCD số OO1 085990017") for row in don_rows]
    (document,) = read(page_of(rows, readers=("hoso", "tesseract")))
    assert not any(holder.certain for holder in document.holders)


def test_a_decision(page_of, read, letter_rows):
    (document,) = read(page_of(letter_rows))
    assert document.type == "van_ban_hanh_chinh"
    assert values(document) == {
        "document_kind": "Quyết định",
        "document_number": "120/QĐ-UBND",
        "issue_date": "2025-02-19",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH NINH BÌNH",
        "place": "Ninh Bình",
        "subject": "Về việc công bố danh mục thủ tục hành chính được sửa đổi trong lĩnh vực cư trú",
        "signer_role": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "signer": "TỐNG QUANG THÌN",
    }


def test_a_letter_without_a_printed_kind(page_of, read, letter_rows):
    rows = [
        "@0.10 UBND TỈNH NINH BÌNH | @0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "@0.10 SỞ NÔNG NGHIỆP VÀ MÔI | @0.52 Độc lập - Tự do - Hạnh phúc",
        "@0.18 TRƯỜNG",
        "@0.13 Số: 15/SNNMT-VP | @0.50 Ninh Bình, ngày 19 tháng 02 năm 2025",
        "@0.10 V/v hướng dẫn cấp đổi Giấy",
        "@0.16 chứng nhận",
        "@0.3 Kính gửi: Ủy ban nhân dân các xã",
        "@0.12 Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, Sở hướng dẫn như sau.",
    ]
    (document,) = read(page_of(rows))
    found = values(document)
    assert found["document_kind"] == "Công văn"
    assert found["issuer"] == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
    assert found["subject"] == "V/v hướng dẫn cấp đổi Giấy chứng nhận"


def test_a_number_left_for_the_pen_is_missing(page_of, read, letter_rows):
    rows = [row.replace("120/QĐ", "/QĐ").replace("ngày 19", "ngày") for row in letter_rows]
    (document,) = read(page_of(rows))
    assert document.fields["document_number"].status == "missing"
    assert document.fields["issue_date"].status == "review"
    assert document.fields["issue_date"].value is None
