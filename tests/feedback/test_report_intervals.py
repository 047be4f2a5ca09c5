"""Intervals keep their promise: measured on made-up crowds of which the truth is known."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdocs.feedback.report.intervals import (
    Interval,
    difference_of_ratings,
    difference_of_shares,
    mean_change,
    mean_rating,
    median_interval,
    median_of,
    wilson,
)

CROWDS = {
    "content": (0.01, 0.04, 0.15, 0.40, 0.40),
    "delighted": (0.0, 0.01, 0.04, 0.15, 0.80),
    "divided": (0.4, 0.1, 0.0, 0.1, 0.4),
    "middling": (0.1, 0.2, 0.4, 0.2, 0.1),
}


@pytest.mark.parametrize("n", [5, 10, 30])
@pytest.mark.parametrize("crowd", CROWDS)
def test_the_interval_of_a_mean_holds_the_truth_as_often_as_it_says(crowd: str, n: int) -> None:
    chance, weights = random.Random(11), CROWDS[crowd]
    truth = sum(value * weight for value, weight in zip(range(1, 6), weights, strict=True))
    tries = 500
    held = 0
    for _ in range(tries):
        interval = mean_rating(Counter(chance.choices(range(1, 6), weights, k=n)))
        held += interval.low <= truth <= interval.high
    assert held / tries >= 0.925


@pytest.mark.parametrize("crowd", CROWDS)
def test_two_samples_of_one_crowd_seldom_seem_to_differ(crowd: str) -> None:
    chance, weights = random.Random(5), CROWDS[crowd]
    tries = 500
    differ = 0
    for _ in range(tries):
        one, other = (Counter(chance.choices(range(1, 6), weights, k=20)) for _ in range(2))
        differ += not difference_of_ratings(one, other).holds_zero
    assert differ / tries <= 0.016


def test_a_real_difference_is_found() -> None:
    one, other = Counter({2: 10, 3: 15, 4: 5}), Counter({3: 3, 4: 12, 5: 15})
    interval = difference_of_ratings(one, other)
    assert interval.low > 0
    assert difference_of_ratings(other, one).high < 0


def test_shares_of_textbooks() -> None:
    """Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872 (method 3) and 873-890 (method 10)."""
    one = wilson(81, 263)
    assert (round(one.low, 4), round(one.high, 4)) == (0.2553, 0.3662)
    none = wilson(0, 20)
    assert (round(none.low, 4), round(none.high, 4)) == (0.0, 0.1611)
    two = difference_of_shares((48, 80), (56, 70), sure=0.95)
    assert (round(two.low, 4), round(two.high, 4)) == (0.0524, 0.3339)


@given(yes=st.integers(0, 40), no=st.integers(0, 40))
def test_a_share_lies_within_its_interval(yes: int, no: int) -> None:
    if yes + no == 0:
        with pytest.raises(ValueError, match="nobody"):
            wilson(yes, yes + no)
        return
    interval = wilson(yes, yes + no)
    assert 0 <= interval.low <= yes / (yes + no) <= interval.high <= 1


@given(counts=st.dictionaries(st.integers(1, 5), st.integers(1, 30), min_size=1))
def test_a_mean_lies_within_its_interval_and_the_scale(counts: dict[int, int]) -> None:
    found = Counter(counts)
    mean = sum(found.elements()) / found.total()
    interval = mean_rating(found)
    assert 1 <= interval.low <= mean + 1e-9
    assert mean - 1e-9 <= interval.high <= 5


def test_five_equal_answers_do_not_prove_what_all_think() -> None:
    assert mean_rating(Counter({5: 5})).low < 4
    assert mean_change(Counter({1: 7})) is None


def test_the_interval_of_a_median_is_that_of_the_tables() -> None:
    """Source: printed tables of the sign test: for n = 5 to 20, which answer from each end."""
    for n, place in {5: 1, 6: 1, 8: 1, 9: 2, 11: 2, 12: 3, 15: 4, 17: 5, 18: 5, 20: 6}.items():
        assert median_interval(Counter(range(1, n + 1))) == Interval(place, n + 1 - place)


def test_the_interval_of_a_median_holds_it_often_enough() -> None:
    """Of all the ways in which six answers can lie above or below the true middle, all but two of 64 are held."""
    held = 0
    for sides in product((0, 1), repeat=6):
        values = Counter(10 + side + 2 * place if side else 10 - 2 * place - 1 for place, side in enumerate(sides))
        interval = median_interval(values)
        held += interval.low <= 10 <= interval.high
    assert held == 62
    assert median_of(Counter({1: 1, 4: 1})) == 2.5
