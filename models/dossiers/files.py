"""Writes drawn papers as the files that offices have: TIFF, JPEG, PNG, image-only PDF.

In: page images and truths. Out: a file, and beside it in the truth folder a JSON list of documents
whose pages count through the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from models.dossiers.draw import Paper
from models.dossiers.raster import Pixels

KINDS = ("pdf", "tiff", "jpg", "png")


def picture(page: Pixels) -> Image.Image:
    """A page as a Pillow image; a page of pure black and white becomes 1-bit."""
    if page.ndim == 3:
        return Image.fromarray(np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2RGB)))
    grey = Image.fromarray(page)
    if int(np.count_nonzero((page > 0) & (page < 255))) == 0:
        return grey.convert("1")
    return grey


def write_pages(path: Path, pages: Sequence[Pixels], *, dpi: int, quality: int = 85) -> None:
    """One file for all pages; JPEG and PNG take a single page."""
    pictures = [picture(page) for page in pages]
    kind = path.suffix.lower()
    bits = all(p.mode == "1" for p in pictures)
    if not bits:  # JPEG knows no 1-bit page
        pictures = [p.convert("L") if p.mode == "1" else p for p in pictures]
    options: dict[str, Any] = {} if bits else {"quality": quality}
    first, rest = pictures[0], pictures[1:]
    if kind in (".tif", ".tiff"):
        options["compression"] = "group4" if bits else "jpeg"
        first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi), **options)
    elif kind == ".pdf":
        first.save(
            path,
            save_all=True,
            append_images=rest,
            resolution=dpi,
            producer="",
            creator="",
            creationDate=None,
            modDate=None,
            **options,
        )
    elif len(pictures) > 1:
        raise ValueError(f"{path}: {kind} holds one page, {len(pictures)} were given")
    elif kind == ".png":
        first.save(path, dpi=(dpi, dpi), compress_level=4)
    else:
        first.convert("L" if first.mode == "1" else first.mode).save(
            path, dpi=(dpi, dpi), quality=quality
        )


def join(papers: Sequence[Paper]) -> tuple[list[Pixels], list[dict[str, Any]]]:
    """Papers one after another: all pages, and truths whose page numbers count through."""
    pages: list[Pixels] = []
    truths = []
    for paper in papers:
        truths.append(shift_pages(paper.truth, len(pages)))
        pages += paper.pages
    return pages, truths


def shift_pages(value: Any, by: int) -> Any:
    """A copy of a truth with every page number moved on."""
    if isinstance(value, dict):
        return {
            key: item + by
            if key == "page"
            else [n + by for n in item]
            if key == "pages"
            else shift_pages(item, by)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [shift_pages(item, by) for item in value]
    return value


def write_truth(path: Path, documents: Sequence[dict[str, Any]]) -> None:
    """The documents of one file as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(list(documents), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
