"""The pages of handouts: one for those who take part, a second where those who run the session read more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubdocs.model import Handout, Module, Release, View
from hubdocs.model.addresses import document_address, handout_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.reading import Text
from hubdocs.site.stage.readings import Readings
from hubdocs.site.stage.shelf import Item, Shelf

SAME = "The sheet is the same today: it is fine to use."
"""What to do with a copy of a sheet that no later release changed."""


def handout_pages(shelf: Shelf, module: Module, readings: Readings) -> Iterator[Page | StagedFile]:
    """The pages of all handouts of a module, with their pictures."""
    for handout in shelf.atlas.staged_handouts(module):
        addresses = _addresses(shelf, module, handout, readings)
        for view in addresses:
            text = _read(readings, shelf, handout, view, Here(addresses[view]))
            yield _page(shelf, handout, view, addresses, text)
            yield from text.pictures
        if shelf.permanent and (pdf := shelf.sheet_pdf(handout)):
            yield StagedFile(shelf.sheet_pdf_path(handout), pdf.file)


def unchanged_since(atlas: Atlas, release: Release, handout: str) -> Release | None:
    """The earliest release from which on a handout has been the same; nothing if this release changed it."""
    earliest = None
    for each in reversed(atlas.library.releases.get(release.id, ())):
        if each.version >= release.version or each.is_draft:
            continue
        if each.handouts.get(handout) != release.handouts.get(handout):
            break
        earliest = each
    return earliest


def _addresses(shelf: Shelf, module: Module, handout: Handout, readings: Readings) -> dict[View, str]:
    """The page for each view that has one of its own; a sheet for deliverers only has no other."""
    folder = shelf.handout_folder(handout)
    if handout not in module.handouts_for(View.PARTICIPANT):
        return {View.TRAINER: folder}
    texts = {_read(readings, shelf, handout, view, Here(folder)).html for view in shelf.views}
    addresses = {View.PARTICIPANT: folder}
    return addresses if len(texts) == 1 else {**addresses, View.TRAINER: f"{folder}trainer/"}


def _read(readings: Readings, shelf: Shelf, handout: Handout, view: View, here: Here) -> Text:
    return readings.handout(shelf.release, handout, view, here, lambda _: shelf.address)


def _page(shelf: Shelf, handout: Handout, view: View, addresses: Mapping[View, str], text: Text) -> Page:
    release, here = shelf.release, Here(addresses[view])
    state = " draft" if release.is_draft else ""
    permanent = f", release {release.version}" if shelf.permanent else ""
    digest = release.handouts.get(handout.id, release.digest)
    same = unchanged_since(shelf.atlas, release, handout.id)
    return Page(
        address=here.address,
        title=f"{handout.title} ({handout.id}{permanent})",
        description=f"A handout of {release.document.title}.",
        stamp=f"{handout.id} {release.version}{state} {view} {digest}",
        html=draw(
            "handout",
            shelf=shelf,
            handout=handout,
            text=text.html,
            newest_href=here.to(_newest(shelf, handout)),
            changes_href=_changes(shelf, handout, view, here),
            same=SAME if _is_same(shelf, handout) else "",
            module_href=here.to(shelf.folder(view)),
            per=words.per(handout.per),
            unchanged_since=same.version if same else None,
            views=_views(shelf, view, here, addresses),
            take=_take(shelf, handout, here),
        ),
        section="modules/",
        indexed=not shelf.permanent and view is View.PARTICIPANT,
        canonical=_newest(shelf, handout) if shelf.permanent else "",
        document=release.id,
        view=view,
        shows=(release.digest,),
        strip=shelf.strip,
    )


def _newest(shelf: Shelf, handout: Handout) -> str:
    """The same sheet in the release in force; its session, where that no longer has it."""
    module = shelf.newest.document if shelf.newest else None
    held = shelf.atlas.staged_handouts(module) if isinstance(module, Module) else ()
    there = any(each.id == handout.id for each in held)
    return handout_address(handout.id) if there else document_address("module", shelf.release.id)


def _is_same(shelf: Shelf, handout: Handout) -> bool:
    """Whether the sheet says in the release in force what it says here."""
    newest, digest = shelf.newest, shelf.release.handouts.get(handout.id)
    return newest is not None and digest is not None and newest.handouts.get(handout.id) == digest


def _changes(shelf: Shelf, handout: Handout, view: View, here: Here) -> str:
    """The way to what changed since this release; nothing where the sheet is the same."""
    address = "" if _is_same(shelf, handout) else shelf.changed_since(view)
    return here.to(address) if address else ""


def _take(shelf: Shelf, handout: Handout, here: Here) -> tuple[Item, ...]:
    """The sheet as a PDF, if there is one."""
    if not (pdf := shelf.sheet_pdf(handout)):
        return ()
    size = f"PDF, {words.pages(pdf.pages)}, {words.size(pdf.bytes)}"
    return (Item("Print this sheet", here.file(shelf.sheet_pdf_path(handout)), note=size, icon="printer-outline"),)


def _views(shelf: Shelf, view: View, here: Here, addresses: Mapping[View, str]) -> list[Item]:
    """The two readings of a sheet; nothing where there is only one."""
    if len(addresses) == 1:
        return []
    labels = words.views(shelf.release.document)
    return [Item(labels[each], here.to(address), current=each is view) for each, address in addresses.items()]
