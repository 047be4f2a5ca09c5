"""Is a printed copy current? An earlier edition of a binder, compared leaf by leaf with the newest.

This is the looseleaf practice of aviation and the armed forces: a list of effective leaves, and only the
changed ones sent out. Site and print ask here, so that a page, a covering letter and a program say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, zip_longest

from hubdocs.model import Edition, Leaf, Library, Pack, PackDocument, Release, Version, ids

MOST_CHANGED = 0.6
"""The share of new leaves above which a whole new binder is less work than a catch-up pack."""

_STEPS = ("patch", "minor", "major")
"""Kinds of release, from the least to what asks most of readers."""


class Verdict(StrEnum):
    """What to do with something printed, from nothing to the most urgent."""

    CURRENT = "current"
    """It says what the newest says."""
    WORDING = "wording"
    """Only wording changed: it may be used until it is printed again."""
    REPLACE = "replace"
    """It is replaced when convenient."""
    DO_NOT_USE = "do-not-use"
    """People must be trained again, an old copy is unsafe, or it was withdrawn."""


_URGENCY = tuple(Verdict)
_OF_KIND = {"patch": Verdict.WORDING, "minor": Verdict.REPLACE, "major": Verdict.DO_NOT_USE}


@dataclass(frozen=True)
class LeafChange:
    """One leaf of a binder that is held, and the one that belongs in its place."""

    old: Leaf | None
    """`None` where a leaf is put in that had none in its place."""
    new: Leaf | None
    """`None` where a leaf is taken out for good."""
    verdict: Verdict

    @property
    def is_changed(self) -> bool:
        """Whether something is taken out or put in."""
        return self.old != self.new


@dataclass(frozen=True)
class DocumentCurrency:
    """One document of an edition, with its handouts; or one content page."""

    id: str
    """`WC-01`; of a content page its label, `page-help-using-this-pack`."""
    held: Version | None
    """As the edition holds it; `None` if it is new since then, or a content page."""
    newest: Version | None
    """As the newest edition holds it; `None` if it is no longer in the pack, or a content page."""
    verdict: Verdict
    """The most urgent of its leaves'; of its release, where no leaves were recorded."""
    leaves: tuple[LeafChange, ...]
    """Every leaf, in order; none where no leaves were recorded."""
    withdrawn: str = ""
    """Why the release that is held must no longer be used; empty while it may."""

    @property
    def changed(self) -> tuple[LeafChange, ...]:
        """The leaves that are taken out or put in."""
        return tuple(leaf for leaf in self.leaves if leaf.is_changed)


@dataclass(frozen=True)
class FilingStep:
    """One line of the filing instructions: what is taken out of a binder, and what is put in."""

    label: str
    """What the leaves belong to: `WC-01`, `WC-01-H1`."""
    take_out: tuple[int, int] | None
    """First and last page to take out; `None` when nothing is."""
    put_in: tuple[int, int] | None
    """First and last page to put in; `None` when nothing is."""
    behind: str = ""
    """Of something new, or that stands elsewhere now: the label that it is filed behind; empty for the front."""
    moved: bool = False
    """Whether it stood elsewhere in the binder before."""


@dataclass(frozen=True)
class Currency:
    """How current one edition of a pack is."""

    pack: str
    held: str
    """The id of the edition that is held."""
    newest: str
    """The id of the edition in force."""
    documents: tuple[DocumentCurrency, ...]
    """In the newest edition's order, then what is no longer in it."""
    steps: tuple[FilingStep, ...]
    """How to bring a binder up to date; none where leaves are not known."""
    knows_leaves: bool
    """Whether both editions have a record of their leaves."""

    @property
    def verdict(self) -> Verdict:
        """The most urgent of its documents'."""
        return worst(each.verdict for each in self.documents)

    @property
    def put_in(self) -> tuple[Leaf, ...]:
        """The leaves to print, in the newest edition's order."""
        return tuple(leaf.new for each in self.documents for leaf in each.changed if leaf.new)

    @property
    def changed_share(self) -> float:
        """New leaves among all leaves of the newest edition, from 0 to 1; 1 where leaves are not known."""
        kept = [leaf.new for each in self.documents for leaf in each.leaves if leaf.new]
        return len(self.put_in) / len(kept) if kept and self.knows_leaves else float(not self.knows_leaves)

    @property
    def is_better_reprinted(self) -> bool:
        """Whether to print a whole new binder: too much changed, or nobody can tell what."""
        return not self.knows_leaves or self.changed_share > MOST_CHANGED


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The most urgent of some verdicts; `CURRENT` when there is none."""
    return max(verdicts, key=_URGENCY.index, default=Verdict.CURRENT)


def currency_of(library: Library, pack: Pack, held: Edition, leaves: Sequence[Leaf] | None = None) -> Currency:
    """How current an edition is beside the newest one of its pack.

    `leaves` are the newest edition's as they are printed today, where something live changed them since they
    were recorded; as recorded when it is `None`.

    Raises:
        ValueError: The pack has no edition.
    """
    newest = pack.newest_edition
    if newest is None:
        raise ValueError(f"{pack.id} has no edition")
    today = newest.leaves if leaves is None else tuple(leaves)
    knows = bool(held.leaves and today)
    old, new = (by_label(held.leaves), by_label(today)) if knows else ({}, {})
    return Currency(
        pack=pack.id,
        held=held.id,
        newest=newest.id,
        documents=tuple(_documents(library, held, newest, old, new)),
        steps=tuple(filing_steps(held.leaves, today)) if knows else (),
        knows_leaves=knows,
    )


def newer_than_edition(library: Library, pack: Pack) -> tuple[Release, ...]:
    """What was released since the newest edition of a pack was fixed, and so is in none yet."""
    edition = pack.newest_edition
    fixed = {each.id: each.version for each in edition.documents} if edition else {}
    wanted = (library.newest(item.wanted) for item in pack.contents if isinstance(item, PackDocument))
    return tuple(release for release in wanted if release and fixed.get(release.id) != release.version)


def by_label(leaves: Iterable[Leaf]) -> dict[str, tuple[Leaf, ...]]:
    """Leaves of a binder by what they belong to, in order."""
    return {label: tuple(held) for label, held in groupby(leaves, key=lambda leaf: leaf.label)}


def filing_steps(old: Iterable[Leaf], new: Iterable[Leaf]) -> Iterator[FilingStep]:
    """How a binder with the leaves `old` is made one with the leaves `new`.

    First what is no longer in it is taken out; then, in the new order, everything else is put right.
    """
    before, after = by_label(old), by_label(new)
    for label, leaves in before.items():
        if label not in after:
            yield FilingStep(label, (leaves[0].first, leaves[-1].last), None)
    stays = _in_order([label for label in before if label in after], list(after))
    behind = ""
    for label, leaves in after.items():
        if label not in before:
            yield FilingStep(label, None, (leaves[0].first, leaves[-1].last), behind)
        else:
            if label not in stays:
                pages = (before[label][0].first, before[label][-1].last)
                yield FilingStep(label, pages, pages, behind, moved=True)
            yield from _exchanges(label, before[label], leaves)
        behind = label


def _exchanges(label: str, old: Sequence[Leaf], new: Sequence[Leaf]) -> Iterator[FilingStep]:
    """Each run of neighbouring leaves that is taken out, put in, or both."""
    pairs = list(zip_longest(old, new))
    for is_changed, run in groupby(pairs, key=lambda pair: pair[0] != pair[1]):
        if is_changed:
            held = list(run)
            yield FilingStep(label, _pages(leaf for leaf, _ in held), _pages(leaf for _, leaf in held))


def _pages(leaves: Iterable[Leaf | None]) -> tuple[int, int] | None:
    """First and last page of neighbouring leaves."""
    held = [leaf for leaf in leaves if leaf]
    return (held[0].first, held[-1].last) if held else None


def _in_order(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """As many labels as possible that stand in the same order before and after: all others are moved."""
    place = {label: number for number, label in enumerate(new)}
    runs: list[list[str]] = []
    for label in old:
        before = [run for run in runs if place[run[-1]] < place[label]]
        runs.append([*_longest(before), label])
    return frozenset(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run), default=[])


def _documents(
    library: Library,
    held: Edition,
    newest: Edition,
    old: Mapping[str, tuple[Leaf, ...]],
    new: Mapping[str, tuple[Leaf, ...]],
) -> Iterator[DocumentCurrency]:
    """Yield each document and content page of both editions."""
    versions = {each.id: each.version for each in held.documents}
    todays = {each.id: each.version for each in newest.documents}
    pages = (document_of(label) for label in (*new, *old))
    for id_ in dict.fromkeys((*todays, *pages, *versions)):
        before, after = versions.get(id_), todays.get(id_)
        withdrawn = _withdrawn(library, id_, before)
        step = Verdict.DO_NOT_USE if withdrawn else _step(library, id_, before, after)
        labels = dict.fromkeys(label for label in (*new, *old) if document_of(label) == id_)
        leaves = tuple(leaf for label in labels for leaf in _leaves(old.get(label, ()), new.get(label, ()), step))
        verdict = worst(leaf.verdict for leaf in leaves) if leaves else step
        yield DocumentCurrency(id_, before, after, Verdict.DO_NOT_USE if withdrawn else verdict, leaves, withdrawn)


def document_of(label: str) -> str:
    """The document that a leaf belongs to: of a handout's its module's id, of any other its own label."""
    return ids.document_of(label) if ids.HANDOUT.fullmatch(label) else label


def _leaves(old: Sequence[Leaf], new: Sequence[Leaf], step: Verdict) -> Iterator[LeafChange]:
    """Each leaf beside the one in its place. What changed without a new release changed because it is live."""
    changed = Verdict.REPLACE if step is Verdict.CURRENT else step
    for before, after in zip_longest(old, new):
        yield LeafChange(before, after, Verdict.CURRENT if before == after else changed)


def _withdrawn(library: Library, id_: str, version: Version | None) -> str:
    """Why a release must no longer be used; empty while it may."""
    releases = library.releases.get(id_, ())
    return next((each.withdrawn for each in releases if each.version == version), "")


def _step(library: Library, id_: str, held: Version | None, newest: Version | None) -> Verdict:
    """What the releases between two versions ask of those who hold the older one."""
    if held == newest:
        return Verdict.CURRENT
    if held is None or newest is None or newest < held:
        return Verdict.REPLACE
    between = (each.kind for each in library.releases.get(id_, ()) if held < each.version <= newest)
    kind = max((each for each in between if each in _STEPS), key=_STEPS.index, default="minor")
    return _OF_KIND[kind]
