"""One release at one address: what the pages of a document have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.design import long_day
from hubdocs.model import Handout, Module, Printed, PrintedFile, Release, View
from hubdocs.model.addresses import document_address, handout_address, release_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Strip

_STEPS = ("patch", "minor", "major")
"""Kinds of release, from the least to what asks most of readers."""


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
        review = f". Review due {long_day(document.review_by)}" if document.review_by else ""
        return words.state(self.release, newest=self.is_newest) + review

    def advice(self) -> str:
        """What to do with a copy of this release, now that there are newer ones."""
        later = [each.kind for each in self._later()]
        kind = max((each for each in later if each in _STEPS), key=_STEPS.index, default="")
        return words.TODAY.get(kind, "")

    def newest_folder(self, view: View) -> str:
        """The same page of the release in force; for participants, where it has no such view."""
        base = document_address(self.release.document.kind, self.release.id)
        newest = self.newest
        trainer = newest is not None and self.atlas.shows_trainer_text(newest.document)
        return f"{base}trainer/" if view is View.TRAINER and trainer else base

    def pdf(self, view: View) -> PrintedFile | None:
        """The release as a PDF of its own."""
        wanted = (self.release.id, self.release.version, view)
        found = (each.pdf for each in self.printed.documents if (each.id, each.version, each.view) == wanted)
        return next(found, None) if view in self.views and not self.release.is_draft else None

    def pdf_path(self, view: View) -> str:
        """Where that PDF stands: `modules/wc-01/1.0.0/WC-01-1.0.0-trainer.pdf`."""
        document = self.release.document
        suffix = "-trainer" if view is View.TRAINER else ""
        folder = release_address(document.kind, document.id, document.version)
        return f"{folder}{document.id}-{document.version}{suffix}.pdf"

    def downloads(self, view: View, here: Here) -> tuple[Item, ...]:
        """The PDF of a view, if there is one."""
        if not (pdf := self.pdf(view)):
            return ()
        name = "Print this session" if isinstance(self.release.document, Module) else "Print this"
        size = f"PDF, {words.pages(pdf.pages)}, {words.size(pdf.bytes)}"
        return (Item(name, here.file(self.pdf_path(view)), note=size, icon="printer-outline"),)

    def releases(self, here: Here) -> tuple[Item, ...]:
        """Every release of the document, newest first."""
        return tuple(self._release_item(each, here) for each in self._siblings())

    def _release_item(self, release: Release, here: Here) -> Item:
        document = release.document
        address = release_address(document.kind, document.id, document.version)
        told = "withdrawn" if release.withdrawn else long_day(release.date) if release.date else ""
        current = self.permanent and release is self.release
        return Item(str(release.version), here.to(address), note=told, current=current)

    def _siblings(self) -> Iterator[Release]:
        held = self.atlas.library.releases.get(self.release.id, ())
        return (each for each in reversed(held) if not each.is_draft)

    def _later(self) -> Iterator[Release]:
        """Newer releases in use."""
        held = self.atlas.library.releases.get(self.release.id, ())
        return (each for each in held if each.version > self.release.version and not each.withdrawn)
