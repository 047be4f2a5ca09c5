"""How a text is to be read: for whom, and where its links and pictures lead in one medium."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hubdocs.model import Activity, Signpost, Term, View

GONE = "(no longer there)"
"""What stands behind the words of a link to something that was there on the day of a release, and is no more."""
NOT_LISTED = "no longer listed"
"""What is said of a helpline that a release names, and today's list does not."""
HELPLINES = "help/help-a-child.md"
"""The content page with today's helplines, where a library has it."""


@dataclass(frozen=True)
class Destination:
    """Where a link by id leads."""

    href: str
    """Ready to stand in HTML; empty when the link prints as plain words."""
    title: str = ""
    """What stands there, for those who hear the link read out."""


@dataclass(frozen=True)
class Reading:
    """One way of reading one text. Site and print each make their own."""

    view: View
    link: Callable[[str], Destination | None]
    """Answers an id (`WC-02`, `WC-01#film`, `#film`, `WC-01-H1`, `GOV-1`, `term:DSL`, `help/index.md`)
    with where it leads, or `None` when there is no such thing."""
    picture: Callable[[str], str]
    """Answers a picture's path within its document (`images/pathway.svg`) with the address to read it from."""
    activity_head: Callable[[Activity], str]
    """The head of an activity as HTML, with its `h2`; the section around it carries the id."""
    activities: tuple[Activity, ...] = ()
    signposts: Mapping[str, Signpost] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    leader: str = "Trainer"
    """What notes call whoever runs the session."""
    local_help: str = ""
    """What stands in place of a `local-help` block, as HTML."""
