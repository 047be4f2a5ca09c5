"""The print HTML of one document: a release in one view, a handout, a content page.

What reads texts takes long to load, and is imported only where a text is wanted that no shelf has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from markupsafe import Markup

from hubdocs.authoring.agreement.names import NOTICE, clause_numbers
from hubdocs.design import (
    IN_PRINT,
    ONE_COLOUR,
    Colours,
    Partner,
    Weight,
    branded,
    curly,
    leading_partner,
    motif,
)
from hubdocs.errors import Place
from hubdocs.library.ties import tied_standards
from hubdocs.model import (
    Activity,
    Agreement,
    Answer,
    Brand,
    ContentPage,
    Document,
    Handout,
    Library,
    Module,
    Picture,
    Release,
    StandardSet,
    View,
)
from hubdocs.model.addresses import exact_address
from hubdocs.model.ids import page_label
from hubdocs.printing import wording
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.codes import code_of_release
from hubdocs.printing.drawings import drawn
from hubdocs.printing.formats import Format
from hubdocs.printing.openings import is_long
from hubdocs.printing.printable import LeafFoot, PrintDocument, anchor, whole_page
from hubdocs.printing.sheets import (
    FONT_ASSETS,
    PAGE,
    PAGES,
    Furniture,
    css_in,
    foot_line,
    furniture_css,
    head_room_css,
)
from hubdocs.printing.shelf import shelved
from hubdocs.printing.templates import as_html, fill

if TYPE_CHECKING:
    from hubdocs.printing.flatten import Flat

SAMPLE = "Sample text: awaiting the Foundation\N{RIGHT SINGLE QUOTATION MARK}s review"
"""What every leaf of a draft says."""

WITHDRAWN = "WITHDRAWN: do not use"
"""What every leaf says of a release that was withdrawn and that an edition still holds."""

LONGEST_TAIL = 60
"""Letters of a hub's name for which the foot of a page has room."""

LONGEST_COUNTED = 24
"""Letters of a page's title for which the foot has room beside the pack's own number, where pages have no column."""

OPENINGS = {"module": "module", "agreement": "agreement"}
"""The template of the opening of a kind of document; all others have the plain one."""


@dataclass(frozen=True)
class Filling:
    """What makes a hub's copy of an agreement another document than the template."""

    whose: str
    """The hub's name."""
    answers: Mapping[str, Answer]
    """What stands in its fields, by name; all others stay blanks."""
    place: Place
    """The line of the hub's file that names the template."""
    signed: date | None = None

    @property
    def words(self) -> str:
        """What it says of its signatures; empty while there are none."""
        return f"Signed on {wording.day(self.signed)}; this is a copy." if self.signed else ""

    def tail(self, format_: Format) -> str:
        """What the foot of every page says of it, where pages have room for a margin column and so for this."""
        return f" · {shorten(self.whose, LONGEST_TAIL, placeholder=' …')}" if format_.has_column else ""


@shelved
def print_release(library: Library, release: Release, view: View, format_: Format) -> PrintDocument:
    """One release of a document for one group of readers, without its handouts."""
    from hubdocs.printing.texts import document_text, shape_of

    forms = format_.fields and _has_blanks(release.document, None)
    flat = document_text(library, release.document, view, shape_of(format_), forms)
    return _released(library, release, view, format_, flat, forms)


def print_filled(library: Library, release: Release, format_: Format, filling: Filling) -> PrintDocument:
    """A hub's copy of an agreement. It is nobody else's, and so stands on no shelf."""
    from hubdocs.printing.texts import filled_text, shape_of

    document, view = release.document, View.PARTICIPANT
    forms = format_.fields and _has_blanks(document, filling)
    flat = filled_text(library, document, view, shape_of(format_), forms, filling.answers)
    return _released(library, release, view, format_, flat, forms, filling)


def _released(
    library: Library,
    release: Release,
    view: View,
    format_: Format,
    flat: Flat,
    forms: bool,
    filling: Filling | None = None,
) -> PrintDocument:
    document = release.document
    facts, links = _facts(library, release, len(flat.links))
    opening = fill(
        OPENINGS.get(document.kind, "document"),
        document=document,
        release=release,
        facts=facts,
        notice=NOTICE,
        filling=filling,
        code=code_of_release(library, release),
        motif=as_html(_opening_motif(library, document, format_)),
        words=wording,
        activities=_shown_activities(document, view),
        is_long=isinstance(document, Module) and is_long(document, _shown_activities(document, view)),
        bars={each.anchor: as_html(_bar(each, document, format_)) for each in _shown_activities(document, view)},
        format=format_,
        standards=document.standards if isinstance(document, StandardSet) else (),
        anchor=anchor,
    )
    trainer = view is View.TRAINER and isinstance(document, Module)
    name = f"{release.name} for the trainer" if trainer else release.name
    tail = f" · {document.leader.lower()}" if trainer else filling.tail(format_) if filling else ""
    lines = _head_lines(release, flat.html, filling.words if filling else "")
    furniture = Furniture(
        head_left="\n".join(lines),
        head_right=_head_title(document.title, lines, format_),
        foot_line=foot_line(format_),
        number=() if format_.replaceable else (*_own_number(release), tail),
    )
    return PrintDocument(
        label=document.id,
        name=f"{release.name}, a hub\N{RIGHT SINGLE QUOTATION MARK}s copy" if filling else name,
        title=curly(document.title),
        place=filling.place if filling else document.place(),
        html=whole_page(document.title, opening + flat.html, f"document {document.kind}", document.lang),
        css=css_in(format_, "document", *_own_sheets(document), *_warning(release), format_last=True)
        + head_room_css(format_, len(lines), framed=bool(release.withdrawn))
        + furniture_css(furniture),
        assets=(*FONT_ASSETS, *_assets(flat.html, document.pictures)),
        links=(*flat.links, *links),
        language=document.lang,
        numbered=True,
        foot=LeafFoot(tail) if format_.replaceable else None,
        replaceable=format_.replaceable,
        forms=forms,
        private=filling is not None,
    )


@shelved
def print_handout(library: Library, release: Release, handout: Handout, format_: Format) -> PrintDocument:
    """A sheet of a module, as a document of its own."""
    from hubdocs.printing.texts import shape_of, sheet_text

    document = release.document
    colours = ONE_COLOUR if handout.copier else colours_in(format_, library.brand)
    one_colour = format_.one_colour or handout.copier
    flat = sheet_text(library, document, handout, shape_of(format_), one_colour)
    figure = drawn(motif(_leader(library, document), weight=Weight.OPENING, colours=colours), "handout__motif")
    state = state_of(release, flat.html)
    lines = [WITHDRAWN] if release.withdrawn else []
    if not format_.has_column:
        # The second line of the foot has no room for it beside the pack's own number.
        lines += [state] if state else []
    furniture = Furniture(
        head_left="\n".join(lines),
        foot_line="" if format_.replaceable else _sheet_number(library, release, handout),
        foot_right=_copying_words(handout, format_),
        number=(state if format_.has_column else "",),
    )
    opening = fill(
        "handout",
        handout=handout,
        motif=as_html(figure),
        copies=wording.SHEETS.get(handout.per, "") if format_.large else "",
    )
    return PrintDocument(
        label=handout.id,
        name=f"{handout.id} {document.version}",
        title=curly(handout.title),
        place=handout.source.place(),
        html=whole_page(handout.title, opening + flat.html, "handout", document.lang),
        css=css_in(format_, "handout", *_warning(release), shape=_shape(handout, format_, flat.html))
        + head_room_css(format_, len(lines), framed=bool(release.withdrawn))
        + furniture_css(furniture),
        assets=(*FONT_ASSETS, *_assets(flat.html, document.pictures)),
        links=flat.links,
        language=document.lang,
        numbered=True,
        foot=LeafFoot(heads_foot=True) if format_.replaceable else None,
        replaceable=format_.replaceable,
    )


@shelved
def print_page(library: Library, page: ContentPage, format_: Format) -> PrintDocument:
    """A content page: it has no version and is always today's."""
    from hubdocs.printing.texts import page_text, shape_of

    label = page_label(page.path)
    flat = page_text(library, page, shape_of(format_))
    furniture = Furniture(
        head_right=wording.short_title(page.title), foot_line=foot_line(format_), number=_counted(page.title, format_)
    )
    return PrintDocument(
        label=label,
        name=page.path,
        title=curly(page.title),
        place=page.source.place(),
        html=whole_page(page.title, fill("page", page=page, label=label) + flat.html, "document page"),
        css=css_in(format_, "document", format_last=True) + furniture_css(furniture),
        assets=(*FONT_ASSETS, *_assets(flat.html, page.pictures)),
        links=flat.links,
        replaceable=format_.replaceable,
    )


def state_of(release: Release, html: str) -> str:
    """What the head of every page says about the state of its text; empty for an approved one."""
    sample = SAMPLE if release.document.is_sample or 'class="hub-sample"' in html else ""
    if release.is_draft:
        return f"DRAFT. {sample}" if sample else "DRAFT"
    return sample


def _has_blanks(document: Document, filling: Filling | None) -> bool:
    """Whether somebody can still fill in something: nobody may in a copy of what was signed."""
    if not isinstance(document, Agreement) or (filling and filling.signed):
        return False
    return any(each.name not in (filling.answers if filling else ()) for each in document.fields)


def _head_lines(release: Release, html: str, signed: str = "") -> list[str]:
    """What the head of every page says: above the state of its text, what not to do with it."""
    warns = isinstance(release.document, Agreement) and release.document.is_sample and not release.withdrawn
    lines = (signed, WITHDRAWN if release.withdrawn else "", NOTICE if warns else "", state_of(release, html))
    # Never more than three: for a fourth there is no room.
    return [line for line in lines if line]


def _head_title(title: str, lines: list[str], format_: Format) -> str:
    """The title in the head of every page; none where what must be said beside it needs the whole line."""
    needs_line = lines if format_.large else WITHDRAWN in lines and not format_.has_column
    return "" if needs_line else wording.short_title(curly(title))


def _warning(release: Release) -> tuple[str, ...]:
    """The style sheet that makes heads loud, where they say not to use what stands below."""
    return ("withdrawn",) if release.withdrawn else ()


def _own_sheets(document: Document) -> tuple[str, ...]:
    """The style sheets of one kind of document."""
    return ("agreement",) if isinstance(document, Agreement) else ()


def _shown_activities(document: Document, view: View) -> tuple[Activity, ...]:
    if not isinstance(document, Module):
        return ()
    return tuple(each for each in document.activities if view is View.TRAINER or not each.for_trainer)


def _facts(library: Library, release: Release, first: int) -> tuple[list[tuple[str, str]], tuple[Link, ...]]:
    """The cells between two lines at the head of a document, a name and a value each; and the links in them.

    Args:
        library: Where the standards are that an agreement binds to.
        release: The document.
        first: The number of the first of these links.
    """
    if not isinstance(release.document, Agreement):
        return _own_facts(release), ()
    agreement, tied = release.document, tied_standards(library, release)
    facts, links = _own_facts(release), []
    if tied:
        facts.insert(0, ("Binds to", Markup('<a href="hubdoc:{}">{}</a>').format(first, tied.name)))
        address = exact_address(tied.document.kind, tied.id, tied.version, is_draft=tied.is_draft)
        links.append(Link("", tied.name, address))
    elif agreement.standards:
        facts.insert(0, ("Binds to", f"{agreement.standards.id}, in preparation"))
    return [("Clauses", str(len(clause_numbers(agreement)))), *facts], tuple(links)


def _own_facts(release: Release) -> list[tuple[str, str]]:
    """The facts that a document holds itself."""
    document = release.document
    released = ("Released", wording.day(release.date))
    if isinstance(document, Module):
        size = [("Group", wording.group(document.group_size))] if document.group_size else []
        return [
            ("Lasts", wording.counted(document.duration, "minute")),
            ("For", wording.for_whom(document.audience)),
            *size,
            ("Run by", wording.run_by(document.delivered_by)),
            released,
        ]
    facts = [("For", wording.for_whom(document.audience)), released]
    if isinstance(document, StandardSet):
        facts.insert(0, ("Standards", str(len(document.standards))))
    return facts


def _leader(library: Library, document: Document) -> Partner:
    programme = library.programme_of(document)
    return leading_partner(programme.id if programme else "hub")


def colours_of(brand: Brand) -> Colours:
    """The colours of drawings: those of the house, with the brand's own in the place of petrol and gold."""
    return branded(brand.primary, brand.accent)


def colours_in(format_: Format, brand: Brand) -> Colours:
    """The colours of drawings in a format: black alone, or those of the brand."""
    return ONE_COLOUR if format_.one_colour else colours_of(brand)


def _opening_motif(library: Library, document: Document, format_: Format) -> str:
    colours = colours_in(format_, library.brand)
    figure = motif(_leader(library, document), weight=Weight.OPENING, colours=colours)
    return drawn(figure, "opening__motif")


def _bar(activity: Activity, document: Document, format_: Format) -> str:
    """Where in the session an activity lies, as a bar on a dotted line 60 mm long."""
    whole = max(document.duration, 1) if isinstance(document, Module) else 1
    ink = (ONE_COLOUR if format_.one_colour else IN_PRINT).ink
    start, width = 60 * activity.starts / whole, max(60 * activity.minutes / whole, 1.0)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 3">'
        f'<path d="M0 1.5H60" stroke="{ink}" stroke-width="0.3" stroke-dasharray="0.3 0.6"/>'
        f'<path d="M{start:.2f} 1.5h{width:.2f}" stroke="{ink}" stroke-width="1.6"/></svg>'
    )
    return drawn(svg, "drawing--bar")


def _own_number(release: Release) -> tuple[str, ...]:
    """`WC-01 · 1.0.0 · 4 of 12`."""
    return (f"{release.id} · {release.version} · ", PAGE, " of ", PAGES)


def _counted(title: str, format_: Format) -> tuple[str, ...]:
    """The number of a page that has no version."""
    if format_.replaceable:
        return (f"{title} · ", PAGE)
    if not format_.has_column:
        title = shorten(title, LONGEST_COUNTED, placeholder=" …")
    return (f"{title} · ", PAGE, " of ", PAGES)


def _sheet_number(library: Library, release: Release, handout: Handout) -> str:
    """`WC-01-H1 · 1.1.0`, and ` (unchanged since 1.0.0)` when older releases had the very same sheet."""
    digest, oldest = release.handouts.get(handout.id), release.version
    for earlier in reversed(library.releases.get(release.id, ())):
        if earlier.version >= release.version:
            continue
        if not digest or earlier.handouts.get(handout.id) != digest:
            break
        oldest = earlier.version
    since = f" (unchanged since {oldest})" if oldest != release.version else ""
    return f"{handout.id} · {release.version}{since}"


def _copying_words(handout: Handout, format_: Format) -> str:
    """What stands at the right of a sheet's foot: how many it needs, and on a master how to copy it."""
    if format_.large:
        return ""
    words = wording.SHEETS.get(handout.per, "")
    return " · ".join(filter(None, (words, wording.COPYING))) if format_.sheets_only else words


def _shape(handout: Handout, format_: Format, html: str) -> tuple[str, ...]:
    """The style sheets of a sheet's own shape.

    Large print has its own sizes, and lays a sheet on its side only where a table still needs the breadth.
    The pages of a booklet all stand up.
    """
    if format_.large:
        from hubdocs.printing.flat_tables import ROWS

        return ("landscape", "landscape-large") if handout.landscape and ROWS not in html else ()
    if not format_.has_column:
        return ()
    is_master = handout.copier or format_.sheets_only
    wanted = (("landscape", handout.landscape), ("copier", is_master), ("copying", format_.sheets_only))
    return tuple(name for name, is_wanted in wanted if is_wanted)


def _assets(html: str, pictures: Mapping[str, Picture]) -> list[tuple[str, Path]]:
    """The pictures that the text shows: one that only trainers see decides nothing about another view."""
    return [(path, picture.file) for path, picture in sorted(pictures.items()) if f'"asset:{path}"' in html]
