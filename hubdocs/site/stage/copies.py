"""A printed edition in somebody's hands: how current each document in it is, and what to do about it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hubdocs.library.currency import (
    Currency,
    DocumentCurrency,
    LeafChange,
    Verdict,
    currency_of,
    document_of,
    newer_than_edition,
    newest_released,
    step_between,
    worst,
)
from hubdocs.library.filing import filing, name_of
from hubdocs.model import TODAY, CatchUp, Edition, Leaf, Library, Module, Pack, Release, Version
from hubdocs.site.stage import words
from hubdocs.site.stage.packs import Issue


@dataclass(frozen=True)
class LeafRow:
    """One leaf of a binder, in words."""

    pages: str
    """`Pages 5 and 6`; of a handout `WC-01-H1, page 1`."""
    yours: str
    """The release that the foot of the leaf names which is held; empty where a leaf is put in."""
    newest: str
    """The release that the foot of the newest leaf names; empty where one is taken out."""
    verdict: Verdict
    to_do: str


@dataclass(frozen=True)
class Row:
    """One document of an edition, in words."""

    document: DocumentCurrency
    title: str
    verdict: Verdict
    """What to do with it today, whatever the newest edition holds."""
    to_do: str
    why: tuple[str, ...]
    """What changed, or why it was withdrawn: a sentence for each release."""
    leaves: tuple[LeafRow, ...]
    held: Release | None
    instead: Release | None
    """The release to use, where the one that is held is not the newest that may be used."""

    @property
    def id(self) -> str:
        """The document's number; empty of a content page, which has none."""
        return "" if self.is_page else self.document.id

    @property
    def name(self) -> str:
        """Its number, or the title of what has none."""
        return self.id or self.title

    @property
    def is_page(self) -> bool:
        """Whether it is a content page, which is always today's."""
        return self.document.held is None and self.document.newest is None

    @property
    def is_module(self) -> bool:
        """Whether people are trained with it; standards and agreements bind them."""
        return self.held is not None and isinstance(self.held.document, Module)

    @property
    def changed(self) -> int:
        """How many leaves are taken out or put in."""
        return len(self.document.changed)


@dataclass(frozen=True)
class Copy:
    """One edition of a pack, as somebody holds it."""

    library: Library
    issue: Issue
    """The edition that is held."""
    newest: Issue
    """The edition in force."""
    currency: Currency
    since: tuple[Release, ...]
    """What was released after the newest edition, and so is in none yet."""

    @property
    def pack(self) -> Pack:
        """The pack that it is an edition of."""
        return self.issue.pack

    @property
    def name(self) -> str:
        """`School staff pack 2026-11`."""
        return f"{self.pack.title} {self.issue.edition}"

    @property
    def is_newest(self) -> bool:
        """Whether there is no later edition."""
        return self.issue.edition == self.newest.edition

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each document, the most urgent first, else in the order of the pack."""
        later = {release.id: release for release in self.since}
        rows = (_row(self.library, each, later.get(each.id)) for each in self.currency.documents)
        return tuple(sorted(rows, key=lambda row: -_URGENCY.index(row.verdict)))

    @cached_property
    def verdict(self) -> Verdict:
        """The most urgent of its documents'."""
        return worst(row.verdict for row in self.rows)

    @property
    def unsafe(self) -> tuple[Row, ...]:
        """The documents that must not be used."""
        return tuple(row for row in self.rows if row.verdict is Verdict.DO_NOT_USE)

    @property
    def withdrawn(self) -> tuple[Row, ...]:
        """The documents of which the release that is held was withdrawn."""
        return tuple(row for row in self.rows if row.document.withdrawn)

    @property
    def wrong_in_newest(self) -> tuple[Row, ...]:
        """The documents of which the newest edition holds a withdrawn release, and this one another."""
        return tuple(row for row in self.rows if row.document.is_left_out)

    @property
    def is_changed(self) -> bool:
        """Whether the newest edition holds anything else, or is printed otherwise today."""
        if not self.currency.knows_leaves:
            return any(each.held != each.newest for each in self.currency.documents)
        return bool(self.currency.put_in if self.is_newest else self.currency.steps)

    @property
    def catch_up(self) -> CatchUp | None:
        """What to print to have the newest edition, where it was made."""
        return next((each for each in self.newest.catch_ups if each.held == self.issue.edition), None)

    @property
    def steps(self) -> tuple[tuple[str, str, str], ...]:
        """What to file, in words: what it belongs to, what to take out, what to put in."""
        steps = self.currency.steps
        return tuple((name_of(self.library, step.label), *filing(self.library, step)) for step in steps)


_URGENCY = tuple(Verdict)


def copies(library: Library, held: Sequence[Issue]) -> Iterator[Copy]:
    """Every edition of one pack as a copy in somebody's hands, in the order in which they are given.

    The newest stands first. Its leaves are as they are printed today.
    """
    newest = held[0]
    pack = newest.pack
    since = newer_than_edition(library, pack)
    editions: Mapping[str, Edition] = {each.id: each for each in pack.editions}
    for issue in held:
        currency = currency_of(library, pack, editions[issue.edition], newest.leaves or None)
        yield Copy(library, issue, newest, currency, since)


def headline(copy: Copy) -> tuple[str, str]:
    """What to know first: the verdict in a few words, and a sentence."""
    match copy.verdict:
        case Verdict.DO_NOT_USE:
            return f"Do not use {_listed([row.name for row in copy.unsafe])}", _unsafe(copy)
        case Verdict.REPLACE:
            return _replace(copy)
        case Verdict.WORDING:
            return "Fine to use: only wording changed", "You need not print anything again."
    if copy.is_newest:
        return "Your copy is current", "This is the newest edition of the pack. There is nothing to do."
    told = f"There is a newer edition, {copy.newest.edition}, but nothing that you hold has changed."
    return "Your copy is current", told


def _unsafe(copy: Copy) -> str:
    """Why some of a copy must not be used, and whether the rest may be."""
    rest = [row for row in copy.rows if row.verdict is not Verdict.DO_NOT_USE]
    changed = [row for row in copy.unsafe if not row.document.withdrawn]
    trained = [row.name for row in changed if row.is_module]
    bound = [row.name for row in changed if not row.is_module]
    told = [f"{_listed(trained)} changed so much that people are trained again first."] if trained else []
    told += [f"What {_listed(bound)} binds people to has changed."] if bound else []
    if any(row.verdict is Verdict.REPLACE for row in rest):
        told.append("The rest may be used; replace what is old when convenient.")
    elif rest:
        told.append("Everything else in this copy may be used.")
    return " ".join(told)


def _replace(copy: Copy) -> tuple[str, str]:
    """What to know of a copy that is old in part."""
    old = [row for row in copy.rows if row.verdict is Verdict.REPLACE]
    if not copy.is_changed:
        told = f"Print {_listed([row.name for row in old])} again when convenient"
        return told, "This is the newest edition, but there is a newer release."
    may = "Your copy may be used until then."
    count = len(copy.currency.put_in)
    if count and copy.currency.knows_leaves:
        return f"Replace {counted(count, 'sheet', 'sheets')} when convenient", may
    steps = {
        "replace": [row.name for row in old if (row.document.held and row.document.newest) or row.is_page],
        "add": [row.name for row in old if not row.document.held and row.document.newest],
        "take out": [row.name for row in old if row.document.held and not row.document.newest],
    }
    told = _listed([f"{step} {_listed(names)}" for step, names in steps.items() if names])
    return f"{told[:1].upper()}{told[1:]} when convenient", may


def _row(library: Library, document: DocumentCurrency, later: Release | None) -> Row:
    """One document: how it stands beside the newest edition, and beside what was released since."""
    held, newest = _release(library, document.id, document.held), _release(library, document.id, document.newest)
    usable = newest_released(library, document.id)
    instead = usable if held and usable and usable.version != held.version else None
    beyond = step_between(library, document.id, held.version, later.version) if held and later else Verdict.CURRENT
    verdict = worst([document.verdict, beyond])
    asks_more = verdict is not document.verdict
    shown = newest or held
    return Row(
        document=document,
        title=shown.document.title if shown else name_of(library, document.id),
        verdict=verdict,
        to_do=_to_do(document, verdict, later if asks_more else None, instead, shown),
        why=tuple(_why(library, document, held, later)),
        leaves=tuple(_leaf_row(library, leaf) for leaf in document.leaves),
        held=held,
        instead=instead,
    )


def _to_do(
    document: DocumentCurrency,
    verdict: Verdict,
    later: Release | None,
    instead: Release | None,
    shown: Release | None,
) -> str:
    """What to do with a document, in a sentence or two.

    `later` is a release that no edition holds yet, where it asks for more than the newest edition does.
    """
    if document.withdrawn:
        return _in_place_of_withdrawn(document, instead)
    if document.newest_withdrawn and not document.held:
        return f"Do not put it in: version {document.newest} was withdrawn."
    if document.newest_withdrawn:
        return f"Keep yours for now: version {document.newest}, in the newest edition, was withdrawn."
    if later:
        return _beyond(verdict, later)
    if document.newest is None and document.held:
        gone = "It is no longer in this pack: take it out."
        return f"Do not use it. {gone}" if verdict is Verdict.DO_NOT_USE else gone
    if document.held is None and document.newest:
        return "New since your edition: put it in."
    return _usual(document, verdict, shown)


def _in_place_of_withdrawn(document: DocumentCurrency, instead: Release | None) -> str:
    """What to do about a release that was withdrawn."""
    if document.leaves and document.newest != document.held and document.newest and not document.newest_withdrawn:
        count = f"{len(document.changed)} of its {len(document.leaves)} sheets"
        return f"Do not use it as it is. Replace {count}, and you hold version {document.newest}."
    use = f"Use {instead.version} in its place." if instead else "Nothing takes its place yet."
    return f"Take it out and do not use it. {use}"


def _beyond(verdict: Verdict, later: Release) -> str:
    """What to do about a release that no edition holds yet."""
    match verdict:
        case Verdict.DO_NOT_USE:
            return f"Do not use yours. {_major(later)} {later.version}, which is in no edition yet."
        case Verdict.REPLACE:
            return f"Version {later.version} is in no edition yet. Print it by itself, or wait for the next edition."
    return f"Only wording changed, in {later.version}. The next edition brings it."


def _major(release: Release) -> str:
    """What a major release of such a document means for people; its version follows."""
    is_module = isinstance(release.document, Module)
    return "People are trained again with" if is_module else "What it binds people to changed with"


def _usual(document: DocumentCurrency, verdict: Verdict, shown: Release | None) -> str:
    """What to do with a document that is in both editions."""
    leaves = f" {_differ(len(document.changed), len(document.leaves))}" if document.leaves else ""
    match verdict:
        case Verdict.DO_NOT_USE if shown:
            return f"Do not use yours. {_major(shown)} {document.newest}."
        case Verdict.REPLACE if document.held == document.newest:
            return f"A part that is always today’s changed, such as a telephone number. Replace it.{leaves}"
        case Verdict.REPLACE:
            return f"Replace it when convenient.{leaves}"
        case Verdict.WORDING:
            return f"Fine to use: only wording changed.{leaves}"
    return "Keep it: nothing changed."


def _differ(changed: int, leaves: int) -> str:
    """`2 of 11 sheets differ.`, in words that fit one sheet too."""
    if leaves == 1:
        return "Its one sheet differs." if changed else "Its one sheet is the same."
    return f"{changed} of {leaves} sheets differ{'s' if changed == 1 else ''}."


def _why(library: Library, document: DocumentCurrency, held: Release | None, later: Release | None) -> Iterator[str]:
    """What each release since brought. Why the one that is held was withdrawn stands at the head of the page."""
    if document.newest_withdrawn and document.held != document.newest:
        yield f"Version {document.newest} was withdrawn: {words.whole(document.newest_withdrawn)}"
    last = later.version if later else document.newest
    if held and last:
        for each in library.releases.get(document.id, ()):
            if held.version < each.version <= last and not each.is_draft:
                since = " (withdrawn since)" if each.withdrawn else ""
                yield f"{each.version}{since}: {words.whole(each.summary)}"


def _leaf_row(library: Library, change: LeafChange) -> LeafRow:
    shown = change.new or change.old
    if shown is None:
        raise ValueError("a change of no leaf")
    pages = f"page {shown.first}" if shown.sides == 1 else f"pages {shown.first} and {shown.last}"
    own = shown.label == document_of(shown.label)
    return LeafRow(
        pages=pages.capitalize() if own else f"{name_of(library, shown.label)}, {pages}",
        yours=_foot(change.old),
        newest=_foot(change.new),
        verdict=change.verdict,
        to_do=_leaf_to_do(change),
    )


def _foot(leaf: Leaf | None) -> str:
    """The release that the foot of a leaf names; a content page's names none."""
    if leaf is None:
        return ""
    return "no version" if leaf.version == TODAY else leaf.version


def _leaf_to_do(change: LeafChange) -> str:
    match change.verdict:
        case Verdict.CURRENT:
            return "Keep"
        case Verdict.DO_NOT_USE if change.new is None or not change.is_changed:
            return "Take out: do not use"
        case Verdict.DO_NOT_USE if change.old:
            return "Do not use: replace"
        case Verdict.WORDING if change.old and change.new:
            return "Fine to use: only wording"
    if change.old is None:
        return "Put in"
    return "Take out" if change.new is None else "Replace"


def counted(number: int, one: str, many: str) -> str:
    """`1 sheet`, `12 sheets`."""
    return f"{number} {one if number == 1 else many}"


def _listed(names: Sequence[str]) -> str:
    """`WC-01, WC-06 and ST-01`."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _release(library: Library, id_: str, version: Version | None) -> Release | None:
    return next((each for each in library.releases.get(id_, ()) if each.version == version), None)
