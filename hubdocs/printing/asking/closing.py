"""The last page of a pack: what people thought of a session, without any name."""

from __future__ import annotations

from hubdocs.model import Library
from hubdocs.printing.asking import questions
from hubdocs.printing.codes import ON_SHEET, feedback_code
from hubdocs.printing.formats import Format
from hubdocs.printing.frontmatter import state_of_pack
from hubdocs.printing.packs import Contents
from hubdocs.printing.printable import PrintDocument, whole_page
from hubdocs.printing.sheets import FONT_ASSETS, Furniture, css_in, foot_line, furniture_css
from hubdocs.printing.templates import fill

FEEDBACK = "feedback-sheet"
"""The label of the feedback sheet."""


def print_feedback(library: Library, contents: Contents, format_: Format) -> PrintDocument:
    """The feedback sheet of a pack, for any document in it: the edition is printed in its box.

    Where the number of a pack's page is printed at the foot later, with its edition, so is what stands in the box: all
    packs share one sheet then. It is their own if its code leads to the questions about one edition.
    """
    edition = contents.edition
    exact = f"{edition.pack}@{edition.id}" if edition else ""
    answer = feedback_code(library, ON_SHEET, edition=exact)
    is_shared = bool(edition) and format_.counts_pages and not answer
    html = fill(
        "feedback-large" if format_.large else "feedback",
        label=FEEDBACK,
        boxes=questions.boxes(questions.Known(edition=questions.WRITTEN_LATER if is_shared else exact), format_),
        questions=questions,
        answer=answer,
    )
    named = f"Feedback sheet of edition {edition.id}" if edition else "Feedback sheet of a proof"
    if is_shared:
        named = "Feedback sheet"  # The number of the pack's page, beside it, says of which edition.
    elif format_.large:
        # Beside that number, there is room for no more.
        named = f"Feedback sheet, {edition.id}" if edition else "Feedback sheet"
    furniture = Furniture(head_left=state_of_pack(contents), foot_line=foot_line(format_), number=(named,))
    return PrintDocument(
        label=FEEDBACK,
        name=f"feedback sheet of {contents.pack.id}",
        title="How did it go?",
        place=contents.pack.place,
        html=whole_page("How did it go?", html, "feedback"),
        css=css_in(format_, "feedback") + furniture_css(furniture),
        assets=FONT_ASSETS,
        ours=True,
        edition=exact if is_shared else "",
    )
