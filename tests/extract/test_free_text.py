"""Values in sentences that no label tells: found where they are missing, and never certain."""

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from plain_trust import plain_trust

from extract.catalogue import document_types
from extract.cross_checks import CHECKS
from extract.definition_files import read_definition
from extract.definitions import DefinitionError
from extract.free_text import load_free_text, parts_of
from extract.layout import Token
from extract.pipeline import load, read_documents
from extract.strategies import STRATEGIES
from ocr.page import Method

TRAINED = Path(str(files("models.free_text") / "trained"))
READERS = ("hoso", "tesseract")
HEAD = [
    "@0.28 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "@0.37 Độc lập - Tự do - Hạnh phúc",
    "@0.2 HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT",
]
UNLABELLED = [
    *HEAD,
    "Hôm nay, ngày 05 tháng 5 năm 2026, tại Phòng công chứng số 1, chúng tôi gồm có:",
    "Bên bán là ông NGUYỄN VĂN HƯNG, sinh năm 1985, CCCD số 001085990017, thường trú tại",
    "Thôn Đoài, xã Mường Bú, tỉnh Sơn La; Bên mua là bà HUỲNH THỊ CẨM TÚ, sinh năm 1974,",
    "CCCD số 079174990052, thường trú tại phường Gò Vấp, Thành phố Hồ Chí Minh.",
    "Bên bán chuyển nhượng cho Bên mua thửa số 705 tờ bản đồ 12 có diện tích là 120,5m²,",
    "mục đích sử dụng: Đất ở tại nông thôn. Bên mua thanh toán cho Bên bán số tiền",
    "1.250.000.000 đồng (Bằng chữ: Một tỷ hai trăm năm mươi triệu đồng) bằng chuyển khoản.",
]
LABELLED = [
    *HEAD,
    "Hôm nay, ngày 05 tháng 5 năm 2026, chúng tôi gồm có:",
    "I. BÊN CHUYỂN NHƯỢNG (sau đây gọi tắt là Bên A):",
    "Ông: NGUYỄN VĂN HƯNG, sinh ngày 05/09/1985, CCCD số 001085990017. Nơi thường trú: Thôn",
    "Đoài, xã Mường Bú, tỉnh Sơn La",
    "II. BÊN NHẬN CHUYỂN NHƯỢNG (sau đây gọi tắt là Bên B):",
    "Bà: HUỲNH THỊ CẨM TÚ, sinh ngày 30/06/1974, CCCD số 079174990052. Nơi thường trú: Phường",
    "Gò Vấp, Thành phố Hồ Chí Minh",
    "Hai bên thỏa thuận như sau:",
    "- Thửa đất số: 705",
    "- Tờ bản đồ số: 12",
    "- Diện tích: 120,5 m²",
    "Điều 2. Giá chuyển nhượng là 1.250.000.000 đồng",
]


@pytest.fixture(scope="module")
def told():
    return load(trust=plain_trust(), free_text=TRAINED)


@pytest.fixture(scope="module")
def untold():
    return load(trust=plain_trust())


def values(document):
    return {name: field.value for name, field in document.flat_fields().items()}


def test_parties_land_and_price_without_labels_are_found_and_wait_for_a_person(page_of, told):
    (document,) = read_documents([page_of(UNLABELLED, readers=READERS)], told)
    found = values(document)
    assert found["transferors.0.full_name"] == "NGUYỄN VĂN HƯNG"
    assert found["transferors.0.citizen_id"] == "001085990017"
    assert found["transferees.0.full_name"] == "HUỲNH THỊ CẨM TÚ"
    assert found["transferees.0.citizen_id"] == "079174990052"
    assert found["price"] == "1250000000"
    assert (found["parcels.0.parcel_number"], found["parcels.0.map_sheet"]) == ("705", "12")
    for name in ("transferors.0.citizen_id", "price", "parcels.0.parcel_number"):
        field = document.flat_fields()[name]
        assert field.status == "review"
        assert "found_in_text" in {doubt.code for doubt in field.doubts}
        assert (field.page, field.box is not None) == (1, True)


def test_a_holder_found_in_running_text_is_never_certain(page_of, told):
    (document,) = read_documents([page_of(UNLABELLED, readers=READERS)], told)
    assert {(h.role, h.citizen_id) for h in document.holders} == {
        ("transferor", "001085990017"),
        ("transferee", "079174990052"),
    }
    assert not any(holder.certain for holder in document.holders)
    assert document.citizen_id is None


def test_what_labels_told_stays_as_it_is(page_of, told, untold):
    page = page_of(LABELLED, readers=READERS)
    (with_it,), (without,) = read_documents([page], told), read_documents([page], untold)
    before = without.flat_fields()
    for name, field in with_it.flat_fields().items():
        if before[name].value is not None:
            assert field == before[name]
    assert with_it.holders == without.holders
    assert any(holder.certain for holder in with_it.holders)


def test_without_the_trained_recogniser_nothing_is_found(page_of, untold, tmp_path):
    assert load_free_text(tmp_path) is None
    (document,) = read_documents([page_of(UNLABELLED, readers=READERS)], untold)
    assert not values(document).get("transferors.0.full_name")


def test_a_mention_is_cut_at_its_punctuation_and_keeps_its_words():
    recogniser = load_free_text(TRAINED)
    assert recogniser is not None
    text = "Giá chuyển nhượng là:1.250.000.000 đồng, bằng chữ"
    tokens = [
        Token(word, (n / 10, 0.1, n / 10 + 0.05, 0.12), 1, 0.9, Method.OCR)
        for n, word in enumerate(text.split())
    ]
    (price,) = [m.piece for m in recogniser.of(tokens) if m.label == "PRICE"]
    assert price.text == "1.250.000.000 đồng"
    assert [token.text for token in price.tokens] == ["là:1.250.000.000", "đồng,"]
    assert price.found
    assert recogniser.of([]) == ()


def test_parts_of_a_word_never_overlap_and_hold_every_letter_and_figure():
    for word in ("số:085,", "H'RUÊ", "…", "12/XN-UBND", "(Bên", "1.250.000đ;"):
        parts = list(parts_of(word))
        assert all(a[1] <= b[0] for a, b in pairwise(parts))
        said = "".join(word[a:b] for a, b in parts)
        assert [c for c in said if c.isalnum()] == [c for c in word if c.isalnum()]


@pytest.mark.parametrize(
    ("option", "key"),
    [
        ('fields = { prise = "PRICE" }', "blocks[0].fields"),
        ('fields = { price = "COST" }', "blocks[0].fields"),
        ('within = ["content"]', "blocks[0].within"),
    ],
)
def test_a_wrong_definition_names_the_key(tmp_path, option, key):
    file = tmp_path / "thu.toml"
    file.write_text(
        'code = "thu"\nname = "Thử"\nsource = "x"\ntitles = ["GIẤY THỬ"]\n'
        '[fields]\nprice = "money"\n\n[[blocks]]\nstrategy = "mentions"\n' + option + "\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as caught:
        read_definition(file, document_types(), strategies=STRATEGIES, checks=CHECKS)
    assert key in str(caught.value)
