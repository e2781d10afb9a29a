"""A drawn page is made ready to be read: upright, evenly lit, without rules and leaders, in lines.

In: a picture of a page. Out: ``Prepared``: the clean page, its structure and its lines. With a
``trace`` every step leaves its picture.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.clean.black_seals import find_black_seals
from ocr.clean.dot_lattice import Floats
from ocr.clean.edges import without_lid
from ocr.clean.ink import lift_seals
from ocr.clean.leaders import find_leaders
from ocr.clean.light import despeckle, flatten, ink_of
from ocr.clean.rules import Rules, erase, find_rules
from ocr.clean.turn import lies_sideways, quarter_turn, rotate, skew_of
from ocr.coloured_seals import find_seal_ink
from ocr.digit_boxes import BoxRow, find_box_rows
from ocr.lines import Layout, find_lines
from ocr.page import Flaw, Step, Transform
from ocr.picture import Grey, Ink, Picture, Rect
from ocr.quality import flaws_of
from ocr.under_seals import with_lines_under_seals

VERSION = "1"
# At which lines are found and read. Of 150 drawn lines Tesseract read .94 at 300 dpi, .96 to .98 at
# 120 to 225 dpi, and faster.
WORK_DPI = 200.0
_PLAUSIBLE_DPI = (90.0, 1300.0)
_A4_INCHES = 11.69
_SPECK_MM = 0.16
_LEVEL_ENOUGH = 0.05  # degrees that are not worth turning
Trace = Callable[[str, Grey], None]


def no_trace(name: str, picture: Grey) -> None:
    """Keeps no pictures."""
    del name, picture


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upright page: even grey, clean grey and its ink, structure, lines, how it was turned.

    ``whole``: the clean page with its leaders. ``colour``: a small picture of the ink of coloured
    seals, where there are any.
    """

    flat: Grey
    clean: Grey
    whole: Grey
    ink: Ink
    rules: Rules
    boxes: tuple[BoxRow, ...]
    layout: Layout
    transform: Transform
    steps: tuple[Step, ...]
    doubts: Floats  # places [n, (x, y)] of dots that may be marks of letters or leader dots
    seals: tuple[Rect, ...]  # black ones; the letters under them are not sure
    colour: Grey | None


@dataclass(frozen=True, slots=True)
class Flat:
    """A page in even grey at the working resolution, as it lay on the scanner."""

    grey: Grey
    dpi: float
    steps: tuple[Step, ...]
    flaws: tuple[Flaw, ...]
    colour: Grey | None = None  # ink of coloured seals, made small


def flatten_page(picture: Picture, *, dpi: float, trace: Trace = no_trace) -> Flat:
    """Lifts seals, brings the page to the working resolution, evens its light."""
    low, high = _PLAUSIBLE_DPI
    dpi = dpi if low <= dpi <= high else max(picture.shape[:2]) / _A4_INCHES
    steps: tuple[Step, ...] = ()
    grey, colour = picture, None
    if picture.ndim == 3:
        colour = find_seal_ink(picture, dpi=dpi)
        grey, seals = lift_seals(picture, dpi=dpi)
        del picture  # in colour it is as large as all that follows
        steps = (Step("lift_seals", VERSION, f"{len(seals)}"),)
    scanned = dpi
    scale = WORK_DPI / dpi
    if not 0.9 < scale < 1.1:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), np.uint8)
        dpi = WORK_DPI
    trace("grey", grey)
    flat = flatten(without_lid(grey, dpi=dpi))
    trace("flat", flat)
    return Flat(flat, dpi, steps, flaws_of(flat, dpi=scanned), colour)


def prepare(page: Flat, *, trace: Trace = no_trace) -> Prepared:
    """Turns lines level, then cleans. Whether the page stands on its head is not seen yet."""
    turn = 90 if lies_sideways(ink_of(page.grey)) else 0
    grey = quarter_turn(page.grey, turn)
    skew = skew_of(ink_of(grey))
    transform = Transform(turn, skew, page.dpi)
    step = Step("turn", VERSION, f"{turn} {skew:.2f}")
    colour = _turned(page.colour, transform)
    return _clean(_level(grey, skew), colour, transform, (*page.steps, step), trace)


def prepare_as(page: Flat, transform: Transform) -> Prepared:
    """The page as it was turned before, or as a person says that it must be turned."""
    grey = _level(quarter_turn(page.grey, transform.rotation), transform.skew)
    colour = _turned(page.colour, transform)
    step = Step("turn", VERSION, f"{transform.rotation} {transform.skew:.2f} as told")
    return _clean(grey, colour, replace(transform, dpi=page.dpi), (*page.steps, step), no_trace)


def upside_down(page: Prepared, *, trace: Trace = no_trace) -> Prepared:
    """The same page turned by half a turn."""
    turned = replace(page.transform, rotation=(page.transform.rotation + 180) % 360)
    step = Step("upside_down", VERSION)
    colour = _turned(page.colour, Transform(rotation=180))
    return _clean(quarter_turn(page.flat, 180), colour, turned, (*page.steps, step), trace)


def _level(grey: Grey, skew: float) -> Grey:
    return rotate(grey, skew) if abs(skew) >= _LEVEL_ENOUGH else grey


def _turned(colour: Grey | None, transform: Transform) -> Grey | None:
    """The small picture of coloured ink, turned as the page is."""
    if colour is None:
        return None
    return _level(quarter_turn(colour, transform.rotation), transform.skew)


def _clean(
    grey: Grey,
    colour: Grey | None,
    transform: Transform,
    steps: tuple[Step, ...],
    trace: Trace,
) -> Prepared:
    """Takes rules, boxes and leaders away; finds the lines in what is left."""
    dpi = transform.dpi
    ink = despeckle(ink_of(grey), largest=max(2, int((_SPECK_MM * dpi / 25.4) ** 2)))
    rules = find_rules(ink, dpi=dpi)
    without = erase(ink, rules)
    seals = find_black_seals(without, dpi=dpi)
    if seals.ink is not None:
        without = np.asarray(cv2.subtract(without, seals.ink), np.uint8)
    leaders = find_leaders(without, grey, dpi=dpi)
    kept = np.asarray(cv2.subtract(without, leaders.ink), np.uint8)
    clean = whole = _whiten(grey, ink, kept)
    if cv2.countNonZero(leaders.ink):
        whole = _whiten(grey, ink, without)
    boxes = find_box_rows(rules.cells, ink, dpi=dpi)
    text = kept.copy()
    for row in boxes:
        x0, y0, x1, y1 = row.rect
        text[y0:y1, x0:x1] = 0
    layout = find_lines(text, dpi=dpi, cells=rules.cells, leaders=leaders.ink)
    if seals.emblem is not None:
        layout = with_lines_under_seals(layout, seals, kept | seals.emblem)
    for name, mask in (("ink", ink), ("rules", rules.ink), ("leaders", leaders.ink)):
        trace(name, 255 - mask)
    trace("on_leaders", whole)
    trace("clean", clean)
    notes: tuple[Step, ...] = (
        Step("rules", VERSION, f"{len(rules.cells)} cells, {len(boxes)} rows of boxes"),
        Step("lines", VERSION, f"{len(layout.lines)}"),
    )
    if seals.rects:
        notes = (Step("black_seals", VERSION, f"{len(seals.rects)}"), *notes)
    if colour is not None:
        notes = (Step("coloured_seals", VERSION), *notes)
    steps = (*steps, *notes)
    return Prepared(
        grey,
        clean,
        whole,
        kept,
        rules,
        tuple(boxes),
        layout,
        transform,
        steps,
        leaders.doubts,
        seals.rects,
        colour,
    )


def _whiten(grey: Grey, ink: Ink, kept: Ink) -> Grey:
    """The grey page without what was taken away, and without its grey fringe."""
    fringe = np.ones((3, 3), np.uint8)
    gone = cv2.dilate(cv2.subtract(ink, kept), fringe, iterations=2)
    gone = cv2.subtract(gone, cv2.dilate(kept, fringe))
    clean = grey.copy()
    clean[gone > 0] = 255
    return clean
