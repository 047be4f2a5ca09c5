"""What a feedback sheet asks, and in which column of our own files each answer is typed up.

The words are for whoever fills it in, the columns for whoever types it up. Contract: FORMAT, section 8.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hubdocs.printing.formats import Format


@dataclass(frozen=True)
class Question:
    """Something that is answered with a tick, a number or some words."""

    words: str
    column: str
    """Its canonical name: `as_planned`."""
    answers: tuple[str, ...] = ()
    """What can be ticked, in the very words of the column; empty where people write or choose a number."""
    more: str = ""
    """What stands below, in small type."""


@dataclass(frozen=True)
class Box:
    """A box to write in, or one that is filled in already."""

    words: str
    column: str
    share: int
    """How much of its row it takes, beside the others of the row."""
    value: str = ""
    """What is printed in it; empty where people write."""


CHOICES = (
    Question("Did you run it as planned?", "as_planned", ("yes", "partly", "no")),
    Question("Would you run it again?", "again", ("yes", "maybe", "no")),
)
SCALES = (
    Question("How useful was it?", "useful"),
    Question("How clear was it?", "clear"),
    Question(Markup("How sure were you of this subject <strong>before</strong>?"), "before"),
    Question(Markup("How sure are you <strong>now</strong>?"), "after"),
)
"""Each has five circles: 1 is not at all, 5 is very."""
FRAMES = (Question("Keep one thing", "keep"), Question("Change one thing", "change"))
LAST = Question("What did you change, and why?", "adapted", more="Left out, made shorter, done another way")

ROLE, HUB = ("Your role", "role"), ("Your hub", "hub")
GROUP, MINUTES = ("Group size", "group_size"), ("Minutes", "minutes_taken")
DATE = ("Date", "submitted_at")


WRITTEN_LATER = "\u00a0"
"""What stands in a box whose words are set when the sheet is put into a pack: the box has room for them."""


@dataclass(frozen=True)
class Known:
    """What the printing knows of a sheet before anybody writes on it."""

    document: str = ""
    version: str = ""
    edition: str = ""
    """As the column has it: `school-staff@2026-11`."""


def boxes(known: Known, format_: Format) -> tuple[tuple[Box, ...], ...]:
    """The rows of boxes: what the feedback is about, then who gives it, without any name.

    A sheet is the same in every pack, so that it is laid out once: which edition it came in, its reader writes down.
    """
    channel = Box("Came on", "channel", 20, "print")
    number = Box("Document number", "document", 36, known.document)
    version = Box("Its version", "version", 24, known.version)
    edition = Box("Pack and edition", "edition", 60 if known.edition else 42, known.edition)
    date, role, hub = Box(*DATE, 34), Box(*ROLE, 44), Box(*HUB, 34)
    group, minutes = Box(*GROUP, 34), Box(*MINUTES, 34)
    if format_.large:
        return (number, version, channel), (edition, hub), (role, date), (group, minutes)
    return (number, version, edition, channel), (date, role, hub, group, minutes)
