"""The page of feedback: it knows from its link what it is about, asks a few questions, and sends nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.model import Printed
from hubdocs.model.addresses import FEEDBACK
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw
from hubdocs.site.stage.feedback_data import DATA, feedback_data, form_of, on_record
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.home import WORRIED
from hubdocs.site.stage.packs import issues
from hubdocs.site.stage.pages import Page, StagedFile

TITLE = "Give feedback"
_SCRIPTS = ("assets/feedback-answers.js", "assets/feedback.js")
ROLES = (
    ("staff", "I work in a school"),
    ("trainer", "I train others"),
    ("facilitator", "I help to run a workshop"),
    ("hub-lead", "I lead a hub, or link schools"),
    ("parent", "I am a parent or carer"),
    ("pupil", "I am a pupil"),
)
"""The values of `role`, in the words of the format, and what readers choose."""
LONGEST_TEXT = 1000
"""Characters of one answer in words; a remark that helps to mend a text is shorter."""


@dataclass(frozen=True)
class Scale:
    """A question that is answered from 1 to 5."""

    column: str
    words: str
    low: str
    """What 1 means."""
    high: str
    """What 5 means."""


@dataclass(frozen=True)
class Choice:
    """A question with a few answers."""

    column: str
    words: str
    answers: tuple[tuple[str, str], ...]
    """Each value, and what readers choose."""


@dataclass(frozen=True)
class Remark:
    """A question that is answered in words, under the warning."""

    column: str
    words: str
    help: str = ""


USEFUL = Scale("useful", "How useful was it?", "not at all", "very")
CLEAR = Scale("clear", "How clear was it?", "not at all", "very")
BEFORE = Scale("before", "Before it, how sure were you of what to do?", "not at all", "very")
AFTER = Scale("after", "And now, how sure are you?", "not at all", "very")
KEEP = Remark("keep", "What should we keep?", "The one thing that worked best.")
CHANGE = Remark("change", "What should we change?", "The one thing that you would mend first.")
ADAPTED = Remark("adapted", "What did you do in another way, and why?")
PLANNED = Choice("as_planned", "Was it run as it is written?", (("yes", "Yes"), ("partly", "In part"), ("no", "No")))
AGAIN = Choice("again", "Would you use it again?", (("yes", "Yes"), ("maybe", "Perhaps"), ("no", "No")))


def feedback_pages(atlas: Atlas, printed: Printed) -> Iterator[Page | StagedFile]:
    """The page of feedback and what its script reads, once something was released."""
    if not any(on_record(atlas)):
        return
    library, here, form = atlas.library, Here(FEEDBACK), form_of(atlas.library)
    worried = any(page.address == WORRIED for page in library.pages)
    yield Page(
        address=FEEDBACK,
        title=TITLE,
        description="Tell us what to keep and what to change. Two minutes, no account, no names.",
        stamp="feedback",
        html=draw(
            "feedback",
            title=TITLE,
            settings=library.settings.feedback,
            form=form,
            form_href=re.sub(r"\{[a-z]+\}", "", form.link) if form else "",
            worried=here.to(WORRIED) if worried else "",
            data=here.file(DATA),
            scripts=[here.file(script) for script in _SCRIPTS],
            opinion=(USEFUL, CLEAR, BEFORE, AFTER),
            remarks=(KEEP, CHANGE),
            planned=PLANNED,
            adapted=ADAPTED,
            again=AGAIN,
            roles=ROLES,
            longest=LONGEST_TEXT,
        ),
        section=FEEDBACK,
        keywords=("suggest a change", "complain", "mistake", "evaluation", "survey"),
        sheets=("feedback",),
    )
    yield feedback_data(atlas, issues(atlas, printed))
