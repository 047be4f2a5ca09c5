"""The difference between two texts as data: the steps that make the new one of the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from hubdocs.releases.differences.align import align
from hubdocs.releases.differences.matching import FEWEST_WORDS, in_order, match
from hubdocs.releases.differences.parts import Attributes, Element, Part, Path, Run, Token
from hubdocs.releases.differences.tables import Columns, columns_of, match_cells

LEAST_KEPT = 0.3
"""The share of words that must stay for a run to be shown word by word; below it, as a whole."""
SHORT_ISLAND = 3
"""Letters of a lone word between two changes that does not part them."""


FIXED = frozenset({"caption", "figcaption", "summary", "tbody", "td", "tfoot", "th", "thead"})
"""Elements whose place follows from what they are."""


class Act(StrEnum):
    """What is done to a part or to some words."""

    KEEP = "keep"
    RENEW = "renew"
    """Written anew, though a reader is told the same: a counted number, the title of a link."""
    ALTER = "alter"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"
    """Taken from another place."""
    LEAVE = "leave"
    """Gone to another place."""
    RESTYLE = "restyle"
    """The same words, set otherwise."""


@dataclass(frozen=True)
class Stretch:
    """What is done to some words that follow each other."""

    act: Act
    start: int
    """The first of the old tokens that it is about."""
    end: int
    """The first behind them."""
    tokens: tuple[Token, ...] = ()
    """The new ones, where they are not the old."""


@dataclass(frozen=True)
class RunEdit:
    """What makes one run of another."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Step:
    """What is done to one part, in the order of the new text."""

    act: Act
    source: Path = ()
    """Where the old part stands; empty for what is added."""
    part: Part | None = None
    """The new part, where it is not the old."""
    edit: Edit | None = None
    """What changes in it."""
    target: Path = ()
    """Where the part stands in the new text; empty for what is gone."""


@dataclass(frozen=True)
class ElementEdit:
    """What makes one element of another."""

    attributes: Attributes
    """Those of the new one."""
    steps: tuple[Step, ...]
    columns: Columns | None = None
    """Which column is which, where a table has others now."""


Edit: TypeAlias = "RunEdit | ElementEdit"


def difference(old: Element, new: Element) -> ElementEdit:
    """The steps from an old text to a new one."""
    edit = _element(old, new, (), (), None)
    return _with_moves(edit, _moved_afar(edit, old))


def apply(old: Element, edit: ElementEdit) -> Element:
    """The new text: the old one, and what the steps hold."""
    made = _applied(old, edit, old)
    if isinstance(made, Run):
        raise TypeError("the root of a text is an element")
    return made


def part_at(root: Element, path: Path) -> Part:
    """The part to which a path leads."""
    part: Part = root
    for index in path:
        if isinstance(part, Run):
            raise TypeError("a run holds no parts")
        part = part.parts[index]
    return part


def _applied(part: Part, edit: Edit, root: Element) -> Part:
    if isinstance(part, Run) and isinstance(edit, RunEdit):
        return Run(tuple(_applied_tokens(part.tokens, edit)))
    if isinstance(part, Element) and isinstance(edit, ElementEdit):
        made = (_applied_step(step, root) for step in edit.steps)
        return Element(part.tag, edit.attributes, tuple(each for each in made if each is not None))
    raise TypeError("a run stays a run, and an element an element")


def _applied_step(step: Step, root: Element) -> Part | None:
    match step.act:
        case Act.ADD | Act.RENEW:
            return step.part
        case Act.REMOVE | Act.LEAVE:
            return None
        case _:
            part = part_at(root, step.source)
            return _applied(part, step.edit, root) if step.edit else part


def _applied_tokens(tokens: Sequence[Token], edit: RunEdit) -> Iterator[Token]:
    for stretch in edit.stretches:
        yield from tokens[stretch.start : stretch.end] if stretch.act is Act.KEEP else stretch.tokens


def _element(old: Element, new: Element, source: Path, target: Path, columns: Columns | None) -> ElementEdit:
    columns = columns_of(old, new) if new.tag == "table" else columns
    pairs = match_cells(old, new, columns) if new.tag == "tr" else match(old.parts, new.parts)
    kept = in_order(pairs, new.parts)
    pairs = {place: pairs[place] for place in pairs if place in kept or _is_followed(new.parts[place])}
    moved = {pairs[place] for place in pairs if place not in kept}
    stays = set(pairs.values()) - moved
    steps: list[Step] = []
    waiting = 0
    following = _following(kept, pairs, len(new.parts), len(old.parts))
    for place, part in enumerate(new.parts):
        steps += _gone(range(waiting, following[place]), stays, moved, source)
        waiting = following[place] + (place in kept)
        there = (*target, place)
        if place not in pairs:
            steps.append(Step(Act.ADD, part=part, target=there))
            continue
        before, whence = old.parts[pairs[place]], (*source, pairs[place])
        step = _step(before, part, whence, there, columns)
        steps.append(step if place in kept else _moved(step, before))
    steps += _gone(range(waiting, len(old.parts)), stays, moved, source)
    return ElementEdit(new.attributes, tuple(steps), columns if new.tag == "table" else None)


def _following(kept: set[int], pairs: Mapping[int, int], count: int, end: int) -> list[int]:
    """For each new place, where the next part stood that kept its order: what is gone before that is shown first."""
    found: list[int] = []
    for place in reversed(range(count)):
        end = pairs[place] if place in kept else end
        found.append(end)
    return found[::-1]


def _is_followed(part: Part) -> bool:
    """Whether a part is large enough to be worth saying that it moved."""
    if isinstance(part, Run) or part.tag in FIXED:
        return False
    return bool(part.id) or len(part.words) >= FEWEST_WORDS


def _gone(places: range, stays: set[int], moved: set[int], source: Path) -> Iterator[Step]:
    for place in places:
        if place not in stays:
            yield Step(Act.LEAVE if place in moved else Act.REMOVE, (*source, place))


def _step(old: Part, new: Part, source: Path, target: Path, columns: Columns | None) -> Step:
    """What becomes of a part that is there before and after."""
    if old == new and not columns:
        return Step(Act.KEEP, source, target=target)
    if old.key == new.key and not columns:
        return Step(Act.RENEW, source, new, target=target)
    if isinstance(old, Run) and isinstance(new, Run):
        return Step(Act.ALTER, source, edit=_run(old.tokens, new.tokens), target=target)
    if isinstance(old, Element) and isinstance(new, Element):
        edit = _element(old, new, source, target, columns)
        return Step(Act.ALTER, source, edit=edit, target=target)
    raise TypeError("only parts of one kind are ever paired")


def _moved(step: Step, old: Part) -> Step:
    """The same step for a part that stood elsewhere."""
    if step.act is Act.RENEW and step.part and isinstance(old, Element) and isinstance(step.part, Element):
        return replace(step, act=Act.MOVE, part=None, edit=_element(old, step.part, step.source, step.target, None))
    return replace(step, act=Act.MOVE)


def _run(old: Sequence[Token], new: Sequence[Token]) -> RunEdit:
    """The difference between two rows of words."""
    pairs = align([token.key for token in old], [token.key for token in new])
    pairs = _without_islands(pairs, old, new)
    if 2 * sum(new[j].is_word for _, j in pairs) < LEAST_KEPT * sum(each.is_word for each in (*old, *new)):
        pairs = []
    stretches: list[Stretch] = []
    i = j = 0
    for a, b in (*pairs, (len(old), len(new))):
        if i < a:
            stretches.append(Stretch(Act.RENEW if _is_space(old[i:a]) else Act.REMOVE, i, a))
        if j < b:
            stretches.append(Stretch(Act.RENEW if _is_space(new[j:b]) else Act.ADD, a, a, tuple(new[j:b])))
        if a < len(old):
            _note(stretches, a, old[a], new[b])
        i, j = a + 1, b + 1
    return RunEdit(tuple(stretches))


def _is_space(tokens: Sequence[Token]) -> bool:
    return all(token.is_space for token in tokens)


def _note(stretches: list[Stretch], place: int, old: Token, new: Token) -> None:
    """Add a word that stays to the last stretch, or begin one with it."""
    act = Act.KEEP if old == new else Act.RENEW if old.style == new.style else Act.RESTYLE
    tokens = () if act is Act.KEEP else (new,)
    last = stretches[-1] if stretches else None
    if last and last.act is act and last.end == place:
        stretches[-1] = replace(last, end=place + 1, tokens=last.tokens + tokens)
    else:
        stretches.append(Stretch(act, place, place + 1, tokens))


def _without_islands(pairs: list[tuple[int, int]], old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    """The pairs without signs and single short words between two changes, which would only break them up."""
    groups: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if groups and groups[-1][-1] == (pair[0] - 1, pair[1] - 1):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    ends = (len(old) - 1, len(new) - 1)
    kept = [
        group
        for group in groups
        if group[0][0] == 0 == group[0][1] or group[-1] == ends or not _is_island([new[j] for _, j in group])
    ]
    return [pair for group in kept for pair in group]


def _is_island(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if token.is_word]
    return not any(token.markup or token.name for token in tokens) and (
        not words or (len(words) == 1 and len(words[0].text.strip()) <= SHORT_ISLAND)
    )


def _moved_afar(edit: ElementEdit, old: Element) -> Mapping[Path, Path]:
    """What left one part of the text and came into another unchanged: from where, by where it stands now."""
    gone: dict[int, list[Path]] = {}
    for step in _steps(edit):
        if step.act is Act.REMOVE and _is_followed(part_at(old, step.source)):
            gone.setdefault(part_at(old, step.source).key, []).append(step.source)
    came: dict[int, list[Step]] = {}
    for step in _steps(edit):
        if step.act is Act.ADD and step.part and step.part.key in gone and _is_block(step.part):
            came.setdefault(step.part.key, []).append(step)
    return {
        came[key][0].target: paths[0]
        for key, paths in gone.items()
        if len(paths) == 1 and len(came.get(key, ())) == 1 and part_at(old, paths[0]) == came[key][0].part
    }


def _is_block(part: Part) -> bool:
    return isinstance(part, Element) and part.tag not in {"tr", "li", "dt", "dd"}


def _steps(edit: Edit) -> Iterator[Step]:
    """Every step, those within others too."""
    for step in edit.steps if isinstance(edit, ElementEdit) else ():
        yield step
        if step.edit:
            yield from _steps(step.edit)


def _with_moves(edit: ElementEdit, moves: Mapping[Path, Path]) -> ElementEdit:
    """The same steps, where what was added here and removed there has moved."""
    if not moves:
        return edit
    left = set(moves.values())

    def rewritten(step: Step) -> Step:
        if step.act is Act.ADD and step.target in moves:
            return Step(Act.MOVE, moves[step.target], target=step.target)
        if step.act is Act.REMOVE and step.source in left:
            return replace(step, act=Act.LEAVE)
        if isinstance(step.edit, ElementEdit):
            return replace(step, edit=_with_moves(step.edit, moves))
        return step

    return replace(edit, steps=tuple(map(rewritten, edit.steps)))
