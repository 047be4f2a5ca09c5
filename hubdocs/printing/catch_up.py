"""Catch-up packs: what the holders of an earlier edition's binder print to have the newest one.

A letter and a list of what to take out and put in lie on top. Then come the new cover with its lists, only those
leaves that changed, just as they are in the new binder but with bars beside what is new, and the feedback sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Problem
from hubdocs.library.currency import Currency, by_label, currency_of
from hubdocs.model import CatchUp, ContentPage, Edition, Leaf, Library
from hubdocs.model.addresses import release_address
from hubdocs.model.ids import FEEDBACK_SHEET
from hubdocs.printing.assembly.changes import Span, bars
from hubdocs.printing.assembly.plan import Bar, Blank, Bookmarks, PackPlan, Part, Stamp
from hubdocs.printing.cache import Rendered
from hubdocs.printing.finish import finish
from hubdocs.printing.layout import Layout, Placed, with_blanks
from hubdocs.printing.letter import print_filing, print_letter
from hubdocs.printing.manifest import CATCH_UP, catch_up_name
from hubdocs.printing.packs import Contents, PackedRelease, print_documents, resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import Press

OUTER_EDGE = 12
"""Millimetres from a change bar to the outer edge of a leaf: clear of the text and of what printers leave white."""
LETTER_PAGES = 2
"""Pages of the covering letter with its empty back."""
POINTS = 72 / 25.4
"""Points in a millimetre."""

T = TypeVar("T")


@dataclass(frozen=True)
class Binder:
    """The newest edition's binder, as it was put together."""

    layout: Layout
    head: tuple[Part, ...]
    """Cover, list and contents."""
    body: tuple[Part, ...]
    """What the layout places, in its order."""
    tail: tuple[Part, ...]
    """The feedback sheet."""

    @property
    def contents(self) -> Contents:
        """What it holds."""
        return self.layout.contents

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf of its documents, in order."""
        return tuple(leaf for each in self.layout.placed for leaf in each.leaves)


@dataclass(frozen=True)
class _Sheets:
    """One part of a catch-up pack, with what is printed over each of its pages."""

    part: Part
    stamps: tuple[tuple[Stamp, ...], ...]
    bars: tuple[tuple[Bar, ...], ...]


def bind_catch_ups(
    library: Library, binder: Binder, press: Press, folder: Path, secrets: Secrets
) -> tuple[CatchUp, ...]:
    """Make the catch-up pack of each earlier edition, oldest first; none of one of which too much changed.

    Args:
        library: What the pack is made of.
        binder: The newest edition's; with an older one or a proof there is nothing to catch up.
        press: Lays out the letters, and the old documents that the new ones are compared with.
        folder: The pack's folder; catch-up packs lie in one below it.
        secrets: What this pack's readers may not see.

    Raises:
        HubError: Something cannot be printed.
    """
    pack = binder.contents.pack
    if binder.contents.edition is None or binder.contents.edition != pack.newest_edition:
        return ()
    ways = [(held, currency_of(library, pack, held, binder.leaves)) for held in pack.editions[:-1]]
    wanted = [(held, currency) for held, currency in ways if not currency.is_better_reprinted]
    press.progress.expect(len(wanted))
    return tuple(
        _bind(library, binder, currency, list(_sheets(library, binder, held, currency, press)), press, folder, secrets)
        for held, currency in wanted
    )


def _bind(
    library: Library,
    binder: Binder,
    currency: Currency,
    sheets: Sequence[_Sheets],
    press: Press,
    folder: Path,
    secrets: Secrets,
) -> CatchUp:
    """Put one catch-up pack together."""
    contents = binder.contents
    items = tuple(with_blanks([each.part for each in sheets], binder.layout.format))
    plan = PackPlan(
        title=f"{contents.pack.title}: from {currency.held} to {currency.newest}",
        language="en-GB",
        items=items,
        subject=f"For holders of edition {currency.held}: what to print and to file for edition {currency.newest}.",
        stamps=tuple(_each_page(items, [each.stamps for each in sheets])),
        bars=tuple(_each_page(items, [each.bars for each in sheets])),
        fonts=STAMP_FONTS,
        bold_fonts=BOLD_STAMP_FONTS,
        web_base=library.settings.site_url,
        date=contents.date.isoformat() if contents.date else "",
    )
    file = folder / CATCH_UP / catch_up_name(contents.pack.id, currency.held, currency.newest)
    file.parent.mkdir(exist_ok=True)
    place = contents.pack.place
    pdf = press.work(file.name, place, finish, plan, file, CATCH_UP, place, secrets)
    return CatchUp(currency.held, pdf, len(currency.put_in))


def _each_page(items: Sequence[Part | Blank], over: Sequence[tuple[tuple[T, ...], ...]]) -> Iterator[tuple[T, ...]]:
    """Yield what is printed over each page; over the blank ones between the parts, nothing."""
    following = iter(over)
    for item in items:
        yield from ((),) if isinstance(item, Blank) else next(following)


def _sheets(library: Library, binder: Binder, held: Edition, currency: Currency, press: Press) -> Iterator[_Sheets]:
    """Yield the parts of a catch-up pack, in order."""
    filing = _on_top(print_filing(library, binder.contents, currency), press)
    changed = list(_changed(library, binder, held, currency, press))
    behind = [filing, *binder.head, *(each.part for each in changed), *binder.tail]
    pages = LETTER_PAGES + sum(item.pages for item in with_blanks(behind, binder.layout.format))
    letter = fitted_letter(library, binder.contents, currency, pages, press)
    yield from map(_as_it_is, (letter, filing, *binder.head))
    yield from changed
    yield from map(_as_it_is, binder.tail)


def _as_it_is(part: Part) -> _Sheets:
    return _Sheets(part, ((),) * part.pages, ((),) * part.pages)


def fitted_letter(library: Library, contents: Contents, currency: Currency, pages: int, press: Press) -> Part:
    """The covering letter, in full if that fits on one page, else in short."""
    full, short = (print_letter(library, contents, currency, pages, short=short) for short in (False, True))
    part = _on_top(full, press)
    return part if part.pages == 1 else _on_top(short, press)


def _on_top(document: PrintDocument, press: Press) -> Part:
    rendered = press.print_at_once(document)
    return Part(document.title, rendered.pdf, rendered.facts, label=document.label, bookmarks=Bookmarks.TITLE_ONLY)


def _changed(library: Library, binder: Binder, held: Edition, currency: Currency, press: Press) -> Iterator[_Sheets]:
    """Yield the leaves to put in, document by document: their feet as in the binder, and bars beside what is new."""
    wanted = by_label(currency.put_in)
    # What people write on is not read for what is new in it.
    read = frozenset(label for label in wanted if not FEEDBACK_SHEET.fullmatch(label))
    before = _held_documents(library, binder, held, read, press)
    owners = ((section.item, placed) for section in binder.layout.sections for placed in section.placed)
    for (item, placed), part in zip(owners, binder.body, strict=True):
        if leaves := wanted.get(placed.document.label):
            chosen = replace(part, pages_wanted=_pages_of(leaves, part.facts.pages), web=_on_the_web(item))
            yield _over(placed, chosen, before.get(placed.document.label), press)


def _pages_of(leaves: Sequence[Leaf], all_pages: int) -> tuple[int, ...]:
    """The pages on some leaves of one document, counted from 0; none named where that is all of them."""
    pages = tuple(page - 1 for leaf in leaves for page in range(leaf.first, leaf.last + 1))
    return () if len(pages) == all_pages else pages


def _on_the_web(item: PackedRelease | ContentPage) -> str:
    """Where a link leads to a page that is not among the leaves to put in."""
    if isinstance(item, ContentPage):
        return ""
    return release_address(item.release.document.kind, item.release.id, item.release.version)


def _over(placed: Placed, part: Part, before: Rendered | None, press: Press) -> _Sheets:
    """The chosen pages of a document with their feet, and bars where it says what it did not say before."""
    feet = placed.feet()
    changed: Sequence[Sequence[Span]] = ((),) * part.facts.pages
    if before:
        document = placed.document
        press.progress.expect(1)
        changed = press.work(f"changes of {document.name}", document.place, bars, [before.pdf], part.pdf)
    pages = part.pages_wanted or range(part.facts.pages)
    return _Sheets(
        part,
        tuple((foot,) if (foot := feet[page]) else () for page in pages),
        tuple(tuple(_bar(span, page, part.facts.width / POINTS) for span in changed[page]) for page in pages),
    )


def _bar(span: Span, page: int, width: float) -> Bar:
    """A bar in the outer margin: right of the text on the front of a leaf, left of it on the back."""
    return Bar(OUTER_EDGE if page % 2 else width - OUTER_EDGE, *span)


def _held_documents(
    library: Library, binder: Binder, held: Edition, labels: frozenset[str], press: Press
) -> Mapping[str, Rendered]:
    """Some documents and sheets as the earlier edition held them, but with today's live text, by label.

    Raises:
        HubError: One of them cannot be printed.
    """
    format_ = binder.layout.format
    items = resolve(library, binder.contents.pack, held).items
    documents = [each for item in items for each in print_documents(library, item, format_) if each.label in labels]
    problems: list[Problem] = []
    finished = press.print_all(documents, problems)
    if problems:
        raise HubError(problems)
    return {document.label: rendered for document, rendered in finished.items()}
