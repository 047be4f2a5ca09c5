"""The new text with marks in it: what was added, removed, changed or moved, each also said in words.

A page that shows this styles the classes of `MARKS`. Nothing here relies on a colour: what came is in `ins`, what
went in `del`, whole parts carry a label, and words that are heard but not seen stand round changes in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import count

from hubdocs.releases.differences.changes import (
    Change,
    Kind,
    Words,
    is_changed,
    kind_of,
    name_of,
    neighbour_of,
    section_of,
    words_of_edit,
)
from hubdocs.releases.differences.copies import removed_copy
from hubdocs.releases.differences.inline import UNSEEN, heard, mark_run
from hubdocs.releases.differences.parts import (
    VOID,
    Element,
    Part,
    Path,
    Run,
    joined,
    opening,
    value_of,
    write,
    write_all,
)
from hubdocs.releases.differences.script import Act, Edit, ElementEdit, RunEdit, Step, Stretch, part_at
from hubdocs.releases.differences.tables import Columns

MARKS = {
    "hub-diff-added": "words that came, in `ins`",
    "hub-diff-removed": "words that went, in `del`",
    "hub-diff-styled": "words that are set otherwise, such as in bold",
    "hub-diff-whole": "`ins` or `del` round all that a part holds; its box or label says the same",
    "hub-diff-block": "a box round paragraphs, sections and the like; with `--added`, `--removed`, `--moved`",
    "hub-diff-part": "an item, row, term, definition or caption; with `--added`, `--removed`, `--moved`, `--changed`",
    "hub-diff-label": "the visible word for a change; with `--added`, `--removed`, `--moved`, `--changed`",
    "hub-diff-stub": "the sentence at the old place of what moved, as a paragraph, item, row or term",
    "hub-diff-words": "words that say a change to those who cannot see it; always with `hub-unseen`",
    "hub-diff-gap": "the space behind removed words",
    "hub-diff-heading": "a removed heading, as a paragraph; with `--2` to `--6` for its level",
    "hub-diff-empty": "a cell that fills a row where a column came or went",
    "hub-diff-table": "a removed table, without its name and its place to jump to",
    "hub-diff-open": "a fold that is open because something in it changed",
}
"""The classes of marks, and what they are on."""

IN_PLACE = frozenset(
    {"li", "dt", "dd", "tr", "td", "th", "caption", "summary", "figcaption", "thead", "tbody", "tfoot"}
)
"""Elements that only stand in a parent of their own, so that no box fits round them."""
SILENT = frozenset({"col", "colgroup"})
"""Elements that hold no words."""

_ACTS = {Act.ADD: Kind.ADDED, Act.REMOVE: Kind.REMOVED, Act.MOVE: Kind.MOVED}
_LABELS = {Kind.ADDED: "Added", Kind.REMOVED: "Removed", Kind.CHANGED: "Changed", Kind.MOVED: "Moved"}
_HEARD = {Kind.ADDED: "added: ", Kind.REMOVED: "removed: ", Kind.MOVED: ""}


@dataclass(frozen=True)
class Marked:
    """The new text with its marks."""

    html: str
    changes: tuple[Change, ...]
    """In the order of the page."""
    sections: tuple[tuple[str, str], ...]
    """Kind and heading of each section in which something changed."""


def mark(old: Element, new: Element, edit: ElementEdit) -> Marked:
    """Write the new text with what became of the old one."""
    marker = _Marker(old, new, _arrivals(edit), _ids(new))
    html = joined(marker.parts(edit.steps, new.tag))
    return Marked(html, tuple(marker.changes), tuple(marker.sections))


def _arrivals(edit: Edit) -> dict[Path, Path]:
    """Where each part that moved stands now, by where it stood."""
    found: dict[Path, Path] = {}
    for step in edit.steps if isinstance(edit, ElementEdit) else ():
        if step.act is Act.MOVE:
            found[step.source] = step.target
        if step.edit:
            found.update(_arrivals(step.edit))
    return found


def _ids(part: Part) -> frozenset[str]:
    """Every id in a text, and what looks like one: none of them may become an anchor of ours."""
    return frozenset(re.findall(r'id="([^"]*)"', write(part)))


@dataclass
class _Marker:
    """Writes marks, and notes each change."""

    old: Element
    new: Element
    arrivals: dict[Path, Path]
    """Where each part that moved stands now, by where it stood."""
    taken: frozenset[str]
    """The ids of the new text."""
    changes: list[Change] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    """Kind and heading of each section in which something changed."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    anchors: dict[Path, str] = field(default_factory=dict)
    """The anchor of each part that moved, by where it stands now; the link from its old place may need it first."""
    values: dict[Path, int] = field(default_factory=dict)
    """The numbers of items, where items that went stand between them."""
    in_row: bool = False
    """Whether a row of a table is being written, which is one change as a whole."""

    def parts(self, steps: Sequence[Step], parent: str, columns: Columns | None = None) -> Iterator[str]:
        """What becomes of the parts of an element."""
        for group in self._groups(steps):
            first = group[0]
            part = self._part(first)
            match first.act:
                case Act.KEEP | Act.RENEW:
                    yield write(part)
                case Act.ALTER:
                    yield self._altered(first, columns)
                case Act.LEAVE:
                    yield self._stub(group, parent, columns)
                case act if isinstance(part, Run):
                    yield self._loose(first, part, act)
                case act if part.tag in SILENT:
                    yield write(part) if act is Act.ADD else ""
                case _ if part.tag in IN_PLACE:
                    yield self._in_place(first, part, columns)
                case _:
                    yield self._box(group)

    def _groups(self, steps: Sequence[Step]) -> list[list[Step]]:
        """Steps, those together that one box or one sentence can tell of."""
        groups: list[list[Step]] = []
        for step in steps:
            if groups and self._go_together(groups[-1][-1], step):
                groups[-1].append(step)
            else:
                groups.append([step])
        return groups

    def _go_together(self, one: Step, other: Step) -> bool:
        parts = self._part(one), self._part(other)
        if one.act is not other.act or any(isinstance(part, Run) or part.tag == "section" for part in parts):
            return False
        match one.act:
            case Act.ADD | Act.REMOVE:
                return not any(isinstance(part, Element) and part.tag in IN_PLACE | SILENT for part in parts)
            case Act.LEAVE:
                return _follows(self.arrivals[one.source], self.arrivals[other.source])
            case Act.MOVE:
                in_place = any(isinstance(part, Element) and part.tag in IN_PLACE for part in parts)
                return _follows(one.source, other.source) and not in_place
            case _:
                return False

    def _part(self, step: Step) -> Part:
        """The part that a step is about: as it is now, or as it was if it is not there any more."""
        if not step.target:
            return part_at(self.old, step.source)
        part = part_at(self.new, step.target)
        if step.target in self.values and isinstance(part, Element):
            return replace(part, attributes=(*part.attributes, ("value", str(self.values[step.target]))))
        return part

    def _altered(self, step: Step, columns: Columns | None) -> str:
        """A part in which something changed."""
        old, new = part_at(self.old, step.source), self._part(step)
        if isinstance(new, Run) or not isinstance(step.edit, ElementEdit):
            return self._words(step, old, new)
        if not is_changed(step.edit) or new.tag in VOID:
            return write(new)
        if new.tag == "tr":
            return self._changed_row(step, new, columns)
        self._number(new, step)
        inner = [*self.parts(step.edit.steps, new.tag, step.edit.columns or columns)]
        if new.tag == "section":
            inner.insert(0, _label(Kind.CHANGED, "p"))
            self.sections.append((kind_of(new), name_of(new)))
        return _element(_opened(new), inner)

    def _number(self, new: Element, step: Step) -> None:
        """Fix the numbers of items, if others that went stand between them."""
        steps = step.edit.steps if isinstance(step.edit, ElementEdit) else ()
        if new.tag == "ol" and any(each.act in {Act.REMOVE, Act.LEAVE} for each in steps):
            start = value_of(new.attributes, "start")
            first = int(start) if start.isascii() and start.isdigit() else 1
            self.values.update({(*step.target, place): first + place for place in range(len(new.parts))})

    def _words(self, step: Step, old: Part, new: Part) -> str:
        """A run in which words changed."""
        if not (isinstance(old, Run) and isinstance(new, Run) and isinstance(step.edit, RunEdit)):
            raise TypeError("only a run has words")
        if not is_changed(step.edit):
            return write(new)
        holder = part_at(self.new, step.target[:-1])
        anchor = self._note(
            Kind.CHANGED, holder, step, old=old.text, new=new.text, words=words_of_edit(old, step.edit, self.old)
        )
        return mark_run(old.tokens, new.tokens, step.edit, anchor)

    def _loose(self, step: Step, run: Run, act: Act) -> str:
        """Words between blocks that came or went as a whole."""
        kind = _ACTS[act]
        anchor = self._note(kind, run, step)
        if kind is Kind.REMOVED:
            return mark_run(run.tokens, (), RunEdit((Stretch(Act.REMOVE, 0, len(run.tokens)),)), anchor)
        return mark_run((), run.tokens, RunEdit((Stretch(Act.ADD, 0, 0, run.tokens),)), anchor)

    def _in_place(self, step: Step, part: Element, columns: Columns | None) -> str:
        """An item, a row or the like that came, went or moved as a whole."""
        kind = _ACTS[step.act]
        if part.tag in {"thead", "tbody", "tfoot"}:
            return _element(_marked(part, kind), self.parts(_each(step, part), part.tag, columns))
        if part.tag == "tr":
            return self._whole_row(step, part, kind, columns)
        if self.in_row:
            return _element(_marked(part, kind), [_whole(kind, f"{heard(_HEARD[kind])}{_content(part, kind)}")])
        label = self._label(step, part, kind, "span")
        if kind is Kind.MOVED:
            return _led(_element(_marked(part, kind), self._moved_content(step, part)), label)
        return _led(_element(_marked(part, kind), [_whole(kind, _content(part, kind))]), label)

    def _moved_content(self, step: Step, part: Element) -> Iterable[str]:
        if isinstance(step.edit, ElementEdit):
            self._number(part, step)
            return self.parts(step.edit.steps, part.tag, step.edit.columns)
        return [write_all(part.parts)]

    def _whole_row(self, step: Step, row: Element, kind: Kind, columns: Columns | None) -> str:
        """A row that came, went or moved; it gets an empty cell for each column that is not its own."""
        label = self._label(step, row, kind, "span")
        if kind is Kind.MOVED and isinstance(step.edit, ElementEdit):
            cells = self._cells(step.edit.steps, columns)
        elif kind is Kind.MOVED:
            cells = [write(cell) for cell in row.parts]
        else:
            own = [
                _whole_cell(cell, kind, heard(_HEARD[kind]) if place else "") for place, cell in enumerate(row.parts)
            ]
            side = 0 if kind is Kind.REMOVED else 1
            order = [pair[side] for pair in columns.pairs] if columns else range(len(own))
            cells = [_EMPTY if place is None else own[place] for place in order]
        return _element(_marked(row, kind), _first_led(cells, label))

    def _changed_row(self, step: Step, row: Element, columns: Columns | None) -> str:
        old, edit = part_at(self.old, step.source), step.edit
        if not isinstance(old, Element) or not isinstance(edit, ElementEdit):
            raise TypeError("a row stays a row")
        anchor = self._note(
            Kind.CHANGED, row, step, old=_row_text(old), new=_row_text(row), words=words_of_edit(old, edit, self.old)
        )
        cells = self._cells(edit.steps, columns)
        return _element(_marked(row, Kind.CHANGED), _first_led(cells, _label(Kind.CHANGED, "span", anchor)))

    def _cells(self, steps: Sequence[Step], columns: Columns | None) -> list[str]:
        """The cells of one row, in which changes are no entries of their own."""
        self.in_row, before = True, self.in_row
        cells = [*self.parts(steps, "tr", columns)]
        self.in_row = before
        return cells

    def _box(self, group: Sequence[Step]) -> str:
        """Blocks that came, went or moved together."""
        kind = _ACTS[group[0].act]
        parts = [part for step in group if isinstance(part := self._part(step), Element)]
        label = self._label(group[0], parts[0], kind, "p")
        anchor = self.changes[-1].anchor if self.changes else ""
        for step, part in zip(group[1:], parts[1:], strict=True):
            self._note(kind, part, step, anchor=anchor)
        if kind is Kind.MOVED:
            content = joined(
                _element(_opened(part) if step.edit else part, self._moved_content(step, part))
                for step, part in zip(group, parts, strict=True)
            )
        else:
            content = _whole(kind, joined(write(_copied(part, kind)) for part in parts))
        end = f'<p class="{UNSEEN}">[end of what was {kind}]</p>'
        return f'<div class="hub-diff-block hub-diff-block--{kind}">\n{label}\n{content}\n{end}\n</div>'

    def _label(self, step: Step, part: Element, kind: Kind, tag: str) -> str:
        """Note a change of a whole part, and write its label."""
        if kind is not Kind.MOVED:
            return _label(kind, tag, self._note(kind, part, step))
        place = self._old_place(step)
        anchor = self._note(kind, part, step, anchor=self._anchor_at(step.target), place=place)
        return _label(kind, tag, anchor, f"Moved: stood {place}")

    def _old_place(self, step: Step) -> str:
        """Where a part stood before it moved: `after “Film”`."""
        return _place(self.old, step.source, section_of(self.new, step.target))

    def _stub(self, group: Sequence[Step], parent: str, columns: Columns | None) -> str:
        """The sentence that stands where something stood before it moved."""
        first = group[0]
        target = self.arrivals[first.source]
        place = _place(self.new, target, section_of(self.old, first.source))
        more = f" and {len(group) - 1} more" if len(group) > 1 else ""
        stand = "stand" if more else "stands"
        words = f"“{name_of(self._part(first))}”{more} now {stand} {place}."
        link = words if self.in_row else f'<a href="#{self._anchor_at(target)}">{escape(words)}</a>'
        match parent:
            case "ul" | "ol":
                return f'<li class="hub-diff-stub">{link}</li>'
            case "table" | "thead" | "tbody" | "tfoot":
                width = len(columns.pairs) if columns else sum(map(_span, _cells_of(self._part(first))))
                return f'<tr class="hub-diff-stub"><td colspan="{width}">{link}</td></tr>'
            case "dl":
                return f'<dt class="hub-diff-stub">Moved</dt>\n<dd class="hub-diff-stub">{link}</dd>'
            case _:
                return f'<p class="hub-diff-stub">{link}</p>'

    def _anchor_at(self, target: Path) -> str:
        """The anchor of a part that moved, by where it stands now."""
        if target not in self.anchors:
            self.anchors[target] = self._next_anchor()
        return self.anchors[target]

    def _next_anchor(self) -> str:
        return next(anchor for number in self.numbers if (anchor := f"change-{number}") not in self.taken)

    def _note(
        self,
        kind: Kind,
        part: Part,
        step: Step,
        *,
        anchor: str = "",
        old: str | None = None,
        new: str | None = None,
        words: tuple[Words, ...] = (),
        place: str = "",
    ) -> str:
        """Keep a change for the list of changes, and answer its anchor; changes in a row are told with the row."""
        if self.in_row:
            return ""
        root, path = (self.new, step.target) if step.target else (self.old, step.source)
        text = _row_text(part) if isinstance(part, Element) and part.tag == "tr" else part.text
        made = Change(
            anchor=anchor or self._next_anchor(),
            kind=kind,
            part=kind_of(part),
            name=name_of(part),
            section=section_of(root, path),
            old=old if old is not None else "" if kind is Kind.ADDED else text,
            new=new if new is not None else "" if kind is Kind.REMOVED else text,
            words=words or (Words(text, None if kind is Kind.MOVED else kind),),
            place=place,
        )
        self.changes.append(made)
        return made.anchor


_EMPTY = '<td class="hub-diff-empty"></td>'


def _follows(one: Path, other: Path) -> bool:
    """Whether a place comes directly behind another, beside it."""
    return one[:-1] == other[:-1] and one[-1] + 1 == other[-1]


def _place(root: Element, path: Path, other_section: str) -> str:
    """A place in words: `in “Film”` if it is in another section, else `after “Talk in pairs”`."""
    section = section_of(root, path)
    if section != other_section:
        return f"in “{section}”" if section else "outside the sections"
    neighbour = neighbour_of(root, path)
    return f"after “{neighbour}”" if neighbour else "first"


def _label(kind: Kind, tag: str, anchor: str = "", words: str = "") -> str:
    """The visible word for a change."""
    id_ = f' id="{anchor}"' if anchor else ""
    return f'<{tag} class="hub-diff-label hub-diff-label--{kind}"{id_}>{escape(words or _LABELS[kind])}</{tag}>'


def _element(part: Element, inner: Iterable[str]) -> str:
    """An element with other content."""
    return f"{opening(part.tag, part.attributes)}{joined(inner)}</{part.tag}>"


def _whole(kind: Kind, content: str) -> str:
    """All that a part holds, as what came or went."""
    tag = "ins" if kind is Kind.ADDED else "del"
    return f'<{tag} class="hub-diff-whole">{content}</{tag}>'


def _content(part: Element, kind: Kind) -> str:
    copied = _copied(part, kind)
    return write_all(copied.parts)


def _copied(part: Element, kind: Kind) -> Element:
    """A part as it may stand on the page: what went without its ids and links."""
    copied = removed_copy(part) if kind is Kind.REMOVED else part
    if isinstance(copied, Run):
        raise TypeError("an element stays an element")
    return copied


def _marked(part: Element, kind: Kind) -> Element:
    """A part with the class that says what became of it."""
    return with_classes(_copied(part, kind), f"hub-diff-part hub-diff-part--{kind}")


def _opened(part: Element) -> Element:
    """A part in which something changed; a fold is open, so that nobody misses it."""
    if part.tag != "details" or any(name == "open" for name, _ in part.attributes):
        return part
    made = with_classes(part, "hub-diff-open")
    return replace(made, attributes=(*made.attributes, ("open", "")))


def with_classes(part: Element, names: str) -> Element:
    """An element with further classes."""
    others = tuple(each for each in part.attributes if each[0] != "class")
    return replace(part, attributes=(("class", " ".join([*part.classes, names])), *others))


def _whole_cell(cell: Part, kind: Kind, words: str) -> str:
    if isinstance(cell, Run):
        raise TypeError("a row holds cells")
    return _element(_copied(cell, kind), [_whole(kind, words + _content(cell, kind))])


def _led(html: str, label: str) -> str:
    """An element with a label before all that it holds."""
    return html.replace(">", f">{label} ", 1)


def _first_led(cells: Sequence[str], label: str) -> list[str]:
    return [_led(cells[0], label), *cells[1:]] if cells else []


def _each(step: Step, part: Element) -> list[Step]:
    """The same step for each part within a part."""
    source = [replace(step, source=(*step.source, place)) if step.source else step for place in range(len(part.parts))]
    return [
        replace(each, target=(*step.target, place), part=None) if step.target else each
        for place, each in enumerate(source)
    ]


def _cells_of(row: Part) -> list[Element]:
    return [cell for cell in row.parts if isinstance(cell, Element)] if isinstance(row, Element) else []


def _span(cell: Element) -> int:
    columns = value_of(cell.attributes, "colspan")
    return int(columns) if columns.isascii() and columns.isdigit() else 1


def _row_text(row: Element) -> str:
    """The words of a row, its cells set apart."""
    return " | ".join(cell.text for cell in row.parts)
