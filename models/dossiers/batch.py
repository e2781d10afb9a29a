"""Draws whole dossiers: folders of a household's papers, as mixed files, with truth elsewhere.

In: a folder, a seed, how many dossiers, a level. Out: `ho-so-001/…` with scans, and in the truth
folder `ho-so-001/<file name>.json`. The same seed gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from models.dossiers.case import Case, random_case
from models.dossiers.draw import Paper, scan, write_paper
from models.dossiers.files import join, write_pages, write_truth
from models.dossiers.pdf import write_pdf

_RESIDENCE = ("ct01", "ct07")
_LAND = ("don_dang_ky_bien_dong", "gcn_qsdd")
_FILE_NAMES = {
    "ct01": "to-khai",
    "ct07": "xac-nhan-cu-tru",
    "gcn_qsdd": "giay-chung-nhan",
    "don_dang_ky_bien_dong": "don-bien-dong",
    "van_ban_hanh_chinh": "van-ban",
    "khac": "giay-to",
}


def draw_batch(
    folder: Path,
    *,
    truth: Path,
    seed: int,
    dossiers: int,
    level: str = "print",
    dpi: int = 300,
    progress: Callable[[Path], None] | None = None,
) -> None:
    """Draw dossiers of invented households."""
    for number in range(1, dossiers + 1):
        rng = random.Random(f"dossier/{seed}/{number}")
        name = f"ho-so-{number:03d}"
        (folder / name).mkdir(parents=True, exist_ok=True)
        _dossier(folder / name, truth / name, rng, number, level=level, dpi=dpi)
        if progress is not None:
            progress(folder / name)


def _types(rng: random.Random) -> list[str]:
    """Which papers a dossier holds."""
    types = list(
        rng.choice((_RESIDENCE, _LAND, (*_RESIDENCE, *_LAND), ("ct01", *_LAND), ("ct07", *_LAND)))
    )
    if rng.random() < 0.35:
        types.append("khac")
    if rng.random() < 0.25:
        types.append("van_ban_hanh_chinh")
    return types


def _dossier(
    folder: Path, truth: Path, rng: random.Random, number: int, *, level: str, dpi: int
) -> None:
    case = random_case(rng)
    types = _types(rng)
    groups = _group(rng, types)
    for index, group in enumerate(groups, start=1):
        papers = []
        for type_ in group:
            sheet = write_paper(type_, rng, case)
            papers.append(scan(sheet, rng, level=level, dpi=dpi))
        name = f"{index:02d}-" + ("ho-so-quet" if len(group) > 1 else _FILE_NAMES[group[0]])
        _write(folder, truth, name, papers, rng)
    if number % 4 == 1:
        _digital(folder, truth, rng, case, len(groups) + 1)


def _group(rng: random.Random, types: Sequence[str]) -> list[list[str]]:
    """Some dossiers come as one file, others paper by paper."""
    if len(types) > 2 and rng.random() < 0.4:
        return [list(types)]
    if len(types) > 2 and rng.random() < 0.4:
        return [list(types[:2]), *([t] for t in types[2:])]
    return [[t] for t in types]


def _write(
    folder: Path, truth: Path, name: str, papers: Sequence[Paper], rng: random.Random
) -> None:
    pages, documents = join(papers)
    used = documents[0]["damage"][0]["dpi"]
    if len(pages) == 1:
        grey = pages[0].ndim == 2
        kind = rng.choice(("jpg", "png" if grey else "jpg", "tif", "pdf"))
    else:
        kind = rng.choice(("pdf", "pdf", "tif"))
    path = folder / f"{name}.{kind}"
    write_pages(
        path, pages, dpi=used, quality=60 if papers[0].truth["damage"][0]["level"] == "worn" else 85
    )
    write_truth(truth / f"{path.name}.json", documents)


def _digital(folder: Path, truth: Path, rng: random.Random, case: Case, index: int) -> None:
    """A paper as it leaves the office's computer, with a text layer."""
    type_ = rng.choice(("van_ban_hanh_chinh", "van_ban_hanh_chinh", "ct07"))
    sheet = write_paper(type_, rng, case)
    path = folder / f"{index:02d}-{_FILE_NAMES[type_]}-dien-tu.pdf"
    write_pdf(path, [sheet])
    write_truth(truth / f"{path.name}.json", [sheet.truth()])
