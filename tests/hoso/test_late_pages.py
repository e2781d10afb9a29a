"""A page that a passing fault took and a later run could read is in one record, and counts once."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document
from hoso.filing import file_intake
from hoso.intake import Intake
from hoso.settings import read_settings
from hoso.work import hash_file
from ocr.errors import Fault, PageError
from ocr.page import Page, Route
from storage.record import Record
from storage.store import Store, open_store


def run(folder: Path, store: Store, papers: list[tuple[int, ...]], lost: set[int]) -> Intake:
    path = folder / "a.tif"
    path.write_bytes(b"the same bytes")
    count = max([*(page for pages in papers for page in pages), *lost])
    made = Intake(path, path.name, "d", read_settings({}), sha256=hash_file(path), page_count=count)
    read = {page for pages in papers for page in pages}
    made.pages = {page: Page(page, 10, 10, Route.OCR, ()) for page in sorted(read)}
    made.lost = {page: PageError(Fault.TOO_SLOW) for page in lost}
    made.documents = [Document("ct01", 1.0, pages) for pages in papers]
    return made


def records(store: Store) -> dict[tuple[int, ...], Record]:
    found = [store.latest(one) for one in store.record_ids()]
    return {tuple(record.document["source"]["pages"]): record for record in found}


def codes(record: Record) -> list[str]:
    return [doubt["code"] for doubt in record.document["doubts"]]


def new_store(folder: Path) -> Store:
    return open_store(str(folder / "kho"), secrets_folder=folder / "secrets", durable=False)


def test_a_page_that_came_late_waits_for_a_person(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    first = file_intake(run(tmp_path, store, [(1, 3)], {2}), store)
    assert (first["pages_stored"], first["pages_quarantined"]) == (2, 1)
    assert codes(records(store)[1, 3]) == ["page_lost"]
    before = records(store)[1, 3]
    second = run(tmp_path, store, [(1, 2, 3)], set())
    entry = file_intake(second, store)
    assert (entry["pages_stored"], entry["documents"]) == (3, 2)
    assert store.ledger(second.sha256) == entry
    found = records(store)
    assert set(found) == {(1, 3), (2,)}
    assert found[1, 3] == before
    assert codes(found[2,]) == ["page_read_later"]


def test_a_first_page_that_came_late_makes_no_second_copy_of_the_rest(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    file_intake(run(tmp_path, store, [(2, 3)], {1}), store)
    file_intake(run(tmp_path, store, [(1, 2, 3)], set()), store)
    assert set(records(store)) == {(2, 3), (1,)}


@st.composite
def readings(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], set[int]]:
    """Six pages, some lost, the others cut into papers somewhere."""
    lost = draw(st.sets(st.integers(1, 6), min_size=1, max_size=5))
    left = [page for page in range(1, 7) if page not in lost]
    cuts = sorted({0, len(left), *draw(st.sets(st.integers(0, len(left))))})
    return [tuple(left[a:b]) for a, b in pairwise(cuts)], lost


@settings(deadline=None, max_examples=60)
@given(st.lists(readings(), min_size=1, max_size=3), st.data())
def test_whatever_runs_lose_every_page_ends_in_one_record(
    runs: list[tuple[list[tuple[int, ...]], set[int]]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = new_store(folder)
        for papers, lost in runs:
            file_intake(run(folder, store, papers, lost), store)
        cuts = sorted({0, 6, *data.draw(st.sets(st.integers(0, 6)))})
        whole = [tuple(range(a + 1, b + 1)) for a, b in pairwise(cuts)]
        entry = file_intake(run(folder, store, whole, set()), store)
        assert entry["pages_stored"] == 6
        pages = sorted(page for found in records(store) for page in found)
        assert pages == [1, 2, 3, 4, 5, 6]
        assert entry["documents"] == len(records(store))
