"""The arithmetic of trust: exact bounds, against their definition."""

import doctest
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import bounds
from extract.bounds import at_most, fewest_samples, lower_bound, upper_bound

COUNTS = st.integers(1, 4000).flatmap(lambda n: st.tuples(st.integers(0, min(n, 60)), st.just(n)))


def test_examples() -> None:
    assert doctest.testmod(bounds).failed == 0


@settings(deadline=None)
@given(COUNTS)
def test_the_truth_lies_between_the_bounds(count: tuple[int, int]) -> None:
    errors, samples = count
    low, high = lower_bound(errors, samples), upper_bound(errors, samples)
    assert 0 <= low <= errors / samples <= high <= 1
    if errors < samples:  # the definition: at the bound such a count has a chance of 5 %
        assert math.isclose(at_most(errors, samples, high), 0.05, rel_tol=1e-6)
    if errors:
        assert math.isclose(1 - at_most(errors - 1, samples, low), 0.05, rel_tol=1e-5)


@settings(deadline=None)
@given(COUNTS)
def test_more_samples_lower_and_more_errors_raise_the_bound(count: tuple[int, int]) -> None:
    errors, samples = count
    assert upper_bound(errors, samples + 50) <= upper_bound(errors, samples)
    if errors < samples:
        assert upper_bound(errors + 1, samples) >= upper_bound(errors, samples)


@settings(deadline=None)
@given(st.integers(1, 40), st.floats(0.01, 0.99))
def test_the_chance_is_the_sum_of_its_terms(samples: int, rate: float) -> None:
    terms = [
        math.comb(samples, k) * rate**k * (1 - rate) ** (samples - k) for k in range(samples + 1)
    ]
    for errors in range(samples + 1):
        wanted = math.fsum(terms[: errors + 1])
        assert math.isclose(at_most(errors, samples, rate), wanted, rel_tol=1e-9, abs_tol=1e-12)


@settings(deadline=None)
@given(st.floats(0.0005, 0.1))
def test_as_many_samples_as_it_takes_and_no_fewer(target: float) -> None:
    least = fewest_samples(target)
    assert upper_bound(0, least) <= target < upper_bound(0, least - 1)
    assert least <= 3 / target + 1


@pytest.mark.parametrize(("errors", "samples"), [(-1, 5), (6, 5), (0, -1)])
def test_a_count_that_cannot_be_is_refused(errors: int, samples: int) -> None:
    with pytest.raises(ValueError):
        upper_bound(errors, samples)
