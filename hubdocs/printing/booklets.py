"""A pack as booklets of A5 to fold and staple: one, or several where it is too long for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from hubdocs.errors import HubError, Problem
from hubdocs.model import PrintedFile
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.imposition import DocumentPages, Volume, split
from hubdocs.printing.assembly.plan import Blank, Part
from hubdocs.printing.bound import ROUNDS, Binding, Bound, pages_of_part
from hubdocs.printing.cache import Rendered
from hubdocs.printing.finish import finish_booklet
from hubdocs.printing.formats import BOOKLET
from hubdocs.printing.frontmatter import print_cover
from hubdocs.printing.layout import Numbering, blank, numbered, numbered_in_volumes
from hubdocs.printing.packs import print_documents
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.workers import answers, side_by_side

SECTION = 2
"""The level of the headings before which a long document may be cut."""


def bind_booklets(binding: Binding) -> tuple[Bound, tuple[PrintedFile, ...]]:
    """The pack as booklets: how it is put together, and a file for each.

    Raises:
        HubError: A section of a document is longer than a booklet, or a file would have faults.
    """
    bound, volumes = _fit(binding)
    binding.press.progress.expect(len(volumes) - 1)
    work = [partial(_write, bound, volumes, number) for number in range(len(volumes))]
    return bound, tuple(answers(side_by_side(work, binding.press.jobs)))


def _fit(binding: Binding) -> tuple[Bound, tuple[Volume, ...]]:
    """The pack and its booklets.

    A document that is longer than a booklet is laid out again, so that the heading before which it is cut begins
    a page; that may move the cut, and then once more.
    """
    wanted = [each for item in binding.contents.items for each in print_documents(binding.library, item, BOOKLET)]
    finished = {each: binding.finished[each] for each in wanted}
    cut_before: dict[PrintDocument, tuple[str, ...]] = {}
    for _ in range(ROUNDS):
        bound, volumes = _numbered(binding, wanted, finished)
        missing: dict[PrintDocument, str] = {}
        for document, heading in _cuts(wanted, finished, volumes):
            if heading not in cut_before.get(document, ()):
                missing.setdefault(document, heading)  # Its later cuts may move once this one begins a page.
        if not missing:
            return bound, volumes
        for document, heading in missing.items():
            cut_before[document] = (*cut_before.get(document, ()), heading)
            finished[document] = binding.press.print_at_once(_with_breaks(document, cut_before[document]))
    place = binding.contents.pack.place
    message = f"the booklets of {binding.contents.pack.id} do not settle on where a long document is cut"
    raise HubError([Problem(place, message, "divide the longest document into two", "print-booklet")])


def _numbered(
    binding: Binding, wanted: Sequence[PrintDocument], finished: Mapping[PrintDocument, Rendered]
) -> tuple[Bound, tuple[Volume, ...]]:
    """The pack with its page numbers, and the booklets that these follow."""
    shared: list[tuple[Volume, ...]] = []

    def number(rendered: Sequence[Rendered], front: int, back: int) -> Numbering:
        pages = [_pages_of(document, each) for document, each in zip(wanted, rendered, strict=True)]
        try:
            shared.append(split(front, pages, back))
        except PdfFault as fault:
            place, hint = binding.contents.pack.place, "shorten it, or leave `booklet` out of the pack's formats"
            raise HubError(Problem(place, each, hint, "print-booklet") for each in fault.faults) from fault
        lengths = [each.pages for each in pages]
        if len(shared[-1]) == 1:
            return numbered(lengths, BOOKLET, front, back)
        return numbered_in_volumes(shared[-1], lengths)

    bound = binding.fit_numbered(BOOKLET, finished, number)
    return bound, shared[-1]


def _pages_of(document: PrintDocument, rendered: Rendered) -> DocumentPages:
    """What is to be known of a document to share a pack out among booklets."""
    headings = {each.page for each in rendered.facts.headings if each.level == SECTION and each.anchor}
    return DocumentPages(document.name, rendered.facts.pages, tuple(sorted(headings)))


def _cuts(
    wanted: Sequence[PrintDocument], finished: Mapping[PrintDocument, Rendered], volumes: Sequence[Volume]
) -> Iterator[tuple[PrintDocument, str]]:
    """Yield each document that is cut, with the heading before which it is."""
    for volume in volumes:
        for run in volume.runs:
            if run.start:
                document = wanted[run.document]
                headings = finished[document].facts.headings
                yield (
                    document,
                    next(
                        each.anchor
                        for each in headings
                        if each.page == run.start and each.level == SECTION and each.anchor
                    ),
                )


def _with_breaks(document: PrintDocument, headings: Sequence[str]) -> PrintDocument:
    """The same document with these headings each on a new page."""
    rules = "".join(f"section:has(#{each}) {{ break-before: page }}\n" for each in headings)
    return replace(document, css=document.css + rules)


def _write(bound: Bound, volumes: Sequence[Volume], number: int) -> PrintedFile:
    """Write one booklet: the only one, or one of several."""
    binding = bound.binding
    first = 1 + sum(volume.pages for volume in volumes[:number])
    plan = bound.plan_of(tuple(_items(bound, volumes, number)), first)
    ending = ""
    if len(volumes) > 1:
        ending = f"-{number + 1}"
        plan = replace(plan, title=f"{plan.title}, booklet {number + 1} of {len(volumes)}")
    name, place = f"{binding.contents.stem}-{BOOKLET.name}{ending}.pdf", binding.contents.pack.place
    return binding.press.work(
        name, place, finish_booklet, plan, binding.folder / name, BOOKLET.name, place, binding.secrets
    )


def _items(bound: Bound, volumes: Sequence[Volume], number: int) -> Iterator[Part | Blank]:
    """Yield what one booklet holds, up to its last printed page; what fills its last sheet comes with the fold."""
    volume = volumes[number]
    page = 1
    for part in bound.head if number == 0 else _cover(bound, volumes, number):
        yield part
        page += part.pages
    while page <= volume.opening:
        yield blank(BOOKLET)
        page += 1
    for run in volume.runs:
        while page < run.at:
            yield blank(BOOKLET)
            page += 1
        yield pages_of_part(bound.body[run.document], run.start, run.stop)
        page += run.pages
    if volume.closing:
        while page % 2 == 0:
            yield blank(BOOKLET)
            page += 1
        yield from bound.tail


def _cover(bound: Bound, volumes: Sequence[Volume], number: int) -> tuple[Part, ...]:
    """The cover of a later booklet, which says what is in it."""
    words = f"Part {number + 1} of {len(volumes)}: {_held(bound, volumes[number])}"
    return bound.binding.parts([print_cover(bound.binding.library, bound.layout, words)])


def _held(bound: Bound, volume: Volume) -> str:
    """What a booklet holds, in a few words: the last may hold nothing but what closes the pack."""
    documents = [bound.layout.placed[run.document].document for run in volume.runs]
    named = [each.label if each.numbered else each.title for each in documents] or [each.title for each in bound.tail]
    return named[0] if len(set(named)) == 1 else f"{named[0]} to {named[-1]}"
