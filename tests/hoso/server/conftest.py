"""A store with scanned papers, and the server's parts over it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hoso.batch import scan_batch
from hoso.inputs import find_inputs
from hoso.server.desk import Lane
from hoso.server.originals import Originals
from hoso.server.papers import Papers
from hoso.server.pictures import Pictures
from hoso.settings import Settings, read_settings
from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages
from storage.record import Record
from storage.store import Store, open_store


@dataclass(frozen=True)
class Desk:
    """The parts, and the records of the scanned file in the order of their pages."""

    store: Store
    settings: Settings
    pictures: Pictures
    papers: Papers
    records: tuple[Record, ...]


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's folder, with one file that holds two papers."""
    folder = tmp_path_factory.mktemp("scanned")
    (folder / "scans").mkdir()
    form = draw_paper("ct07", seed=32, dpi=200, level="clean")
    assert len(form.pages) > 1
    pages = [
        *form.pages,
        *draw_paper("van_ban_hanh_chinh", seed=32, dpi=200, level="clean").pages[:1],
    ]
    write_pages(folder / "scans" / "hai giấy.pdf", pages, dpi=200)
    settings = _settings(folder)
    store = open_store(str(folder / "store"), secrets_folder=settings.secrets_folder)
    scan_batch(find_inputs([folder / "scans"]), store, settings, watch=lambda _: None)
    return folder


def _settings(folder: Path) -> Settings:
    env = {"HOSO_STATE": str(folder / "state"), "HOSO_WORKERS": "1"}
    return replace(read_settings(env), engine="hoso")


@pytest.fixture(scope="session")
def lanes() -> Iterator[tuple[Lane, Lane]]:
    """One that draws and one that reads: they take some seconds to start."""
    draw, read = Lane("draw", memory=1 << 30), Lane("read", memory=1 << 30)
    draw.start()
    read.start()
    yield draw, read
    draw.close()
    read.close()


@pytest.fixture
def desk(scanned: Path, tmp_path: Path, lanes: tuple[Lane, Lane]) -> Desk:
    """A copy of the store for each test, since tests change it."""
    settings = _settings(scanned)
    shutil.copytree(scanned / "store", tmp_path / "store")
    store = open_store(str(tmp_path / "store"), secrets_folder=settings.secrets_folder)
    draw, read = lanes
    originals = Originals(store, tmp_path / "originals")
    limits, engine = settings.limits, settings.engine
    records = sorted(
        (store.latest(one) for one in store.record_ids()),
        key=lambda record: record.document["source"]["pages"],
    )
    return Desk(
        store,
        settings,
        Pictures(store, originals, draw=draw, read=read, limits=limits, engine=engine),
        Papers(store, originals, read=read, limits=limits, engine=engine),
        tuple(records),
    )
