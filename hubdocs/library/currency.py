"""Is a printed copy current? An earlier edition of a binder, compared leaf by leaf with the newest.

This is the looseleaf practice of aviation and the armed forces: a list of effective leaves, and only the
changed ones sent out. Site and print ask here, so that a page, a covering letter and a program say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise, zip_longest

from hubdocs.model import TODAY, Edition, Leaf, Library, Pack, PackDocument, Release, Version, Wanted, ids

MOST_CHANGED = 0.6
"""The share of new leaves above which a whole new binder is less work than a catch-up pack."""


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
"""What a kind of release asks of those who hold an older one; a first release asks nothing."""


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
    """The most urgent of its release's and its leaves'."""
    leaves: tuple[LeafChange, ...]
    """Every leaf, in order; none where no leaves were recorded."""
    withdrawn: str = ""
    """Why the release that is held must no longer be used; empty while it may."""
    newest_withdrawn: str = ""
    """Why the release in the newest edition must no longer be used either; empty while it may."""

    @property
    def changed(self) -> tuple[LeafChange, ...]:
        """The leaves that are taken out or put in."""
        return tuple(leaf for leaf in self.leaves if leaf.is_changed)

    @property
    def is_left_out(self) -> bool:
        """Whether what the newest edition has of it is not put in: that was withdrawn, and another release is held."""
        return bool(self.newest_withdrawn) and self.held != self.newest

    @property
    def is_kept(self) -> bool:
        """Whether what is held stays, though the newest edition has another release of it: that was withdrawn."""
        return self.is_left_out and self.held is not None and not self.withdrawn


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

    @property
    def is_new(self) -> bool:
        """Whether nothing of that label was in the binder before: its first leaf is put in, and none is taken out."""
        return self.take_out is None and self.put_in is not None and self.put_in[0] == 1

    @property
    def is_gone(self) -> bool:
        """Whether nothing of that label stays in the binder."""
        return self.put_in is None and self.take_out is not None and self.take_out[0] == 1


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
    """How to bring a binder up to date; none where leaves are not known. Nothing that was withdrawn is put in."""
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
    before, after = (held.leaves, tuple(_to_hold(library, held, newest, today))) if knows else ((), ())
    return Currency(
        pack=pack.id,
        held=held.id,
        newest=newest.id,
        documents=tuple(_documents(library, held, newest, by_label(before), by_label(after))),
        steps=tuple(filing_steps(before, after)),
        knows_leaves=knows,
    )


def _to_hold(library: Library, held: Edition, newest: Edition, today: Iterable[Leaf]) -> Iterator[Leaf]:
    """Yield what a binder should hold: the newest edition's leaves, but none of a release that was withdrawn.

    In the place of such a document stays what is held of it, unless that was withdrawn too.
    """
    before, after = _versions_in(held), _versions_in(newest)
    for id_, leaves in groupby(today, key=lambda leaf: document_of(leaf.label)):
        if not why_withdrawn(library, id_, after.get(id_)):
            yield from leaves
        elif not why_withdrawn(library, id_, before.get(id_)):
            yield from (leaf for leaf in held.leaves if document_of(leaf.label) == id_)


def newer_than_edition(library: Library, pack: Pack) -> tuple[Release, ...]:
    """What was released since the newest edition of a pack was fixed, and so is in none yet."""
    edition = pack.newest_edition
    fixed = {each.id: each.version for each in edition.documents} if edition else {}
    wanted = (_newest_wanted(library, item.wanted) for item in pack.contents if isinstance(item, PackDocument))
    return tuple(
        release for release in wanted if release and (release.id not in fixed or fixed[release.id] < release.version)
    )


def verdict_of(library: Library, release: Release) -> Verdict:
    """What to do with a copy of one release, whoever holds it."""
    if release.withdrawn:
        return Verdict.DO_NOT_USE
    newest = newest_released(library, release.id)
    return step_between(library, release.id, release.version, newest.version) if newest else Verdict.CURRENT


def verdict_of_handout(library: Library, release: Release, handout: str) -> Verdict:
    """What to do with a copy of a handout of one release: it may be current in a module that is not."""
    if release.withdrawn:
        return Verdict.DO_NOT_USE
    newest = newest_released(library, release.id)
    if newest is None or newest.handouts.get(handout) == release.handouts.get(handout):
        return Verdict.CURRENT
    if handout not in newest.handouts:
        return worst([Verdict.REPLACE, step_between(library, release.id, release.version, newest.version)])
    return worst(
        _OF_KIND.get(after.kind, Verdict.CURRENT)
        for before, after in pairwise(_released(library, release.id))
        if release.version < after.version <= newest.version
        and before.handouts.get(handout) != after.handouts.get(handout)
    )


def newest_released(library: Library, id_: str) -> Release | None:
    """The newest release of a document that may be used; working text shown as a draft is none."""
    return _newest_wanted(library, Wanted(id_))


def _newest_wanted(library: Library, wanted: Wanted) -> Release | None:
    fitting = (each for each in reversed(_released(library, wanted.id)) if wanted.allows(each.version))
    return next((each for each in fitting if not each.withdrawn), None)


def step_between(library: Library, id_: str, held: Version, newest: Version) -> Verdict:
    """What the releases between two versions ask of those who hold the older one.

    One that was withdrawn in between counts too: the release after it was made from it.
    """
    between = (each.kind for each in _released(library, id_) if held < each.version <= newest)
    return worst(_OF_KIND.get(kind, Verdict.CURRENT) for kind in between)


def _released(library: Library, id_: str) -> tuple[Release, ...]:
    return tuple(each for each in library.releases.get(id_, ()) if not each.is_draft)


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
    return max(runs, key=len, default=[])


def _documents(
    library: Library,
    held: Edition,
    newest: Edition,
    old: Mapping[str, tuple[Leaf, ...]],
    new: Mapping[str, tuple[Leaf, ...]],
) -> Iterator[DocumentCurrency]:
    """Yield each document and content page of both editions, in the order of the newest."""
    before, after = _versions_in(held), _versions_in(newest)
    pairs: dict[str, list[tuple[Leaf | None, Leaf | None]]] = {}
    for label in dict.fromkeys((*new, *old)):
        pairs.setdefault(document_of(label), []).extend(zip_longest(old.get(label, ()), new.get(label, ())))
    for id_ in dict.fromkeys((*map(document_of, new), *after, *map(document_of, old), *before)):
        yield _document(library, id_, (before.get(id_), after.get(id_)), pairs.get(id_, ()))


def _versions_in(edition: Edition) -> Mapping[str, Version]:
    return {each.id: each.version for each in edition.documents}


def document_of(label: str) -> str:
    """The document that a leaf belongs to: of a module's sheets its id, of any other its own label."""
    if sheet := ids.FEEDBACK_SHEET.fullmatch(label):
        return sheet[1]
    return ids.document_of(label) if ids.HANDOUT.fullmatch(label) else label


def _document(
    library: Library,
    id_: str,
    versions: tuple[Version | None, Version | None],
    pairs: Sequence[tuple[Leaf | None, Leaf | None]],
) -> DocumentCurrency:
    held, newest = versions
    withdrawn, newest_withdrawn = why_withdrawn(library, id_, held), why_withdrawn(library, id_, newest)
    if withdrawn:
        step = Verdict.DO_NOT_USE
    elif newest_withdrawn:
        step = _beside_what_may_be_used(library, id_, held)
    else:
        step = _step(library, id_, held, newest)
    leaves = tuple(LeafChange(old, new, _leaf_verdict(library, (held, step), old, new)) for old, new in pairs)
    verdict = worst([step, *(leaf.verdict for leaf in leaves)])
    return DocumentCurrency(id_, held, newest, verdict, leaves, withdrawn, newest_withdrawn)


def _leaf_verdict(
    library: Library, document: tuple[Version | None, Verdict], old: Leaf | None, new: Leaf | None
) -> Verdict:
    """What to do with one leaf: what the releases ask up to the one that its foot names."""
    held, step = document
    if old == new:
        return Verdict.CURRENT
    if step is Verdict.CURRENT:
        return Verdict.REPLACE  # no release changed it: something live did, such as a telephone number
    if old is None and step is Verdict.DO_NOT_USE:
        return Verdict.REPLACE  # nobody holds it yet
    if old is None or new is None or step is Verdict.DO_NOT_USE:
        return step
    changed = _version(new)
    if held is None or changed is None or changed <= held:
        return Verdict.REPLACE  # something live again
    return step_between(library, document_of(new.label), held, changed)


def _version(leaf: Leaf) -> Version | None:
    """The release in which a leaf last changed; a content page's never came with one."""
    return None if leaf.version == TODAY else Version.parse(leaf.version)


def why_withdrawn(library: Library, id_: str, version: Version | None) -> str:
    """Why a release must no longer be used; empty while it may."""
    return next((each.withdrawn for each in _released(library, id_) if each.version == version), "")


def _beside_what_may_be_used(library: Library, id_: str, held: Version | None) -> Verdict:
    """What to do with a document of which the newest edition has a withdrawn release, and this one none or another."""
    latest = newest_released(library, id_)
    return step_between(library, id_, held, latest.version) if held and latest else Verdict.CURRENT


def _step(library: Library, id_: str, held: Version | None, newest: Version | None) -> Verdict:
    """What to do with a document as a whole."""
    if held == newest:
        return Verdict.CURRENT
    if held is None:
        return Verdict.REPLACE  # it is put in
    if newest is None:  # it is no longer in the pack; what was released since still says whether it is safe to use
        latest = newest_released(library, id_)
        since = step_between(library, id_, held, latest.version) if latest else Verdict.CURRENT
        return worst([Verdict.REPLACE, since])
    return step_between(library, id_, held, newest) if held < newest else Verdict.REPLACE
