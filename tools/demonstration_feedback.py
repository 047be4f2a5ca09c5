"""Writes `examples/feedback/demonstration.csv`: invented feedback on the library's real releases.

    python -m tools.demonstration_feedback

Chance comes from a fixed seed, and days from the releases themselves, so that the file is the same on every day. What
it is made to show stands in `examples/feedback/README.md`.
"""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hubdocs.library.load import load_library
from hubdocs.model import Library, Module, Release, Version
from tools.demonstration_words import ADAPTED, CHANGE, KEEP

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "examples" / "feedback" / "demonstration.csv"
COLUMNS = (
    "response_id submitted_at document version activity edition channel role hub group_size as_planned minutes_taken "
    "useful clear before after keep change adapted again"
).split()

SEED = 7
DAYS = 6
"""Responses come in for so many days after a release."""
ROLES = {
    "WC": ("staff", "staff", "staff", "trainer", "hub-lead"),
    "KW": ("facilitator", "facilitator", "trainer", "hub-lead"),
    "ST": ("hub-lead", "staff"),
    "AG": ("hub-lead",),
}
"""As the page of feedback writes them, by the letters of a document's id; some are commoner than others."""
HUBS = tuple(f"demo-hub-{number}" for number in range(1, 7))
CHANNELS = ("web", "web", "web", "print", "print", "usb")


@dataclass(frozen=True)
class Batch:
    """Some responses that speak of the same thing, and how people who wrote them felt about it."""

    document: str
    version: str
    many: int
    activity: str = ""
    useful: float = 4.2
    """About which mark people give when it was run as planned, from 1 to 5."""
    adapted: float | None = None
    """The same when it was not; the same mark if it is left out."""
    pace: float = 1.0
    """How much longer than planned it takes, as a factor."""
    kept: float = 0.7
    """How many of them run it as planned, as a share."""


BATCHES = (
    Batch("WC-01", "1.0.0", 45, useful=3.5, pace=1.12),
    Batch("WC-01", "1.0.1", 30, useful=3.6, pace=1.12),
    Batch("WC-01", "1.1.0", 60, useful=4.0, pace=1.06),
    Batch("WC-01", "1.1.1", 3, useful=4.3),
    Batch("WC-01", "1.0.0", 15, "film", useful=3.9, pace=1.4),
    Batch("WC-01", "1.0.1", 12, "film", useful=4.0, pace=1.4),
    Batch("WC-01", "1.1.0", 22, "film", useful=4.0, pace=1.4),
    Batch("WC-01", "1.1.0", 12, "three-principles", useful=4.6),
    Batch("WC-01", "1.1.0", 16, "notice", useful=2.0, adapted=3.4, kept=0.75),
    Batch("WC-06", "1.0.0", 28, useful=3.0, pace=1.15),
    Batch("WC-06", "1.1.0", 30, useful=4.4, pace=1.03),
    Batch("WC-06", "1.1.1", 12, useful=4.4),
    Batch("WC-06", "1.1.0", 20, "sorting", useful=4.5, adapted=1.8, kept=0.55),
    Batch("WC-06", "1.1.0", 10, "trusted-hand", useful=4.7),
    Batch("KW-01", "1.0.0", 8, useful=3.6, pace=1.1),
    Batch("KW-01", "1.1.0", 12, useful=3.9),
    Batch("KW-01", "2.0.0", 26, useful=4.3),
    Batch("KW-01", "2.0.0", 12, "walk", useful=4.5),
    Batch("KW-01", "2.0.0", 9, "worry", useful=4.2, pace=1.1),
    Batch("ST-01", "1.2.0", 9, useful=3.7),
    Batch("AG-01", "1.1.0", 2, useful=3.5),
)
EDITIONS = (
    ("school-staff", "2026-11-5", 6),
    ("pupil-lessons", "2026-11-4", 4),
    ("workshop-facilitator", "2026-11-4", 3),
)
"""Packs of which people speak as a whole, their editions, and how many people."""


def demonstration(library: Library) -> str:
    """The whole file, as text.

    Raises:
        KeyError: A batch names what was never released.
    """
    chance = random.Random(SEED)  # noqa: S311  # invented answers are no secret
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    rows = [row for batch in BATCHES for row in _of_batch(library, batch, chance)]
    rows += [row for each in EDITIONS for row in _of_pack(library, *each, chance)]
    rows.sort(key=lambda row: row["submitted_at"])
    writer.writerows({"response_id": f"demo-{number:04}", **row} for number, row in enumerate(rows, 1))
    return text.getvalue()


def _of_batch(library: Library, batch: Batch, chance: random.Random) -> Iterator[dict[str, str]]:
    releases = {release.version: release for release in library.releases[batch.document]}
    release = releases[Version.parse(batch.version)]
    minutes = _minutes(release, batch.activity)
    for _ in range(batch.many):
        about = {"document": batch.document, "version": batch.version, "activity": batch.activity}
        yield about | _circumstances(release.date, batch.document[:2], chance) | _answers(batch, minutes, chance)


def _of_pack(library: Library, pack: str, id_: str, many: int, chance: random.Random) -> Iterator[dict[str, str]]:
    edition = {edition.id: edition for edition in library.packs[pack].editions}[id_]
    for _ in range(many):
        about = {"edition": f"{pack}@{id_}", "useful": _mark(4.1, chance), "clear": _mark(3.9, chance)}
        yield _circumstances(edition.date, "WC", chance) | about | {"again": "yes"}


def _minutes(release: Release, activity: str) -> int:
    """How long it should take; 0 for what takes no time."""
    if not isinstance(release.document, Module):
        return 0
    planned = {each.anchor: each.minutes for each in release.document.activities}
    return planned[activity] if activity else sum(planned.values())


def _circumstances(day: datetime.date | None, prefix: str, chance: random.Random) -> dict[str, str]:
    if day is None:
        raise KeyError(f"a draft of {prefix} has no day, so nobody can have spoken of it")
    first = datetime.datetime.combine(day, datetime.time(8), tzinfo=datetime.UTC)
    sent = first + datetime.timedelta(days=chance.randint(1, DAYS), minutes=chance.randint(0, 12 * 60))
    return {
        "submitted_at": sent.isoformat(),
        "channel": chance.choice(CHANNELS),
        "role": chance.choice(ROLES[prefix]),
        "hub": chance.choice(HUBS),
    }


def _answers(batch: Batch, minutes: int, chance: random.Random) -> dict[str, str]:
    planned = "yes" if chance.random() < batch.kept else chance.choice(("partly", "partly", "no"))
    liking = batch.useful if planned == "yes" or batch.adapted is None else batch.adapted
    useful = _mark(liking, chance)
    before = chance.choice((1, 2, 2, 3, 3, 4))
    told = {"useful": useful, "clear": _mark(liking - 0.1, chance), "again": _again(int(useful), chance)}
    if minutes:
        taken = (
            minutes * batch.pace * chance.uniform(0.92, 1.08) * (1 if planned == "yes" else chance.uniform(0.8, 1.1))
        )
        told |= {"as_planned": planned, "minutes_taken": str(max(1, round(taken)))}
        told |= {"group_size": str(chance.randint(6, 32))}
    if minutes and not batch.activity:
        gain = max(0, round(chance.gauss(liking - 2.7, 0.7)))
        told |= {"before": str(before), "after": str(min(5, before + gain))}
    return told | _words(batch, planned, int(useful), chance)


def _mark(about: float, chance: random.Random) -> str:
    return str(min(5, max(1, round(chance.gauss(about, 0.7)))))


def _again(useful: int, chance: random.Random) -> str:
    return chance.choice(
        {1: ("no",), 2: ("no", "maybe"), 3: ("maybe", "yes")}.get(useful, ("yes", "yes", "yes", "maybe"))
    )


def _words(batch: Batch, planned: str, useful: int, chance: random.Random) -> dict[str, str]:
    """What some of them write: few fill in every box."""
    about = (batch.document, batch.activity)
    told = {}
    if useful > 2 and chance.random() < 0.45:  # noqa: PLR2004  # whoever gives a low mark seldom says what to keep
        told["keep"] = chance.choice(KEEP[about])
    if chance.random() < (0.3 if useful > 3 else 0.75):  # noqa: PLR2004  # and more often what to change
        told["change"] = chance.choice(CHANGE[about])
    if planned != "yes" and about in ADAPTED and chance.random() < 0.7:  # noqa: PLR2004  # not everybody says how
        told["adapted"] = chance.choice(ADAPTED[about])
    return told


if __name__ == "__main__":
    TARGET.write_text(demonstration(load_library(ROOT)), encoding="utf-8", newline="")
