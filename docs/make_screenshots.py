"""``make screenshots``: the pictures of the README, from invented people, in a real browser.

In: drawn papers. Out: ``docs/images/*.png``. Runs in a folder of its own; nothing of it is kept.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from command import HOSO
from office import PASSWORD, Office, open_office
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from models.dossiers.draw import draw_paper
from models.dossiers.files import write_pages, write_truth

IMAGES = Path(__file__).parent / "images"
CHROMIUM = os.environ.get("HOSO_TEST_CHROMIUM", "/usr/bin/chromium")
PAPERS = (("ct01", 21), ("ct07", 22), ("gcn_qsdd", 23), ("don_dang_ky_bien_dong", 24), ("ct07", 25))


def main() -> None:
    """Draws, scans, opens, takes the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "scans").mkdir()
        for kind, seed in PAPERS:
            paper = draw_paper(kind, seed=seed, dpi=300, level="print")
            write_pages(folder / "scans" / f"{seed}-{kind}.pdf", paper.pages, dpi=300)
            write_truth(folder / "truth" / f"{seed}-{kind}.json", [paper.truth])
        with open_office(folder) as office, sync_playwright() as playwright:
            office.hoso("scan", folder / "scans")
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(base_url=office.url, viewport={"width": 1366, "height": 768})
            _review(page)
            browser.close()
            _prefilled(office, folder)


def _review(page: Page) -> None:
    page.goto("/login")
    page.fill("[name=username]", "lan")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#main")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Alt+N")
    page.wait_for_selector("main[data-record]")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # the image glides to the first doubtful field
    _keep(Image.open(BytesIO(page.screenshot())), "review.png")


def _prefilled(office: Office, folder: Path) -> None:
    """The form of the citizen whose papers, approved by a rule, fill most of it."""

    def filled(number: str) -> int:
        fields = json.loads(office.hoso("prefill", "1.004222", number).stdout)["fields"]
        return sum(bool(field["value"]) for field in fields.values())

    number = max(_numbers(folder / "truth"), key=filled)
    target = folder / "form.pdf"
    with target.open("wb") as stream:
        words = ("prefill", "1.004222", number, "--format", "pdf")
        subprocess.run([str(HOSO), *words], env=office.env, stdout=stream, check=True)
    drawn = pdfium.PdfDocument(target)[0].render(scale=1.6).to_pil()
    _keep(drawn.crop((0, 0, drawn.width, int(drawn.width * 768 / 1366))), "prefilled.png")


def _keep(picture: Image.Image, name: str) -> None:
    """With few colours: a README is no photo album."""
    picture.convert("RGB").quantize(160).save(IMAGES / name, optimize=True)


def _numbers(truth: Path) -> Iterator[str]:
    for file in sorted(truth.glob("*.json")):
        documents: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        for document in documents:
            yield from (h["citizen_id"] for h in document["holders"] if h.get("citizen_id"))


if __name__ == "__main__":
    main()
