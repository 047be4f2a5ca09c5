"""The page of packs: each edition with what it holds and the files to download or print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hubdocs.design import (
    LONGEST_COVER_LINE,
    Partner,
    Weight,
    balanced,
    branded,
    leading_partner,
    motif,
    pack_motif,
)
from hubdocs.model import Pack, PackedDocument, Printed, PrintedFile, PrintedPack, Release
from hubdocs.model.addresses import PACKS
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw, ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.shelf import Item


@dataclass(frozen=True)
class Cover:
    """What the front of a pack shows, drawn small: the same words and the same figure as in print."""

    pack: Pack
    edition: str
    lines: tuple[str, ...]
    """The title, broken as on paper."""
    sample: bool
    """Whether the Foundation has yet to review any of it."""
    leading: Partner
    """Whose ring stands on top."""
    mark: Markup
    """The mark of the library."""
    figure: Markup
    """The pack's own motif."""


@dataclass(frozen=True)
class Issue:
    """One edition of a pack, with the files that this build printed of it."""

    pack: Pack
    edition: str
    date: date | None
    documents: tuple[PackedDocument, ...]
    files: tuple[PrintedFile, ...]

    def path(self, file: PrintedFile) -> str:
        """Where a file stands on the site."""
        return f"{PACKS}{self.pack.id}/{self.edition}/{file.name}"


def issues(atlas: Atlas, printed: Printed) -> tuple[tuple[Pack, tuple[Issue, ...]], ...]:
    """Each pack that has editions, in order of title, with these, newest first. Proofs are not published."""
    made = {(each.id, each.edition): each for each in printed.packs if not each.is_proof}
    packs = sorted(_published(atlas), key=lambda pack: pack.title.casefold())
    return tuple((pack, tuple(_issues(pack, made))) for pack in packs)


def pack_pages(atlas: Atlas, printed: Printed) -> Iterator[Page | StagedFile]:
    """The page of packs with all its files, if there is a pack to show."""
    shown = issues(atlas, printed)
    if not shown:
        return
    here = Here(PACKS)
    packs = [
        (
            pack,
            _cover(atlas, held[0]),
            [(issue, _contents(atlas, issue, here), _files(issue, here)) for issue in held],
        )
        for pack, held in shown
    ]
    yield Page(
        address=PACKS,
        title="Packs",
        description="Everything for one group of readers, ready to print or to read on a screen.",
        stamp="list packs",
        html=draw("packs", packs=packs, brand=atlas.library.brand),
        section=PACKS,
        sheets=("lists",),
    )
    for _, held in shown:
        for issue in held:
            yield from (StagedFile(issue.path(file), file.file) for file in issue.files)


def _published(atlas: Atlas) -> list[Pack]:
    """The packs with editions that readers of this site may have."""
    return [
        pack
        for pack in atlas.library.packs.values()
        if pack.editions and (atlas.audience is None or pack.audience == atlas.audience)
    ]


def _issues(pack: Pack, made: Mapping[tuple[str, str], PrintedPack]) -> Iterator[Issue]:
    for edition in reversed(pack.editions):
        printed = made.get((pack.id, edition.id))
        recorded = tuple(PackedDocument(each.id, each.version, each.pages) for each in edition.documents)
        yield Issue(
            pack,
            edition.id,
            edition.date,
            printed.documents if printed else recorded,
            printed.files if printed else (),
        )


def _contents(atlas: Atlas, issue: Issue, here: Here) -> list[tuple[PackedDocument, Item]]:
    """What an edition holds, with links to exactly these releases."""
    held = []
    for packed in issue.documents:
        release = _release(atlas, packed)
        title = release.document.title if release else ""
        href = here.to(atlas.address_of(release)) if release else ""
        held.append((packed, Item(title, href, lead=packed.id)))
    return held


def _cover(atlas: Atlas, issue: Issue) -> Cover:
    found = (_release(atlas, packed) for packed in issue.documents)
    documents = [release.document for release in found if release]
    leading = leading_partner(atlas.library.leading_programme(documents))
    colours = branded(atlas.library.brand.primary, atlas.library.brand.accent)
    return Cover(
        pack=issue.pack,
        edition=issue.edition,
        lines=tuple(balanced(issue.pack.title, LONGEST_COVER_LINE)),
        sample=any(each.is_sample for each in documents),
        leading=leading,
        mark=ready(motif(Partner.SCHOOL, weight=Weight.SMALL, colours=colours)),
        figure=ready(pack_motif(issue.pack.id, leading, len(issue.documents), colours=colours)),
    )


def _release(atlas: Atlas, packed: PackedDocument) -> Release | None:
    """Exactly the release that an edition holds."""
    releases = atlas.library.releases.get(packed.id, ())
    return next((each for each in releases if each.version == packed.version), None)


def _files(issue: Issue, here: Here) -> list[tuple[PrintedFile, Item]]:
    return [
        (file, Item(words.FORMATS.get(file.format, file.format), here.file(issue.path(file)))) for file in issue.files
    ]
