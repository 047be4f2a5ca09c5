"""Which part of an old text is which part of a new one, among those that stand beside each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from hubdocs.releases.differences.align import align, heaviest_order, likeness
from hubdocs.releases.differences.parts import Element, Part, Run
from hubdocs.releases.differences.tables import can_be_compared, have_one_shape

Pairs = dict[int, int]
"""The place of a part among the old ones, by its place among the new ones."""

LIKE = 0.45
"""How alike two parts at the same place must be to count as one that changed."""
VERY_LIKE = 0.7
"""How alike two parts at different places must be to count as one that moved and changed."""
FEWEST_WORDS = 3
"""Words below which a part is too small to be followed from place to place."""
ENOUGH_WORDS = 8
"""Words from which on a part that changed is followed from place to place."""
MOST_WORK = 2_500
"""Pairs up to which all parts of two gaps are compared with each other."""
MOST_COMMON = 12
"""How many parts may hold a word that still tells something about each of them."""

_COUNTS = "hub-details__number"
"""The class of a cell that numbers its row."""
ROLES = frozenset("caption dd figcaption h2 h3 h4 h5 h6 img pre summary table tbody tfoot thead".split())
"""Elements that do the same work in their place, whatever they say."""


def match(old: Sequence[Part], new: Sequence[Part]) -> Pairs:
    """Which part is which: by permanent id, by being the same, by doing the same work, by likeness."""
    pairs: Pairs = {}
    _pair_once(pairs, old, new, _name)
    _pair_equal(pairs, old, new)
    _pair_in_gaps(pairs, old, new)
    _pair_afar(pairs, old, new)
    return {place: pairs[place] for place in pairs if _fit(old[pairs[place]], new[place])}


def _fit(old: Part, new: Part) -> bool:
    """Whether two parts can be shown as one: tables and rows must keep their grid."""
    if isinstance(old, Run) or isinstance(new, Run):
        return type(old) is type(new)
    if old.tag != new.tag or old.key == new.key:
        return old.tag == new.tag
    return {"table": can_be_compared, "tr": have_one_shape}.get(new.tag, _always)(old, new)


def _always(_old: Element, _new: Element) -> bool:
    return True


def in_order(pairs: Pairs, new: Sequence[Part]) -> set[int]:
    """The places among the new parts of those that kept their order; the others moved."""
    places = sorted(pairs)
    weights = [1 + len(new[place].words) for place in places]
    return {places[index] for index in heaviest_order([pairs[place] for place in places], weights)}


def _name(part: Part) -> Hashable:
    """What a part is called for good: its id, or the first cell of its row; `None` if nothing calls it.

    A cell that only counts the rows calls nothing: a row put in above would give all others another name.
    """
    if isinstance(part, Run):
        return None
    if part.id:
        return (part.tag, part.id)
    if part.tag == "tr":
        cells = (each for each in part.parts if isinstance(each, Element) and _COUNTS not in each.classes)
        first = next(cells, None)
        return (part.tag, first.words) if first and first.words else None
    own = [name for name in part.classes if name in {"hub-intro", "footnote"}]
    return (part.tag, own[0]) if own else None


def _role(part: Part) -> Hashable:
    """The work that a part does in its place; `None` where several may do the same."""
    if isinstance(part, Run):
        return "run"
    if part.tag in ROLES:
        return part.tag
    own = tuple(name for name in part.classes if name.startswith("hub-") and "--" not in name)
    return (part.tag, own) if own and own != ("hub-note",) else None


def _pair_once(pairs: Pairs, old: Sequence[Part], new: Sequence[Part], call: Callable[[Part], Hashable]) -> None:
    """Pair what is called the same and stands once on each side."""
    left_old, left_new = _once(old, set(pairs.values()), call), _once(new, set(pairs), call)
    pairs.update({place: left_old[name] for name, place in left_new.items() if name in left_old})


def _once(parts: Sequence[Part], taken: set[int], call: Callable[[Part], Hashable]) -> dict[Hashable, int]:
    names = {index: call(part) for index, part in enumerate(parts) if index not in taken}
    count = Counter(names.values())
    return {name: index for index, name in names.items() if name is not None and count[name] == 1}


def _pair_equal(pairs: Pairs, old: Sequence[Part], new: Sequence[Part]) -> None:
    """Pair parts that tell a reader the same: first in their order, then wherever they stand."""
    left_old, left_new = _left(old, set(pairs.values())), _left(new, set(pairs))
    found = align([old[index].key for index in left_old], [new[index].key for index in left_new])
    pairs.update({left_new[j]: left_old[i] for i, j in found})
    waiting: dict[int, list[int]] = defaultdict(list)
    for index in reversed(_left(old, set(pairs.values()))):
        if len(old[index].words) >= FEWEST_WORDS:
            waiting[old[index].key].append(index)
    for index in _left(new, set(pairs)):
        if waiting.get(new[index].key):
            pairs[index] = waiting[new[index].key].pop()


def _left(parts: Sequence[Part], taken: set[int]) -> list[int]:
    return [index for index in range(len(parts)) if index not in taken]


def _pair_in_gaps(pairs: Pairs, old: Sequence[Part], new: Sequence[Part]) -> None:
    """Pair what changed where it stands: between the same two neighbours."""
    kept = sorted(in_order(pairs, new))
    stops = [(-1, -1), *((pairs[place], place) for place in kept), (len(old), len(new))]
    taken = set(pairs.values())
    for (a, c), (b, d) in pairwise(stops):
        gap_old = [index for index in range(a + 1, b) if index not in taken]
        gap_new = [index for index in range(c + 1, d) if index not in pairs]
        if gap_old and gap_new:
            pairs.update(_gap_pairs(old, new, gap_old, gap_new))


def _gap_pairs(
    old: Sequence[Part], new: Sequence[Part], gap_old: list[int], gap_new: list[int]
) -> Iterator[tuple[int, int]]:
    parts_old, parts_new = [old[index] for index in gap_old], [new[index] for index in gap_new]
    alike: Pairs = {}
    _pair_once(alike, parts_old, parts_new, _role)
    best = {(i, j): 1.0 for j, i in alike.items()}
    rest_old, rest_new = _left(parts_old, set(alike.values())), _left(parts_new, set(alike))
    if len(rest_old) * len(rest_new) <= MOST_WORK:
        candidates: Iterator[tuple[int, int]] = ((i, j) for i in rest_old for j in rest_new)
    else:
        candidates = _promising(parts_old, parts_new, rest_old, rest_new)
    for i, j in candidates:
        if (like := _like(parts_old[i], parts_new[j])) >= LIKE:
            best[i, j] = like
    for i, j in _best_order(best):
        yield gap_new[j], gap_old[i]


def _best_order(found: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs that keep their order on both sides and are the most alike together."""
    pairs = sorted(found, key=lambda pair: (pair[0], -pair[1]))
    ranks = {pair: rank for rank, pair in enumerate(sorted(found, key=lambda pair: (pair[1], -pair[0])))}
    weights = [round(1000 * found[pair]) for pair in pairs]
    return [pairs[index] for index in heaviest_order([ranks[pair] for pair in pairs], weights)]


def _pair_afar(pairs: Pairs, old: Sequence[Part], new: Sequence[Part]) -> None:
    """Pair what moved and changed, where enough words say that it is the same."""
    left_old = [index for index in _left(old, set(pairs.values())) if len(old[index].words) >= ENOUGH_WORDS]
    left_new = [index for index in _left(new, set(pairs)) if len(new[index].words) >= ENOUGH_WORDS]
    found = [(_like(old[i], new[j]), i, j) for i, j in _promising(old, new, left_old, left_new)]
    taken: set[int] = set()
    for like, i, j in sorted(found, key=lambda each: -each[0]):
        if like >= VERY_LIKE and i not in taken and j not in pairs:
            taken.add(i)
            pairs[j] = i


def _promising(
    old: Sequence[Part], new: Sequence[Part], left_old: list[int], left_new: list[int]
) -> Iterator[tuple[int, int]]:
    """Pairs that share words which few others hold."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index in left_old:
        for word in dict.fromkeys(old[index].words):
            holders[word].append(index)
    for index in left_new:
        shared = Counter(
            holder
            for word in dict.fromkeys(new[index].words)
            if len(held := holders.get(word, [])) <= MOST_COMMON
            for holder in held
        )
        yield from ((holder, index) for holder, _ in shared.most_common(MOST_COMMON))


def _like(one: Part, other: Part) -> float:
    """How alike two parts are; parts of different kinds are not."""
    if isinstance(one, Run) or isinstance(other, Run):
        return likeness(_counted(one.words), _counted(other.words)) if type(one) is type(other) else 0
    if one.tag != other.tag or _role(one) != _role(other):
        return 0
    return likeness(_counted(one.words), _counted(other.words))


@lru_cache(maxsize=4096)
def _counted(words: tuple[str, ...]) -> Counter[str]:
    return Counter(words)
