"""From a library to finished PDFs: every pack in every format, and every release by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import (
    Edition,
    Handout,
    Hub,
    Leaf,
    Library,
    Module,
    Pack,
    Printed,
    PrintedFile,
    PrintedHub,
    PrintedPack,
    Release,
    View,
)
from hubdocs.printing.binding import Single, bind_pack, bind_single, documents_of
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.engine import PrintEngine, WeasyPrintEngine
from hubdocs.printing.formats import SCREEN, formats_of
from hubdocs.printing.leaves import last_changes, pack_leaves
from hubdocs.printing.packs import Contents, PackedRelease, print_documents, resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.processes import ForkExecutor, Limits
from hubdocs.printing.progress import Progress, Silent
from hubdocs.printing.shelf import FILE, shelf_of, state_of_library
from hubdocs.printing.workers import Press, side_by_side

PACKS, DOCUMENTS, HUBS = "packs", "documents", "hubs"
"""The folders below the target."""
AGREEMENTS = "agreements"
"""The folder for these among a hub's copies."""

T = TypeVar("T")


def print_library(
    library: Library,
    *,
    target: Path,
    cache: Path,
    packs: Sequence[str] | None = None,
    edition: str = "",
    documents: bool = True,
    hubs: Sequence[str] = (),
    jobs: int = 2,
    progress: Progress | None = None,
    engine: PrintEngine | None = None,
) -> Printed:
    """Print packs and documents into a new folder.

    A library with drafts (`with_drafts`) and a pack without an edition give proofs.

    Args:
        library: What to print.
        target: A folder without packs. It gets `packs/<pack>/…` with manifests, and
            `documents/WC-01-1.0.0[-trainer].pdf`.
        cache: The folder of documents that are laid out already.
        packs: The ids of the packs to print; all when `None`.
        edition: `PACK@ID` for another edition of one pack than its newest.
        documents: Whether to print every release by itself as well.
        hubs: The ids of the hubs whose own copies are printed as well, into `hubs/<hub>/…`.
        jobs: How many documents are laid out at once.
        progress: Told of every piece of work.
        engine: The print engine; WeasyPrint in processes of its own when `None`.

    Raises:
        HubError: Something cannot be printed; it carries every problem that was found. What could be laid
            out is kept in the cache; what lies in `target` is then of no use.
    """
    problems = Problems()
    wanted = _editions_wanted(library, edition, problems)
    resolved = [
        problems.attempt(partial(resolve, library, pack, wanted[pack.id])) for pack in _chosen(library, packs, problems)
    ]
    chosen = [contents for contents in resolved if contents]
    singles = list(_singles(library)) if documents else []
    copies = [copy for id_ in hubs for copy in _copies(library, library.hubs[id_], chosen, problems)]
    bindings = [*chosen, *copies]
    shelf, state = shelf_of(library), state_of_library(library)
    shelf.load(cache / FILE, state)
    with press_for(library, cache, jobs=jobs, progress=progress, engine=engine) as press:
        finished = press.print_all(_documents(library, bindings, singles), problems.found)
        shelf.save(cache / FILE, state)
        versions = last_changes(library, bindings, finished, press, problems.found)
        folder = target.absolute()
        press.progress.expect(len(singles))
        bind = partial(bind_pack, library, finished=finished, versions=versions, press=press)
        work = [partial(bind, each, folder=folder / _place_of(each)) for each in bindings]
        bound = _side_by_side(work, press, problems)
        alone = _side_by_side(
            [partial(bind_single, library, each, finished, press, folder / DOCUMENTS) for each in singles],
            press,
            problems,
        )
        agreed = {id_: _agreements(library, library.hubs[id_], press, folder, problems) for id_ in hubs}
        shelf.save(cache / FILE, state)
    if problems.found:
        raise HubError(problems.found)
    packs_of_hubs = {id_: tuple(_of_hub(id_, bindings, bound)) for id_ in hubs}
    return Printed(
        tuple(each for each in bound[: len(chosen)] if each),
        tuple(each for each in alone if each),
        tuple(PrintedHub(id_, packs_of_hubs[id_], agreed[id_]) for id_ in hubs),
    )


def _copies(library: Library, hub: Hub, chosen: Sequence[Contents], problems: Problems) -> Iterator[Contents]:
    """A hub's copies of those packs that are printed and that it names."""
    for contents in chosen:
        if contents.pack.id in {each.id for each in hub.packs}:
            copy = problems.attempt(partial(resolve, library, contents.pack, contents.edition, hub))
            if copy:
                yield copy


def _place_of(contents: Contents) -> Path:
    """Where the files of a pack go, below the target."""
    return Path(HUBS, contents.hub.id, contents.pack.id) if contents.hub else Path(PACKS, contents.pack.id)


def _agreements(library: Library, hub: Hub, press: Press, folder: Path, problems: Problems) -> tuple[PrintedFile, ...]:
    """A hub's copies of what it has agreed to."""
    from hubdocs.printing.agreements import bind_agreement

    place = folder / HUBS / hub.id / AGREEMENTS
    press.progress.expect(len(hub.agreements))
    work = [partial(bind_agreement, library, hub, each, press, place) for each in hub.agreements]
    return tuple(each for each in _side_by_side(work, press, problems) if each)


def _of_hub(id_: str, bindings: Sequence[Contents], bound: Sequence[PrintedPack | None]) -> Iterator[PrintedPack]:
    for contents, printed in zip(bindings, bound, strict=True):
        if contents.hub and contents.hub.id == id_ and printed:
            yield printed


def press_for(
    library: Library,
    cache: Path,
    *,
    jobs: int = 2,
    progress: Progress | None = None,
    engine: PrintEngine | None = None,
) -> Press:
    """The press of this machine: with WeasyPrint, in processes of its own; with another engine, in this one."""
    set_ = library.settings.print_limits
    limits = Limits(set_.seconds, set_.waiting, set_.memory * 1024**2, set_.pages)
    workers = ThreadPoolExecutor(jobs) if engine else ForkExecutor(jobs, limits=limits)
    kept = RenderCache(cache.absolute())
    return Press(engine or WeasyPrintEngine(), kept, jobs, workers, progress or Silent(), limits)


def _side_by_side(pieces: Sequence[Callable[[], T | None]], press: Press, problems: Problems) -> list[T | None]:
    """What some pieces of work answer, in their order; nothing for those of which the problems are noted.

    They mostly wait for workers. Two for each of these, so that one has work while another waits for its last piece.
    """
    return [problems.attempt(future.result) for future in side_by_side(pieces, 2 * press.jobs)]


def page_counts(
    library: Library,
    pack: Pack,
    *,
    cache: Path,
    edition: Edition | None = None,
    jobs: int = 2,
    progress: Progress | None = None,
    engine: PrintEngine | None = None,
) -> Mapping[str, int]:
    """The pages of each document of a pack with its handouts, by id, as the screen format has them.

    Without an edition the newest releases are counted: those that a new edition would hold.

    Raises:
        HubError: Something cannot be printed.
    """
    problems = Problems()
    items = resolve(library, pack, edition).releases
    wanted = {item.release.id: print_documents(library, item, SCREEN) for item in items}
    with press_for(library, cache, jobs=jobs, progress=progress, engine=engine) as press:
        finished = press.print_all([document for each in wanted.values() for document in each], problems.found)
    if problems.found:
        raise HubError(problems.found)
    return {id_: sum(finished[document].facts.pages for document in each) for id_, each in wanted.items()}


def leaves_today(
    library: Library,
    pack: Pack,
    *,
    cache: Path,
    edition: Edition | None = None,
    jobs: int = 2,
    progress: Progress | None = None,
    engine: PrintEngine | None = None,
) -> tuple[Leaf, ...]:
    """The leaves of a pack's binder as they are printed today; none when the pack has no binder.

    Without an edition those of the newest releases: the leaves that a new edition would hold.

    Raises:
        HubError: Something cannot be printed.
    """
    problems = Problems()
    contents = resolve(library, pack, edition)
    wanted = [
        document
        for format_ in formats_of(pack)
        for item in contents.items
        if format_.replaceable
        for document in print_documents(library, item, format_)
    ]
    with press_for(library, cache, jobs=jobs, progress=progress, engine=engine) as press:
        finished = press.print_all(wanted, problems.found)
        versions = last_changes(library, [contents], finished, press, problems.found)
    if problems.found:
        raise HubError(problems.found)
    return pack_leaves(library, contents, finished, versions)


class Problems:
    """What went wrong so far, while other work goes on."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def attempt(self, work: Callable[[], T]) -> T | None:
        """What the work answers, or nothing once its problems are noted."""
        try:
            return work()
        except HubError as error:
            self.found.extend(error.problems)
            return None


def _chosen(library: Library, wanted: Sequence[str] | None, problems: Problems) -> list[Pack]:
    """The packs to print, in order of id."""
    if wanted is None:
        return [library.packs[id_] for id_ in sorted(library.packs)]
    known = ", ".join(sorted(library.packs)) or "none"
    problems.found.extend(
        Problem(Place("materials/packs"), f"there is no pack {id_}", f"there are: {known}", "pack")
        for id_ in wanted
        if id_ not in library.packs
    )
    return [library.packs[id_] for id_ in dict.fromkeys(wanted) if id_ in library.packs]


def _editions_wanted(library: Library, asked: str, problems: Problems) -> Mapping[str, Edition | None]:
    """Which edition to print of each pack: the newest, or the one asked for; none of a library that shows drafts.

    Where no text changed since its release, the newest edition may still hold older ones: then too a proof is made.
    """
    wanted = {id_: None if library.shows_drafts else pack.newest_edition for id_, pack in library.packs.items()}
    if asked:
        pack_id, _, edition_id = asked.partition("@")
        pack = library.packs.get(pack_id)
        edition = next((each for each in pack.editions if each.id == edition_id), None) if pack else None
        if edition is None:
            has = ", ".join(each.id for each in pack.editions) if pack else "no such pack"
            place = pack.place if pack else Place("materials/packs")
            message = f"there is no edition {edition_id or asked} of the pack {pack_id}"
            hint = f"name one of its editions: {has or 'it has none'}"
            problems.found.append(Problem(place, message, hint, "edition"))
        wanted[pack_id] = edition
    return wanted


def _singles(library: Library) -> Iterator[Single]:
    """Every release that may be used, for those who take part and, where there is a trainer's view, for trainers.

    Then each of its sheets alone.
    """
    for id_ in sorted(library.releases):
        # A draft may still bear the number of the newest release, and then stands in its place.
        usable = {release.version: release for release in library.releases[id_] if not release.withdrawn}
        for release in usable.values():
            document = release.document
            if not isinstance(document, Module):
                yield Single(PackedRelease(release, View.PARTICIPANT, ()))
                continue
            for view in View:
                yield Single(PackedRelease(release, view, document.handouts_for(view)))
            yield from (Single(_sheet_of(release, document, handout), handout) for handout in document.handouts)


def _sheet_of(release: Release, module: Module, handout: Handout) -> PackedRelease:
    """A release of which one sheet is printed, for whoever may have that."""
    view = View.TRAINER if module.is_for_deliverers(handout) else View.PARTICIPANT
    return PackedRelease(release, view, (handout,))


def _documents(library: Library, packs: Sequence[Contents], singles: Sequence[Single]) -> list[PrintDocument]:
    """Everything that has to be laid out before packs can be put together."""
    wanted = [document for contents in packs for document in documents_of(library, contents)]
    return wanted + [each for single in singles for each in single.documents(library)]
