"""From a library to finished PDFs: every pack in every format, and every release by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import (
    Edition,
    Library,
    Module,
    Pack,
    PackedDocument,
    Printed,
    PrintedDocument,
    PrintedFile,
    PrintedPack,
    View,
)
from hubdocs.printing.assembly import Bookmarks, PackPlan, Part, PdfFault, assemble
from hubdocs.printing.cache import RenderCache, Rendered
from hubdocs.printing.documents import PrintDocument
from hubdocs.printing.engine import PrintEngine, WeasyPrintEngine
from hubdocs.printing.formats import SCREEN, Format, formats_of
from hubdocs.printing.frontmatter import print_feedback, print_front
from hubdocs.printing.layout import Layout, lay_out, stamps, with_blanks
from hubdocs.printing.leaks import find_leaks, secrets_of, secrets_of_release
from hubdocs.printing.manifest import printed_file, write_manifest, write_sums
from hubdocs.printing.packs import Contents, PackedRelease, print_documents, resolve
from hubdocs.printing.sheets import STAMP_FONTS
from hubdocs.printing.workers import Press, Progress, silent

PACKS = "packs"
DOCUMENTS = "documents"
"""The folders below the target."""

ROUNDS = 6
"""How often front matter may be laid out until its own length fits its page numbers; two is usual."""

T = TypeVar("T")

Finished = Mapping[PrintDocument, Rendered]


@dataclass(frozen=True)
class Single:
    """One release in one view, as a PDF of its own with the sheets that belong to it."""

    item: PackedRelease

    @property
    def stem(self) -> str:
        """`WC-01-1.0.0-trainer`."""
        release = self.item.release
        return f"{release.id}-{release.version}" + ("-trainer" if self.item.view is View.TRAINER else "")


def print_library(
    library: Library,
    *,
    target: Path,
    cache: Path,
    packs: Sequence[str] | None = None,
    edition: str = "",
    documents: bool = True,
    jobs: int = 2,
    progress: Progress = silent,
    engine: PrintEngine | None = None,
) -> Printed:
    """Print packs and documents, and replace what `target` holds of them, whole or not at all.

    A library with drafts (`with_drafts`) and a pack without an edition give proofs.

    Args:
        library: What to print.
        target: Gets `packs/<pack>/…` with manifests, and `documents/WC-01-1.0.0[-trainer].pdf`.
        cache: The folder of documents that are laid out already.
        packs: The ids of the packs to print; all when `None`.
        edition: `PACK@ID` for another edition of one pack than its newest.
        documents: Whether to print every release by itself as well.
        jobs: How many documents are laid out at once.
        progress: Told of every finished piece of work.
        engine: The print engine; WeasyPrint when `None`.

    Raises:
        HubError: Something cannot be printed; it carries every problem that was found. What could be laid
            out is kept in the cache, and `target` is as it was.
    """
    press = Press(engine or WeasyPrintEngine(), RenderCache(cache), jobs, progress)
    problems = Problems()
    wanted = _editions_wanted(library, edition, problems)
    resolved = [
        problems.attempt(partial(resolve, library, pack, wanted[pack.id])) for pack in _chosen(library, packs, problems)
    ]
    chosen = [contents for contents in resolved if contents]
    singles = list(_singles(library)) if documents else []
    finished = press.print_all(_documents(library, chosen, singles), problems.found)
    with _staging(target) as stage:
        bound = [problems.attempt(partial(_bind_pack, library, each, finished, press, stage)) for each in chosen]
        alone = [problems.attempt(partial(_bind_single, library, each, finished, stage)) for each in singles]
        if problems.found:
            raise HubError(problems.found)
        write_sums(stage / DOCUMENTS, [each.pdf for each in alone if each])
        _swap_in(stage, target)
    press.cache.trim(press.used)
    return Printed(
        tuple(_moved_pack(each, target) for each in bound if each),
        tuple(replace(each, pdf=_moved(each.pdf, target / DOCUMENTS)) for each in alone if each),
    )


def page_counts(
    library: Library,
    pack: Pack,
    *,
    cache: Path,
    edition: Edition | None = None,
    jobs: int = 2,
    progress: Progress = silent,
    engine: PrintEngine | None = None,
) -> Mapping[str, int]:
    """The pages of each document of a pack with its handouts, by id, as the screen format has them.

    Without an edition the newest releases are counted: those that a new edition would hold.

    Raises:
        HubError: Something cannot be printed.
    """
    press = Press(engine or WeasyPrintEngine(), RenderCache(cache), jobs, progress)
    problems = Problems()
    contents = resolve(library, pack, edition)
    finished = press.print_all(_documents(library, [contents], []), problems.found)
    if problems.found:
        raise HubError(problems.found)
    return {
        item.release.id: sum(finished[each].facts.pages for each in print_documents(library, item, SCREEN))
        for item in contents.releases
    }


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
    """Which edition to print of each pack: the newest, or the one asked for; none of a library with drafts."""
    drafts = any(release.is_draft for releases in library.releases.values() for release in releases)
    wanted = {id_: None if drafts else pack.newest_edition for id_, pack in library.packs.items()}
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
    """Every release that may be used, for those who take part and, where there is a trainer's view, for trainers."""
    for id_ in sorted(library.releases):
        for release in library.releases[id_]:
            if release.withdrawn:
                continue
            handouts = release.document.handouts if isinstance(release.document, Module) else ()
            yield Single(PackedRelease(release, View.PARTICIPANT, handouts))
            if isinstance(release.document, Module):
                yield Single(PackedRelease(release, View.TRAINER, handouts))


def _documents(library: Library, packs: Sequence[Contents], singles: Sequence[Single]) -> list[PrintDocument]:
    """Everything that has to be laid out before packs can be put together."""
    wanted = [
        document
        for contents in packs
        for format_ in formats_of(contents.pack)
        for item in contents.items
        for document in print_documents(library, item, format_)
    ]
    return wanted + [each for single in singles for each in print_documents(library, single.item, SCREEN)]


def _bind_pack(
    library: Library, contents: Contents, finished: Finished, press: Press, stage: Path
) -> PrintedPack | None:
    """Put one pack together in each of its formats; nothing when a document of it could not be laid out."""
    pack, place = contents.pack, contents.pack.place
    folder = stage / PACKS / pack.id
    secrets = secrets_of(library, contents)
    files: list[PrintedFile] = []
    documents: tuple[PackedDocument, ...] = ()
    for format_ in formats_of(pack):
        wanted = [print_documents(library, item, format_) for item in contents.items]
        if any(document not in finished for each in wanted for document in each):
            return None
        rendered = tuple(tuple((document, finished[document]) for document in each) for each in wanted)
        layout, parts = _fit(library, contents, format_, rendered, press)
        file = folder / f"{contents.stem}-{format_.name}.pdf"
        _assemble(_plan(contents, layout, parts), file, place)
        _refuse_leaks(file, place, secrets)
        files.append(printed_file(file, format_.name, layout.total))
        documents = documents or tuple(_packed_documents(layout))
        press.progress(file.name)
    edition = contents.edition.id if contents.edition else ""
    printed = PrintedPack(pack.id, edition, contents.date, documents, tuple(files))
    write_manifest(folder, library, pack, printed)
    return printed


def _packed_documents(layout: Layout) -> Iterator[PackedDocument]:
    """The controlled documents of a pack, each with its pages and those of its handouts."""
    for section in layout.sections:
        if isinstance(section.item, PackedRelease):
            yield PackedDocument(section.item.release.id, section.item.release.version, section.pages)


def _fit(
    library: Library,
    contents: Contents,
    format_: Format,
    rendered: tuple[tuple[tuple[PrintDocument, Rendered], ...], ...],
    press: Press,
) -> tuple[Layout, list[Part]]:
    """Lay front matter out until the page numbers in it agree with its own length.

    Raises:
        HubError: They never agree.
    """
    back = print_feedback(contents, format_)
    back_rendered = press.print_at_once(back)
    guess = 3
    for _ in range(ROUNDS):
        layout = lay_out(contents, format_, rendered, guess, back_rendered.facts.pages)
        front = print_front(library, layout)
        front_rendered = press.print_at_once(front)
        if front_rendered.facts.pages == guess:
            middle = [_part(each.document, each.rendered) for section in layout.sections for each in section.placed]
            first = _part(front, front_rendered)
            return layout, [first, *middle, _part(back, back_rendered, Bookmarks.TITLE_ONLY)]
        guess = front_rendered.facts.pages
    message = f"the contents list of {contents.pack.id} does not settle on a number of pages"
    hint = "shorten or lengthen the pack's summary or a title by a few words"
    raise HubError([Problem(contents.pack.place, message, hint, "print-front")])


def _part(document: PrintDocument, rendered: Rendered, bookmarks: Bookmarks = Bookmarks.UNDER_TITLE) -> Part:
    title = f"{document.label} {document.title}" if document.numbered else document.title
    return Part(title, rendered.pdf, rendered.facts, label=document.label, bookmarks=bookmarks)


def _plan(contents: Contents, layout: Layout, parts: list[Part]) -> PackPlan:
    items = tuple(with_blanks(parts, layout.format))
    return PackPlan(
        title=contents.named,
        language="en-GB",
        items=items,
        subject=contents.pack.summary,
        stamps=stamps(layout, items),
        fonts=STAMP_FONTS,
        date=contents.date.isoformat() if contents.date else "",
    )


def _bind_single(library: Library, single: Single, finished: Finished, stage: Path) -> PrintedDocument | None:
    """Put one release and its sheets into a file of their own."""
    documents = print_documents(library, single.item, SCREEN)
    if any(document not in finished for document in documents):
        return None
    release = single.item.release
    place = release.document.place()
    parts = [_part(document, finished[document]) for document in documents]
    parts[0] = replace(parts[0], bookmarks=Bookmarks.AS_THEY_ARE)
    plan = PackPlan(
        title=f"{release.document.title} ({release.name})",
        language=release.document.lang,
        items=tuple(parts),
        subject=release.document.summary,
        web_base=library.settings.site_url,
        date=release.date.isoformat() if release.date else "",
    )
    file = stage / DOCUMENTS / f"{single.stem}.pdf"
    _assemble(plan, file, place)
    _refuse_leaks(file, place, secrets_of_release(library, single.item))
    pdf = printed_file(file, SCREEN.name, plan.pages)
    return PrintedDocument(release.id, release.version, single.item.view, pdf)


def _assemble(plan: PackPlan, file: Path, place: Place) -> None:
    try:
        assemble(plan, file)
    except PdfFault as fault:
        hint = "please report this as a defect, with the pack or document that it names"
        raise HubError(Problem(place, f"{file.name}: {each}", hint, "print-pdf") for each in fault.faults) from fault


def _refuse_leaks(file: Path, place: Place, secrets: Secrets) -> None:
    if problems := list(find_leaks(file, place, secrets)):
        raise HubError(problems)


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside the target's own, which is gone afterwards whatever happened."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".printing-", dir=target) as name:
        stage = Path(name)
        (stage / PACKS).mkdir()
        (stage / DOCUMENTS).mkdir()
        yield stage


def _swap_in(stage: Path, target: Path) -> None:
    """Replace each pack that was printed, and the documents if there are any, by renaming whole folders."""
    new = [*sorted((stage / PACKS).iterdir()), stage / DOCUMENTS]
    for folder in new:
        place = target / folder.relative_to(stage)
        if not any(folder.glob("*.pdf")):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.rename(stage / f"old-{folder.parent.name}-{folder.name}")
        folder.rename(place)


def _moved(file: PrintedFile, folder: Path) -> PrintedFile:
    return replace(file, file=folder / file.name)


def _moved_pack(pack: PrintedPack, target: Path) -> PrintedPack:
    return replace(pack, files=tuple(_moved(each, target / PACKS / pack.id) for each in pack.files))
