"""What lies on top of a catch-up pack: a covering letter, and the list "Take out, put in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.design import icon
from hubdocs.library.currency import Currency, DocumentCurrency, Verdict, document_of, newest_released
from hubdocs.library.filing import filing, name_of
from hubdocs.model import Library, Module, Release, Version
from hubdocs.model.ids import feedback_sheet
from hubdocs.printing import wording
from hubdocs.printing.asking.session import TITLE
from hubdocs.printing.codes import ON_COVER, code_of_pack
from hubdocs.printing.drawings import drawn
from hubdocs.printing.formats import BINDER
from hubdocs.printing.packs import Contents
from hubdocs.printing.printable import PrintDocument, whole_page
from hubdocs.printing.sheets import FONT_ASSETS, PAGE, Furniture, common_css, furniture_css
from hubdocs.printing.templates import as_html, fill

LETTER = "catch-up-letter"
"""The label of the covering letter."""
FILING = "catch-up-filing"
"""The label of the list."""
LIVE = "Something that is always today\N{RIGHT SINGLE QUOTATION MARK}s, such as a telephone number"
"""What is new where no release changed anything."""


@dataclass(frozen=True)
class Change:
    """One line of what changed."""

    number: str
    """A document's id; empty for a page without one."""
    title: str
    versions: str
    """`1.0.0 to 1.1.0`; empty for a page without versions."""
    news: str
    """What is new, in the words of its releases."""

    @property
    def in_short(self) -> str:
        """`WC-01 1.0.0 to 1.1.0`, for a letter that would not fit on its page."""
        return f"{self.number} {self.versions}" if self.number else self.title


@dataclass(frozen=True)
class FilingLine:
    """One line of the list, in words."""

    number: str
    title: str
    take_out: str = ""
    """Empty when nothing is."""
    put_in: str = ""
    """Empty when nothing is."""


def print_letter(library: Library, contents: Contents, currency: Currency, pages: int, *, short: bool) -> PrintDocument:
    """The covering letter: what this is, what must not be used any more, and what to do in three steps.

    Args:
        library: Where titles and summaries are.
        contents: The newest edition.
        currency: What changed since the one that is held.
        pages: How many the whole catch-up pack has, both sides of each sheet counted.
        short: Whether to name what changed without saying what is new in it.
    """
    html = fill(
        "letter",
        label=LETTER,
        pack=contents.pack,
        currency=currency,
        sheets=wording.counted((pages + 1) // 2, "sheet"),
        pages=wording.counted(pages, "page"),
        icon=as_html(drawn(icon("alert-octagon-outline"), "drawing--icon")),
        unsafe=list(_unsafe(library, currency)),
        training=list(_training(library, currency)),
        changes=list(_changes(library, currency)),
        short=short,
        code=code_of_pack(library, contents.pack, contents.edition, ON_COVER),
    )
    return _document(contents, currency, LETTER, "Bring your binder up to date", html, ("letter",))


def print_filing(library: Library, contents: Contents, currency: Currency) -> PrintDocument:
    """The list of what to take out of the binder and what to put in, line by line."""
    html = fill(
        "filing",
        label=FILING,
        currency=currency,
        lines=list(filing_lines(library, currency)),
        but=wording.listed([each.id for each in currency.documents if each.newest_withdrawn]),
    )
    return _document(contents, currency, FILING, "Take out, put in", html, ("take out, put in · ", PAGE))


def _document(
    contents: Contents, currency: Currency, label: str, title: str, html: str, number: tuple[str, ...]
) -> PrintDocument:
    named = f"{contents.pack.title}, {currency.held} to {currency.newest} · "
    return PrintDocument(
        label=label,
        name=f"{title}: {contents.pack.id}, {currency.held} to {currency.newest}",
        title=title,
        place=contents.pack.place,
        html=whole_page(title, html, "catch-up"),
        css=common_css(("base", *BINDER.sheets, "catch-up")) + furniture_css(Furniture(number=(named, *number))),
        assets=FONT_ASSETS,
    )


def filing_lines(library: Library, currency: Currency) -> Iterator[FilingLine]:
    """The list in words. Cover, lists and feedback sheet are always replaced."""
    yield FilingLine("", "Cover, list of documents, contents", "the old ones", "the new ones, in front")
    for step in currency.steps:
        number, title = _named(library, step.label)
        yield FilingLine(number, title, *filing(library, step))
    yield FilingLine("", "Feedback sheet", "the old one", "the new one, at the end")


def _named(library: Library, label: str) -> tuple[str, str]:
    """Number and title of what leaves belong to; a content page has no number."""
    if (page := name_of(library, label)) != label:
        return "", page
    for release in reversed(library.releases.get(document_of(label), ())):
        if label == release.id:
            return label, release.document.title
        if label == feedback_sheet(release.id):
            return label, TITLE
        if isinstance(release.document, Module):
            for handout in release.document.handouts:
                if handout.id == label:
                    return label, handout.title
    return label, ""


def _unsafe(library: Library, currency: Currency) -> Iterator[tuple[str, str]]:
    """Yield each release that the holder must not use any more, and why."""
    for each in currency.documents:
        if each.withdrawn:
            why = _why(library, each.id, each.held, each.withdrawn)
            yield f"{each.id} {each.held}", f"{why} {_instead(library, each)}".strip()
        elif each.verdict is Verdict.DO_NOT_USE and each.held:
            yield f"{each.id} {each.held}", _replaced(library, each)
        if each.is_left_out:
            why = _why(library, each.id, each.newest, each.newest_withdrawn)
            yield f"{each.id} {each.newest}", f"{why} {_left_out(each)}"


def _why(library: Library, id_: str, version: Version | None, reason: str) -> str:
    release = next((each for each in library.releases[id_] if each.version == version), None)
    when = f" on {wording.day(release.withdrawn_on)}" if release and release.withdrawn_on else ""
    return f"was withdrawn{when}. {wording.full_stop(reason)}"


def _instead(library: Library, document: DocumentCurrency) -> str:
    """What to do with a withdrawn release; nothing more to say where the newest edition has another."""
    if document.newest and not document.newest_withdrawn:
        return ""
    usable = newest_released(library, document.id)
    return f"Take it out and use {usable.version} in its place." if usable else "Take it out: nothing takes its place."


def _replaced(library: Library, document: DocumentCurrency) -> str:
    """What takes the place of a release that people must not use any more."""
    if document.newest is None:
        return "has left this pack."
    if not document.is_kept:
        return f"is replaced by {document.newest}."
    usable = newest_released(library, document.id)
    return f"is replaced by {usable.version}, which is in no edition yet." if usable else "is replaced."


def _left_out(document: DocumentCurrency) -> str:
    """That a withdrawn release of the newest edition is not among these sheets, and what stays in the binder."""
    if document.is_kept and document.verdict is not Verdict.DO_NOT_USE:
        return f"It is not among these sheets: keep your {document.held} for now."
    return "It is not among these sheets."


def _training(library: Library, currency: Currency) -> Iterator[tuple[str, str]]:
    """Yield each module of which a new major release is put in, and what is new in it."""
    for each in currency.documents:
        major = [release for release in _between(library, each) if release.kind == "major"]
        if major and isinstance(major[-1].document, Module):
            yield f"{each.id} {each.newest}", " ".join(wording.full_stop(release.summary) for release in major)


def _changes(library: Library, currency: Currency) -> Iterator[Change]:
    """Yield a line for each document and page of which something is new."""
    for each in currency.documents:
        if each.changed or each.held != each.newest or each.newest_withdrawn:
            number, title = _named(library, each.id)
            yield Change(number, title, _versions(each), _news(library, each, title))


def _versions(document: DocumentCurrency) -> str:
    if document.is_left_out and document.held:
        return str(document.held)
    if document.held and document.newest and document.held != document.newest:
        return f"{document.held} to {document.newest}"
    return str(document.newest or document.held or "")


def _news(library: Library, document: DocumentCurrency, title: str) -> str:
    if document.is_kept:
        return f"Nothing for now: {document.newest} was withdrawn"
    if document.newest_withdrawn:
        return "Withdrawn: take it out" if document.held else "Withdrawn: it is not put in"
    if document.held is None and document.newest is None:
        return "New text" if any(leaf.new for leaf in document.leaves) else "No longer in this pack"
    if document.newest is None:
        return "No longer in this pack"
    if document.held is None:
        return f"New in this pack: {title}"
    if document.held == document.newest:
        return LIVE
    between = _between(library, document)
    return " ".join(wording.full_stop(release.summary) for release in between) or "An earlier release is in force again"


def _between(library: Library, document: DocumentCurrency) -> list[Release]:
    """The releases after the one that is held, up to the one that is put in."""
    if document.held is None or document.newest is None or document.newest_withdrawn:
        return []
    return [
        release
        for release in library.releases.get(document.id, ())
        if document.held < release.version <= document.newest and not release.is_draft
    ]
