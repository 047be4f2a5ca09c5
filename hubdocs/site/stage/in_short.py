"""A session in short: what happens when, in one sentence for each activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from hubdocs.model import Activity, Mark, Module
from hubdocs.site.text import words_of

IN_SHORT = "hub-in-short"
"""The anchor of the session in short; no author can take it."""

_FIRST_SENTENCE = re.compile(r".*?[.?!][\u201d\u2019)]?(?=\s|$)", re.DOTALL)
_LEFT_OUT = ("sup", "hub-unseen", "hub-signpost")
"""What stands in a sentence and does not belong to it: footnote marks, and the numbers of services."""


@dataclass(frozen=True)
class Step:
    """One activity as a line of the session in short."""

    activity: Activity
    words: str
    """How its text begins: one sentence, or nothing where it begins with a list or a picture."""


@dataclass(frozen=True)
class InShort:
    """What a reader learns about a session before reading it."""

    steps: tuple[Step, ...]
    minutes: int
    shortest: int
    """Minutes when optional activities are left out and the others take their shortest time."""
    who_to_tell: Activity | None
    """The activity that says who to tell, if the session has one."""


def in_short(module: Module, shown: Sequence[Activity], text: str) -> InShort:
    """The session in short, from its finished text in one view.

    Args:
        module: The session.
        shown: Its activities that readers of this view may see.
        text: The text of this view as HTML.
    """
    sections = {each.get("id"): each for each in html.fragment_fromstring(text, create_parent="div").iter("section")}
    return InShort(
        steps=tuple(Step(each, _beginning(sections.get(each.anchor))) for each in shown),
        minutes=module.duration,
        shortest=sum(each.shortest or each.minutes for each in module.activities if not each.optional),
        who_to_tell=next((each for each in shown if Mark.SIGNPOSTING in each.marks), None),
    )


def _beginning(section: HtmlElement | None) -> str:
    """The first sentence of a section's own text."""
    for child in section if section is not None else ():
        if child.tag == "p":
            match = _FIRST_SENTENCE.match(words_of(child, _is_no_word))
            return match[0] if match else ""
        if "hub-activity__head" not in (child.get("class") or ""):
            return ""
    return ""


def _is_no_word(part: HtmlElement) -> bool:
    return part.tag in _LEFT_OUT or (part.get("class") or "") in _LEFT_OUT
