"""Values inside sentences: over a line's end, over a page's end, before a label, with a space."""

HEAD = [
    "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "@0.33 Độc lập - Tự do - Hạnh phúc",
    "",
    "@0.25 ĐƠN ĐỀ NGHỊ TÁCH THỬA ĐẤT, HỢP THỬA ĐẤT",
    "@0.3 Kính gửi: Ủy ban nhân dân xã Mỹ Xuyên",
    "1. Người sử dụng đất:",
    "a) Họ và tên: THẠCH SA RƯƠNG",
    "b) Địa chỉ: Ấp Tân Thuận, xã Mỹ Xuyên, thành phố Cần Thơ",
    "2. Đề nghị tách, hợp thửa đất như sau:",
]
REST = [
    "- Thửa thứ nhất: diện tích: 692,4 m²; loại đất: ONT",
    "- Thửa thứ hai: diện tích: 692,4 m²; loại đất: ONT",
    "3. Lý do tách, hợp thửa đất: Chuyển nhượng một phần",
]


def parcel(document):
    return {name: field.value for name, field in document.fields["parcels"][0].items()}


def test_a_sentence_of_several_lines(page_of, read):
    rows = [
        "a) Đề nghị tách thửa đất số: 705, tờ bản đồ số: 12, diện tích: 1.384, 7 m², loại đất: Đất",
        "ở tại nông thôn, địa chỉ: Xóm 7, xã Mỹ Xuyên, tỉnh Quảng Ninh, Giấy chứng nhận số vào sổ:",
        "VP 53243, ngày cấp: 18/08/2014, thành 2 thửa:",
    ]
    (document,) = read(page_of([*HEAD, *rows, *REST]))
    assert document.type == "don_tach_hop_thua"
    assert document.fields["register_number"].value == "VP 53243"
    assert parcel(document) == {
        "parcel_number": "705", "map_sheet": "12", "area": "1384.7",
        "land_use": "Đất ở tại nông thôn",
        "parcel_address": "Xóm 7, xã Mỹ Xuyên, tỉnh Quảng Ninh",
    }  # fmt: skip


def test_a_value_and_a_label_that_break_over_a_full_line(page_of, read):
    rows = [
        "a) Đề nghị tách thửa đất số: 705, tờ bản đồ số: 12, địa chỉ: Ấp 3, xã Cà Mau, Giấy",
        "chứng nhận số vào sổ: VP 53243, ngày cấp: 18/08/2014, thành 2 thửa:",
    ]
    (document,) = read(page_of([*HEAD, *rows, *REST]))
    assert parcel(document)["parcel_address"] == "Ấp 3, xã Cà Mau"
    assert document.fields["register_number"].value == "VP 53243"
    rows = [
        "a) Đề nghị tách thửa đất số: 705, địa chỉ: Ấp 3, xã Cà Mau, Giấy chứng nhận số vào sổ: VP",
        "53243, ngày cấp: 18/08/2014, thành 2 thửa:",
    ]
    (document,) = read(page_of([*HEAD, *rows, *REST]))
    assert document.fields["register_number"].value == "VP 53243"


def over_a_page(page_of, read, last, first):
    rows = [*HEAD, *[""] * 30, last]
    pages = page_of([*rows, "", "@0.5 1"]), page_of(["", first, *REST], number=2)
    return parcel(read(*pages)[0])["parcel_address"]


def test_a_value_runs_on_over_the_end_of_a_page(page_of, read):
    last = (
        "a) Đề nghị tách thửa đất số: 705, tờ bản đồ số: 12, địa chỉ: Xóm 7, xã Mỹ Xuyên, thành phố"
    )
    found = over_a_page(page_of, read, last, "Cần Thơ, Giấy chứng nhận số vào sổ: VP 53243")
    assert found == "Xóm 7, xã Mỹ Xuyên, thành phố Cần Thơ"


def test_a_value_that_is_at_its_end_does_not(page_of, read):
    stopped = (
        "a) Đề nghị tách thửa đất số: 705, tờ bản đồ số: 12, địa chỉ: Xóm 7, xã Mỹ Xuyên, Cần Thơ."
    )
    short = "a) Đề nghị tách thửa đất số: 705, tờ bản đồ số: 12, địa chỉ: Cần Thơ"
    following = "Người này có mặt tại trụ sở"
    assert over_a_page(page_of, read, stopped, following) == "Xóm 7, xã Mỹ Xuyên, Cần Thơ"
    assert over_a_page(page_of, read, short, following) == "Cần Thơ"


def test_an_address_runs_on_with_the_number_of_its_ward(page_of, read, ct07_rows):
    at = next(n for n, row in enumerate(ct07_rows) if row.startswith("8. "))
    rows = [
        *ct07_rows[:at],
        "8. Nơi thường trú: Số 440/4 đường Huỳnh Thúc Kháng, phường",
        "12, Gò Vấp, Thành phố Hồ Chí Minh",
        *ct07_rows[at + 2 :],
    ]
    (document,) = read(page_of(rows))
    address = document.fields["permanent_address"]
    assert address.value == (
        "Số 440/4 đường Huỳnh Thúc Kháng, phường 12, Gò Vấp, Thành phố Hồ Chí Minh"
    )
    assert document.fields["temporary_address"].value == "Không"
