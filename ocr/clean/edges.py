"""The scanner's lid around a page: black borders and wedges go, so that nothing is read into them.

In: a grey picture as it was scanned. Out: the same, what is black from the picture's edge on filled
with the colour of the paper. Print that touches the edge stays: only areas thicker than any stroke
are taken, and only as far as they are solid. A border would also darken the paper beside it when
the light is made even.
"""

import cv2
import numpy as np

from ocr.picture import Grey, Ink, percentile

_SMALLER = 4  # times, to look at
_DARK = 0.4  # of the paper's brightness
_THICK_MM = 3.0  # no stroke is that thick
_FRINGE_MM = 1.2  # greys between lid and paper
_MOST = 0.92  # of a page that may be lid: more, and it is a dark picture


def without_lid(grey: Grey, *, dpi: float) -> Grey:
    """The page on paper to its edges; the same picture where there is no lid to be seen."""
    height, width = grey.shape
    size = (max(1, width // _SMALLER), max(1, height // _SMALLER))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = percentile(small, 90)
    dark = (small < _DARK * paper).astype(np.uint8)
    edges = np.concatenate((dark[0], dark[-1], dark[:, 0], dark[:, -1]))
    if not edges.any():
        return grey
    lid = _from_the_edge(dark, thick=_odd(_THICK_MM * dpi / 25.4 / _SMALLER))
    if not lid.any() or lid.mean() > _MOST:
        return grey
    fringe = _odd(2 * _FRINGE_MM * dpi / 25.4 / _SMALLER)
    wide = cv2.dilate(lid, np.ones((fringe, fringe), np.uint8))
    mask = cv2.resize(wide, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, np.uint8(paper), grey)


def _from_the_edge(dark: Ink, *, thick: int) -> Ink:
    """Solid dark areas that reach the edge, where the picture is thought to go on dark outside."""
    framed = cv2.copyMakeBorder(dark, thick, thick, thick, thick, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    solid = solid[thick:-thick, thick:-thick]
    _, labels = cv2.connectedComponents(np.ascontiguousarray(solid), connectivity=4)
    reaching = np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1])))
    return np.isin(labels, reaching[reaching > 0]).astype(np.uint8)


def _odd(size: float) -> int:
    return max(3, round(size) | 1)
