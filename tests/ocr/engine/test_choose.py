"""Which readers a machine gets, and what happens when our own cannot work."""

import shutil
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr.engine.choose import load_readers, own_reader
from ocr.errors import Fault, InputError

WEIGHTS = Path(__file__).parents[3] / "models" / "line_reader" / "weights"


@pytest.fixture
def flipped(tmp_path: Path) -> Path:
    """Weights with one changed byte in the middle: they load, and would read something else."""
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    data = bytearray((folder / "reader.onnx").read_bytes())
    data[len(data) // 2] ^= 0x40
    (folder / "reader.onnx").write_bytes(data)
    return folder


def test_two_readers_where_everything_is_there() -> None:
    readers = load_readers(weights=WEIGHTS)
    assert readers.lines.name == "hoso+tesseract"
    assert readers.digits[0].name == "hoso"


def test_a_model_is_held_once_for_lines_and_for_digits() -> None:
    pytest.importorskip("tesserocr")
    readers = load_readers(weights=WEIGHTS)
    own, vietnamese, _ = readers.digits
    line = np.full((60, 300), 255, np.uint8)
    cv2.putText(line, "Nam 1985", (10, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 2)
    free = load_readers("tesserocr").lines
    before = free.read([line])[0].text
    for digits in (own, vietnamese):
        said = digits.read([line])[0].text.replace(" ", "")
        assert said
        assert said.isdigit()
    assert any(char.isalpha() for char in before)
    both = readers.lines.read([line])[0]
    assert [reading.text for reading in both.readings][1] == before


def test_damaged_weights_leave_tesseract_alone_and_a_reason(flipped: Path) -> None:
    readers = load_readers(weights=flipped)
    assert readers.lines.name == "tesseract"
    assert "hoso" not in {reader.name for reader in readers.digits}
    with pytest.raises(InputError, match="hash"):
        own_reader(flipped)


def test_without_onnxruntime_tesseract_reads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "ocr.engine.crnn_engine", raising=False)
    assert load_readers(weights=WEIGHTS).lines.name == "tesseract"
    with pytest.raises(InputError, match="onnxruntime"):
        own_reader(WEIGHTS)


def test_asked_for_by_name_a_broken_reader_is_an_error(flipped: Path) -> None:
    with pytest.raises(InputError) as raised:
        load_readers("hoso", weights=flipped)
    assert raised.value.fault is Fault.ENGINE_FAILED
