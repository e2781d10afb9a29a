"""Both doors open on scanned papers of invented people, and a real browser at one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from minio_server import MinioServer
from office import Office, open_office
from playwright.sync_api import Browser, Page

from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages, write_truth

# Types and seeds of the papers; the last two are one family's.
PAPERS = (
    ("ct07", 41),
    ("ct01", 42),
    ("ct07", 43),
    ("don_dang_ky_bien_dong", 44),
    ("ct01", 45),
    ("gcn_qsdd", 46),
    ("ct07", 47),
    ("van_ban_hanh_chinh", 48),
    ("ct01", 49),
    ("don_dang_ky_bien_dong", 50),
)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten papers as files in ``scans``, what they say in ``truth``."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "scans").mkdir()
    for kind, seed in PAPERS:
        paper = draw_paper(kind, seed=seed, dpi=200, level="print")
        name = f"{seed}-{kind}.pdf"
        write_pages(folder / "scans" / name, paper.pages, dpi=200)
        write_truth(folder / "truth" / f"{name}.json", [paper.truth])
    return folder


@pytest.fixture(scope="session", params=["folder", pytest.param("minio", marks=pytest.mark.minio)])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, drawn: Path
) -> Iterator[Office]:
    """An office over either kind of store, its papers scanned."""
    folder = tmp_path_factory.mktemp("office")
    store, extra = "", {}
    if request.param == "minio":
        server: MinioServer = request.getfixturevalue("minio")
        store = f"s3://hoso-office/{folder.name}"  # it may be opened again: a secret of its own
        extra = {
            "HOSO_S3_ENDPOINT": server.settings.endpoint,
            "HOSO_S3_ACCESS_KEY": server.settings.access_key,
            "HOSO_S3_SECRET_KEY": server.settings.secret_key,
        }
    with open_office(folder, store=store, extra={"HOSO_AUDIT_SHARE": "0"} | extra) as office:
        scanned = office.hoso("scan", drawn / "scans", "--json")
        assert scanned.returncode == 0, scanned.stderr
        yield office


@pytest.fixture
def page(chromium: Browser, office: Office) -> Iterator[Page]:
    """A window of its own, as wide as the offices' screens."""
    context = chromium.new_context(
        base_url=office.url, viewport={"width": 1366, "height": 768}, locale="vi-VN"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
