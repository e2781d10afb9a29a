"""hoso's own reader of lines: a small CRNN with CTC, as ONNX, one thread.

In: pictures of lines, weights (``x`` float32 [n, 1, 32, w], ``y`` logits [n, w / 4, classes]) and
the charset (one character a line; class 0 is the CTC blank, class k the k-th character). Out:
words with places and confidences. The recipe of the weights is ``models/line_reader``.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort

from ocr.engine.ctc import Letter, best_letters, guesses
from ocr.engine.grammar import FREE, Grammar
from ocr.engine.interface import Guess, LineReading, ReadWord
from ocr.engine.strips import HEIGHT, STEP, Floats, Strip, as_input, cuts, to_strip
from ocr.errors import Fault, InputError
from ocr.picture import Grey

_BATCH_AREA = 3200  # columns in a batch, padding included
_REACH = 14  # columns that a letter may reach beyond the frames that spoke


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line's strip that the network reads at once, ``left`` columns from its start."""

    line: int
    left: int
    image: Grey


class CrnnReader:
    """A line reader with its weights loaded once. Not for use from two threads."""

    name = "hoso"

    def __init__(self, *, weights: Path, charset: Path, only: Grammar = FREE) -> None:
        """``only``: characters that ``read`` may say at all.

        Raises ``InputError(ENGINE_FAILED)`` when the weights are missing, damaged or strange.
        """
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            data = _whole(weights)
            text = unicodedata.normalize("NFC", charset.read_text(encoding="utf-8"))
            self._chars = text.removesuffix("\n").split("\n")
            self._session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
            classes = self._session.get_outputs()[0].shape[-1]
        except Exception as error:  # onnxruntime raises its own kinds, which it does not export
            raise InputError(Fault.ENGINE_FAILED, f"line reader {weights}: {error}") from error
        if classes != len(self._chars) + 1:
            detail = f"{classes} classes of {weights}, {len(self._chars)} characters of {charset}"
            raise InputError(Fault.ENGINE_FAILED, detail)
        self._unheard = self._not_in(only)
        digest = hashlib.sha256(data).hexdigest()[:12]
        self.version = f"hoso crnn {digest}, onnxruntime {ort.__version__}"

    def limited_to(self, only: Grammar) -> "CrnnReader":
        """The same reader and its one copy of the weights, saying these characters only."""
        twin = copy(self)
        twin._unheard = self._not_in(only)
        return twin

    def _not_in(self, only: Grammar) -> list[int]:
        return [n for n, char in enumerate(self._chars, start=1) if not only.knows(char)]

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``."""
        strips = [to_strip(line) for line in lines]
        found: list[list[ReadWord]] = [[] for _ in lines]
        for piece, scores in self._heard(strips):
            letters = best_letters(scores, self._chars)
            found[piece.line] += _words(letters, piece, strips[piece.line])
        return [LineReading(tuple(line)) for line in found]

    def guesses(
        self, lines: Sequence[Grey], *, grammar: Grammar = FREE, most: int = 5
    ) -> list[list[Guess]]:
        """The likeliest readings of each line that the grammar accepts, best first.

        ``ocr.engine.ctc.margin`` says how far the first is ahead. Raises
        ``InputError(ENGINE_FAILED)``.
        """
        heard: list[list[Floats]] = [[] for _ in lines]
        for piece, scores in self._heard([to_strip(line) for line in lines]):
            heard[piece.line].append(scores)
        return [
            guesses(np.concatenate(parts), self._chars, grammar=grammar, most=most)
            for parts in heard
        ]

    def _heard(self, strips: Sequence[Strip]) -> Iterator[tuple[_Piece, Floats]]:
        """The pieces of all strips, left to right, with their frames [frames, classes]."""
        pieces = [
            _Piece(number, left, strip.image[:, left:right])
            for number, strip in enumerate(strips)
            for left, right in cuts(strip.image)
        ]
        heard: dict[int, Floats] = {}
        for group in _alike([piece.image.shape[1] for piece in pieces]):
            frames = self._frames([pieces[n].image for n in group])
            for n, scores in zip(group, frames, strict=True):
                heard[n] = scores[: -(-pieces[n].image.shape[1] // STEP)]
        for n, piece in enumerate(pieces):
            yield piece, heard[n]

    def _frames(self, pieces: Sequence[Grey]) -> Floats:
        """Probabilities [n, frames, classes]."""
        try:
            logits = self._session.run(None, {"x": as_input(pieces)})[0]
        except Exception as error:
            raise InputError(Fault.ENGINE_FAILED, f"line reader: {error}") from error
        logits[..., self._unheard] = -np.inf
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _whole(weights: Path) -> bytes:
    """The file, which must have the hash of ``reader.sha256`` beside it where there is one.

    A flipped bit in the weights loads without complaint and reads something else.
    """
    data = weights.read_bytes()
    stated = weights.with_suffix(".sha256")
    if stated.exists() and stated.read_text(encoding="ascii").split()[:1] != [
        hashlib.sha256(data).hexdigest()
    ]:
        raise ValueError("the file does not have the hash it was made with")
    return data


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


def _words(letters: Sequence[Letter], piece: _Piece, strip: Strip) -> list[ReadWord]:
    """Letters between spaces, each word with the ink between its neighbours."""
    groups: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.char == " ":
            groups.append([])
        else:
            groups[-1].append(letter)
    groups = [group for group in groups if group]
    width = piece.image.shape[1]
    words = []
    for n, group in enumerate(groups):
        before = groups[n - 1][-1].last if n else -1
        after = groups[n + 1][0].first if n + 1 < len(groups) else width
        x0 = max(group[0].first * STEP - _REACH, (before + group[0].first + 1) * STEP // 2, 0)
        x1 = min((group[-1].last + 1) * STEP + _REACH, (group[-1].last + after + 1) * STEP // 2)
        rect = _to_picture(_inked(piece.image, x0, min(x1, width)), piece.left, strip)
        text = "".join(letter.char for letter in group)
        sure = tuple(letter.confidence for letter in group)
        words.append(ReadWord(text, rect, min(sure), letters=sure))
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
