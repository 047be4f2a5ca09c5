"""Which releases of a document are compared: each with the one before, and each with the one in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hubdocs.model import Document, Module, Release, View
from hubdocs.model.addresses import changes_address
from hubdocs.site.stage.atlas import Atlas


@dataclass(frozen=True)
class Pair:
    """Two releases of one document that a reader may hold side by side."""

    old: Release
    """What the reader holds, or held."""
    new: Release

    @property
    def document(self) -> Document:
        """The document as the new release has it."""
        return self.new.document

    def address(self, view: View = View.PARTICIPANT) -> str:
        """Where the differences stand: `modules/wc-01/changes/1.0.0-to-1.1.0/`."""
        return changes_address(self.document.kind, self.document.id, self.old.version, self.new.version, view)

    def views(self, atlas: Atlas) -> tuple[View, ...]:
        """The views in which this site may compare them: trainer text only where it shows that of both."""
        shown = (isinstance(each.document, Module) and atlas.shows_trainer_text(each.document) for each in self._both)
        return (View.PARTICIPANT, View.TRAINER) if all(shown) else (View.PARTICIPANT,)

    @property
    def _both(self) -> tuple[Release, Release]:
        return self.old, self.new


def on_record(atlas: Atlas, id_: str) -> tuple[Release, ...]:
    """Every release of a document, oldest first; a draft is none."""
    return tuple(each for each in atlas.library.releases.get(id_, ()) if not each.is_draft)


def before(releases: Sequence[Release], release: Release) -> Release | None:
    """The release that one followed; none before the first, or before a draft."""
    earlier = (each for each in reversed(releases) if each.version < release.version)
    return None if release.is_draft else next(earlier, None)


def in_force(releases: Sequence[Release]) -> Release | None:
    """The newest release that may be used."""
    return next((each for each in reversed(releases) if not each.withdrawn), None)


def pairs_of(releases: Sequence[Release]) -> Iterator[Pair]:
    """Every two releases that have a page of differences: at most two for each release, however many there are.

    From a withdrawn release that is newer than the one in force, the way leads back to that one.
    """
    newest = in_force(releases)
    for index, each in enumerate(releases):
        follower = releases[index + 1] if index + 1 < len(releases) else None
        if follower:
            yield Pair(each, follower)
        if newest and newest is not each and newest is not follower:
            yield Pair(each, newest)
