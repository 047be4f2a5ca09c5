"""The story of a build: load, check, print, stage, publish, prove, and swap in."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs import output
from hubdocs.errors import Problem, stop_on_errors
from hubdocs.library.snapshot import READINGS_FILE, read_or_taken_over
from hubdocs.model import Audience, Hub, Library, Printed, Release
from hubdocs.printing.contacts import hub_can_be_printed
from hubdocs.printing.manifest import Outdated, kept_packs, outdated_packs
from hubdocs.printing.processes import shared_server
from hubdocs.printing.progress import Progress
from hubdocs.printing.run import print_library
from hubdocs.printing.shelf import know_state

SITE = "the site"
"""What the site is called while it is made."""

HUBS = "hubs"
"""The folder of what hubs alone have; nothing else may be made from it."""


@dataclass(frozen=True)
class Wishes:
    """What somebody asked a build to do."""

    draft: bool = False
    """Whether to publish the working text, stamped DRAFT, in the place of what was released."""
    packs: tuple[str, ...] | None = None
    """The packs to print; all of them when `None`."""
    print_packs: bool = True
    edition: str = ""
    """`PACK@ID`: an older edition of one pack, to be printed in the place of its newest."""
    site: bool = True
    audience: Audience | None = None
    """For whom site and packs are made: then trainer text is only in what these people deliver."""
    jobs: int | None = None
    """How many documents to lay out at a time; as many as there are processors when `None`."""
    hubs: tuple[str, ...] | None = ()
    """The hubs whose own copies to print; all of them when `None`."""
    hubs_dir: Path | None = None
    """Another folder with hubs, beside the library's own."""


@dataclass(frozen=True)
class Report:
    """What a build made, in figures."""

    library: Library
    printed: Printed
    pages: int
    """Pages of the site; none when it was left as it is."""
    unfinished: tuple[Problem, ...]
    """Mistakes in working documents, which stop no build of what was released."""
    changed: tuple[Release, ...] = ()
    """The newest releases whose working text says something else by now."""
    outdated: tuple[Outdated, ...] = ()
    """Packs from an earlier build that are not offered, because something in them was withdrawn since."""


def build(root: Path, wishes: Wishes, progress: Progress) -> Report:
    """Build the library in a folder into its `build/`.

    Raises:
        HubError: Something that is published is wrong; the last good output is untouched.
    """
    if wishes.print_packs:
        shared_server().start()  # It loads the print engine while the library is read.
    with ThreadPoolExecutor(1) as beside:
        # Working texts stop no build of what was released: they are judged while others lay out and assemble.
        snapshot = read_or_taken_over(root, wishes.hubs_dir, root / "build" / "cache", beside)
        shown = snapshot.library
        know_state(shown, snapshot.state)
        if wishes.draft:
            stop_on_errors(snapshot.judgement.result().unfinished)
            from hubdocs.library.load import with_drafts

            shown = with_drafts(shown)
        printed, pages, outdated = _make(shown, wishes, progress)
        judgement = snapshot.judgement.result()
    # Drafts show what changed: it is no news then.
    changed = () if wishes.draft else judgement.changed
    return Report(shown, printed, pages, judgement.unfinished, changed, outdated)


def _make(library: Library, wishes: Wishes, progress: Progress) -> tuple[Printed, int, tuple[Outdated, ...]]:
    """Make everything aside and put it in its place; answer what was printed, how many pages, and what is outdated."""
    place = library.root / "build"
    with output.workshop(place) as made:
        printed = _print(library, wishes, made, place / "cache", progress)
        outdated = _outdated(library, printed, place / "packs")
        pages = _publish(library, _with_kept(library, printed, place / "packs"), wishes, made, progress)
        if wishes.print_packs:
            output.swap_in_each(made / "packs", place / "packs", only=wishes.packs is None)
            _swap_in_hubs(made / HUBS, place / HUBS, wishes)
        if wishes.site:
            output.swap_in(made / "site", place / "site")
    return printed, pages, outdated


def _publish(library: Library, printed: Printed, wishes: Wishes, target: Path, progress: Progress) -> int:
    """Make the site, if it was wished for, and prove it; answers how many pages it has."""
    if not wishes.site:
        return 0
    # Only now: the site engine takes a while to load, and packs alone need none of it.
    from hubdocs.authoring.readings import READINGS
    from hubdocs.site.engine import MkDocsEngine
    from hubdocs.site.prove import prove
    from hubdocs.site.stage import stage

    progress.expect(1)
    progress.begin(SITE)
    readings = library.root / "build" / "cache" / READINGS_FILE
    READINGS.load(readings)
    staged = stage(library, printed, audience=wishes.audience)
    MkDocsEngine().build(staged, library.root, target / "site")
    prove(library, staged, target / "site")
    READINGS.save(readings)
    progress.end(SITE)
    return len(staged.pages)


def _print(library: Library, wishes: Wishes, target: Path, cache: Path, progress: Progress) -> Printed:
    """Print what was wished for: nothing, or some packs or all, and for a site every document by itself."""
    if not wishes.print_packs:
        return Printed()
    packs = wishes.packs
    if packs is None and wishes.audience:
        packs = tuple(id_ for id_, pack in sorted(library.packs.items()) if pack.audience is wishes.audience)
    jobs = wishes.jobs or os.cpu_count() or 1
    hubs = _hubs(library, wishes)
    stop_on_errors(problem for hub in hubs for problem in hub_can_be_printed(library, hub))
    return print_library(
        library,
        packs=packs,
        edition=wishes.edition,
        documents=wishes.site,
        target=target,
        cache=cache,
        jobs=jobs,
        progress=progress,
        hubs=[hub.id for hub in hubs],
    )


def _hubs(library: Library, wishes: Wishes) -> tuple[Hub, ...]:
    """The hubs whose copies are printed.

    Raises:
        HubError: One was named that is not there.
    """
    if wishes.hubs == ():
        return ()
    from hubdocs.library.rules import hubs_named  # With it come all rules, which a build of packs may do without.

    return hubs_named(library, library.hubs if wishes.hubs is None else wishes.hubs)


def _swap_in_hubs(made: Path, place: Path, wishes: Wishes) -> None:
    """Put the copies of hubs in their places: a hub's all at once, but for those of packs that nobody wished for."""
    if wishes.packs is None and wishes.audience is None:
        if made.is_dir() or wishes.hubs is None:
            output.swap_in_each(made, place, only=wishes.hubs is None)
        return
    for hub in sorted(made.iterdir()) if made.is_dir() else ():
        output.swap_in_each(hub, place / hub.name, only=False)


def _outdated(library: Library, printed: Printed, folder: Path) -> tuple[Outdated, ...]:
    """The packs from an earlier build that are neither printed now nor to be kept, since something was withdrawn."""
    new = {pack.id for pack in printed.packs}
    return tuple(each for each in outdated_packs(library, folder) if each.pack not in new)


def _with_kept(library: Library, printed: Printed, folder: Path) -> Printed:
    """What was printed now, and beside it the packs that lie finished from an earlier build."""
    new = {pack.id for pack in printed.packs}
    kept = tuple(pack for pack in kept_packs(library, folder) if pack.id not in new)
    return replace(printed, packs=tuple(sorted((*printed.packs, *kept), key=lambda pack: pack.id)))
