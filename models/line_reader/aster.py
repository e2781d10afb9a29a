"""``asterocr``'s network as a third reader to compare with, where its package is installed.

Only its ONNX file and its characters are loaded, never its pipeline, which may fetch from a hub.
In: pictures of lines. Out: one word per line: places and spaces are not told apart.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

from ocr.engine.interface import LineReading, ReadWord
from ocr.picture import Grey

_HEIGHT, _LEAST, _MOST = 32, 16, 1020


class AsterReader:
    """Reads one line at a time: batches gain nothing."""

    name = "asterocr"

    def __init__(self, assets: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.weights = assets / "asternet.onnx"
        self._session = ort.InferenceSession(
            str(self.weights), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        stored = json.loads((assets / "vocab.json").read_text(encoding="utf-8"))
        self._chars: list[str] = stored["chars"]
        self.version = f"asterocr, onnxruntime {ort.__version__}"

    def read(self, lines: Sequence[Grey]) -> list[LineReading]:
        """See ``LineReader.read``; confidences are not given (1.0)."""
        texts = [self._read_one(line) for line in lines]
        return [
            LineReading(
                (ReadWord(text, (0, 0, line.shape[1], line.shape[0]), 1.0),) if text else ()
            )
            for text, line in zip(texts, lines, strict=True)
        ]

    def _read_one(self, line: Grey) -> str:
        width = min(_MOST, max(_LEAST, round(line.shape[1] * _HEIGHT / line.shape[0])))
        way = cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_LINEAR
        strip = np.asarray(cv2.resize(line, (width, _HEIGHT), interpolation=way), np.float32)
        batch = np.repeat((strip / 127.5 - 1)[None, None], 3, axis=1)
        best = self._session.run(None, {self._input: batch})[0][:, 0].argmax(-1)
        kept = [b for a, b in zip([0, *best], best, strict=False) if b and a != b]
        return "".join(self._chars[n] for n in kept)


def find_aster() -> AsterReader | None:
    """The reader, if the package is there."""
    found = importlib.util.find_spec("asterocr")
    if found is None or found.origin is None:
        return None
    return AsterReader(Path(found.origin).parent / "assets")
