"""Two papers about the same land (domain §2.15, rules 5 and 6).

Sources: Luật Đất đai 31/2024/QH15 Điều 133 (changes of a registered parcel); domain §2.5 (an area
within 0.1 m²). A certificate that was exchanged has a new serial number: of two certificates only
the same serial is compared.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from extract.across.facts import Paper, Parcel, Told
from extract.across.finding import Finding, differ
from extract.addresses.spelling import key

_CERTIFICATE = "gcn_qsdd"
_CONTRACTS = frozenset({"hop_dong_chuyen_nhuong", "hop_dong_tang_cho"})
_NEAR = Decimal("0.1")

_REGISTER = "Số vào sổ khác với giấy tờ khác có cùng số phát hành."
_DATE = "Ngày cấp Giấy chứng nhận khác với giấy tờ khác có cùng số phát hành."
_PARCEL = "Không có thửa nào trùng với giấy tờ khác có cùng số phát hành."
_SERIAL = "Cùng thửa đất nhưng số phát hành khác với giấy tờ khác."
_AREA = "Diện tích khác với giấy tờ khác của cùng thửa đất."
_OWNER = "Bên chuyển nhượng, tặng cho không phải người đứng tên trên Giấy chứng nhận."


def certificate(one: Paper, other: Paper) -> Iterator[Finding]:
    """Papers that name one certificate say the same of it."""
    mine, yours = one.told.get("serial_number"), other.told.get("serial_number")
    if mine is None or yours is None:
        return
    if mine.value != yours.value:
        if {one.type, other.type} != {_CERTIFICATE} and _one_parcel(one, other):
            yield differ(mine, yours, "serial_differs", _SERIAL)
        return
    register = one.told.get("register_number"), other.told.get("register_number")
    yield from _unequal(*register, "register_differs", _REGISTER)
    yield from _unequal(_issued(one), _issued(other), "certificate_date_differs", _DATE)
    yield from _parcels_differ(one, other)


def areas(one: Paper, other: Paper) -> Iterator[Finding]:
    """Papers that name one parcel of one map sheet give it one area, if they are of one place."""
    if not _of_one_certificate(one, other):
        return
    for mine in one.parcels:
        for yours in other.parcels:
            if _is_same(mine, yours) and mine.area and yours.area and _apart(mine.area, yours.area):
                yield differ(mine.area, yours.area, "area_differs", _AREA)


def transferor_owns(one: Paper, other: Paper) -> Iterator[Finding]:
    """Rule 6: one who passes land on stands on its certificate, in front or among the changes."""
    for paper, contract, turned in ((one, other, False), (other, one, True)):
        if paper.type != _CERTIFICATE or contract.type not in _CONTRACTS:
            continue
        serials = paper.told.get("serial_number"), contract.told.get("serial_number")
        if not _equal(*serials):
            continue
        names = {key(name) for name, _ in paper.holders if name}
        numbers = {number for _, number in paper.holders if number}
        sellers = _transferors(contract)
        known = [s for s in sellers if key(s[0].value) in names or s[1] in numbers]
        if names and sellers and not known:
            paths = tuple(name.path for name, _ in sellers)
            finding = Finding("transferor_not_owner", _OWNER, (), paths)
            yield finding.turned() if turned else finding


def _transferors(contract: Paper) -> list[tuple[Told, str | None]]:
    return [
        (person.name, person.number.value if person.number else None)
        for person in contract.people
        if person.name and person.name.path.startswith("transferors.")
    ]


def _parcels_differ(one: Paper, other: Paper) -> Iterator[Finding]:
    """The certificate and the paper about it share at least one parcel."""
    mine = [p.number for p in one.parcels if p.number and p.sheet]
    yours = [p.number for p in other.parcels if p.number and p.sheet]
    if mine and yours and not _one_parcel(one, other):
        yield differ(mine[0], yours[0], "parcel_differs", _PARCEL)


def _of_one_certificate(one: Paper, other: Paper) -> bool:
    """The same serial; or no two serials, and somebody in common."""
    mine, yours = one.told.get("serial_number"), other.told.get("serial_number")
    if mine is not None and yours is not None:
        return mine.value == yours.value
    numbers = {number for _, number in one.holders if number}
    return bool(numbers & {number for _, number in other.holders if number})


def _one_parcel(one: Paper, other: Paper) -> bool:
    return any(_is_same(mine, yours) for mine in one.parcels for yours in other.parcels)


def _is_same(one: Parcel, other: Parcel) -> bool:
    return _equal(one.number, other.number) and _equal(one.sheet, other.sheet)


def _apart(one: Told, other: Told) -> bool:
    """More than the tolerance; of a figure that is none nothing is said (an old record)."""
    try:
        return abs(Decimal(one.value) - Decimal(other.value)) > _NEAR
    except InvalidOperation:
        return False


def _issued(paper: Paper) -> Told | None:
    name = "issue_date" if paper.type == _CERTIFICATE else "certificate_issue_date"
    return paper.told.get(name)


def _unequal(one: Told | None, other: Told | None, code: str, message: str) -> Iterator[Finding]:
    if one is not None and other is not None and one.value != other.value:
        yield differ(one, other, code, message)


def _equal(one: Told | None, other: Told | None) -> bool:
    return one is not None and other is not None and one.value == other.value
