"""What changed between two releases: marked inside the text, listed, counted, and in one paragraph for readers.

`compare` answers two clean texts with the new one in which every change is marked (classes: `MARKS`); `apply` makes
the new text of the old one and the difference; `accepted` takes the marks out again. `summarise` tells
readers of one view what became of a document.
"""

from hubdocs.releases.differences.changes import Change, Kind, Words
from hubdocs.releases.differences.comparison import Comparison, accepted, apply, compare, in_form
from hubdocs.releases.differences.marking import MARKS
from hubdocs.releases.differences.page import page
from hubdocs.releases.differences.plain_reading import handout_text, handouts_shown, text_of
from hubdocs.releases.differences.report import HandoutChange, Report, report
from hubdocs.releases.differences.summary import changed_facts, changed_handouts, summarise

__all__ = [
    "MARKS",
    "Change",
    "Comparison",
    "HandoutChange",
    "Kind",
    "Report",
    "Words",
    "accepted",
    "apply",
    "changed_facts",
    "changed_handouts",
    "compare",
    "handout_text",
    "handouts_shown",
    "in_form",
    "page",
    "report",
    "summarise",
    "text_of",
]
