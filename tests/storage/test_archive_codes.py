"""Running numbers of archive copies: one each, for ever, whoever asks at the same time."""

import threading

from storage.layout import record_id

AGENCY, KIND = "G06.01", "CT01"


def ids(count):
    return [record_id(f"{n:064x}", 1) for n in range(count)]


def test_a_record_keeps_its_number_and_the_number_tells_its_record(place):
    codes = place.store().archive_codes
    first, second = ids(2)
    assert codes.number_of(AGENCY, KIND, first) == 1
    assert codes.number_of(AGENCY, KIND, second) == 2
    again = place.store().archive_codes  # another process
    assert again.number_of(AGENCY, KIND, first) == 1
    assert again.record_of(AGENCY, KIND, 2) == second
    assert again.record_of(AGENCY, KIND, 3) is None


def test_agencies_and_types_count_for_themselves(place):
    codes = place.store().archive_codes
    first, second = ids(2)
    assert codes.number_of(AGENCY, KIND, first) == 1
    assert codes.number_of(AGENCY, "GIAY-KHAI-SINH", second) == 1
    assert codes.number_of("H26", KIND, second) == 1


def test_exports_on_several_machines_never_share_a_number(place):
    records, given = ids(24), {}
    stores = [place.store() for _ in range(4)]

    def export(store, offset):
        for n in range(len(records)):  # each in its own order, every record at every machine
            one = records[(n + offset) % len(records)]
            given.setdefault(one, set()).add(store.archive_codes.number_of(AGENCY, KIND, one))

    threads = [threading.Thread(target=export, args=(s, 6 * n)) for n, s in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == len(records)
    assert all(len(numbers) == 1 for numbers in given.values())
    assert len({min(numbers) for numbers in given.values()}) == len(records)


def test_after_a_crash_between_claim_and_note_the_record_gets_one_number(place):
    store = place.store()
    codes = store.archive_codes
    (lost, other, *_) = ids(3)
    claimed = codes._claim(AGENCY, KIND, lost)  # and no more: the machine lost power
    after = place.store().archive_codes
    number = after.number_of(AGENCY, KIND, lost)
    assert number != claimed
    assert after.number_of(AGENCY, KIND, lost) == number
    assert after.number_of(AGENCY, KIND, other) not in {claimed, number}
