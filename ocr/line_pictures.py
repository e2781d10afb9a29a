"""Pictures of single lines, cut for a reader: the line's own pieces on white, at the right height.

In: the clean page, the same with its leaders, and its lines. Out: pictures, and the way back from a
place in one to the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from ocr.clean.dot_lattice import Bools
from ocr.engine.interface import LineReading
from ocr.line_chains import Ints
from ocr.lines import FoundLine, Layout
from ocr.note_marks import note_marks, set_on_line
from ocr.page import Word
from ocr.picture import Grey, Rect, fraction
from ocr.word_boxes import without_dirt

_MARGIN = 8  # pixels of white around the line
_LINE_HEIGHT = 44  # of a picture that holds just one line, marks and descenders included
_WIDE = 2.0  # body heights: wider gaps are narrowed
_NARROW = 1.1  # body heights that remain of them
_BELOW = 0.4  # body heights: so far below the base line reach tails and dots
_FRINGE = 1  # pixels beside a letter's ink that its grey edge takes
_BODY = 20.0  # height of letters in pixels that the readers like best


@dataclass(frozen=True, slots=True)
class LinePicture:
    """A line on white; ``columns``, ``top`` and ``scale`` lead back to the page's pixels.

    ``image``: without its leader, for readers that take dots for marks; ``whole``: of the same
    size, on its leader and with crumbs that belong to no line, for one that has learnt them: what
    went with the leader, the dot of an ạ or a comma, still stands there. ``columns``: the page's
    column of each of the picture's (unscaled, without margin): wide gaps are narrowed, since
    readers stumble over them. ``letters``: rectangles [n, 4] of its letters and marks on the page,
    specks left out. ``under``: where on the page an emblem hides letters; ``whole`` shows it.
    """

    image: Grey
    whole: Grey
    columns: Ints
    top: int
    scale: float
    letters: Ints
    under: tuple[Rect, ...] = ()

    def to_page(self, rect: Rect) -> Rect:
        """A rectangle of the picture in pixels of the page."""
        return (
            self._column(rect[0]),
            self.top + round((rect[1] - _MARGIN) / self.scale),
            self._column(rect[2] - 1) + 1,
            self.top + round((rect[3] - _MARGIN) / self.scale),
        )

    def _column(self, x: int) -> int:
        place = round((x - _MARGIN) / self.scale)
        return int(self.columns[min(max(place, 0), len(self.columns) - 1)])

    def word_box(self, rect: Rect, text: str) -> Rect:
        """Where a word is on the page: a reader's rectangle drawn to the letters it holds."""
        x0, y0, x1, y1 = self.to_page(rect)
        middle = (self.letters[:, 0] + self.letters[:, 2]) / 2
        own = self.letters[(middle >= x0) & (middle < x1)]
        if not own.size or any(x0 < right and left < x1 for left, _, right, _ in self.under):
            return x0, y0, x1, y1
        own = without_dirt(own, text)
        left, top = own[:, :2].min(axis=0)
        right, bottom = own[:, 2:].max(axis=0)
        # Letters that touch across a space are one piece: no further than half a letter out.
        out = (y1 - y0) // 4
        left, right = max(int(left), x0 - out), min(int(right), x1 + out)
        return left - _FRINGE, int(top), right + _FRINGE, int(bottom)


def line_pictures(
    clean: Grey,
    layout: Layout,
    lines: Sequence[FoundLine],
    *,
    whole: Grey | None = None,
    flat: Grey | None = None,
) -> list[LinePicture]:
    """One picture per line, without the pieces of its neighbours.

    ``whole``: the page with its leaders, where it has any; ``flat``: as it was scanned.
    """
    owned = np.zeros(len(layout.rects), dtype=bool)
    for line in layout.lines:
        owned[list(line.pieces)] = True
    pages = (clean, clean if whole is None else whole)
    return [_cut(pages, layout, line, owned, flat) for line in lines]


def words_of(
    reading: LineReading, picture: LinePicture, shape: tuple[Any, ...]
) -> tuple[Word, ...]:
    """The reading's words with their boxes on the page."""
    return tuple(
        Word(
            word.text,
            fraction(picture.word_box(word.rect, word.text), shape),
            word.confidence,
            readings=word.readings,
        )
        for word in reading.words
    )


def _cut(
    pages: tuple[Grey, Grey],
    layout: Layout,
    line: FoundLine,
    owned: Bools,
    flat: Grey | None,
) -> LinePicture:
    x0, y0, x1, y1 = line.rect
    pad = 2
    foot = y1 + pad if pages[0] is pages[1] else max(y1 + pad, _foot(layout, line))
    x0, y0 = max(x0 - pad, 0), max(y0 - pad, 0)
    x1, y1 = min(x1 + pad, pages[0].shape[1]), min(foot, pages[0].shape[0])
    labels = layout.labels[y0:y1, x0:x1]
    own = np.zeros(len(owned), dtype=bool)
    own[list(line.pieces)] = True
    inked = own[labels]
    columns = _narrowed(inked, line, x0)
    letters = _letters(layout, line)
    marks = note_marks(letters, line.body)
    scale = _BODY / line.body if line.body > 26 or line.body < 14 else 1.0
    scale = min(max(scale, 0.25), 2.5)
    strange = ~own
    strange[0] = False

    def picture(page: Grey, strange: Bools, scanned: Grey | None = None) -> tuple[Grey, Ints]:
        part = page[y0:y1, x0:x1].copy()
        _blank(part, strange[labels], inked)
        if scanned is not None:
            _show(part, scanned, line, (x0, y0))
        part = part[:, columns]
        kept = columns
        if marks:
            part, kept = set_on_line(part, kept, marks, (x0, y0), line.body)
        if scale != 1.0:
            way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            size = (max(1, int(part.shape[1] * scale)), max(1, int(part.shape[0] * scale)))
            part = np.asarray(cv2.resize(part, size, interpolation=way), dtype=np.uint8)
        return np.pad(part, _MARGIN, constant_values=255), kept

    image, kept = picture(pages[0], strange)
    whole = image
    if pages[0] is not pages[1] or (line.under and flat is not None):
        whole = picture(pages[1], strange & owned, flat)[0]
    return LinePicture(image, whole, kept + x0, y0, scale, letters, line.under)


def _show(part: Grey, flat: Grey, line: FoundLine, origin: tuple[int, int]) -> None:
    """Lays what an emblem hides into a line's part of the page."""
    x, y = origin
    for x0, y0, x1, y1 in line.under:
        part[y0 - y : y1 - y, x0 - x : x1 - x] = flat[y0:y1, x0:x1]


def _foot(layout: Layout, line: FoundLine) -> int:
    """The row to which tails and the dots below reach, of the line's letters and of lost ones."""
    rects = layout.rects[list(line.pieces)]
    tall = rects[rects[:, 3] - rects[:, 1] >= 0.55 * line.body]
    return int(np.median(tall[:, 3]) + _BELOW * line.body) if tall.size else line.rect[3]


def _blank(part: Grey, strange: Bools, own: Bools) -> None:
    """Whitens strange pieces and their grey fringe, but not where a letter's own begins."""
    if not strange.any():
        return
    around = np.ones((3, 3), np.uint8)
    kept = cv2.dilate(own.astype(np.uint8), around)
    gone = cv2.dilate(strange.astype(np.uint8), around)
    part[(gone > 0) & (kept == 0)] = 255
    part[strange] = 255


def _narrowed(own: Bools, line: FoundLine, left: int) -> Ints:
    """The columns of a line's part of the page that are kept: wide gaps lose their middle."""
    full = np.zeros(own.shape[1], dtype=bool)
    full |= own.any(axis=0)
    for x0, _, x1, _ in line.under:
        full[x0 - left : x1 - left] = True
    inked = np.flatnonzero(full)
    columns = np.arange(own.shape[1])
    keep = np.ones(own.shape[1], dtype=bool)
    wide, half = _WIDE * line.body, round(_NARROW * line.body / 2)
    for n in np.flatnonzero(np.diff(inked) > wide):
        keep[inked[n] + half : inked[n + 1] - half] = False
    return columns[keep]


def _letters(layout: Layout, line: FoundLine) -> Ints:
    """Rectangles of the line's letters, and of the marks that stand close to one of them."""
    rects = layout.rects[list(line.pieces)]
    height = rects[:, 3] - rects[:, 1]
    tall = height >= 0.55 * line.body
    near = 0.45 * line.body
    top, bottom = np.median(rects[tall, 1]) - near, np.median(rects[tall, 3]) + near
    size = np.maximum(height, rects[:, 2] - rects[:, 0])
    mark = (size >= 0.14 * line.body) & (rects[:, 3] > top) & (rects[:, 1] < bottom)
    return np.asarray(rects[tall | mark], dtype=np.int64)


def line_picture_of(picture: Grey) -> Grey:
    """A picture that holds one line already: grey, evenly lit, at the readers' height, framed."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, (1, 95))
    even = np.clip((grey.astype(np.float32) - low) * (255 / max(float(high - low), 1.0)), 0, 255)
    scale = _LINE_HEIGHT / even.shape[0]
    size = (max(1, int(even.shape[1] * scale)), _LINE_HEIGHT)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = np.clip(cv2.resize(even, size, interpolation=way), 0, 255).astype(np.uint8)
    return np.pad(resized, _MARGIN, constant_values=255)
