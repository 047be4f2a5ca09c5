"""The small words on printed pages: dates, numbers of things, and for whom they are."""

from __future__ import annotations

from datetime import date

from hubdocs.design import long_day
from hubdocs.model import ONE_OF_THEM, Activity, Audience, GroupSize, Mark, Material

AUDIENCES = {
    Audience.PUPIL: "pupils",
    Audience.PARENT: "parents and carers",
    Audience.STAFF: "all staff",
    Audience.TRAINER: "trainers",
    Audience.FACILITATOR: "facilitators",
    Audience.HUB_LEAD: "hub leads",
}

SHEETS = {
    "person": "One for each person",
    "pair": "One for each pair",
    "group": "One for each group",
    "room": "One for the room",
}
"""How many copies of a sheet a session needs."""

COPYING = "Copy on one side"
"""What the foot of a master for the copier asks: a sheet is cut, or written on, and may not show what is behind it."""


LONGEST_HEAD = 40
"""Letters of a title for which the head of a page has room beside the state of the text."""


def day(when: date | None) -> str:
    """`12 October 2026`; a draft was never released."""
    return long_day(when) if when else "not released"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """The words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """The words with a full stop, or whatever ends a sentence, at the end."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def for_whom(audience: tuple[Audience, ...]) -> str:
    """`Hub leads and all staff`."""
    return sentence(listed([AUDIENCES[each] for each in audience]))


def run_by(deliverers: tuple[Audience, ...]) -> str:
    """`A trainer or a facilitator`."""
    return sentence(" or ".join(ONE_OF_THEM[each] for each in deliverers))


def group(size: GroupSize) -> str:
    """`20, at most 60`."""
    return f"{size.typical}, at most {size.largest}" if size.largest else str(size.typical)


def each_one(per: str) -> str:
    """`one each`, `one for each group`; empty when the author did not say."""
    return "one each" if per == "person" else SHEETS.get(per, "").lower()


def material(item: Material) -> str:
    """`Pens, one each`."""
    return ", ".join(filter(None, (item.item, each_one(item.per))))


def timing(activity: Activity) -> str:
    """When an activity runs, and how far it may shrink or grow: `Minute 8 to 23.`, in sentences."""
    words = f"Minute {activity.starts} to {activity.ends}."
    if activity.shortest is not None and activity.shortest < activity.minutes:
        words += f" At the shortest {counted(activity.shortest, 'minute')}."
    if activity.longest is not None and activity.longest > activity.minutes:
        words += f" At the longest {counted(activity.longest, 'minute')}."
    return words


def flags(activity: Activity) -> list[tuple[str, str]]:
    """What a trainer must know before changing an activity: a word, and what follows from it."""
    found = []
    if activity.for_trainer:
        found.append(("Not shown to the group", ""))
    if Mark.SENSITIVE in activity.marks:
        found.append(("Sensitive", "Keep the agreement. Nobody has to speak."))
    if activity.always_kept:
        found.append(("Always kept", "Never leave it out."))
    if activity.optional:
        found.append(("Optional", "May be left out."))
    return found


def short_title(title: str) -> str:
    """A title for the head of a page: the part before a colon when the whole is long."""
    return title if len(title) <= LONGEST_HEAD else title.partition(":")[0]
