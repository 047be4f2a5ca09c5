"""Plain words made ready to be set in type, for site and print alike."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise

LONGEST_COVER_LINE = 13
"""Letters in a line of the title on a pack's cover."""

_OPEN, _CLOSE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"


def curly(text: str) -> str:
    """Front matter is plain data; its straight quotation marks become those of the text beside it."""
    text = re.sub(r"(^|[\s(\[])'", rf"\1{_OPEN}", text).replace("'", _CLOSE)
    return re.sub(rf'(^|[\s(\[{_OPEN}])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", text).replace(
        '"', "\N{RIGHT DOUBLE QUOTATION MARK}"
    )


def balanced(title: str, longest: int) -> list[str]:
    """A title in as few lines of at most so many letters as it needs, as even as they can be.

    >>> balanced("School staff pack", 14)
    ['School', 'staff pack']
    """
    words = title.split()
    for count in range(1, len(words) + 1):
        cuts = combinations(range(1, len(words)), count - 1)
        breaks = [[" ".join(words[a:b]) for a, b in pairwise((0, *cut, len(words)))] for cut in cuts]
        best = min(breaks, key=lambda lines: max(map(len, lines)))
        if max(map(len, best)) <= longest or count == len(words):
            return best
    return [title]


def long_day(when: date) -> str:
    """A day as people write it: `3 October 2026`."""
    return f"{when.day} {when:%B %Y}"
