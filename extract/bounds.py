"""What a count of errors says about the true rate: exact (Clopper–Pearson) one-sided bounds.

In: samples, errors among them, a confidence. Out: the rate that such a count would hardly show.
Source: Clopper and Pearson, Biometrika 26 (1934) 404–413. No statistics library: one sum of
binomial terms and a bisection.
"""

import math
from collections.abc import Callable

CONFIDENCE = 0.95


def upper_bound(errors: int, samples: int, *, confidence: float = CONFIDENCE) -> float:
    """The rate below which the truth lies with this confidence; 1 where nothing is known.

    >>> round(upper_bound(0, 1000), 5), round(upper_bound(3, 1000), 5), upper_bound(0, 0)
    (0.00299, 0.00774, 1.0)
    """
    _sensible(errors, samples, confidence)
    if errors == samples:
        return 1.0
    return _bisect(lambda rate: at_most(errors, samples, rate) < 1 - confidence)


def shows(target: float, errors: int, samples: int, *, confidence: float = CONFIDENCE) -> bool:
    """Is the upper bound at or below the target? One sum, where the bound itself takes sixty.

    >>> shows(0.003, 0, 998), shows(0.003, 0, 997), shows(0.003, 4, 1000)
    (True, False, False)
    """
    _sensible(errors, samples, confidence)
    return errors <= target * samples and at_most(errors, samples, target) <= 1 - confidence


def lower_bound(errors: int, samples: int, *, confidence: float = CONFIDENCE) -> float:
    """The rate above which the truth lies with this confidence.

    >>> round(lower_bound(1, 10), 5), lower_bound(0, 10)
    (0.00512, 0.0)
    """
    _sensible(errors, samples, confidence)
    if errors == 0:
        return 0.0
    return _bisect(lambda rate: 1 - at_most(errors - 1, samples, rate) > 1 - confidence)


def fewest_samples(target: float, *, confidence: float = CONFIDENCE) -> int:
    """How many samples without an error it takes to show a rate below ``target``: about 3/target.

    >>> fewest_samples(0.003)
    998
    """
    return math.ceil(math.log(1 - confidence) / math.log1p(-target))


def at_most(errors: int, samples: int, rate: float) -> float:
    """The chance of no more than so many errors among the samples when each fails at ``rate``."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return float(errors >= samples)
    logs = (
        math.lgamma(samples + 1)
        - math.lgamma(k + 1)
        - math.lgamma(samples - k + 1)
        + k * math.log(rate)
        + (samples - k) * math.log1p(-rate)
        for k in range(min(errors, samples) + 1)
    )
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _bisect(beyond: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beyond(middle):
            high = middle
        else:
            low = middle
    return high


def _sensible(errors: int, samples: int, confidence: float) -> None:
    if not (0 <= errors <= samples and 0 < confidence < 1):
        raise ValueError(f"{errors} errors of {samples} samples at {confidence}")
