"""hoso's own reader of lines: a small CRNN with CTC, as ONNX, one thread.

In: pictures of lines, weights (``x`` float32 [n, 1, 32, w], ``y`` logits [n, w / 4, classes]) and
the charset (one character a line; class 0 is the CTC blank, class k the k-th character). Out:
words with places and confidences. The recipe of the weights is ``models/line_reader``.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from ocr.engine.interface import LineReading, ReadWord
from ocr.errors import Fault, InputError
from ocr.picture import Grey

HEIGHT = 32  # pixels of the network's input
STEP = 4  # pixels of its input per frame of its output
WIDEST = 1400  # pixels; a wider line is cut at white gaps
_EDGE = 1  # white rows above and below the ink
_LEAST_INK = 20  # rows: a lone dash is not blown up to a line's height
_FAINT = 185  # greys below are ink; thin marks of worn print are no darker
_APART = 0.25  # of the main rows' height: no mark stands that far from its letter
_TRACE = 0.04  # of the ink: more than this is no mere remains
_BATCH_AREA = 3200  # columns in a batch, padding included
_REACH = 14  # columns that a letter may reach beyond the frames that spoke

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Strip:
    """A line at the network's height; ``scale`` and ``origin`` (x, y) lead back to its picture."""

    image: Grey
    scale: float
    origin: tuple[int, int]


def to_strip(picture: Grey) -> Strip:
    """The inked part of a line picture, evenly dark, scaled to ``HEIGHT`` rows."""
    low, high = np.percentile(picture, (0.5, 90))
    factor = 255 / max(float(high) - float(low), 60.0)
    even = np.clip(255 - (float(high) - picture.astype(np.float32)) * factor, 0, 255)
    ink = even < _FAINT
    rows = _own_rows(ink.sum(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if not rows.size or not columns.size:
        return Strip(np.full((HEIGHT, 2 * STEP), 255, np.uint8), 1.0, (0, 0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    spare = max(0, _LEAST_INK - (bottom - top))
    top, bottom = max(0, top - spare // 2), min(len(even), bottom + (spare + 1) // 2)
    left, right = max(0, int(columns[0]) - 2), min(even.shape[1], int(columns[-1]) + 3)
    part = even[top:bottom, left:right].astype(np.uint8)
    scale = (HEIGHT - 2 * _EDGE) / part.shape[0]
    size = (max(2, round(part.shape[1] * scale)), HEIGHT - 2 * _EDGE)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(part, size, interpolation=way), dtype=np.uint8)
    image = np.pad(small, ((_EDGE, _EDGE), (2, 2)), constant_values=255)
    return Strip(image, scale, (left - round(2 / scale), top - round(_EDGE / scale)))


def _own_rows(profile: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    """Rows of the line itself: remains of a neighbour, few and well apart, are left out."""
    rows = np.flatnonzero(profile >= 2)
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    main = max(bands, key=lambda band: int(profile[band].sum()))
    if not main.size:
        return main
    away, least = _APART * len(main), _TRACE * profile.sum()
    kept = [
        band
        for band in bands
        if max(main[0] - band[-1], band[0] - main[-1]) <= away or profile[band].sum() > least
    ]
    return np.concatenate(kept)


def as_input(strips: Sequence[Grey]) -> Floats:
    """A batch [n, 1, 32, w] in -1..1, padded with white to a multiple of 8 columns."""
    width = (max(strip.shape[1] for strip in strips) + 7) // 8 * 8
    batch = np.full((len(strips), 1, HEIGHT, width), 255, np.uint8)
    for row, strip in zip(batch, strips, strict=True):
        row[0, :, : strip.shape[1]] = strip
    return batch.astype(np.float32) / np.float32(127.5) - np.float32(1)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character and the frames (first, last) that spoke it."""

    char: str
    first: int
    last: int
    confidence: float


class CrnnReader:
    """A line reader with its weights loaded once. Not for use from two threads."""

    name = "hoso"

    def __init__(self, *, weights: Path, charset: Path) -> None:
        """Raises ``InputError(ENGINE_FAILED)`` when the weights are missing, damaged or strange."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            data = weights.read_bytes()
            text = unicodedata.normalize("NFC", charset.read_text(encoding="utf-8"))
            self._chars = text.removesuffix("\n").split("\n")
            self._session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            classes = self._session.get_outputs()[0].shape[-1]
        except Exception as error:  # onnxruntime raises its own kinds, which it does not export
            raise InputError(Fault.ENGINE_FAILED, f"line reader {weights}: {error}") from error
        if classes != len(self._chars) + 1:
            detail = f"{classes} classes of {weights}, {len(self._chars)} characters of {charset}"
            raise InputError(Fault.ENGINE_FAILED, detail)
        digest = hashlib.sha256(data).hexdigest()[:12]
        self.version = f"hoso crnn {digest}, onnxruntime {ort.__version__}"

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``."""
        strips = [to_strip(line) for line in lines]
        pieces = [
            (number, left, strip.image[:, left:right])
            for number, strip in enumerate(strips)
            for left, right in cuts(strip.image)
        ]
        words: dict[tuple[int, int], list[ReadWord]] = {}
        for group in _alike([piece.shape[1] for _, _, piece in pieces]):
            frames = self._frames([pieces[n][2] for n in group])
            for n, scores in zip(group, frames, strict=True):
                number, left, piece = pieces[n]
                letters = self._letters(scores[: -(-piece.shape[1] // STEP)])
                words[number, left] = _words(letters, piece, left, strips[number])
        found: list[list[ReadWord]] = [[] for _ in lines]
        for number, left in sorted(words):
            found[number] += words[number, left]
        return [LineReading(tuple(line)) for line in found]

    def _frames(self, pieces: Sequence[Grey]) -> Floats:
        """Probabilities [n, frames, classes]."""
        try:
            logits = self._session.run(None, {"x": as_input(pieces)})[0]
        except Exception as error:
            raise InputError(Fault.ENGINE_FAILED, f"line reader: {error}") from error
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)

    def _letters(self, scores: Floats) -> list[_Letter]:
        """Greedy CTC: the best class of each frame, repeats joined, blanks dropped."""
        best = scores.argmax(axis=-1)
        sure = scores.max(axis=-1)
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        ends = np.append(starts[1:], len(best))
        return [
            _Letter(self._chars[best[a] - 1], int(a), int(b) - 1, float(sure[a:b].max()))
            for a, b in zip(starts, ends, strict=True)
            if best[a] > 0
        ]


def cuts(strip: Grey) -> list[tuple[int, int]]:
    """Ranges of columns no wider than ``WIDEST``, cut in the widest white gap of each reach."""
    width = strip.shape[1]
    ranges, left = [], 0
    while width - left > WIDEST:
        low, high = left + WIDEST // 3, left + WIDEST
        white = (strip[:, low:high] > 140).all(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
        gaps = edges.reshape(-1, 2)
        if len(gaps):
            start, end = gaps[int((gaps[:, 1] - gaps[:, 0]).argmax())]
            high = low + int(start + end) // 2
        ranges.append((left, high))
        left = high
    return [*ranges, (left, width)]


def _alike(widths: Sequence[int]) -> Iterator[list[int]]:
    """Groups of pieces of similar width, so that little padding is computed."""
    group: list[int] = []
    for n in sorted(range(len(widths)), key=lambda n: widths[n]):
        full = (len(group) + 1) * widths[n] > _BATCH_AREA
        if group and (full or widths[n] > 1.25 * widths[group[0]] + 16):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _words(letters: Sequence[_Letter], piece: Grey, left: int, strip: Strip) -> list[ReadWord]:
    """Letters between spaces, each word with the ink between its neighbours."""
    groups: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.char == " ":
            groups.append([])
        else:
            groups[-1].append(letter)
    groups = [group for group in groups if group]
    words = []
    for n, group in enumerate(groups):
        before = groups[n - 1][-1].last if n else -1
        after = groups[n + 1][0].first if n + 1 < len(groups) else piece.shape[1]
        x0 = max(group[0].first * STEP - _REACH, (before + group[0].first + 1) * STEP // 2, 0)
        x1 = min((group[-1].last + 1) * STEP + _REACH, (group[-1].last + after + 1) * STEP // 2)
        rect = _to_picture(_inked(piece, x0, min(x1, piece.shape[1])), left, strip)
        text = "".join(letter.char for letter in group)
        words.append(ReadWord(text, rect, min(letter.confidence for letter in group)))
    return words


def _inked(piece: Grey, x0: int, x1: int) -> tuple[int, int, int, int]:
    """The columns x0 to x1, drawn in to their ink."""
    ink = piece[:, x0:x1] < 140
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return x0, 0, max(x1, x0 + 1), HEIGHT
    return x0 + int(columns[0]), int(rows[0]), x0 + int(columns[-1]) + 1, int(rows[-1]) + 1


def _to_picture(
    rect: tuple[int, int, int, int], left: int, strip: Strip
) -> tuple[int, int, int, int]:
    x, y = strip.origin
    return (
        x + round((left + rect[0]) / strip.scale),
        y + round(rect[1] / strip.scale),
        x + round((left + rect[2]) / strip.scale),
        y + round(rect[3] / strip.scale),
    )
