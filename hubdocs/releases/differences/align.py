"""Which of one row is which of another: the general part of comparing, without any HTML."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

MOST_WORK = 250_000
"""Pairs up to which two rows without a rare thing in common are compared pair by pair."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places in two rows that hold the same, in the order of both.

    What stands only once in each row leads; between two such, all is compared. So the time grows with the
    length of the rows, however little they have in common.
    """
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if rare := _rare(old, new, (a, b, c, d)):
            found += rare
            stops = [(a - 1, c - 1), *rare, (b, d)]
            waiting += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(stops)]
        elif (b - a) * (d - c) <= MOST_WORK:
            found += _compared(old, new, (a, b, c, d))
    return sorted(found)


def _rare(old: Sequence[Hashable], new: Sequence[Hashable], within: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """The longest order that two stretches share in what stands once in each."""
    a, b, c, d = within
    once = {item for item, count in Counter(old[a:b]).items() if count == 1}
    once &= {item for item, count in Counter(new[c:d]).items() if count == 1}
    places = {item: index for index, item in enumerate(new[c:d], c) if item in once}
    pairs = [(index, places[item]) for index, item in enumerate(old[a:b], a) if item in once]
    return [pairs[index] for index in heaviest_order([place for _, place in pairs])]


def _compared(
    old: Sequence[Hashable], new: Sequence[Hashable], within: tuple[int, int, int, int]
) -> Iterator[tuple[int, int]]:
    a, b, c, d = within
    for block in SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks():
        yield from ((a + block.a + step, c + block.b + step) for step in range(block.size))


def heaviest_order(places: Sequence[int], weights: Sequence[int] | None = None) -> list[int]:
    """Which of some places, none twice, to keep so that they rise and weigh as much as possible."""
    order = sorted(places)
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)
    before: list[int] = []
    for index, place in enumerate(places):
        rank = bisect_left(order, place)
        weight, last = _most(best, rank)
        before.append(last)
        _note(best, rank + 1, (weight + (weights[index] if weights else 1), index))
    kept: list[int] = []
    _, last = _most(best, len(order))
    while last >= 0:
        kept.append(last)
        last = before[last]
    return kept[::-1]


def _most(tree: list[tuple[int, int]], until: int) -> tuple[int, int]:
    """The heaviest of the first places of a Fenwick tree."""
    found = (0, -1)
    while until > 0:
        found = max(found, tree[until], key=lambda each: each[0])
        until -= until & -until
    return found


def _note(tree: list[tuple[int, int]], place: int, value: tuple[int, int]) -> None:
    while place < len(tree):
        if value[0] > tree[place][0]:
            tree[place] = value
        place += place & -place


def likeness(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """How many words two texts share, from 0 to 1."""
    few, many = sorted((one, other), key=len)
    total = sum(few.values()) + sum(many.values())
    shared = sum(min(count, many[word]) for word, count in few.items() if word in many)
    return 2 * shared / total if total else 1.0
