"""What changed, one entry for each change: for lists, for counting, for the command line and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hubdocs.releases.differences.parts import Element, Part, Path, Run, Token
from hubdocs.releases.differences.script import Act, Edit, ElementEdit, RunEdit, Step, part_at

LONGEST_NAME = 6
"""How many of its first words name a part that has no heading."""

_KINDS = {
    "hub-activity": "activity",
    "hub-standard": "standard",
    "hub-clause": "clause",
    "hub-details": "details",
    "hub-section": "section",
    "hub-note__title": "title",
    "hub-note": "note",
    "hub-activity__time": "time",
    "hub-flags": "flags",
    "hub-table": "table",
    "hub-tab": "tab",
    "hub-task": "task",
}
"""What readers call a part, by our class on it; the first that fits."""
_TAGS = {
    "p": "paragraph",
    "li": "list item",
    "tr": "table row",
    "table": "table",
    "figure": "picture",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "term",
    "dd": "definition",
    "pre": "code",
    "blockquote": "quotation",
    "summary": "title",
    "details": "note",
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "table cell"),
    "section": "section",
}
"""The same by its tag."""


class Kind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Words:
    """Some words of a change."""

    text: str
    kind: Kind | None = None
    """Added, removed or (set otherwise) changed; `None` for words that stay."""


@dataclass(frozen=True)
class Change:
    """One change, as a list of changes names it."""

    anchor: str
    """The id on the page at which it is marked; parts that came or went together share one."""
    kind: Kind
    part: str
    """What the part is: `activity`, `paragraph`, `table row`."""
    name: str
    """Its heading, or its first words."""
    section: str
    """The heading of the section in which it stands; empty where there is none."""
    old: str
    """Its plain words before; empty when it was not there."""
    new: str
    """Its plain words now; empty when it is not there any more."""
    words: tuple[Words, ...] = ()
    """Both together, word by word."""
    place: str = ""
    """Where it stood before, in words, if it moved: `after “Film”`."""


def kind_of(part: Part) -> str:
    """What readers call a part."""
    if isinstance(part, Run):
        return "text"
    if part.tag == "li" and part.id.startswith("fn:"):
        return "footnote"
    named = (name for own, name in _KINDS.items() if own in part.classes)
    return next(named, _TAGS.get(part.tag, "part"))


def name_of(part: Part) -> str:
    """The heading of a part, or its first words."""
    heading = _heading(part) if isinstance(part, Element) and part.tag == "section" else None
    words = (heading or part).text.split()
    if heading or len(words) <= LONGEST_NAME:
        return " ".join(words)
    return " ".join(words[:LONGEST_NAME]).rstrip(".,;:") + " …"


def _heading(part: Element) -> Part | None:
    """The first heading in a part."""
    for each in part.parts:
        if isinstance(each, Element):
            found = each if each.tag in {"h1", "h2", "h3"} else _heading(each)
            if found:
                return found
    return None


def section_of(root: Element, path: Path) -> str:
    """The heading of the section in which a part stands; empty where there is none."""
    for length in range(len(path) - 1, 0, -1):
        part = part_at(root, path[:length])
        if isinstance(part, Element) and part.tag == "section":
            return name_of(part)
    return ""


def neighbour_of(root: Element, path: Path) -> str:
    """The name of what stands before a part, beside it; empty where it is the first."""
    for place in range(path[-1] - 1, -1, -1):
        part = part_at(root, (*path[:-1], place))
        if part.words:
            return name_of(part)
    return ""


def words_of_edit(old: Part, edit: Edit, root: Element) -> tuple[Words, ...]:
    """The words of a part that changed, before and now."""
    return tuple(_joined(_words(old, edit, root)))


def words_of_tokens(tokens: tuple[Token, ...], kind: Kind | None) -> Words:
    """Tokens as plain words; a picture by its description."""
    return Words("".join(token.told for token in tokens), kind)


def _words(old: Part, edit: Edit, root: Element) -> Iterator[Words]:
    if isinstance(edit, RunEdit):
        yield from _words_of_run(old, edit)
        return
    gap = " | " if isinstance(old, Element) and old.tag == "tr" else " "
    for index, step in enumerate(edit.steps):
        if index:
            yield Words(gap)
        yield from _words_of_step(step, root)


def _words_of_step(step: Step, root: Element) -> Iterator[Words]:
    before = part_at(root, step.source) if step.source else None
    match step.act:
        case Act.ADD if step.part:
            yield Words(step.part.text, Kind.ADDED)
        case Act.REMOVE if before:
            yield Words(before.text, Kind.REMOVED)
        case Act.ALTER | Act.MOVE if before and step.edit:
            yield from _words(before, step.edit, root)
        case Act.RENEW if step.part:
            yield Words(step.part.text)
        case Act.KEEP | Act.MOVE if before:
            yield Words(before.text)


def _words_of_run(old: Part, edit: RunEdit) -> Iterator[Words]:
    tokens = old.tokens if isinstance(old, Run) else ()
    last = ""
    for stretch in edit.stretches:
        before = tokens[stretch.start : stretch.end]
        match stretch.act:
            case Act.REMOVE:
                parted = last and not last.endswith(" ") and tokens[stretch.start - 1].text.endswith(" ")
                yield Words(" " if parted else "")
                yield words_of_tokens(before, Kind.REMOVED)
            case Act.ADD:
                yield words_of_tokens(stretch.tokens, Kind.ADDED)
            case Act.RESTYLE:
                yield words_of_tokens(stretch.tokens, Kind.CHANGED)
            case _:
                kept = words_of_tokens(before if stretch.act is Act.KEEP else stretch.tokens, None)
                last = kept.text or last
                yield kept


def _joined(found: Iterator[Words]) -> Iterator[Words]:
    """Words of one kind that follow each other as one."""
    last: Words | None = None
    for each in found:
        if not each.text:
            continue
        if last and last.kind is each.kind:
            last = Words(last.text + each.text, last.kind)
        else:
            if last and last.text:
                yield last
            last = each
    if last and last.text:
        yield last


def is_changed(edit: Edit | None) -> bool:
    """Whether a reader is told anything else by what an edit makes."""
    if isinstance(edit, RunEdit):
        return any(stretch.act not in {Act.KEEP, Act.RENEW} for stretch in edit.stretches)
    if isinstance(edit, ElementEdit):
        return any(step.act not in {Act.KEEP, Act.RENEW, Act.ALTER} or is_changed(step.edit) for step in edit.steps)
    return False
