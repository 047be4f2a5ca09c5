"""What `hubdocs build` says of what it made."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.build import Report
from hubdocs.cli.telling import counted
from hubdocs.library.currency import document_of, why_withdrawn
from hubdocs.library.filing import name_of
from hubdocs.model import Library, PrintedFile, PrintedHub, PrintedPack
from hubdocs.printing.manifest import CATCH_UP


def told(report: Report) -> Iterator[str]:
    """What a build made, and what is news about the library, in lines."""
    for id_ in report.library.unreleased():
        yield f"{id_}: never released, so not published."
    for newest in report.changed:
        yield f"{newest.id}: changed since {newest.version}, not yet released."
    for pack in report.printed.packs:
        state = f"edition {pack.edition}" if pack.edition else _why_a_proof(report.library)
        for file in pack.files:
            yield f"build/packs/{pack.id}/{file.name}: {state}, {_size(file)}."
        for each in pack.catch_ups:
            size = f"{counted(each.leaves, 'new leaf', 'new leaves')}, {counted(each.pdf.pages, 'page')}"
            yield f"build/packs/{pack.id}/{CATCH_UP}/{each.pdf.name}: for binders of edition {each.held}, {size}."
        yield from _changed_leaves(report.library, pack)
    for hub in report.printed.hubs:
        yield from _copies(report.library, hub)
    for outdated in report.outdated:
        names = ", ".join(outdated.releases)
        yield (
            f"{outdated.pack} {outdated.edition}: {names} withdrawn, or the notice changed, after it was printed: "
            f"its files are not on the site. Print it again: hubdocs build --packs {outdated.pack}"
        )
    if report.pages:
        yield f"build/site/index.html: {counted(report.pages, 'page')}."


def _copies(library: Library, hub: PrintedHub) -> Iterator[str]:
    """What was printed for a hub alone. Lines like these end in logs, so they hold its id and nothing else of it."""
    for pack in hub.packs:
        state = f"edition {pack.edition} for {hub.id}" if pack.edition else _why_a_proof(library)
        for file in pack.files:
            yield f"build/hubs/{hub.id}/{pack.id}/{file.name}: {state}, {_size(file)}."
    for file in hub.agreements:
        yield f"build/hubs/{hub.id}/agreements/{file.name}: filled in for {hub.id}, {_size(file)}."
    if not (hub.packs or hub.agreements):
        yield f"{hub.id}: it names none of these packs, so nothing was printed for it."


def _size(file: PrintedFile) -> str:
    """`37 pages, 400 kB`, and what whoever prints it should know."""
    note = f" ({file.note})" if file.note else ""
    return f"{counted(file.pages, 'page')}, {file.bytes / 1000:,.0f} kB{note}"


def _why_a_proof(library: Library) -> str:
    """Why a pack was printed without an edition."""
    return "PROOF of the working text" if library.shows_drafts else "PROOF, because it has no edition"


def _changed_leaves(library: Library, pack: PrintedPack) -> Iterator[str]:
    """Which leaves of an edition are not printed as they were recorded, and why: a line for each document."""
    edition = next((each for each in library.packs[pack.id].editions if each.id == pack.edition), None)
    withdrawn = [each for each in pack.documents if why_withdrawn(library, each.id, each.version)] if edition else []
    for each in withdrawn:
        yield (
            f"{pack.id} {pack.edition}: it holds {each.id} {each.version}, which was withdrawn: each leaf of that says "
            f"so. Fix a new edition: hubdocs release {pack.id}"
        )
    if not (edition and pack.leaves):
        return
    from hubdocs.printing.editions import leaves_changed  # Only a binder needs what writes editions.

    for label, leaves in leaves_changed(edition, pack.leaves).items():
        if document_of(label) in {each.id for each in withdrawn}:
            continue
        pages = ", ".join(f"{leaf.first}-{leaf.last}" if leaf.sides > 1 else str(leaf.first) for leaf in leaves)
        told = f"{counted(len(leaves), 'leaf', 'leaves')} of {name_of(library, label)} ({pages})"
        yield (
            f"{pack.id} {pack.edition}: {told} not as recorded: "
            "live text, such as a telephone number, or the print engine changed. Printed as it is today."
        )
