"""Intervals: how far a figure may lie from what everybody would say, given how few were asked.

Each function names its method and where that was published, so that it can be judged and repeated by hand.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

SURE = 0.95
"""How often an interval round a single figure holds what is true."""
VERY_SURE = 0.99
"""The same for differences between two releases. Five figures of each pair are compared, so that with 0.95 about one
pair in five would seem to differ by chance. Source: Bonferroni's inequality, 1 - 0.05 / 5."""
LARGE = 200
"""Degrees of freedom from which Student's t is as good as normal, to two decimals."""


@dataclass(frozen=True)
class Interval:
    """From where to where a figure may lie."""

    low: float
    high: float

    @property
    def holds_zero(self) -> bool:
        """Whether no difference at all is among what may be true."""
        return self.low <= 0 <= self.high

    @property
    def middle(self) -> float:
        """Halfway."""
        return (self.low + self.high) / 2


def wilson(yes: int, n: int, sure: float = SURE) -> Interval:
    """For a share: Wilson's score interval, which stays within 0 and 1 and holds its promise for small `n`.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    Raises:
        ValueError: Nobody was asked.
    """
    if n < 1:
        raise ValueError("a share of nobody has no interval")
    z = NormalDist().inv_cdf((1 + sure) / 2)
    share, wide = yes / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / wide
    half = z / wide * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def difference_of_shares(one: tuple[int, int], other: tuple[int, int], sure: float = VERY_SURE) -> Interval:
    """For the second share less the first, each as (yes, n): Newcombe's interval from two of Wilson's.

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    first, second = one[0] / one[1], other[0] / other[1]
    a, b = wilson(*one, sure), wilson(*other, sure)
    difference = second - first
    return Interval(
        difference - math.hypot(second - b.low, a.high - first),
        difference + math.hypot(b.high - second, first - a.low),
    )


def mean_of(counts: Counter[int]) -> float:
    """The mean of counted answers."""
    return sum(value * n for value, n in counts.items()) / counts.total()


def mean_rating(counts: Counter[int], lowest: int = 1, highest: int = 5, sure: float = SURE) -> Interval:
    """For the mean of ratings: Student's t after one imaginary answer was added at each end of the scale.

    Where all say "5", Student's own interval has no width, as if five people proved what all others think. For a scale
    of two answers, the added ones are those of A. Agresti and B. Caffo, The American Statistician 54 (2000), 280-288;
    for five answers they are our own extension, which the tests measure: it holds its promise down to five answers.
    """
    mean, error, n = _with_both_ends(counts, lowest, highest)
    half = student(n - 1, sure) * error
    return Interval(max(lowest, mean - half), min(highest, mean + half))


def difference_of_ratings(one: Counter[int], other: Counter[int], sure: float = VERY_SURE) -> Interval:
    """For the second mean less the first: Welch's interval, with the same imaginary answers in both.

    Degrees of freedom are rounded down, which makes it a little wider. Source: B. L. Welch, Biometrika 34 (1947),
    28-35.
    """
    (mean_1, error_1, n_1), (mean_2, error_2, n_2) = (_with_both_ends(each, 1, 5) for each in (one, other))
    return _welch(mean_2 - mean_1, (error_1, n_1), (error_2, n_2), sure)


def mean_change(counts: Counter[int], sure: float = SURE) -> Interval | None:
    """For the mean of changes, each of one person: Student's t; `None` where all changes are the same."""
    if len([value for value, n in counts.items() if n]) == 1:
        return None
    mean, error, n = _mean_and_error(counts)
    half = student(n - 1, sure) * error
    return Interval(mean - half, mean + half)


def difference_of_changes(one: Counter[int], other: Counter[int], sure: float = VERY_SURE) -> Interval:
    """For the second mean change less the first: Welch's interval. Without any variation it has no width."""
    (mean_1, error_1, n_1), (mean_2, error_2, n_2) = _mean_and_error(one), _mean_and_error(other)
    return _welch(mean_2 - mean_1, (error_1, n_1), (error_2, n_2), sure)


def median_of(counts: Counter[int]) -> float:
    """The middle of counted answers, or halfway between the two that share the middle."""
    n = counts.total()
    return (_at(counts, (n - 1) // 2) + _at(counts, n // 2)) / 2


def median_interval(counts: Counter[int], sure: float = SURE) -> Interval:
    """For a median: from one answer to another, counted from both ends, whatever shape the answers have.

    With five answers it is the whole of them, and holds what is true 94 times of 100; from six on at least 95 times.
    Source: W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2 (the sign test turned
    round).
    """
    n = counts.total()
    cut, below = 0, 0.0
    while cut < (n - 1) // 2:
        below += _half_binomial(cut, n)
        if 2 * below > 1 - sure:
            break
        cut += 1
    low = max(cut - 1, 0)
    return Interval(_at(counts, low), _at(counts, n - 1 - low))


def student(freedom: int, sure: float) -> float:
    """How many standard errors to either side hold so much of Student's t with these degrees of freedom."""
    return NormalDist().inv_cdf((1 + sure) / 2) if freedom > LARGE else _student(freedom, sure)


@cache
def _student(freedom: int, sure: float) -> float:
    """By halving an interval until what lies within is `sure`."""
    low, high = 0.0, 1_000.0
    while high - low > 1e-9:  # noqa: PLR2004 - far below what is shown
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < sure else (low, middle)
    return high


def _within(distance: float, freedom: int) -> float:
    """How much of Student's t lies within a distance of 0, by its closed form.

    Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
    """
    angle = math.atan(distance / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    term = total = cosine if freedom % 2 else 1.0
    for step in range(3 if freedom % 2 else 2, freedom - 1, 2):
        term *= (step - 1) / step * cosine * cosine
        total += term
    if freedom % 2 == 0:
        return sine * total
    return 2 / math.pi * (angle + (sine * total if freedom > 1 else 0.0))


def _with_both_ends(counts: Counter[int], lowest: int, highest: int) -> tuple[float, float, int]:
    return _mean_and_error(counts + Counter({lowest: 1, highest: 1}))


def _mean_and_error(counts: Counter[int]) -> tuple[float, float, int]:
    """Mean, its standard error, and how many answers there are."""
    n, mean = counts.total(), mean_of(counts)
    squares = sum(k * (value - mean) ** 2 for value, k in counts.items())
    return mean, math.sqrt(squares / (n - 1) / n), n


def _welch(difference: float, one: tuple[float, int], other: tuple[float, int], sure: float) -> Interval:
    (error_1, n_1), (error_2, n_2) = one, other
    both = error_1**2 + error_2**2
    if both == 0:
        return Interval(difference, difference)
    freedom = both**2 / (error_1**4 / (n_1 - 1) + error_2**4 / (n_2 - 1))
    half = student(max(int(freedom), 1), sure) * math.sqrt(both)
    return Interval(difference - half, difference + half)


def _at(counts: Counter[int], place: int) -> int:
    """The answer at a place, counted from 0, when all stand in order."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if place < passed:
            return value
    raise IndexError(place)


def _half_binomial(k: int, n: int) -> float:
    """How likely exactly `k` of `n` are heads."""
    return math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2))
