"""The permanent ids: their forms, and how one is told from another."""

from __future__ import annotations

import re

DOCUMENT = re.compile(r"[A-Z]{2,4}-[0-9]{2}")
"""A module, standard set or agreement template: `WC-01`."""
HANDOUT = re.compile(r"([A-Z]{2,4}-[0-9]{2})-H([1-9][0-9]?)")
"""A handout of a module: `WC-01-H1`."""
FEEDBACK_SHEET = re.compile(r"([A-Z]{2,4}-[0-9]{2})-F")
"""The sheet behind a module on which those who run it answer: `WC-01-F`. It is made from a release, not released."""
PART = re.compile(r"([A-Z]{2,4}-[0-9]{2})#([a-z][a-z0-9-]*)")
"""A part of a document, such as an activity: `WC-01#film`."""
STANDARD = re.compile(r"[A-Z]{2,4}-[1-9][0-9]?")
"""One standard of a set: `GOV-1`."""
REFINEMENT = re.compile(r"R-[0-9]{4}")
"""What feedback asked for: `R-0001`."""
SLUG = re.compile(r"[a-z][a-z0-9-]*")
"""A pack, hub or programme, and the id of an activity or clause: `school-staff`."""
PREFIX = re.compile(r"[A-Z]{2,4}")
"""The letters with which a programme's ids begin: `WC`."""


def document_of(handout: str) -> str:
    """The id of the document a handout belongs to: `WC-01-H1` gives `WC-01`.

    Raises:
        ValueError: `handout` is not the id of a handout.
    """
    if not (match := HANDOUT.fullmatch(handout)):
        raise ValueError(f"{handout!r} is not the id of a handout")
    return match[1]


def feedback_sheet(module: str) -> str:
    """`WC-01` gives `WC-01-F`."""
    return f"{module}-F"


def page_label(path: str) -> str:
    """The name under which a content page stands in a pack: `help/index.md` gives `page-help-index`."""
    return "page-" + path.removesuffix(".md").replace("/", "-")
