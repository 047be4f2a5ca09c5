"""Two texts compared: the new one with marks, the list of changes, and the steps between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hubdocs.authoring.markdown.trees import classes_of, parse, serialise, with_class
from hubdocs.releases.differences import script
from hubdocs.releases.differences.changes import Change, Kind
from hubdocs.releases.differences.marking import mark
from hubdocs.releases.differences.parts import PictureName, read, write_all

_GONE = ("hub-diff-words", "hub-diff-label", "hub-diff-stub", "hub-diff-removed", "hub-diff-empty", "hub-diff-gap")
_GONE_WHOLE = ("hub-diff-block--removed", "hub-diff-part--removed")
_ROUND = ("hub-diff-added", "hub-diff-whole", "hub-diff-styled", "hub-diff-block")


@dataclass(frozen=True)
class Comparison:
    """What became of a text."""

    html: str
    """The new text with marks in it; the classes of `MARKS` say what is what."""
    changes: tuple[Change, ...]
    """Each change, in the order of the page; the id of its mark is its `anchor`."""
    sections: tuple[tuple[str, str], ...]
    """Kind (`activity`, `standard`, `clause`, `section`) and heading of each section in which something changed."""
    difference: script.ElementEdit
    """The steps from the old text to the new one; `apply` takes them."""

    @property
    def is_same(self) -> bool:
        """Whether both texts tell a reader the same."""
        return not self.changes

    @cached_property
    def counts(self) -> Mapping[Kind, Mapping[str, int]]:
        """How many parts of which kind were added, removed, changed and moved: `{changed: {activity: 2}}`."""
        found: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
        for change in self.changes:
            found[change.kind][change.part] += 1
        for part, _ in self.sections:
            found[Kind.CHANGED][part] += 1
        return found

    @property
    def added(self) -> Mapping[str, int]:
        """How many parts of which kind came."""
        return self.counts[Kind.ADDED]

    @property
    def removed(self) -> Mapping[str, int]:
        """How many parts of which kind went."""
        return self.counts[Kind.REMOVED]

    @property
    def changed(self) -> Mapping[str, int]:
        """How many parts of which kind changed where they are; sections in which something changed count, too."""
        return self.counts[Kind.CHANGED]

    @property
    def moved(self) -> Mapping[str, int]:
        """How many parts of which kind stand elsewhere."""
        return self.counts[Kind.MOVED]


def compare(old: str, new: str, picture: PictureName = str) -> Comparison:
    """Compare two clean texts as our renderer makes them.

    `picture` answers the address of a picture with what it is, such as its digest: so a picture that was drawn
    anew under the same name has changed, and one that only stands elsewhere has not.
    """
    before, after = read(old, picture), read(new, picture)
    difference = script.difference(before, after)
    marked = mark(before, after, difference)
    return Comparison(marked.html, marked.changes, marked.sections, difference)


def apply(old: str, difference: script.ElementEdit) -> str:
    """The new text as `in_form` writes it, made of the old one and the steps between them."""
    return write_all(script.apply(read(old), difference).parts)


def in_form(html: str) -> str:
    """A text as comparisons write it: tabs one below the other, single spaces, each block on a line of its own."""
    return write_all(read(html).parts)


def accepted(marked: str) -> str:
    """The new text as `in_form` writes it, made of `Comparison.html` by taking every mark and removal out."""
    tree = parse(marked)
    for name in (*_GONE, *_GONE_WHOLE):
        for each in with_class(tree, name):
            each.drop_tree()
    for name in _ROUND:
        for each in with_class(tree, name):
            each.drop_tag()
    for each in tree.iter("li"):
        each.attrib.pop("value", None)
    for each in tree.iter():
        if own := [name for name in classes_of(each) if name.startswith("hub-diff-")]:
            if "hub-diff-open" in own:
                each.attrib.pop("open", None)
            each.set("class", " ".join(name for name in classes_of(each) if name not in own))
            if not each.get("class"):
                each.attrib.pop("class")
    return write_all(read(serialise(tree)).parts)
