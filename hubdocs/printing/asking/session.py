"""The sheet behind a module for those who run it: feedback on its front, self-check and adaptation log on its back.

It names the release that it belongs to, so it is another with every release; that of another module stays as it is.
No pack, edition or hub stands in it, so that it is laid out once for all of them.
"""

from __future__ import annotations

from hubdocs.model import Library, Module, Release, View
from hubdocs.model.ids import feedback_sheet
from hubdocs.printing.asking import questions
from hubdocs.printing.asking.steps import is_long, steps_of
from hubdocs.printing.codes import ON_SHEET, feedback_code
from hubdocs.printing.documents import WITHDRAWN, state_of
from hubdocs.printing.formats import Format
from hubdocs.printing.printable import LeafFoot, PrintDocument, whole_page
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
from hubdocs.printing.templates import fill

TITLE = "How did it go?"
"""What stands on top of it, and how lists name it."""
ADAPTATIONS = 3
"""Rows of the adaptation log."""


def has_session_sheet(release: Release, view: View) -> bool:
    """Whether such a sheet follows a document: only behind a module, and only for those who run it."""
    return view is View.TRAINER and isinstance(release.document, Module)


@shelved
def print_session_sheet(library: Library, release: Release, format_: Format) -> PrintDocument:
    """The feedback sheet of one module, with its self-check and its adaptation log."""
    document = release.document
    if not isinstance(document, Module):
        raise TypeError(f"{release.name} is no module: nobody runs it")
    steps = steps_of(document)
    label, version = feedback_sheet(release.id), str(release.version)
    html = fill(
        "session-large" if format_.large else "session",
        label=label,
        module=document,
        release=release,
        boxes=questions.boxes(questions.Known(release.id, version), format_),
        questions=questions,
        steps=steps,
        is_long=is_long(steps),
        rows=range(1, ADAPTATIONS + 1),
        as_blocks=not format_.has_column,
        answer=None if release.is_draft else feedback_code(library, ON_SHEET, document=release.id, version=version),
    )
    lines = [line for line in (WITHDRAWN if release.withdrawn else "", state_of(release, "")) if line]
    pages = () if format_.large else (" of ", PAGES)
    furniture = Furniture(
        head_left="\n".join(lines),
        foot_line=foot_line(format_),
        number=() if format_.replaceable else (f"{release.id} · {version} · feedback ", PAGE, *pages),
    )
    return PrintDocument(
        label=label,
        name=f"feedback sheet of {release.name}",
        title=TITLE,
        place=document.place(),
        html=whole_page(TITLE, html, "feedback"),
        css=css_in(format_, "feedback", "session", *(("withdrawn",) if release.withdrawn else ()))
        + head_room_css(format_, len(lines), framed=bool(release.withdrawn))
        + furniture_css(furniture),
        assets=FONT_ASSETS,
        numbered=True,
        foot=LeafFoot() if format_.replaceable else None,
        replaceable=format_.replaceable,
    )
