"""`hubdocs build`: the site and the packs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hubdocs import build as building
from hubdocs.cli import options, telling
from hubdocs.cli.progress import progress
from hubdocs.cli.telling import counted
from hubdocs.library import changed_since_release
from hubdocs.library.currency import document_of, why_withdrawn
from hubdocs.library.filing import name_of
from hubdocs.model import Audience, Library, PrintedFile, PrintedHub, PrintedPack
from hubdocs.printing.editions import leaves_changed
from hubdocs.printing.manifest import CATCH_UP


@click.command(cls=options.several("--packs", "--hub"))
@options.library
@click.option("--draft", is_flag=True, help="Publish the working text, stamped DRAFT.")
@click.option("--packs", "packs", metavar="PACK...", multiple=True, help="Print only these packs.")
@click.option("--hub", "hubs", metavar="HUB...", multiple=True, help="Print the own copies of these hubs as well.")
@click.option("--all-hubs", is_flag=True, help="Print the own copies of every hub as well.")
@options.hubs_dir
@click.argument("strays", nargs=-1, metavar="")
@click.option("--edition", metavar="PACK@ID", default="", help="Print an older edition of a pack.")
@click.option("--no-packs", is_flag=True, help="Print nothing.")
@click.option("--no-site", is_flag=True, help="Leave the site as it is.")
@click.option(
    "--audience", type=click.Choice([each.value for each in Audience]), help="Make site and packs for these people."
)
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), default=None, help="How many documents to print at a time."
)
@options.answers_problems("nothing was published.")
def build(
    root: Path,
    draft: bool,
    packs: tuple[str, ...],
    hubs: tuple[str, ...],
    all_hubs: bool,
    hubs_dir: Path | None,
    strays: tuple[str, ...],
    edition: str,
    no_packs: bool,
    no_site: bool,
    audience: str | None,
    jobs: int | None,
) -> None:
    """Build the site and the packs from what was released."""
    options.stop_on_broken_clock()
    if strays:
        raise click.UsageError(f"what is {strays[0]}? Packs are named behind --packs, hubs behind --hub")
    if packs and no_packs:
        raise click.UsageError("--packs and --no-packs exclude each other")
    if (hubs or all_hubs) and no_packs:
        raise click.UsageError("a hub's copies are packs: --no-packs excludes --hub and --all-hubs")
    if hubs and all_hubs:
        raise click.UsageError("--hub and --all-hubs exclude each other")
    wishes = building.Wishes(
        draft=draft,
        packs=packs or None,
        print_packs=not no_packs,
        edition=edition,
        site=not no_site,
        audience=Audience(audience) if audience else None,
        jobs=jobs,
        hubs=None if all_hubs else tuple(dict.fromkeys(hubs)),
        hubs_dir=hubs_dir,
    )
    with progress(telling.console()) as shown:
        report = building.build(root, wishes, shown)
    telling.show(report.unfinished, "what was released is published without them.")
    for line in _told(report):
        telling.say(line)


def _told(report: building.Report) -> Iterator[str]:
    """What a build made, and what is news about the library, in lines."""
    for id_ in report.library.unreleased():
        yield f"{id_}: never released, so not published."
    for newest in changed_since_release(report.library):
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
    for label, leaves in leaves_changed(edition, pack.leaves).items() if edition else ():
        if document_of(label) in {each.id for each in withdrawn}:
            continue
        pages = ", ".join(f"{leaf.first}-{leaf.last}" if leaf.sides > 1 else str(leaf.first) for leaf in leaves)
        told = f"{counted(len(leaves), 'leaf', 'leaves')} of {name_of(library, label)} ({pages})"
        yield (
            f"{pack.id} {pack.edition}: {told} not as recorded: "
            "live text, such as a telephone number, or the print engine changed. Printed as it is today."
        )
