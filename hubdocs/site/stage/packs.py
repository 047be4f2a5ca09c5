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
from hubdocs.model import CatchUp, Leaf, Pack, PackedDocument, Printed, PrintedFile, PrintedPack, Release
from hubdocs.model.addresses import NOTICES, PACKS, check_address
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
    leaves: tuple[Leaf, ...] = ()
    """Its binder's leaves as this build printed them."""
    catch_ups: tuple[CatchUp, ...] = ()
    """What holders of earlier editions print to have this one, oldest first."""
    tickets: tuple[PrintedFile, ...] = ()
    """Job tickets for programs, which are no PDFs."""

    @property
    def everything(self) -> tuple[PrintedFile, ...]:
        """All its files, with the catch-up packs that lead to it."""
        return (*self.files, *(each.pdf for each in self.catch_ups))

    def path(self, file: PrintedFile) -> str:
        """Where a file stands on the site."""
        return f"{PACKS}{self.pack.id}/{self.edition}/{file.name}"


@dataclass(frozen=True)
class Offer:
    """One edition as the page of packs shows it."""

    issue: Issue
    contents: tuple[tuple[PackedDocument, Item], ...]
    """What it holds, with links to exactly these releases."""
    files: tuple[tuple[PrintedFile, Item], ...]
    tickets: tuple[tuple[PrintedFile, Item], ...]
    """The job tickets for programs."""
    catch_ups: tuple[tuple[CatchUp, int, Item], ...]
    """What holders of earlier editions print instead, the newest of these first, with its sheets of paper."""
    withdrawn: tuple[Release, ...]
    """What it holds that must not be used any more."""
    check: str
    """Where its holders learn whether it is current."""


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
            [_offer(atlas, issue, here) for issue in held],
        )
        for pack, held in shown
    ]
    yield Page(
        address=PACKS,
        title="Packs",
        description="Everything for one group of readers, ready to print or to read on a screen.",
        stamp="list packs",
        html=draw("packs", packs=packs, brand=atlas.library.brand, notices=here.to(NOTICES)),
        section=PACKS,
        sheets=("lists",),
    )
    for _, held in shown:
        for issue in held:
            files = (*issue.everything, *issue.tickets)
            yield from (StagedFile(issue.path(file), file.file) for file in files)


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
            printed.leaves if printed else (),
            printed.catch_ups if printed else (),
            printed.tickets if printed else (),
        )


def _offer(atlas: Atlas, issue: Issue, here: Here) -> Offer:
    return Offer(
        issue,
        contents=tuple(_contents(atlas, issue, here)),
        files=file_items(issue, here),
        tickets=tuple((each, Item("Job ticket for programs", here.file(issue.path(each)))) for each in issue.tickets),
        catch_ups=tuple(_catch_ups(issue, here)),
        withdrawn=tuple(each for each in _releases(atlas, issue) if each.withdrawn),
        check=here.to(check_address(issue.pack.id, issue.edition)),
    )


def _catch_ups(issue: Issue, here: Here) -> Iterator[tuple[CatchUp, int, Item]]:
    for each in reversed(issue.catch_ups):
        yield each, words.sheets(each.pdf.pages), Item(each.pdf.name, here.file(issue.path(each.pdf)))


def _releases(atlas: Atlas, issue: Issue) -> Iterator[Release]:
    """The releases that an edition holds."""
    found = (_release(atlas, packed) for packed in issue.documents)
    return (release for release in found if release)


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
    documents = [release.document for release in _releases(atlas, issue)]
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


def file_items(issue: Issue, here: Here) -> tuple[tuple[PrintedFile, Item], ...]:
    """The files of an edition, and what each is for."""
    return tuple(
        (file, Item(words.file_name(file), here.file(issue.path(file)), note=words.printing(file)))
        for file in issue.files
    )
