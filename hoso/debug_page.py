"""``hoso read --debug DIR``: a picture of every step, and an HTML page that shows them together.

In: the pictures that ``ocr`` traces and the page it made of them. Out: ``STEM-p001-02-flat.png`` …
and ``STEM-p001.html``: the steps side by side, the words' boxes over the upright page (the text
read and its confidence on hovering), digit boxes, codes and table cells in colours of their own.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import cv2

from ocr.page import Box, Method, Page
from ocr.picture import Grey

_UPRIGHT = "clean"  # the step whose picture the boxes lie over
_STYLE = """
body { font: 14px sans-serif; margin: 1em; background: #eee }
figure { display: inline-block; vertical-align: top; margin: .4em; background: #fff }
figure img, .page img { display: block; width: 24em }
figure.page { position: relative } .page img { width: 70em }
svg { position: absolute; left: 0; top: 0; width: 100%; height: 100% }
rect { fill: transparent; stroke-width: 1; vector-effect: non-scaling-stroke }
.ocr { stroke: #c00 } .unsure { stroke: #f80; fill: #f802 } .digit_boxes { stroke: #07c }
.code { stroke: #090 } .cell { stroke: #909 }
"""


class DebugPage:
    """The pictures of one page's steps; called by ``ocr`` as its trace."""

    def __init__(self, folder: Path, stem: str, number: int) -> None:
        self._prefix = f"{stem}-p{number:03d}"
        self._folder = folder
        self._names: list[tuple[str, str]] = []

    def __call__(self, name: str, picture: Grey) -> None:
        """Writes one step's picture."""
        done, data = cv2.imencode(".png", picture)
        if done:
            file = f"{self._prefix}-{len(self._names) + 1:02d}-{name}.png"
            (self._folder / file).write_bytes(data.tobytes())
            self._names.append((name, file))

    def finish(self, page: Page) -> None:
        """Writes the HTML page."""
        upright = [file for name, file in self._names if name == _UPRIGHT]
        base = (upright or [file for _, file in self._names])[-1:]
        shown = "".join(_figure(name, file) for name, file in self._names)
        steps = "".join(
            f"<li>{escape(step.name)} {escape(step.detail)}</li>" for step in page.steps
        )
        text = "".join(f"<li>{escape(line.text)}</li>" for line in page.lines)
        over = "".join(_figure_with_boxes(file, page) for file in base)
        html = (
            f"<!doctype html><meta charset='utf-8'><title>{escape(self._prefix)}</title>"
            f"<style>{_STYLE}</style><h1>{escape(self._prefix)}</h1><ol>{steps}</ol>"
            f"{shown}<h2>{escape(str(page.route))}</h2>{over}<ol>{text}</ol>"
        )
        (self._folder / f"{self._prefix}.html").write_text(html, encoding="utf-8")


def _figure(name: str, file: str) -> str:
    return (
        f"<figure><figcaption>{escape(name)}</figcaption>"
        f"<a href='{escape(file)}'><img src='{escape(file)}' alt='{escape(name)}'></a></figure>"
    )


def _figure_with_boxes(file: str, page: Page) -> str:
    boxes = "".join(_rects(page))
    return (
        f"<figure class='page'><img src='{escape(file)}' alt=''>"
        f"<svg viewBox='0 0 1 1' preserveAspectRatio='none'>{boxes}</svg></figure>"
    )


def _rects(page: Page) -> Iterator[str]:
    for table in page.tables:
        for cell in table.cells:
            yield _rect(cell.box, "cell", f"{cell.row}, {cell.column}")
    for line in page.lines:
        for word in line.words:
            unsure = word.method is Method.OCR and word.confidence < 0.8
            kind = "unsure" if unsure else str(word.method)
            yield _rect(word.box, kind, f"{word.text} {word.confidence:.2f}")
    for code in page.codes:
        yield _rect(code.box, "code", code.text)


def _rect(box: Box, kind: str, title: str) -> str:
    x0, y0, x1, y1 = box
    return (
        f"<rect class='{kind}' x='{x0:.5f}' y='{y0:.5f}' width='{x1 - x0:.5f}'"
        f" height='{y1 - y0:.5f}'><title>{escape(title)}</title></rect>"
    )
