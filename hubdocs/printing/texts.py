"""The texts of documents, sheets and pages as paper has them: read for its readers, then made ready for leaves.

Reading Markdown is slow, and so is loading what reads it. So this is loaded when a text is wanted that no shelf has.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from hubdocs.authoring.agreement.reading import render_document
from hubdocs.authoring.markdown import Reading, render
from hubdocs.design import ONE_COLOUR, Partner, branded, curly, dial, ring
from hubdocs.design.dial import PRINT_STROKE, TWO_DIGITS
from hubdocs.model import Activity, Answer, ContentPage, Document, Handout, Library, Module, View
from hubdocs.model.ids import page_label
from hubdocs.printing import wording
from hubdocs.printing.drawings import drawn
from hubdocs.printing.flat_margins import margin
from hubdocs.printing.flatten import Flat, flatten
from hubdocs.printing.flattening import A4_SHAPE, A5_SHAPE, LARGE_SHAPE, Flattening, Shape
from hubdocs.printing.formats import Format
from hubdocs.printing.links import Links
from hubdocs.printing.memory import once

LOCAL_HELP = (
    "<p><strong>Help near us</strong></p>" + 2 * '<div class="hub-lines"><p>Name</p><p>Number or place</p></div>'
)
"""Lines to write local services on, where no hub has filled them in."""


@once
def document_text(library: Library, document: Document, view: View, shape: Shape, forms: bool) -> Flat:
    """The text of a document that everybody of one group of readers may have."""
    return filled_text(library, document, view, shape, forms, {})


def filled_text(
    library: Library, document: Document, view: View, shape: Shape, forms: bool, answers: Mapping[str, Answer]
) -> Flat:
    """The same with what a hub answered, which is nobody else's and so is not remembered.

    Args:
        library: Where its links lead.
        document: A module, a standard set or an agreement.
        view: Whether text for trainers stands in it.
        shape: What a page has room for.
        forms: Whether the blanks of an agreement are fields to fill in on a screen.
        answers: What stands in these blanks, by name.
    """
    activities = document.activities if isinstance(document, Module) else ()
    reading = _reading(library, document, view, activities, shape)
    return flatten(
        render_document(document, reading, answers, forms=forms),
        Flattening(
            document.id,
            Links(library, document).reach,
            sheets=_sheets(document),
            shape=shape,
        ),
    )


@once
def sheet_text(library: Library, document: Document, handout: Handout, shape: Shape, one_colour: bool) -> Flat:
    """The text of a sheet, with drawings in black alone or in the colours of the brand."""
    colours = ONE_COLOUR if one_colour else branded(library.brand.primary, library.brand.accent)
    rings = tuple(drawn(ring(partner, colours=colours), "drawing--ring") for partner in Partner)
    return flatten(
        render(handout.source.body, _reading(library, document, View.PARTICIPANT, (), shape)),
        Flattening(handout.id, Links(library).reach, rings=rings, shape=shape),
    )


@once
def page_text(library: Library, page: ContentPage, shape: Shape) -> Flat:
    """The text of a content page."""
    links = Links(library, page)
    reading = Reading(
        view=View.PARTICIPANT,
        link=links.destination,
        picture=lambda path: f"asset:{_plain_path(path)}",
        activity_head=_activity_head,
        signposts=library.signposts,
        local_help=LOCAL_HELP,
    )
    return flatten(render(page.source.body, reading), Flattening(page_label(page.path), links.reach, shape=shape))


def shape_of(format_: Format) -> Shape:
    """What a page of a format has room for."""
    if format_.large:
        return LARGE_SHAPE
    return A4_SHAPE if format_.has_column else A5_SHAPE


def _reading(
    library: Library, document: Document, view: View, activities: tuple[Activity, ...], shape: Shape
) -> Reading:
    head = _large_activity_head if shape is LARGE_SHAPE else _activity_head
    return Reading(
        view=view,
        link=Links(library, document).destination,
        picture=lambda path: f"asset:{_plain_path(path)}",
        activity_head=head,
        activities=activities,
        signposts=library.signposts,
        terms=library.terms,
        leader=document.leader,
        local_help=LOCAL_HELP,
    )


def _large_activity_head(activity: Activity) -> str:
    """The same with a dial in which even the number is as large as all text: one of three digits is set smaller."""
    return _activity_head(activity, size=20.4 if activity.minutes <= TWO_DIGITS else 25.5)


def _activity_head(activity: Activity, *, size: float = 0) -> str:
    """The dial and flags in the margin, then the title and the timing."""
    figure = dial(activity.minutes, stroke=PRINT_STROKE, colours=ONE_COLOUR)
    lines = [drawn(figure, "drawing--dial", size=size)]
    for name, rest in wording.flags(activity):
        lines.append(str(Markup("<strong>{}</strong><br>{}").format(name, rest)))
    head = Markup('<h2>{}</h2>\n<p class="hub-activity__time">{}</p>\n').format(
        curly(activity.title), wording.timing(activity)
    )
    return f'<div class="hub-activity__head">{head}{margin(lines)}</div>'


def _sheets(document: Document) -> Mapping[str, str]:
    """For each handout, how many copies an activity needs, in words."""
    if not isinstance(document, Module):
        return {}
    return {handout.id: wording.each_one(handout.per) for handout in document.handouts}


def _plain_path(path: str) -> str:
    """A picture's path from the document's folder, also when a handout names it from its own."""
    return path.removeprefix("./").removeprefix("../")
