"""CT01 and CT07: labels, boxes, tables, holders."""

import pytest

HEAD = ["TT", "Họ, chữ đệm và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số định danh cá nhân",
        "Mối quan hệ với chủ hộ"]  # fmt: skip
EDGES = [0.08, 0.12, 0.34, 0.50, 0.60, 0.78, 0.97]
MEMBERS = [
    HEAD,
    ["1", "NGUYỄN MINH KHANG", "05/09/2010", "Nam", "001210990034", "Con đẻ"],
    ["", "", "", "", "", ""],
]


def values(document):
    return {name: field.value for name, field in document.flat_fields().items()}


def test_ct01_is_read(page_of, read, ct01_rows, ct01_end):
    page = page_of(ct01_rows, table=MEMBERS, edges=EDGES, readers=("hoso", "tesseract"))
    (document,) = read(page, page_of(ct01_end, number=2))
    assert (document.type, document.pages, document.doubts) == ("ct01", (1, 2), ())
    assert values(document) == {
        "recipient": "Công an xã Phúc Thịnh, thành phố Hà Nội",
        "full_name": "TRẦN THỊ MAI ANH",
        "date_of_birth": "1985-02-14",
        "sex": "Nữ",
        "citizen_id": "036185990021",
        "phone": "0912345678",
        "email": "mai@example.vn",
        "head_name": "NGUYỄN VĂN HƯNG",
        "relation_to_head": "Vợ",
        "head_citizen_id": "001085990017",
        "request": "Đăng ký thường trú theo chồng tại Thôn Đoài, xã Phúc Thịnh, thành phố Hà Nội",
        "members.0.full_name": "NGUYỄN MINH KHANG",
        "members.0.date_of_birth": "2010-09-05",
        "members.0.sex": "Nam",
        "members.0.citizen_id": "001210990034",
        "members.0.relation_to_head": "Con đẻ",
    }
    (holder,) = document.holders
    assert (holder.role, holder.citizen_id, holder.certain) == ("declarant", "036185990021", True)
    assert document.citizen_id == "036185990021"
    assert document.fields["citizen_id"].method == "digit_boxes"
    assert all(field.status == "accepted" for field in document.flat_fields().values())


def test_the_table_is_found_without_rules(page_of, read, ct01_rows):
    (document,) = read(page_of(ct01_rows, table=MEMBERS, edges=EDGES, ruled=False))
    assert values(document)["members.0.full_name"] == "NGUYỄN MINH KHANG"
    assert values(document)["members.0.citizen_id"] == "001210990034"
    assert len(document.fields["members"]) == 1


def test_values_on_the_next_line_and_lost_item_numbers(page_of, read, ct01_rows):
    rows = [row.replace("1. Họ, chữ đệm và tên: TRẦN THỊ MAI ANH ..........", "Họ, chữ đệm và tên:")
            for row in ct01_rows]  # fmt: skip
    rows.insert(7, "@0.2 TRẦN THỊ MAI ANH")
    (document,) = read(page_of(rows))
    assert values(document)["full_name"] == "TRẦN THỊ MAI ANH"
    assert values(document)["sex"] == "Nữ"


@pytest.mark.parametrize(
    ("printed", "damaged"),
    [
        ("1. Họ, chữ đệm và tên:", "1. Ho, chữ đẹm và tên :"),
        ("1. Họ, chữ đệm và tên:", "l. Họ, chử đệm va ten"),
        ("10. Nội dung đề nghị (2):", "10. Nôi dung đề nghị?:"),
        ("Kính gửi (1):", "Kính gửi0):"),
        ("4. Số định danh cá nhân:", "4 Số dịnh danh cá nhãn:"),
    ],
)
def test_damaged_labels(page_of, read, ct01_rows, printed, damaged):
    (document,) = read(page_of([row.replace(printed, damaged) for row in ct01_rows]))
    assert values(document)["full_name"] == "TRẦN THỊ MAI ANH"
    assert values(document)["citizen_id"] == "036185990021"
    assert values(document)["request"].startswith("Đăng ký thường trú")
    assert values(document)["recipient"].startswith("Công an")


def test_a_blank_form_has_no_values_and_no_holder(page_of, read, ct01_rows):
    rows = [
        row.split(":")[0] + ": ......" if ":" in row and "@0.3 " not in row else row
        for row in ct01_rows
        if not row.startswith("Thịnh")
    ]
    (document,) = read(page_of(rows))
    assert document.type == "ct01"
    assert not any(values(document).values())
    assert document.fields["full_name"].status == "missing"
    assert document.holders == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("14/02/1985", "14/02/1986", "id_birth_year"),
        ("Giới tính: Nữ", "Giới tính: Nam", "id_sex"),
        ("036185990021", "003185990021", "province_unknown"),
        ("036185990021", "03618599?021", "digit_uncertain"),
    ],
)
def test_nobody_is_certain_when_something_contradicts(page_of, read, ct01_rows, old, new, code):
    (document,) = read(page_of([row.replace(old, new) for row in ct01_rows]))
    assert not any(holder.certain for holder in document.holders)
    assert code in {doubt.code for doubt in document.fields["citizen_id"].doubts}
    assert document.fields["citizen_id"].status == "review"


def test_nobody_is_certain_on_a_faint_page(page_of, read, ct01_rows):
    (document,) = read(page_of(ct01_rows, sure=0.6))
    assert not any(holder.certain for holder in document.holders)
    assert all(field.status != "accepted" for field in document.flat_fields().values())


def test_ct07_takes_the_subject_not_the_requester(page_of, read, ct07_rows):
    (document,) = read(page_of(ct07_rows))
    found = values(document)
    assert document.type == "ct07"
    assert found["full_name"] == "TRẦN THỊ MAI ANH"
    assert found["citizen_id"] == "036185990021"
    assert found["issuer"] == "CÔNG AN XÃ GIAO NINH"
    assert found["document_number"] == "1234/XN"
    assert found["issue_date"] == "2026-03-05"
    assert found["valid_until"] == "2027-03-05"
    assert found["permanent_address"] == "Xóm 7, xã Giao Ninh, tỉnh Ninh Bình"
    assert found["temporary_address"] == "Không"
    assert found["birth_registration_place"] is None
    assert found["place_of_origin"] == "Giao Phong, Giao Thủy, Nam Định"
    assert [holder.certain for holder in document.holders] == [True]


def test_a_lost_requester_line_gives_no_wrong_holder(page_of, read, ct07_rows):
    rows = [row for row in ct07_rows if "Theo đề nghị" not in row and "XÁC NHẬN:" not in row]
    (document,) = read(page_of(rows))
    assert values(document)["citizen_id"] == "036185990021"
    assert all(holder.citizen_id != "001085990017" for holder in document.holders)


def test_the_other_order_of_ct07(page_of, read, ct07_rows):
    rows = [
        *ct07_rows[:5],
        "I. Theo đề nghị của Ông/Bà:",
        "1. Họ, chữ đệm và tên: TRẦN THỊ MAI ANH",
        "2. Ngày, tháng, năm sinh: 14/02/1985 | 3. Giới tính: Nữ",
        "4. Số định danh cá nhân: | @0.45 036185990021",
        "8. Quê quán: Giao Phong, Giao Thủy, Nam Định",
        "II. CÔNG AN XÃ GIAO NINH xác nhận thông tin về cư trú của Ông/Bà có tên tại mục I:",
        "1. Nơi thường trú: Xóm 7, xã Giao Ninh, tỉnh Ninh Bình",
    ]
    (document,) = read(page_of(rows))
    assert values(document)["citizen_id"] == "036185990021"
    assert values(document)["place_of_origin"] == "Giao Phong, Giao Thủy, Nam Định"


def test_the_number_of_a_commune_on_a_line_of_its_own(page_of, read, ct07_rows):
    rows = [
        row.replace("@0.08 CÔNG AN XÃ GIAO NINH", "@0.08 CÔNG AN PHƯỜNG HÀ GIANG")
        for row in ct07_rows
    ]
    at = next(n for n, row in enumerate(rows) if "PHƯỜNG HÀ GIANG" in row)
    (document,) = read(page_of([*rows[: at + 1], "@0.19 1", *rows[at + 1 :]]))
    assert document.fields["issuer"].value == "CÔNG AN PHƯỜNG HÀ GIANG 1"
    (document,) = read(page_of([*rows[: at + 1], "@0.4 1", *rows[at + 1 :]]))
    assert document.fields["issuer"].value == "CÔNG AN PHƯỜNG HÀ GIANG"


def test_a_name_before_a_numbered_label_keeps_its_last_word(page_of, read, ct07_rows):
    rows = [row.replace("chủ hộ: TRẦN THỊ MAI ANH | 12. Quan", "chủ hộ: LA LỢI | 5. Quan")
            for row in ct07_rows]  # fmt: skip
    (document,) = read(page_of(rows))
    assert document.fields["head_name"].value == "LA LỢI"
    assert document.fields["relation_to_head"].value == "Chủ hộ"
