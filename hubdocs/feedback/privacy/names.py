"""Words that are likely to be somebody's name.

No list knows every name, and many names are words. So a word is judged by what it looks like and by its neighbours: a
title before it, "called", "my son", a verb that only people do, its place in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.feedback.privacy.spans import Span
from hubdocs.feedback.privacy.wording import LONGEST, Word, Words, is_given, listed

_MOST_WORDS = 4
"""A name has at most so many words."""
_SHORTEST_IN_SMALL = 3
"""A shorter word in small letters is taken for a word, whatever stands before it."""

_TITLES_WITH_CAPITAL = frozenset(
    "miss sir doctor professor dame reverend councillor pc sister auntie aunt uncle nurse pastor".split()
)
"""Titles that are everyday words as well, unless they begin with a capital."""
_TITLES = _TITLES_WITH_CAPITAL | frozenset("mr mrs ms mx dr prof rev revd cllr".split())
_CALLED = frozenset("called named christened nicknamed".split())
_RELATIVES = frozenset(
    "son daughter child boy girl pupil student learner mum mummy mother dad daddy father brother sister stepson wife "
    "stepdaughter husband partner gran grandma granny grandad grandson granddaughter nephew niece cousin aunt auntie "
    "uncle teacher headteacher head colleague friend neighbour parent carer tutor nurse worker leader trainer kid lad "
    "baby twin twins lady man woman".split()
)
_SOMEBODYS = frozenset("my our his her their your".split())
_OWNERS = _SOMEBODYS | {"a", "the", "one", "another"}
_ANNOUNCING = _TITLES | _CALLED | _RELATIVES | {"is", "name", "am", "i'm"}
"""Words behind which a name may follow in small letters."""
_ONLY_PEOPLE_DO = frozenset(
    "said told asked cried cries lives lived loves wants wanted refused shouted spoke says tells asks".split()
)
"""What stands behind a name rather than behind a word."""
_PAGES_DO = frozenset({"says", "tells", "asks"})
"""What a page does as well."""
_PEOPLE_DO = _ONLY_PEOPLE_DO | frozenset(
    "felt thinks thought came went did loved found finds struggled struggles enjoyed enjoys left joined brought "
    "explained ran led leads became got knows knew needs needed who whose taught teaches delivered helped".split()
)
"""What stands behind a name inside a sentence."""
_TOWARDS = frozenset(
    "with to told tell asked ask for by from and or saw see met meet thank thanks dear hi hello because when that if "
    "but as than like love regards signed cheers let lets including especially except until while where since".split()
)
"""What stands before a name rather than before a place or a thing."""
_POINTERS = frozenset({"See", "To"})
"""At the beginning of a sentence they lead to a page rather than to a person."""
_ARTICLES = frozenset("the a an this our".split())
_MONTHS = frozenset("april may june august summer autumn".split())


def names(text: str, allowed: frozenset[str]) -> Iterator[Span]:
    """Yield each likely name; `allowed` are words, in small letters, that the library itself uses.

    What was found to be a name once is one wherever it stands with a capital.
    """
    words = Words(text, allowed)
    candidates = list(words.worth_a_look(_ANNOUNCING))
    found: list[tuple[int, int]] = []
    named: set[str] = set()
    left: list[int] = []
    end = 0
    for place in candidates:
        if place < end:
            continue
        if size := _size_of_name(words, place):
            end = place + size
            found.append((place, end))
            named.update(word.small for word in map(words.__getitem__, range(place, end)) if word.capital)
        else:
            left.append(place)
    found += [(place, place + 1) for place in left if words[place].capital and words[place].small in named]
    for first, after in found:
        last = words[after - 1]
        yield Span("name", words[first].start, last.end - 2 * last.owns)


def _size_of_name(words: Words, place: int) -> int:
    """How many words the name has that begins here; 0 if none begins here."""
    word = words[place]
    if len(word.text) > LONGEST or word.small in _TITLES:
        return 0
    return _with_surname(words, place) if _begins_a_name(words, place, word) else 0


def _begins_a_name(words: Words, place: int, word: Word) -> bool:
    before, after = words[place - 1], words[place + 1]
    follows = after.small if after.joined else ""
    if word.small not in listed("not-names") and _is_introduced(words, place, word, before):
        return True
    if word.known:
        return False
    if is_given(word.small):
        return _is_written_as_a_name(word, follows)
    if not word.capital:
        return False
    if word.small in listed("names-that-are-words"):
        return (
            follows in _ONLY_PEOPLE_DO
            or (after.joined and after.could_be)
            or (word.small not in _MONTHS and _stands_like_a_name(word, before, follows))
        )
    if word.opens:
        return follows in _ONLY_PEOPLE_DO - _PAGES_DO
    return _stands_like_a_name(word, before, follows)


def _is_introduced(words: Words, place: int, word: Word, before: Word) -> bool:
    """Whether the words before say that a name follows."""
    if before.small not in _ANNOUNCING and before.small != "name's":
        return False
    if before.small in _TITLES and word.gap in {"", "."}:
        return _follows_a_title(word, before)
    if before.small in _RELATIVES and word.gap in {",", "("}:
        return word.could_be
    if not word.joined or word.known:
        return False
    if before.small == "name" and before.owns:
        return word.could_be or is_given(word.small)
    earlier = words[place - 2]
    if before.small == "is":
        return earlier.small == "name" and (word.could_be or is_given(word.small) or _is_somebodys(words[place - 3]))
    if before.small in _CALLED or (before.small in _RELATIVES and earlier.small in _OWNERS):
        return word.could_be or is_given(word.small)
    return word.could_be and (before.small == "i'm" or (before.small == "am" and earlier.small == "i"))


def _follows_a_title(word: Word, title: Word) -> bool:
    """Whether a title is meant as one: "Miss Okoro", "mrs finch", but not "miss out"."""
    if title.small in _TITLES_WITH_CAPITAL:
        return title.capital and word.could_be and word.joined
    return word.capital or (not title.capital and not word.known and len(word.text) >= _SHORTEST_IN_SMALL)


def _is_somebodys(owner: Word) -> bool:
    """Whether a word says whose name it is: "my name", "the pupil's name"."""
    return owner.small in _SOMEBODYS or owner.owns


def _is_written_as_a_name(word: Word, follows: str) -> bool:
    """Whether a given name is meant as one: with a capital, or by what it does."""
    if word.capital:
        return True
    return len(word.text) >= _SHORTEST_IN_SMALL and (word.text.isupper() or follows in _ONLY_PEOPLE_DO)


def _stands_like_a_name(word: Word, before: Word, follows: str) -> bool:
    """Whether a word with a capital inside a sentence has the neighbours of a name."""
    if word.opens or not word.could_be:
        return False
    if follows in _PEOPLE_DO or word.owns:
        return before.small not in _ARTICLES
    return before.small in _TOWARDS and before.text not in _POINTERS


def _with_surname(words: Words, place: int) -> int:
    """How many words a name has: what follows with a capital belongs to it."""
    size = 1
    while size < _MOST_WORDS and not words[place + size - 1].owns:
        word = words[place + size]
        if not (word.joined and word.could_be):
            break
        size += 1
    return size
