"""What training leaves behind for people: the learning curve and the worst lines, as pictures.

``python -m models.line_reader.remainder FOLDER WEIGHTS_FOLDER`` reads ``FOLDER/curve.tsv`` and
``FOLDER/shards/held``, writes ``FOLDER/curve.png`` and ``FOLDER/worst.html`` (a page that needs
nothing else: the pictures are in it).
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import cv2
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from models.line_reader.scores import plain
from models.line_reader.shards import Sample, read_shard
from ocr.engine.crnn_engine import CrnnReader

_WIDE, _HIGH, _EDGE = 900, 420, 40
_MOST = 60  # lines on the page


@dataclass(frozen=True, slots=True)
class Point:
    """One evaluation on the way: seconds of training, share of held-out lines exact, CER."""

    seconds: float
    exact: float
    cer: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was read wrongly, and by how many edits."""

    sample: Sample
    read: str
    edits: int


def points_of(curve: Path) -> list[Point]:
    """The rows of ``curve.tsv``: seconds, steps, lines, loss, exact, CER."""
    rows = [row.split("\t") for row in curve.read_text(encoding="utf-8").splitlines()]
    return [Point(float(row[0]), float(row[4]), float(row[5])) for row in rows]


def draw_curve(points: Sequence[Point]) -> Image.Image:
    """Exact lines (black) and CER × 10 (red) over time, 0 to 1."""
    image = Image.new("RGB", (_WIDE, _HIGH), "white")
    pen = ImageDraw.Draw(image)
    last = max(point.seconds for point in points)

    def place(seconds: float, share: float) -> tuple[float, float]:
        across = seconds / max(last, 1.0) * (_WIDE - 2 * _EDGE)
        return _EDGE + across, _HIGH - _EDGE - min(share, 1.0) * (_HIGH - 2 * _EDGE)

    for tenth in range(0, 11, 2):
        x, y = place(0, tenth / 10)
        pen.line((x, y, _WIDE - _EDGE, y), fill="#dddddd")
        pen.text((8, y - 6), f"{tenth / 10:.1f}", fill="black")
    pen.text((_WIDE - 2 * _EDGE, _HIGH - 20), f"{last / 60:.0f} min", fill="black")
    pen.text((_EDGE, 8), "held-out lines exact (black), CER x 10 (red)", fill="black")
    pen.line([place(p.seconds, p.exact) for p in points], fill="black", width=2)
    pen.line([place(p.seconds, p.cer * 10) for p in points], fill="#c02020", width=2)
    return image


def worst_lines(samples: Sequence[Sample], reader: CrnnReader, most: int = _MOST) -> list[Fault]:
    """Wrongly read lines, most edits first."""
    readings = reader.read([sample.strip for sample in samples])
    faults = [
        Fault(sample, plain(got.text), Levenshtein.distance(plain(got.text), plain(sample.text)))
        for sample, got in zip(samples, readings, strict=True)
    ]
    wrong = [fault for fault in faults if fault.edits]
    return sorted(wrong, key=lambda fault: -fault.edits)[:most]


def page_of(faults: Sequence[Fault]) -> str:
    """An HTML page: picture, truth, reading."""
    rows = []
    for fault in faults:
        _, data = cv2.imencode(".png", fault.sample.strip)
        picture = base64.b64encode(data.tobytes()).decode("ascii")
        rows.append(
            f'<p><img src="data:image/png;base64,{picture}" alt=""><br>'
            f"{escape(fault.sample.text)}<br><b>{escape(fault.read)}</b> ({fault.edits})</p>"
        )
    title = "Worst of the held-out lines: picture, truth, reading (edits)"
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>' + "".join(
        rows
    )


def main(folder: Path, weights: Path) -> None:
    reader = CrnnReader(weights=weights / "reader.onnx", charset=weights / "charset.txt")
    draw_curve(points_of(folder / "curve.tsv")).save(folder / "curve.png")
    faults = worst_lines(read_shard(folder / "shards" / "held.npy"), reader)
    (folder / "worst.html").write_text(page_of(faults), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
