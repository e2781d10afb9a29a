"""What goes between our processes arrives as it was."""

import pickle
import random

from drawn_pages import drawn_pages

import hoso.work  # noqa: F401 - sets it up
from extract.pipeline import load, read_documents
from hoso.queue.wire import pack_pages, unpack_pages
from models.dossiers.draw import write_paper
from ocr.errors import Fault, PageError


def test_pages_and_documents_arrive_as_they_were() -> None:
    pages = drawn_pages(write_paper("ct01", random.Random(5)))
    documents = read_documents(pages, load())
    assert pickle.loads(pickle.dumps(pages)) == pages
    assert pickle.loads(pickle.dumps(documents)) == documents
    assert b"_dataclass_setstate" not in pickle.dumps([pages, documents])


def test_parts_of_a_file_arrive_on_other_machines() -> None:
    pages = drawn_pages(write_paper("gcn_qsdd", random.Random(6)))
    lost = {9: PageError(Fault.TOO_SLOW, "why")}
    found, away = unpack_pages(pack_pages(pages, lost))
    assert found == {page.number: page for page in pages}
    assert {n: (e.fault, e.detail) for n, e in away.items()} == {9: (Fault.TOO_SLOW, "why")}
