"""Fields of the Details that are filled in on a screen: what each asks, and the element that becomes one in a PDF.

Every field of an agreement is one field of the PDF, but for a list: it has three, as it has three lines on paper,
or as many as its default has lines.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.agreement.answers import in_words
from hubdocs.authoring.agreement.phrases import LINES
from hubdocs.authoring.markdown.trees import append_text, element
from hubdocs.design import curly
from hubdocs.model import Field

EXAMPLE_OF_DATE = "such as 4 January 2027"
"""How a date is written in a field, which takes any text."""
YES = "yes (leave the box empty for no)"
"""What stands beside the one box of a question."""


def field_names(field: Field, id_: str) -> tuple[str, ...]:
    """The names of its fields in a PDF: `AG-01_party_name`; those of a list end with the number of the line."""
    name = f"{id_}_{field.name}"
    if field.type != "list":
        return (name,)
    lines = max(LINES, len(field.default) if isinstance(field.default, tuple) else 0)
    return tuple(f"{name}_{line}" for line in range(1, lines + 1))


def hint_of(field: Field) -> str:
    """What stands below a label, so that people who print the form empty know as much as those who click."""
    match field.type:
        case "date":
            return EXAMPLE_OF_DATE
        case "choice":
            return "one of: " + ", ".join(map(curly, field.choices))
    return ""


def tooltip(field: Field, line: int = 0) -> str:
    """What a screen reader says of a field, and what stands beside the mouse: label, form, unit and choices."""
    label = curly(field.label) + (f", line {line}" if line else "")
    match field.type:
        case "date":
            asks = f"day month year, {EXAMPLE_OF_DATE}"
        case "money":
            asks = "in pounds, such as 1250.00"
        case "number":
            asks = f"a number of {curly(field.unit)}" if field.unit else "a number"
        case "choice":
            asks = "choose one of: " + ", ".join(map(curly, field.choices))
        case "yesno":
            asks = "tick for yes, leave empty for no"
        case "multiline":
            asks = "several lines"
        case _:
            asks = ""
    return ", ".join(filter(None, (label, asks, "required" if field.required else "")))


def add_fields(room: HtmlElement, field: Field, id_: str) -> None:
    """Put the fields of one row into its room, with what belongs beside them."""
    names = field_names(field, id_)
    default = field.default or ""
    match field.type:
        case "list":
            lines = default if isinstance(default, tuple) else ()
            for number, name in enumerate(names, start=1):
                asked = _input(name, tooltip(field, number), value="".join(lines[number - 1 : number]))
                room.append(_line(asked, before=str(number)))
        case "multiline":
            room.append(_line(_several(names[0], tooltip(field), str(default)), class_="hub-field--lines"))
        case "choice":
            room.append(_line(_choice(names[0], tooltip(field), field.choices, str(default))))
        case "yesno":
            box = element("input", type="checkbox", name=names[0], title=tooltip(field))
            if default == "yes":
                box.set("checked", "checked")
            room.append(_line(box, behind=YES, class_="hub-field--box"))
        case "money":
            room.append(
                _line(_input(names[0], tooltip(field), value=str(default)), before="£", class_="hub-field--money")
            )
        case "number":
            asked = _input(names[0], tooltip(field), value=str(default))
            room.append(_line(asked, behind=curly(field.unit), class_="hub-field--number"))
        case "date":
            asked = _input(names[0], tooltip(field), value=in_words("date", str(default)))
            room.append(_line(asked, class_="hub-field--date"))
        case _:
            room.append(_line(_input(names[0], tooltip(field), value=str(default))))


def _input(name: str, title: str, value: str) -> HtmlElement:
    return element("input", type="text", name=name, title=title, value=value)


def _several(name: str, title: str, value: str) -> HtmlElement:
    return element("textarea", text=value, name=name, title=title)


def _choice(name: str, title: str, choices: tuple[str, ...], default: str) -> HtmlElement:
    """A list of choices that opens: nothing is chosen in it until somebody does, unless the author said so."""
    asked = element("select", name=name, title=title)
    for choice in choices:
        asked.append(element("option", text=choice, value=choice))
        if choice == default:
            asked[-1].set("selected", "selected")
    return asked


def _line(asked: HtmlElement, before: str = "", behind: str = "", class_: str = "") -> HtmlElement:
    """A field in its frame, with what belongs before and behind it."""
    line, frame = element("p", "hub-room__line"), element("span", f"hub-field {class_}".strip())
    frame.append(asked)
    if before:
        line.append(element("span", text=before))
        append_text(line, " ")
    line.append(frame)
    if behind:
        append_text(line, " ")
        line.append(element("span", text=behind))
    return line
