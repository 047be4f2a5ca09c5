"""The pages of handouts: one for those who take part, a second where those who run the session read more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubdocs.model import Handout, Module, Release, View
from hubdocs.model.addresses import handout_address
from hubdocs.site.stage import words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.reading import Text, read_handout
from hubdocs.site.stage.shelf import Item, Shelf


def handout_pages(shelf: Shelf, module: Module) -> Iterator[Page | StagedFile]:
    """The pages of all handouts of a module, with their pictures."""
    for handout in shelf.atlas.staged_handouts(module):
        addresses = _addresses(shelf, module, handout)
        for view in addresses:
            text = _read(shelf, handout, view, Here(addresses[view]))
            yield _page(shelf, handout, view, addresses, text)
            yield from text.pictures


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


def _addresses(shelf: Shelf, module: Module, handout: Handout) -> dict[View, str]:
    """The page for each view that has one of its own; a sheet for deliverers only has no other."""
    folder = shelf.handout_folder(handout)
    if handout not in shelf.atlas.handouts_for(module, View.PARTICIPANT):
        return {View.TRAINER: folder}
    texts = {_read(shelf, handout, view, Here(folder)).html for view in shelf.views}
    addresses = {View.PARTICIPANT: folder}
    return addresses if len(texts) == 1 else {**addresses, View.TRAINER: f"{folder}trainer/"}


def _read(shelf: Shelf, handout: Handout, view: View, here: Here) -> Text:
    return read_handout(shelf.atlas, shelf.release, handout, here, view=view, folder=shelf.address)


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
            newest_href=here.to(shelf.newest_folder(View.PARTICIPANT)),
            module_href=here.to(shelf.folder(view)),
            per=words.per(handout.per),
            unchanged_since=same.version if same else None,
            views=_views(shelf, view, here, addresses),
        ),
        section="modules/",
        indexed=not shelf.permanent and view is View.PARTICIPANT,
        canonical=handout_address(handout.id) if shelf.permanent else "",
        document=release.id,
        view=view,
        strip=shelf.strip,
    )


def _views(shelf: Shelf, view: View, here: Here, addresses: Mapping[View, str]) -> list[Item]:
    """The two readings of a sheet; nothing where there is only one."""
    if len(addresses) == 1:
        return []
    labels = words.views(shelf.release.document)
    return [Item(labels[each], here.to(address), current=each is view) for each, address in addresses.items()]
