"""Comparisons of several fields of one paper: each TOML ``[[checks]]`` names one.

In go fields, in the order which the rule names; out come doubts. Sources: domain §2.1, §2.5, §2.13.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from extract.document import Doubt, Field, Status
from extract.kinds import citizen_id, land_use, number_words
from extract.kinds.area import normal
from extract.text import fold, letters, printed_areas

Check = Callable[[Sequence[Field | None]], tuple[Doubt, ...]]

_EXPIRY_AGES = frozenset({14, 25, 40, 60})
_YOUNGEST_PARENT = 14


def _value(item: Field | None) -> str | None:
    return item.value if item is not None else None


def number_matches_person(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Number, date of birth, sex: digits four to six tell century, sex and year of birth."""
    number, born, sex = (_value(item) for item in fields)
    if not number or len(number) != citizen_id.LENGTH or number[3] not in "0123":
        return ()
    doubts = []
    if born and int(born[:4]) != citizen_id.birth_year(number):
        doubts.append(Doubt("id_birth_year", "Số định danh không khớp năm sinh."))
    if sex and sex != citizen_id.sex(number):
        doubts.append(Doubt("id_sex", "Số định danh không khớp giới tính."))
    return tuple(doubts)


def same_number(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Two numbers of one person (a tax code of 12 digits is the person's number) must be equal."""
    first, second = (_value(item) for item in fields)
    if first and second and first != second:
        return (Doubt("occurrences_differ", "Trên giấy có hai số định danh khác nhau."),)
    return ()


def number_of_woman(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Number, date of birth of a wife: the sex that her number tells is hers."""
    number, born = fields
    return number_matches_person((number, born, _sex("Nữ")))


def number_of_man(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Number, date of birth of a husband."""
    number, born = fields
    return number_matches_person((number, born, _sex("Nam")))


def _sex(value: str) -> Field:
    return Field(value, value, 1.0, Status.ACCEPTED, "derived", None, None)


def head_is_declarant(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Relation, own name, head's name, own number, head's number: ``Chủ hộ`` is oneself."""
    relation, name, head, number, head_number = (_value(item) for item in fields)
    if not relation or letters(relation) != "CHUHO":
        if number and head_number and number == head_number:
            return (
                Doubt(
                    "head_number_same", "Số định danh trùng chủ hộ nhưng quan hệ không phải chủ hộ."
                ),
            )
        return ()
    doubts = []
    if name and head and letters(name) != letters(head):
        doubts.append(Doubt("head_name_differs", "Quan hệ là chủ hộ nhưng họ tên khác chủ hộ."))
    if number and head_number and number != head_number:
        doubts.append(
            Doubt("head_number_differs", "Quan hệ là chủ hộ nhưng số định danh khác chủ hộ.")
        )
    return tuple(doubts)


def words_match_figures(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Area in figures and in words."""
    area, words = (_value(item) for item in fields)
    amount = number_words.figures(words) if words else None
    if area and words and amount is not None and amount != Decimal(area):
        return (Doubt("area_words_differ", "Diện tích bằng số và bằng chữ khác nhau."),)
    return ()


def parts_make_total(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Total, form of use, purposes: own and shared parts, and all purposes, make the total."""
    total, form, purposes = fields
    if total is None or total.value is None:
        return ()
    doubts = []
    shares = printed_areas(form.raw) if form is not None else []
    if shares and not _near(sum(map(_number, shares)), total.value):
        doubts.append(
            Doubt("area_parts_differ", "Diện tích riêng và chung không bằng tổng diện tích.")
        )
    uses = land_use.areas(purposes.raw) if purposes is not None else []
    if uses and not _near(sum(Decimal(use) for use in uses), total.value):
        doubts.append(
            Doubt("area_uses_differ", "Tổng các mục đích sử dụng không bằng tổng diện tích.")
        )
    return tuple(doubts)


def _number(printed: str) -> Decimal:
    try:
        return Decimal(normal(printed))
    except InvalidOperation:
        return Decimal(0)


def _near(amount: Decimal | int, total: str) -> bool:
    """Domain §2.5: a tolerance of 0.1 m²."""
    return abs(Decimal(amount) - Decimal(total)) <= Decimal("0.1")


def relation_matches_sex(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Relation and sex: ``Vợ`` is a woman, ``Chồng`` a man."""
    relation, sex = (_value(item) for item in fields)
    wanted = {"VO": "Nữ", "CHONG": "Nam"}.get(fold(relation or ""))
    if wanted and sex and sex != wanted:
        return (Doubt("relation_sex", "Quan hệ vợ, chồng không khớp giới tính."),)
    return ()


def serial_matches_generation(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Serial and generation: eight digits only since 2025 (domain §2.4)."""
    serial, generation = (_value(item) for item in fields)
    if serial and generation and (generation == "g4") != (len(serial.split(" ")[-1]) == 8):
        return (Doubt("serial_generation", "Số phát hành không khớp thế hệ Giấy chứng nhận."),)
    return ()


def dates_in_order(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Earlier date, later date; of a month or a year only what both print is compared."""
    first, last = (_value(item) for item in fields)
    if not first or not last or not last[:4].isdigit():
        return ()
    shared = min(len(first), len(last))
    if last[:shared] < first[:shared]:
        return (Doubt("dates_out_of_order", "Hai ngày trên giấy ngược thứ tự."),)
    return ()


def valid_for_a_year(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Day of issue, last day of validity: one year at most (Thông tư 55/2021/TT-BCA Điều 17)."""
    issued, until = (_day(item) for item in fields)
    if issued and until and (until - issued).days > 366:
        return (Doubt("validity_too_long", "Thời hạn dài hơn một năm kể từ ngày cấp."),)
    return ()


def card_expires_at_age(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Generation, birth, expiry: on the birthday at 14, 25, 40 or 60 (Luật Căn cước 26/2023/QH15
    Điều 21; Luật Căn cước công dân 59/2014/QH13 Điều 21). Older cards count from their issue."""
    generation, born, until = fields
    day, last = _day(born), _day(until)
    if not day or not last or not (_value(generation) or "").startswith(("cccd", "can_cuoc")):
        return ()
    birthday = (day.month, day.day) in {(last.month, last.day), (2, 29)}
    if not birthday or last.year - day.year not in _EXPIRY_AGES:
        sentence = "Ngày hết hạn không phải ngày đủ 14, 25, 40 hoặc 60 tuổi."
        return (Doubt("expiry_unlike_age", sentence),)
    return ()


def parent_is_older(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """Birth of a child, year of birth of a parent (domain §2.13)."""
    child, parent = (_value(item) for item in fields)
    if child and parent and int(child[:4]) - int(parent[:4]) < _YOUNGEST_PARENT:
        return (Doubt("parent_too_young", "Cha, mẹ không đủ lớn hơn con."),)
    return ()


def one_head(fields: Sequence[Field | None]) -> tuple[Doubt, ...]:
    """The relations of all members: one of them at most is the head (domain §2.13)."""
    heads = [item for item in fields if letters(_value(item) or "") == "CHUHO"]
    if len(heads) > 1:
        return (Doubt("several_heads", "Có hơn một người ghi quan hệ là chủ hộ."),)
    return ()


def _day(item: Field | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_value(item) or "")
    except ValueError:
        return None


CHECKS: dict[str, Check] = {
    "card_expires_at_age": card_expires_at_age,
    "dates_in_order": dates_in_order,
    "one_head": one_head,
    "parent_is_older": parent_is_older,
    "valid_for_a_year": valid_for_a_year,
    "number_matches_person": number_matches_person,
    "number_of_man": number_of_man,
    "number_of_woman": number_of_woman,
    "head_is_declarant": head_is_declarant,
    "same_number": same_number,
    "words_match_figures": words_match_figures,
    "parts_make_total": parts_make_total,
    "relation_matches_sex": relation_matches_sex,
    "serial_matches_generation": serial_matches_generation,
}

# these get one field of every row of a table, not the fields of one row
OVER_ROWS = frozenset({"one_head"})
