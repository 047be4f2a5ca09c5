"""Two states of a document compared as a whole: what stands above the text, the text, and the handouts."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from hubdocs.model import Document, Handout, View
from hubdocs.model.documents import Typed
from hubdocs.releases.differences.changes import Change, Kind, Words
from hubdocs.releases.differences.comparison import Comparison, compare
from hubdocs.releases.differences.plain_reading import handout_text, handouts_shown, text_of
from hubdocs.releases.differences.summary import changed_handouts, summarise
from hubdocs.releases.digest import LIVE_KEYS

FOR_TRAINERS = frozenset({"materials"})
"""Front matter that only those who run a session see."""
FRONT = "front matter"
"""What a change above the text is of."""


@dataclass(frozen=True)
class HandoutChange:
    """What became of a handout."""

    handout: Handout
    """As it is now; as it was, if it is gone."""
    kind: Kind
    comparison: Comparison
    """Its text; compared with nothing if it came or went."""


@dataclass(frozen=True)
class Report:
    """What became of a document, for readers of one view."""

    summary: str
    """One paragraph."""
    front: tuple[Change, ...]
    """What changed above the text, in the order of the file."""
    text: Comparison
    handouts: tuple[HandoutChange, ...]
    """Only those that changed, in order of id."""

    @property
    def is_same(self) -> bool:
        """Whether nothing changed that readers see."""
        return not (self.front or self.text.changes or self.handouts)


def report(old: Document, new: Document, view: View) -> Report:
    """Compare two states of a document as readers of a view see them.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    return Report(
        summary=summarise(old, new, view),
        front=_front(old, new, view),
        text=compare(text_of(old, view), text_of(new, view)),
        handouts=tuple(_handout(old, new, id_, kind, view) for id_, kind in changed_handouts(old, new, view).items()),
    )


def _front(old: Document, new: Document, view: View) -> tuple[Change, ...]:
    """What changed in the front matter, one entry for each key."""
    silent = LIVE_KEYS | (FOR_TRAINERS if view is View.PARTICIPANT else frozenset())
    keys = dict.fromkeys([*new.source.front, *old.source.front])
    before = {key: _words(old.source.front[key]) if key in old.source.front else "" for key in keys}
    after = {key: _words(new.source.front[key]) if key in new.source.front else "" for key in keys}
    return tuple(
        _front_change(key, before[key], after[key]) for key in keys if key not in silent and before[key] != after[key]
    )


def _front_change(key: str, old: str, new: str) -> Change:
    kind = Kind.CHANGED if old and new else Kind.ADDED if new else Kind.REMOVED
    if kind is Kind.CHANGED:
        found = compare(f"<p>{escape(old)}</p>", f"<p>{escape(new)}</p>").changes
        words = tuple(each for change in found for each in change.words)
    else:
        words = (Words(new or old, kind),)
    return Change("", kind, FRONT, key, "", old, new, words)


def _words(value: Typed) -> str:
    """Front matter in a line: items behind one another."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    return ", ".join(f"{key} {_words(each)}" for key, each in value.items())


def _handout(old: Document, new: Document, id_: str, kind: Kind, view: View) -> HandoutChange:
    before, after = handouts_shown(old, view).get(id_), handouts_shown(new, view).get(id_)
    handout = after or before
    if handout is None:
        raise KeyError(id_)
    texts = (
        handout_text(old, before, view) if before else "",
        handout_text(new, after, view) if after else "",
    )
    return HandoutChange(handout, kind, compare(*texts))
