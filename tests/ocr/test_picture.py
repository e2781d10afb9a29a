"""Measures of pictures are exactly those that OpenCV and numpy take, only sooner."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.picture import Grey, percentile, pieces_of


def some_ink(seed: int, height: int, width: int, share: float) -> Grey:
    noise = np.random.default_rng(seed).random((height, width))
    return np.where(noise < share, np.uint8(255), np.uint8(0))


pictures = st.builds(
    some_ink,
    st.integers(0, 10_000),
    st.integers(1, 40),
    st.integers(1, 40),
    st.floats(0, 1),
)


@pytest.mark.parametrize("connectivity", [4, 8])
@given(ink=pictures)
def test_pieces_are_those_of_opencv(connectivity: int, ink: Grey) -> None:
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=connectivity)
    pieces = pieces_of(ink, connectivity=connectivity)
    assert pieces.count == count
    assert np.array_equal(pieces.labels, labels)
    assert np.array_equal(pieces.stats[1:], stats[1:])
    assert np.array_equal(pieces.centres[1:], centres[1:])
    assert pieces.stats[0, cv2.CC_STAT_AREA] == np.count_nonzero(ink == 0)


@given(ink=pictures, seed=st.integers(0, 100))
def test_the_ink_of_some_pieces_is_that_of_their_labels(ink: Grey, seed: int) -> None:
    pieces = pieces_of(ink)
    which = np.random.default_rng(seed).random(pieces.count) < 0.5
    assert np.array_equal(pieces.ink_of(which) > 0, which[pieces.labels])
    assert np.array_equal(np.unique(pieces.met_by(ink)), np.arange(1, pieces.count))


@given(
    seed=st.integers(0, 10_000),
    size=st.tuples(st.integers(1, 30), st.integers(1, 30)),
    most=st.integers(1, 256),
    percent=st.sampled_from([0.0, 0.5, 1.0, 50.0, 90.0, 99.5, 100.0]),
)
def test_percentiles_are_those_of_numpy(
    seed: int, size: tuple[int, int], most: int, percent: float
) -> None:
    grey = np.random.default_rng(seed).integers(0, most, size).astype(np.uint8)
    assert percentile(grey, percent) == np.percentile(grey, percent)
