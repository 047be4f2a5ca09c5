"""How the site says things: dates, sizes, people, and what to do about a release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hubdocs.design import long_day
from hubdocs.model import (
    ONE_OF_THEM,
    Audience,
    Document,
    GroupSize,
    Material,
    Module,
    PrintedFile,
    Release,
    Version,
    View,
)

SAMPLE = "awaiting the Foundation\u2019s review"

NEEDS = {
    "thriving": ("To keep going well", "Assemblies, lessons, a school that talks about it"),
    "getting-advice": ("Some advice", "Plain words, signposts, one trusted adult"),
    "getting-help": ("Help with a goal", "Check-ins, just-in-case plan, a workshop"),
    "getting-more-help": ("More help", "Working with services around the family"),
    "getting-risk-support": ("Support with risk", "Safeguarding lead and emergency steps first"),
}
"""The needs of a family, as a reader would name them. Source: the i-THRIVE groups, in the format's words."""

FORMATS = {
    "screen": "For reading on a screen",
    "binder": "For a ring binder, printed on both sides",
    "booklet": "Booklet, to fold and staple",
    "press": "For a print shop",
    "large-print": "Large print, 18 point",
    "copier": "Handouts to photocopy",
}
"""What each print format is for."""

PRINTING = {
    "binder": "Print on both sides of A4, flip on the long edge, and punch two holes.",
    "booklet": "Print on both sides of A4, flip on the short edge, fold and staple.",
    "press": "Not for an office printer: it has edges to be cut off.",
    "large-print": "Print on both sides of A4, flip on the long edge.",
    "copier": "One side of A4, black only.",
}
"""How to print a file, where somebody could do it wrong."""
_PARTS = {"": "pages for inside", "cover": "cover", "ticket": "job ticket"}
"""The files of one format for a print shop."""

_THOUSAND = 1000
_TAKES_PART = {
    Audience.PUPIL: "Pupils",
    Audience.PARENT: "Parents and carers",
    Audience.STAFF: "All staff",
    Audience.TRAINER: "Trainers",
    Audience.FACILITATOR: "Facilitators",
    Audience.HUB_LEAD: "Hub leads",
}
TODAY = {
    "major": "Do not use it: train again first.",
    "minor": "Replace it when convenient.",
    "patch": "It is fine to use: only wording changed.",
}
"""What to do with an old copy, by the weightiest release since."""

KINDS = {
    "first": "First release",
    "major": "Major: train again before you use it",
    "minor": "Minor: print again when convenient",
    "patch": "Patch: wording only, no need to reprint",
}
"""Each kind of release in plain words."""

_NOT_TRAINED = {
    "today": "Do not use it: what it binds people to changed.",
    "kind": "Major: an old copy must not be used",
    "advice": "Do not use an older copy",
}
"""What is said of a major release of standards or of an agreement, for which nobody is trained."""

_ADVICE = {
    "first": "First release",
    "major": "Train again before you use it",
    "minor": "Print again when convenient",
    "patch": "Wording only, no need to reprint",
    "draft": "Draft, never released",
}


def minutes(count: int) -> str:
    """`1 minute`, `15 minutes`."""
    return f"{count} minute" if count == 1 else f"{count} minutes"


def pages(count: int) -> str:
    """`1 page`, `12 pages`."""
    return f"{count} page" if count == 1 else f"{count} pages"


def sheets(count: int) -> int:
    """The sheets of paper that pages take, printed on both sides."""
    return -(-count // 2)


def size(count: int) -> str:
    """A file's size in bytes as people say it: `2.4 MB`."""
    kilobytes = max(1, round(count / _THOUSAND))
    return f"{kilobytes} KB" if kilobytes < _THOUSAND else f"{count / _THOUSAND**2:.1f} MB"


def one_of(parts: Sequence[str]) -> str:
    """`a trainer, a facilitator or a hub lead`."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " or " + parts[-1]


def capital(text: str) -> str:
    """With its first letter as a capital."""
    return text[:1].upper() + text[1:]


def whole(sentence: str) -> str:
    """A sentence with its full stop, also where an author left it out."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def takes_part(audience: Iterable[Audience]) -> str:
    """`All staff, hub leads`."""
    names = [_TAKES_PART[each] for each in audience]
    return ", ".join([*names[:1], *(name.lower() for name in names[1:])])


def runs(deliverers: Iterable[Audience]) -> str:
    """`A trainer or a facilitator`."""
    names = [ONE_OF_THEM[each] for each in deliverers]
    return capital(one_of(names)) if names else ""


def views(document: Document) -> dict[View, str]:
    """What the two readings of a session are called: `For participants`, `For the trainer`."""
    return {View.PARTICIPANT: "For participants", View.TRAINER: f"For the {document.leader.lower()}"}


def group(group_size: GroupSize) -> str:
    """`20, at most 60`."""
    largest = f", at most {group_size.largest}" if group_size.largest else ""
    return f"{group_size.typical}{largest}"


def need(material: Material) -> str:
    """How many to bring: `one for each person`."""
    return {"": "", "room": "one for the room"}.get(material.per, f"one for each {material.per}")


def per(whom: str) -> str:
    """How many copies of a handout: `One for each person`."""
    return capital(need(Material("", whom)))


def today(kind: str, document: Document) -> str:
    """What to do with an old copy of a document, by the weightiest kind of release since; empty for no kind."""
    if kind == "major" and not isinstance(document, Module):
        return _NOT_TRAINED["today"]
    return TODAY.get(kind, "")


def kind_of(release: Release, before: Release | None = None) -> str:
    """The kind of a release in plain words: `Minor: print again when convenient`.

    `before` is the release that it followed: however little changed, one that was withdrawn must not be used.
    """
    if release.kind == "major" and not isinstance(release.document, Module):
        return _NOT_TRAINED["kind"]
    if mends := _mends(release, before):
        return f"{capital(release.kind)}: {mends}"
    return KINDS.get(release.kind, "")


def advice(release: Release, before: Release | None = None) -> str:
    """What to do with a copy of the release before."""
    if release.kind == "major" and not isinstance(release.document, Module):
        return _NOT_TRAINED["advice"]
    return capital(_mends(release, before)) or _ADVICE.get(release.kind, "")


def _mends(release: Release, before: Release | None) -> str:
    """What is said of a release that came in the place of one which was withdrawn; empty of any other.

    After a major one nobody may use an older copy anyway.
    """
    if before is None or not before.withdrawn or release.withdrawn or release.kind == "major":
        return ""
    return f"it replaces {before.version}, which must not be used"


def names(sentence: str, version: Version) -> bool:
    """Whether a sentence speaks of a version already: `Use 1.1.1.` names 1.1.1, and not 1.1.10."""
    return re.search(rf"(?<![\d.]){re.escape(str(version))}(?!\d|\.\d)", sentence) is not None


def state(release: Release, *, newest: bool) -> str:
    """`Newest, 12 October 2026. Draft`."""
    if release.is_draft:
        return "Draft, never released"
    told = "Withdrawn, released" if release.withdrawn else "Newest," if newest else "Released"
    dated = f"{told} {long_day(release.date)}" if release.date else told.rstrip(",")
    return f"{dated}. {capital(release.document.status)}"


def lasts(module: Module) -> str:
    """`60 minutes`."""
    return minutes(module.duration)


def file_name(file: PrintedFile) -> str:
    """What a file of a pack is for: `Large print, 18 point`, `For a print shop: cover`, `Booklet 2, …`."""
    words = FORMATS.get(file.format, file.format)
    if file.part.isdigit():
        return words.replace("Booklet", f"Booklet {file.part}")
    return f"{words}: {_PARTS.get(file.part, file.part)}" if file.format == "press" else words


def printing(file: PrintedFile) -> str:
    """How to print a file; empty where there is only one way."""
    return "" if file.part == "ticket" else PRINTING.get(file.format, "")
