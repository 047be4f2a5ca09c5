"""One release at one address: what the pages of a document have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hubdocs.design import long_day
from hubdocs.model import Handout, Module, Printed, PrintedFile, Release, View
from hubdocs.model.addresses import document_address, handout_address, history_address, release_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Strip
from hubdocs.site.stage.pairs import Pair, before, on_record

STEPS = ("patch", "minor", "major")
"""Kinds of release, from the least to what asks most of readers."""
_LAST = 5
"""How many releases stand beside a document; the rest are in its history."""


@dataclass(frozen=True)
class Item:
    """A link in a list, as templates draw it."""

    label: str
    href: str
    lead: str = ""
    """What stands before it: a number."""
    note: str = ""
    """What stands after it, or below: minutes, a date."""
    icon: str = ""
    current: bool = False


@dataclass(frozen=True)
class Shelf:
    """One release at one of its two addresses."""

    atlas: Atlas
    printed: Printed
    release: Release
    permanent: bool
    """Whether this is the address that shows this release for ever."""

    @property
    def address(self) -> str:
        """The folder of its page for participants."""
        document = self.release.document
        if self.permanent:
            return release_address(document.kind, document.id, document.version)
        return document_address(document.kind, document.id)

    @property
    def newest(self) -> Release | None:
        """The release in force of the same document; a draft takes no release's place for ever."""
        held = self.atlas.library.releases.get(self.release.id, ())
        usable = (each for each in reversed(held) if not each.withdrawn and not (self.permanent and each.is_draft))
        return next(usable, None)

    @property
    def is_newest(self) -> bool:
        """Whether the release is in force."""
        return self.newest is self.release

    @property
    def views(self) -> tuple[View, ...]:
        """The views that this site may show of it."""
        document = self.release.document
        if isinstance(document, Module) and self.atlas.shows_trainer_text(document):
            return (View.PARTICIPANT, View.TRAINER)
        return (View.PARTICIPANT,)

    @property
    def strip(self) -> Strip:
        """What stands across the head of its pages."""
        if self.release.is_draft:
            return Strip.DRAFT
        return Strip.SAMPLE if self.release.document.is_sample else Strip.NONE

    def folder(self, view: View) -> str:
        """The folder of its page in a view."""
        return self.address + ("trainer/" if view is View.TRAINER else "")

    def handout_folder(self, handout: Handout) -> str:
        """The folder of the page of one of its handouts."""
        base = document_address("module", self.release.id)
        return self.address + handout_address(handout.id).removeprefix(base)

    def state(self) -> str:
        """`Newest, 12 October 2026. Draft. Review due 1 September 2027`."""
        document = self.release.document
        due = document.review_by if self.is_newest else None  # nobody reviews an old text
        review = f". Review due {long_day(due)}" if due else ""
        return words.state(self.release, newest=self.is_newest) + review

    def advice(self) -> str:
        """What to do with a copy of this release, now that there are newer ones."""
        kind = max((each.kind for each in self._since() if each.kind in STEPS), key=STEPS.index, default="")
        return words.today(kind, self.release.document)

    @cached_property
    def before(self) -> Release | None:
        """The release that this one followed; nothing before the first, or before a draft."""
        return before(self._on_record, self.release)

    def changed_here(self, view: View) -> str:
        """The page of what this release changed; empty for a first release."""
        return self._changes(self.before, self.release, view)

    def changed_since(self, view: View) -> str:
        """The page of what changed between this release and the one in force; empty for that one."""
        return "" if self.is_newest or self.release.is_draft else self._changes(self.release, self.newest, view)

    def history(self, here: Here) -> tuple[Item, ...]:
        """The way to every release, where there is one."""
        document, count = self.release.document, len(self._on_record)
        if not count:
            return ()
        told = "1 release" if count == 1 else f"{count} releases, and what each changed"
        return (Item("History", here.to(history_address(document.kind, document.id)), note=told, icon="history"),)

    def newest_folder(self, view: View) -> str:
        """The same page of the release in force; for participants, where it has no such view."""
        base = document_address(self.release.document.kind, self.release.id)
        newest = self.newest
        trainer = newest is not None and self.atlas.shows_trainer_text(newest.document)
        return f"{base}trainer/" if view is View.TRAINER and trainer else base

    def pdf(self, view: View) -> PrintedFile | None:
        """The release as a PDF of its own."""
        return self._printed(view, "") if view in self.views else None

    def sheet_pdf(self, handout: Handout) -> PrintedFile | None:
        """One of its sheets as a PDF of its own."""
        document = self.release.document
        deliverers = isinstance(document, Module) and document.is_for_deliverers(handout)
        return self._printed(View.TRAINER if deliverers else View.PARTICIPANT, handout.id)

    def _printed(self, view: View, handout: str) -> PrintedFile | None:
        wanted = (self.release.id, self.release.version, view, handout)
        printed = self.printed.documents
        found = (each.pdf for each in printed if (each.id, each.version, each.view, each.handout) == wanted)
        return None if self.release.is_draft else next(found, None)

    def pdf_path(self, view: View) -> str:
        """Where that PDF stands: `modules/wc-01/1.0.0/WC-01-1.0.0-trainer.pdf`."""
        document = self.release.document
        suffix = "-trainer" if view is View.TRAINER else ""
        folder = release_address(document.kind, document.id, document.version)
        return f"{folder}{document.id}-{document.version}{suffix}.pdf"

    def sheet_pdf_path(self, handout: Handout) -> str:
        """Where the PDF of a sheet stands: `modules/wc-01/1.0.0/WC-01-H1-1.0.0.pdf`."""
        document = self.release.document
        folder = release_address(document.kind, document.id, document.version)
        return f"{folder}{handout.id}-{document.version}.pdf"

    def downloads(self, view: View, here: Here) -> tuple[Item, ...]:
        """The PDF of a view, if there is one."""
        if not (pdf := self.pdf(view)):
            return ()
        name = "Print this session" if isinstance(self.release.document, Module) else "Print this"
        size = f"PDF, {words.pages(pdf.pages)}, {words.size(pdf.bytes)}"
        return (Item(name, here.file(self.pdf_path(view)), note=size, icon="printer-outline"),)

    def releases(self, here: Here) -> tuple[Item, ...]:
        """The last releases of the document, newest first, and the way to all of them.

        A list of all would make every page longer with every release.
        """
        last = [*reversed(self._on_record[-_LAST:])]
        if self.permanent and self.release not in last:
            last.append(self.release)
        return (*(self._release_item(each, here) for each in last), *self.history(here))

    def _release_item(self, release: Release, here: Here) -> Item:
        document = release.document
        address = release_address(document.kind, document.id, document.version)
        told = "withdrawn" if release.withdrawn else long_day(release.date) if release.date else ""
        current = self.permanent and release is self.release
        return Item(str(release.version), here.to(address), note=told, current=current)

    @cached_property
    def _on_record(self) -> tuple[Release, ...]:
        return on_record(self.atlas, self.release.id)

    def _changes(self, old: Release | None, new: Release | None, view: View) -> str:
        if old is None or new is None:
            return ""
        pair = Pair(old, new)
        return pair.address(view if view in pair.views(self.atlas) else View.PARTICIPANT)

    def _since(self) -> Iterator[Release]:
        """The releases behind this one up to the one in force; what a withdrawn one changed holds in the next."""
        newest = self.newest
        for each in self._on_record:
            if newest and self.release.version < each.version <= newest.version:
                yield each
