"""``hoso doctor`` says why our own reader is out of work, and that hoso works without it."""

import sys

import pytest

from hoso.doctor import own_reader_fault


def test_our_own_reader_works_here() -> None:
    assert own_reader_fault() == ""


def test_a_missing_onnxruntime_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "ocr.engine.crnn_engine", raising=False)
    assert "onnxruntime" in own_reader_fault()
