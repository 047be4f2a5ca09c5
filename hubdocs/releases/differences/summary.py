"""What changed between two states of a document, in one paragraph for its readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hubdocs.model import Agreement, Document, Handout, Module, StandardSet, View
from hubdocs.releases.differences.changes import Kind
from hubdocs.releases.differences.comparison import Comparison, compare
from hubdocs.releases.differences.plain_reading import handout_text, handouts_shown, text_of

NOTHING = "Nothing that you see changed."
"""What readers are told where nothing changed for them."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS = {
    "activity": ("activity", "activities"),
    "standard": ("standard", "standards"),
    "clause": ("clause", "clauses"),
    "section": ("section", "sections"),
}
"""The parts of a document that are counted by name."""
_DONE = {Kind.ADDED: "new", Kind.CHANGED: "changed", Kind.MOVED: "moved", Kind.REMOVED: "taken out"}


@dataclass(frozen=True)
class Fact:
    """Something that a document's page tells above its text."""

    name: str
    """As readers call it: `aims`."""
    value: Callable[[Document], object]
    for_trainers: bool = False
    """Whether only those who run the session see it."""


FACTS = (
    Fact("title", lambda each: each.title),
    Fact("summary", lambda each: each.summary),
    Fact("state of review", lambda each: each.status),
    Fact("who takes part", lambda each: each.audience),
    Fact("who runs it", lambda each: each.delivered_by),
    Fact("language", lambda each: each.lang),
    Fact("aims", lambda each: each.objectives if isinstance(each, Module) else ()),
    Fact("group size", lambda each: each.group_size if isinstance(each, Module) else None),
    Fact("what to know first", lambda each: each.prerequisites if isinstance(each, Module) else ()),
    Fact("standards that it serves", lambda each: each.standards if isinstance(each, Module) else ()),
    Fact("needs that it meets", lambda each: each.needs if isinstance(each, Module) else ()),
    Fact("core or optional", lambda each: each.part if isinstance(each, Module) else ""),
    Fact("things to bring", lambda each: each.materials if isinstance(each, Module) else (), for_trainers=True),
    Fact("standards that it binds to", lambda each: each.standards if isinstance(each, Agreement) else None),
)
"""What may change above a text, in the order in which it is told."""


def summarise(
    old: Document,
    new: Document,
    view: View,
    comparison: Comparison | None = None,
    handouts: Mapping[str, Kind] | None = None,
) -> str:
    """One paragraph for readers of a view; it says nothing of what that view does not show.

    Args:
        old: What readers hold.
        new: What takes its place.
        view: For whom it is said.
        comparison: The two texts in that view, where somebody has compared them already.
        handouts: What became of each handout in that view, where somebody has found out already.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    comparison = comparison or compare(text_of(old, view), text_of(new, view))
    handouts = changed_handouts(old, new, view) if handouts is None else handouts
    said = [
        *_parts(comparison, new),
        *_standards_retired(old, new),
        *_fields(old, new),
        *_time(old, new),
        *_handouts(handouts),
        *_facts(old, new, view),
        *_wording(comparison),
    ]
    if not said:
        return NOTHING
    words = "; ".join(said) + "."
    return words[0].upper() + words[1:]


def changed_facts(old: Document, new: Document, view: View) -> tuple[str, ...]:
    """The names of what changed above the text, as far as a view shows it."""
    shown = (fact for fact in FACTS if view is View.TRAINER or not fact.for_trainers)
    return tuple(fact.name for fact in shown if fact.value(old) != fact.value(new))


def changed_handouts(old: Document, new: Document, view: View) -> dict[str, Kind]:
    """What became of each handout that is not as it was, by id, as far as a view shows it."""
    before, after = handouts_shown(old, view), handouts_shown(new, view)
    found = {id_: Kind.ADDED for id_ in after if id_ not in before}
    found |= {id_: Kind.REMOVED for id_ in before if id_ not in after}
    for id_ in after:
        if id_ in before and not _same_handout(old, before[id_], new, after[id_], view):
            found[id_] = Kind.CHANGED
    return dict(sorted(found.items()))


def _parts(comparison: Comparison, document: Document) -> Iterator[str]:
    """`2 activities changed, 1 moved`: the activities, standards, clauses and sections."""
    for part, nouns in _PARTS.items():
        counts = {kind: comparison.counts[kind].get(part, 0) for kind in _DONE}
        if document.kind == "standards" and part == "standard":
            counts[Kind.REMOVED] = 0  # told as retired
        if found := _counted(counts, nouns):
            yield found


def _counted(counts: dict[Kind, int], nouns: tuple[str, str]) -> str:
    """`2 activities changed, 1 moved`: the noun stands once, behind the first number."""
    pieces: list[str] = []
    for kind, done in _DONE.items():
        if number := counts.get(kind, 0):
            noun = "" if pieces else f" {nouns[number != 1]}"
            pieces.append(f"{number}{noun} {done}")
    return ", ".join(pieces)


def _standards_retired(old: Document, new: Document) -> Iterator[str]:
    if isinstance(old, StandardSet) and isinstance(new, StandardSet):
        gone = {each.id for each in old.standards} - {each.id for each in new.standards}
        if gone:
            yield f"{len(gone)} {'standard' if len(gone) == 1 else 'standards'} retired ({', '.join(sorted(gone))})"


def _fields(old: Document, new: Document) -> Iterator[str]:
    """`1 detail new`: the blanks of an agreement, which its page calls details."""
    if not (isinstance(old, Agreement) and isinstance(new, Agreement)):
        return
    before = {each.name: _told(each) for each in old.fields}
    after = {each.name: _told(each) for each in new.fields}
    counts = Counter(
        {
            Kind.ADDED: len(after.keys() - before.keys()),
            Kind.REMOVED: len(before.keys() - after.keys()),
            Kind.CHANGED: sum(before[name] != after[name] for name in before.keys() & after.keys()),
        }
    )
    if found := _counted(counts, ("detail", "details")):
        yield found


def _told(field: object) -> tuple[object, ...]:
    """What a reader is told of a blank: all but the line on which it is written."""
    return tuple(value for name, value in sorted(vars(field).items()) if name != "place")


def _time(old: Document, new: Document) -> Iterator[str]:
    if isinstance(old, Module) and isinstance(new, Module) and old.duration != new.duration:
        yield f"total time {old.duration} → {new.duration} minutes"


def _handouts(changed: Mapping[str, Kind]) -> Iterator[str]:
    counts = Counter(changed.values())
    for kind in (Kind.ADDED, Kind.CHANGED, Kind.REMOVED):
        if number := counts[kind]:
            noun = "handout" if number == 1 else "handouts"
            yield f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {noun} {_DONE[kind]}"


def _same_handout(old: Document, before: Handout, new: Document, after: Handout, view: View) -> bool:
    """Whether a reader of a view finds a handout as it was."""
    if any(getattr(before, name) != getattr(after, name) for name in ("title", "per", "landscape", "copier")):
        return False
    return compare(handout_text(old, before, view), handout_text(new, after, view)).is_same


def _facts(old: Document, new: Document, view: View) -> Iterator[str]:
    names = changed_facts(old, new, view)
    if names:
        yield f"also changed: {', '.join(names)}"


def _wording(comparison: Comparison) -> Iterator[str]:
    """`text changed in 3 places`: what changed within parts that were there before.

    Not `wording`: that is the word for a patch.
    """
    places = len({change.anchor for change in comparison.changes if change.part not in _PARTS})
    if places:
        yield f"text changed in {places} {'place' if places == 1 else 'places'}"
