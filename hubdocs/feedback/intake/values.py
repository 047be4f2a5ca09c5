"""What a cell means: text as people and spreadsheets write it, to the value that we keep."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping

from hubdocs.feedback.intake.table import LONGEST_CELL, Slip
from hubdocs.model import Version, ids

CHANNELS = ("web", "print", "usb")
AS_PLANNED = ("yes", "partly", "no")
AGAIN = ("yes", "maybe", "no")
EDITION = re.compile(r"[a-z][a-z0-9-]{0,60}@[0-9]{4}-[0-9]{2}(?:-[1-9][0-9]?)?")
"""A pack and its edition: `school-staff@2026-11`."""
LONGEST_ID, LONGEST_ROLE, LONGEST_SLUG = 100, 80, 60
"""Characters."""
LARGEST_GROUP, LONGEST_SESSION = 2_000, 1_440
"""People, and minutes: a day."""
_EARLIEST, _LATEST = 2000, 2100
"""Years between which a response can have been sent; others are slips of a clock or a finger."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Signs that nobody sees: controls, marks of direction, and letters that only programs read."""
_NO_TEXT = re.compile("[\ud800-\udfff\ufffd]")
_WHOLE = re.compile(r"([0-9]{1,9})(?:[.,]0{1,6})?")
_OFFSET = re.compile(r"\s*(?:GMT|UTC)(?:([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?$")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?")


class Misfit(ValueError):  # noqa: N818  # it is what a person wrote
    """A cell means nothing that we could keep."""

    def __init__(self, words: str, rule: str = "value") -> None:
        super().__init__(words)
        self.slip = Slip(rule, words)


def cleaned(text: str) -> str:
    """Text without what nobody sees, in one form of letters, without space around it.

    Raises:
        Misfit: It is too long, or some of it are no letters.
    """
    if len(text) > LONGEST_CELL:
        raise Misfit(f"this cell has {len(text):,} characters; it may have {LONGEST_CELL:,}", "too-long")
    if text.isascii() and text.isprintable():
        return text.strip()
    if _NO_TEXT.search(text):
        raise Misfit("some signs could not be read: save the file as UTF-8 and write them again", "encoding")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()


def folded(text: str) -> str:
    """Words as they are compared: small letters, single spaces."""
    return " ".join(text.casefold().split())


def shown(text: str) -> str:
    """A few letters of what was written, for a reason."""
    line = " ".join(text.split())
    return f"“{line[:30]}…”" if len(line) > 30 else f"“{line}”"  # noqa: PLR2004  # enough to find it by


def moment(text: str, pattern: str = "") -> datetime.datetime:
    """When something was sent, in universal time; a time without its zone is taken for that.

    Raises:
        Misfit: It is no moment.
    """
    try:
        found = _moment(text, pattern)
        if not _EARLIEST <= found.year < _LATEST:
            raise Misfit(f"the year {found.year} cannot be right")
        return found.replace(tzinfo=found.tzinfo or datetime.UTC).astimezone(datetime.UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Misfit):
            raise
        example = f"as the form says: {pattern}" if pattern else "like 2026-11-30 or 2026-11-30T15:30"
        raise Misfit(f"{shown(text)} is no moment; write it {example}") from None


def _moment(text: str, pattern: str) -> datetime.datetime:
    if _ISO.fullmatch(text):
        return datetime.datetime.fromisoformat(text)
    if not pattern:
        raise ValueError(text)
    zone: datetime.tzinfo | None = None
    if "%z" not in pattern and (ends := _OFFSET.search(text)):
        minutes = 60 * int(ends[2] or 0) + int(ends[3] or 0)
        zone = datetime.timezone(datetime.timedelta(minutes=-minutes if ends[1] == "-" else minutes))
        text = text[: ends.start()]
    found = datetime.datetime.strptime(text, pattern)  # noqa: DTZ007  # the zone, if any, follows
    return found.replace(tzinfo=zone) if zone else found


def whole(least: int, most: int) -> Callable[[str], int]:
    """A way to read a whole number between two others; `4.0`, as spreadsheets write it, is one."""

    def read(text: str) -> int:
        found = _WHOLE.fullmatch(text)
        if not found or not least <= int(found[1]) <= most:
            raise Misfit(f"{shown(text)} is not a whole number from {least} to {most:,}")
        return int(found[1])

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """A way to read one of some words, whatever its capitals."""

    def read(text: str) -> str:
        if (found := folded(text)) not in choices:
            raise Misfit(f"{shown(text)} is not {', '.join(choices[:-1])} or {choices[-1]}")
        return found

    return read


def _document(text: str) -> str:
    if not ids.DOCUMENT.fullmatch(text.upper()):
        raise Misfit(f"{shown(text)} is not the id of a document, such as WC-01")
    return text.upper()


def _version(text: str) -> Version:
    try:
        return Version.parse(text.removeprefix("v").removeprefix("V").strip())
    except ValueError:
        raise Misfit(f"{shown(text)} is not a version: three numbers are expected, such as 1.0.0") from None


def _edition(text: str) -> str:
    if not EDITION.fullmatch(text.lower()):
        raise Misfit(f"{shown(text)} is not a pack and its edition, such as school-staff@2026-11")
    return text.lower()


def _activity(text: str) -> str:
    part = text.rpartition("#")[2]
    if len(part) > LONGEST_SLUG or not (ids.SLUG.fullmatch(part.lower()) or ids.STANDARD.fullmatch(part.upper())):
        raise Misfit(f"{shown(text)} is not the id of an activity, such as film")
    return part.upper() if ids.STANDARD.fullmatch(part.upper()) else part.lower()


def _hub(text: str) -> str:
    if len(text) > LONGEST_SLUG or not ids.SLUG.fullmatch(text.lower()):
        raise Misfit(f"{shown(text)} is not the id of a hub: small letters, digits and hyphens")
    return text.lower()


def _one_line(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        line = " ".join(text.split())
        if len(line) > most:
            raise Misfit(f"this has {len(line):,} characters; it may have {most}")
        return line

    return read


_RATING = whole(1, 5)
MEANINGS: Mapping[str, Callable[[str], object]] = {
    "response_id": _one_line(LONGEST_ID),
    "document": _document,
    "version": _version,
    "activity": _activity,
    "edition": _edition,
    "channel": one_of(*CHANNELS),
    "role": _one_line(LONGEST_ROLE),
    "hub": _hub,
    "group_size": whole(0, LARGEST_GROUP),
    "as_planned": one_of(*AS_PLANNED),
    "minutes_taken": whole(0, LONGEST_SESSION),
    "useful": _RATING,
    "clear": _RATING,
    "before": _RATING,
    "after": _RATING,
    "again": one_of(*AGAIN),
}
"""How each column is read; `submitted_at` needs the form's pattern, and the rest is free text."""
