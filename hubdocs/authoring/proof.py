"""Looking for words in finished output that must not be there; site and print search with the same eyes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Self

RUN = 6
"""Words in a row that give a hidden text away. Contract: FORMAT, section 2."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['\u2019\u02bc]")


class Secrets:
    """The runs of words that stand in hidden texts and in none that may be shown.

    Every text is cut into words once, so that a search takes time in proportion to what it reads: also what may stand
    in it all the same, of which a document has more with every release, and which each of its pages names again.
    """

    def __init__(self, hidden: Iterable[str], shown: Iterable[str], length: int = RUN) -> None:
        self._length = length
        self._runs = self._all_runs(hidden) - self._all_runs(shown)
        self._permitted: dict[str, set[tuple[str, ...]]] = {}

    @classmethod
    def of_runs(cls, runs: Iterable[str]) -> Self:
        """The secrets that are these runs of words: what `runs` told of others."""
        made = cls((), ())
        made._runs = {tuple(run.split()) for run in runs}
        return made

    @property
    def runs(self) -> list[str]:
        """The runs of words, in order, for `of_runs`."""
        return sorted(map(" ".join, self._runs))

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._runs)

    def found_in(self, text: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """Each stretch of `text` that gives something away, in order.

        Args:
            text: What was published.
            allowed: Hidden texts that may stand in this one all the same.
        """
        wanted = self._runs
        if not wanted:
            return ()
        spoken = _words(text)
        permitted = [self._permitted_by(each) for each in allowed]
        starts = [
            start
            for start, run in enumerate(self._runs_of(spoken))
            if run in wanted and not any(run in runs for runs in permitted)
        ]
        stretches = _joined(starts, self._length)
        return tuple(dict.fromkeys(" ".join(spoken[start:end]) for start, end in stretches))

    def _permitted_by(self, text: str) -> set[tuple[str, ...]]:
        if text not in self._permitted:
            self._permitted[text] = self._all_runs([text])
        return self._permitted[text]

    def _all_runs(self, texts: Iterable[str]) -> set[tuple[str, ...]]:
        return {run for text in texts for run in self._runs_of(_words(text))}

    def _runs_of(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        return zip(*(words[offset:] for offset in range(self._length)), strict=False)


def _words(text: str) -> list[str]:
    plain = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _WORD.findall(plain)


def _joined(starts: Iterable[int], length: int) -> list[tuple[int, int]]:
    """Runs that overlap or touch as one stretch each: where it begins and where it ends."""
    stretches: list[tuple[int, int]] = []
    for start in starts:
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], start + length)
        else:
            stretches.append((start, start + length))
    return stretches
