"""The Details: the schedule with which every agreement opens, each field in it once."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from hubdocs.authoring.agreement.answers import in_words, shown
from hubdocs.authoring.agreement.fields import add_fields, hint_of
from hubdocs.authoring.agreement.names import DETAILS
from hubdocs.authoring.agreement.phrases import LINES, Filled, row_anchor
from hubdocs.authoring.agreement.placing import filled
from hubdocs.authoring.markdown.trees import append_text, element
from hubdocs.design import curly
from hubdocs.model import Agreement, Answer, Field

TITLE = "Details"
"""What people call it."""
HEADS = ("Number", "Detail", "What is agreed")
"""What its columns hold."""
HOW = "Where a clause says “Details,\N{NO-BREAK SPACE}1”, it means what stands beside the number 1 here."
"""How to read it together with the clauses."""
REQUIRED = "required"
"""What stands beside the number of a field that a signed copy must have."""

_DATE = ("day", "month", "year")


def details(agreement: Agreement, answers: Mapping[str, Answer], *, forms: bool = False) -> HtmlElement:
    """The schedule, with what was filled in, and with room to write where nothing was.

    With `forms`, that room is fields that can be filled in on a screen instead of lines to write on.
    """
    section = element("section", "hub-details hub-details--fields" if forms else "hub-details", id=DETAILS)
    section.append(element("h2", text=TITLE))
    section.append(element("p", "hub-details__how", HOW))
    table = element("table")
    head, body = element("thead"), element("tbody")
    head.append(element("tr"))
    head[0].extend([element("th", text=name, scope="col") for name in HEADS])
    for number, field in enumerate(agreement.fields, start=1):
        body.append(_row(number, field, answers, agreement.id if forms else ""))
    table.extend([head, body])
    section.append(table)
    for each in section:
        each.tail = "\n"
    return section


def words_of_fields(agreement: Agreement) -> tuple[str, ...]:
    """Every word that the schedule takes from the agreement."""
    found: list[str] = [TITLE, HOW]
    for field in agreement.fields:
        found.extend((field.label, field.unit, *field.choices, _default(field)))
    return tuple(found)


def _row(number: int, field: Field, answers: Mapping[str, Answer], id_: str) -> HtmlElement:
    """One row; with the agreement's id, its room is fields whose names begin with that."""
    row, label, room = element("tr"), element("th", scope="row"), element("td", "hub-room")
    row.append(element("td", "hub-details__number"))
    row[0].append(element("strong", text=str(number)))
    if field.required:
        row[0][0].tail = " "
        row[0].append(element("span", "hub-details__required", REQUIRED))
    label.append(element("span", text=curly(field.label), id=row_anchor(field)))
    if (answer := answers.get(field.name)) is not None:
        room.append(_agreed(field, answer))
    elif id_:
        if hint := hint_of(field):
            label.append(element("span", "hub-details__hint", hint))
        add_fields(room, field, id_)
    else:
        _leave_room(room, field)
    row.extend([label, room])
    row.tail = "\n"
    return row


def _agreed(field: Field, answer: Answer) -> HtmlElement:
    """What was filled in: a list as bullets, and everything else as clauses print it."""
    if field.type != "list":
        return filled(Filled(shown(field, answer)))
    bullets = element("ul", "hub-details__list")
    for line in shown(field, answer):
        item = element("li")
        item.append(filled(Filled((line,))))
        bullets.append(item)
    return bullets


def _leave_room(room: HtmlElement, field: Field) -> None:
    """Room to write in, as the type asks: lines, boxes to tick, or a sum of money."""
    if words := _default(field):
        room.append(element("p", "hub-room__default", words))
    match field.type:
        case "multiline":
            room.extend([_line() for _ in range(LINES)])
        case "list":
            room.extend([_line(before=str(number)) for number in range(1, LINES + 1)])
        case "yesno":
            room.append(_ticks(("yes", "no"), "hub-room__ticks hub-room__ticks--short"))
        case "choice":
            room.append(_ticks(field.choices, "hub-room__ticks"))
        case "date":
            room.append(_parts_of_date())
        case "money":
            room.append(_line(before="£"))
        case "number":
            room.append(_line(behind=field.unit))
        case _:
            room.append(_line())


def _default(field: Field) -> str:
    """What stands there until somebody changes it: `1 day, unless changed`."""
    if field.default is None:
        return ""
    lines = field.default if isinstance(field.default, tuple) else (in_words(field.type, field.default, field.unit),)
    return curly(f"{', '.join(lines)}, unless changed:") if lines else ""


def _line(before: str = "", behind: str = "") -> HtmlElement:
    """A line to write on."""
    line = element("p", "hub-room__line")
    if before:
        line.append(element("span", text=before))
    line.append(element("span", "hub-rule"))
    if behind:
        line.append(element("span", text=curly(behind)))
    for each in line:
        each.tail = " "
    return line


def _parts_of_date() -> HtmlElement:
    """Three lines for a date, each with what belongs on it."""
    line = element("p", "hub-room__line hub-room__line--date")
    for name in _DATE:
        line.append(element("span", "hub-rule"))
        line[-1].tail = " "
        line.append(element("span", text=name))
        line[-1].tail = " "
    return line


def _ticks(choices: tuple[str, ...], class_: str) -> HtmlElement:
    """Boxes to tick, one for each answer."""
    line = element("p", class_)
    for choice in choices:
        box = element("span", "hub-choice")
        box.append(element("span", "hub-tick", aria_hidden="true"))
        append_text(box, f" {curly(choice)}")
        box.tail = " "
        line.append(box)
    return line
