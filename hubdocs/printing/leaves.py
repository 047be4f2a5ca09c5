"""The leaves of a binder: what each shows, and the release in which it last changed.

A reader replaces single leaves, so a leaf must not change because another one did. Its foot therefore names not the
release that the pack holds but the one in which this leaf became what it is. That is found by laying out earlier
releases, with today's telephone numbers and meanings, and comparing leaf by leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from hubdocs.errors import Problem
from hubdocs.model import Handout, Leaf, Library, Module, Release
from hubdocs.model.packs import TODAY
from hubdocs.printing.assembly.facts import PdfFacts
from hubdocs.printing.cache import Rendered
from hubdocs.printing.documents import print_handout, print_release
from hubdocs.printing.formats import Format, formats_of
from hubdocs.printing.packs import Contents, PackedRelease, print_documents
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.workers import Press

SIDES = 2
"""Pages on one leaf."""

Versions = Mapping[PrintDocument, tuple[str, ...]]
"""For each document on replaceable leaves, the release in which each leaf last changed."""


def sheets_of(facts: PdfFacts) -> tuple[tuple[str, ...], ...]:
    """The prints of both sides of each leaf; a last one may be printed on one side alone."""
    return tuple(facts.prints[first : first + SIDES] for first in range(0, facts.pages, SIDES))


def leaves_of(document: PrintDocument, facts: PdfFacts, versions: Sequence[str]) -> Iterator[Leaf]:
    """The leaves of one document; a content page, of which no release is known, is always today's."""
    for number, sides in enumerate(sheets_of(facts), start=1):
        version = versions[number - 1] if versions else TODAY
        yield Leaf(document.label, number, len(sides), version, leaf_print(sides, version))


def leaf_print(sides: Sequence[str], version: str) -> str:
    """What identifies a leaf: what both sides show, and the version at their foot."""
    text = "".join(f"{line}\n" for line in (*sides, version))
    return "l1:" + hashlib.sha256(text.encode()).hexdigest()


def last_changes(
    library: Library,
    packs: Sequence[Contents],
    finished: Mapping[PrintDocument, Rendered],
    press: Press,
    problems: list[Problem],
) -> Versions:
    """In which release each leaf of the packs' binders last changed.

    Earlier releases are laid out only until that is known of every leaf. One that cannot be adds to `problems`.
    """
    walks = {walk.document: walk for walk in _walks(library, packs) if walk.document in finished}
    for document, walk in walks.items():
        walk.begin(finished[document].facts)
    while older := {walk: walk.step_back() for walk in walks.values() if walk.is_open}:
        done = press.print_all([each for each in older.values() if each], problems)
        for walk, earlier in older.items():
            walk.compare(done.get(earlier) if earlier else None)
    return {document: tuple(walk.versions) for document, walk in walks.items()}


class _Walk:
    """One document of a binder, compared with what earlier releases had in its place."""

    def __init__(
        self,
        library: Library,
        document: PrintDocument,
        item: PackedRelease,
        handout: Handout | None,
        format_: Format,
        earlier: list[Release],
    ) -> None:
        self.document = document
        self._library = library
        self._item = item
        self._handout = handout
        self._format = format_
        self._earlier = earlier
        self._before = item.release
        self._sheets: tuple[tuple[str, ...], ...] = ()
        self._open: set[int] = set()
        self.versions: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether there is a leaf of which an earlier release may have been the same."""
        return bool(self._open)

    def begin(self, facts: PdfFacts) -> None:
        """Start with every leaf as the pack holds it."""
        self._sheets = sheets_of(facts)
        self.versions = [str(self._item.release.version)] * len(self._sheets)
        self._open = set(range(len(self._sheets))) if self._earlier else set()

    def step_back(self) -> PrintDocument | None:
        """The same document of the release before; nothing where that had none."""
        self._before = self._earlier.pop()
        return self._printed(_in_the_state_of(self._item.release, self._before))

    def compare(self, rendered: Rendered | None) -> None:
        """Note the leaves that the release before had just so, and close the others."""
        sheets = sheets_of(rendered.facts) if rendered else ()
        self._open = {leaf for leaf in self._open if sheets[leaf : leaf + 1] == self._sheets[leaf : leaf + 1]}
        for leaf in self._open:
            self.versions[leaf] = str(self._before.version)
        if not self._earlier:
            self._open = set()

    def _printed(self, release: Release) -> PrintDocument | None:
        if self._handout is None:
            return print_release(self._library, release, self._item.view, self._format)
        document = release.document
        sheets = document.handouts if isinstance(document, Module) else ()
        handout = next((each for each in sheets if each.id == self._handout.id), None)
        return print_handout(self._library, release, handout, self._format) if handout else None


def _in_the_state_of(held: Release, release: Release) -> Release:
    """A release that says of itself what the one that is held does, so that only their texts are compared.

    Every page of a draft says DRAFT, and of a withdrawn release not to use it: no leaf would be the same.
    """
    kind = held.kind if held.is_draft else release.kind
    return replace(release, kind=kind, withdrawn=held.withdrawn, withdrawn_on=held.withdrawn_on)


def _walks(library: Library, packs: Sequence[Contents]) -> Iterator[_Walk]:
    """Yield one for each document and handout on replaceable leaves."""
    for contents in packs:
        for format_ in formats_of(contents.pack):
            for item in contents.items:
                if format_.replaceable and isinstance(item, PackedRelease):
                    printed = print_documents(library, item, format_)
                    parts = (None, *item.handouts)
                    for document, handout in zip(printed[: len(parts)], parts, strict=True):
                        yield _Walk(library, document, item, handout, format_, list(_earlier(library, item.release)))
                    for sheet in printed[len(parts) :]:
                        # A feedback sheet names its release: none before had the same.
                        yield _Walk(library, sheet, item, None, format_, [])


def _earlier(library: Library, release: Release) -> Iterator[Release]:
    """What was released before, oldest first. A draft may bear the number of the newest release."""
    known = library.releases.get(release.id, ())
    before = takewhile(lambda each: (each.version, each.is_draft) != (release.version, release.is_draft), known)
    return (each for each in before if not each.is_draft)


def pack_leaves(
    library: Library, contents: Contents, finished: Mapping[PrintDocument, Rendered], versions: Versions
) -> tuple[Leaf, ...]:
    """Every leaf of a pack's binder but cover, lists and feedback sheet, in order; none without a binder."""
    return tuple(
        leaf
        for format_ in formats_of(contents.pack)
        if format_.replaceable
        for item in contents.items
        for document in print_documents(library, item, format_)
        for leaf in leaves_of(document, finished[document].facts, versions.get(document, ()))
    )
