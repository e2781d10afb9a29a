"""The benchmark of line readers: its sets, its scores, its words."""

from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from models.bench_readers import agreement, main
from models.line_reader.line_sets import BAD, GOOD, damaged, folder_lines
from models.line_reader.remainder import draw_curve, page_of, points_of
from models.line_reader.scores import lower_bound, words_right


def test_a_folder_of_ones_own_is_read_as_its_truth_says(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((30, 90), 255, np.uint8))
    (tmp_path / "truth.tsv").write_text("a.png\tNguyễn Văn An\n", encoding="utf-8")
    lines = folder_lines(tmp_path)
    assert [(line.picture.shape, line.truth) for line in lines] == [((30, 90), "Nguyễn Văn An")]


def test_a_missing_picture_is_not_left_out_in_silence(tmp_path: Path) -> None:
    (tmp_path / "truth.tsv").write_text("gone.png\tAn\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gone\.png"):
        folder_lines(tmp_path)


def test_the_benchmark_of_a_folder_names_every_reader_and_pair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((30, 90), 255, np.uint8))
    (tmp_path / "truth.tsv").write_text("a.png\tAn\n", encoding="utf-8")
    assert main(["--lines", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "1 lines" in said
    assert "hoso" in said
    assert "hoso × tesseract:" in said


def test_the_bound_of_a_share_is_below_it_and_closes_in_with_more_lines() -> None:
    assert lower_bound(0, 10) == pytest.approx(0.0, abs=1e-6)
    assert lower_bound(27, 27) == pytest.approx(0.8723, abs=0.001)
    assert lower_bound(995, 1000) == pytest.approx(0.9884, abs=0.001)
    assert lower_bound(990, 1000) < lower_bound(9900, 10000) < 0.99


def test_words_count_in_their_order() -> None:
    assert words_right([("Trần Văn Bao", "Trần Văn Bảo"), ("", "An")]) == 0.5


def test_agreement_counts_right_and_wrong() -> None:
    said = agreement(["a", "b", "c"], ["a", "b", "x"], ["a", "z", "c"])
    assert said.startswith("agree 0.667, right then 1 of 2")
    assert agreement(["a"], ["b"], ["a"]) == "never agree"


def test_bad_pages_are_worse_than_good_ones() -> None:
    page = np.full((80, 200), 255, np.uint8)
    page[30:50, 40:160:8] = 0
    noise = [np.random.default_rng(1) for _ in range(2)]
    good, bad = damaged(page, GOOD, noise[0]), damaged(page, BAD, noise[1])
    apart = [float(np.abs(p.astype(int) - page.astype(int)).mean()) for p in (good, bad)]
    assert 0 < apart[0] < apart[1]


def test_the_curve_and_the_worst_lines_become_pictures(tmp_path: Path) -> None:
    curve = tmp_path / "curve.tsv"
    curve.write_text("150\t5\t99\t0.9\t0.1\t0.2\n300\t9\t200\t0.3\t0.6\t0.03\n", encoding="utf-8")
    points = points_of(curve)
    assert [(p.seconds, p.exact, p.cer) for p in points] == [(150, 0.1, 0.2), (300, 0.6, 0.03)]
    assert draw_curve(points).size[0] > 500
    assert page_of([]).startswith("<!doctype html>")
