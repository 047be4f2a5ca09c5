"""An agreement's blanks are whole, its text names only those, and every clause can be named for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.agreement.writing import TOO_LONG, write_out
from hubdocs.authoring.schemas.values import Slip, day
from hubdocs.authoring.template import Use, read_template
from hubdocs.errors import HubError, Problem, Severity
from hubdocs.hints import did_you_mean
from hubdocs.model import Agreement, Answer, Document, Field

WORDS_OF_TEMPLATES = frozenset("and or not in is if elif else endif for endfor loop true false none".split())
"""Names that mean something in every template."""


def fields_are_whole(document: Document) -> Iterator[Problem]:
    """Yield a problem for each blank whose name is taken, or whose choices, unit or default do not suit its type."""
    if not isinstance(document, Agreement):
        return
    seen: dict[str, int] = {}
    for each in document.fields:
        if each.name in seen:
            message = f"the field `{each.name}` is described twice; line {seen[each.name]} has it"
            yield Problem(each.place, message, "give each field a name of its own", "field")
        seen.setdefault(each.name, each.place.line)
        for message, hint in _slips(each):
            yield Problem(each.place, f"the field `{each.name}` {message}", hint, "field")


def _slips(field: Field) -> Iterator[tuple[str, str]]:
    if field.name in WORDS_OF_TEMPLATES:
        yield "has a name that means something else in templates", f"call it {field.name}_, here and in the text"
    if (field.type == "choice") != bool(field.choices):
        if field.choices:
            yield f"has choices, but is of type {field.type}", "write `type: choice`, or remove `choices`"
        else:
            yield "is a choice without choices", "add `choices: [one, two]`"
    if len(set(field.choices)) < len(field.choices):
        yield "offers a choice twice", "name each choice once"
    if field.unit and field.type != "number":
        yield f"has a unit, but is of type {field.type}", "write `type: number`, or remove `unit`"
    if field.default is not None and (expected := misfit(field, field.default)):
        shown = ", ".join(field.default) if isinstance(field.default, tuple) else field.default
        yield f"has the default `{shown}`, but is of type {field.type}: {expected}", "correct `default`, or take it out"


def misfit(field: Field, answer: Answer) -> str:
    """What is expected in a blank, when the answer is not that; the empty text when it fits."""
    if field.type == "list":
        return "" if isinstance(answer, tuple) else "a list is expected, such as `[one, two]`"
    if isinstance(answer, tuple):
        return "one value is expected, not a list"
    match field.type:
        case "number":
            return "" if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,4})?", answer) else "a number is expected, such as 1 or 0.5"
        case "money":
            fits = re.fullmatch(r"\d{1,9}(?:\.\d{2})?", answer)
            return "" if fits else "an amount is expected in digits, such as 1250.00"
        case "date":
            return _not_a_day(answer)
        case "yesno":
            return "" if answer in {"yes", "no"} else "`yes` or `no` is expected"
        case "choice":
            return "" if answer in field.choices else f"one of its choices is expected: {', '.join(field.choices)}"
        case "text":
            return "one line is expected" if "\n" in answer.strip() else ""
    return ""


def _not_a_day(answer: str) -> str:
    try:
        day(answer)
    except Slip:
        return "a day is expected, such as 2027-01-04"
    return ""


def template_is_plain(document: Document) -> Iterator[Problem]:
    """Yield a problem for everything in the template that reaches further than its fields."""
    if isinstance(document, Agreement):
        for fault in read_template(document.source.body).faults:
            yield Problem(document.source.body_place(fault.line), fault.message, fault.hint, "template")


def template_can_be_written_out(document: Document) -> Iterator[Problem]:
    """Yield a problem when lists inside lists make the text too long to be printed, or a day is compared with money."""
    if not isinstance(document, Agreement) or "fields" in document.stand_ins:
        return
    told = [*template_is_plain(document), *template_names_fields(document)]
    try:
        write_out(document)
    except HubError as error:
        yield from (problem for problem in error.problems if not told or problem.rule == TOO_LONG)


def template_names_fields(document: Document) -> Iterator[Problem]:
    """Yield a problem for each name in the template that is not a field, or that is used as what it is not."""
    if not isinstance(document, Agreement) or "fields" in document.stand_ins:
        return
    fields = {each.name: each for each in document.fields}
    for use in read_template(document.source.body).uses:
        place = document.source.body_place(use.line)
        if use.name not in fields:
            hint = did_you_mean(use.name, fields, "add it to `fields` in the front matter, or correct the name")
            yield Problem(place, f"there is no field `{use.name}`", hint, "field-unknown")
            continue
        for message, hint in _misuses(fields[use.name], use):
            yield Problem(place, message, hint, "field-use")


def _misuses(field: Field, use: Use) -> Iterator[tuple[str, str]]:
    if use.in_loop and field.type != "list":
        yield f"`for` goes through a list, but `{field.name}` is of type {field.type}", f"write {{{{ {field.name} }}}}"
    if use.in_order and field.type not in _ORDERED:
        hint = "compare with == or !=; only numbers, money and dates have an order"
        yield f"`{field.name}` is of type {field.type}, and so neither smaller nor larger than anything", hint
        return
    if field.type == "choice" and not field.choices:
        return  # that is told at the field itself
    for text in use.compared:
        if field.type in {"choice", "yesno", *_ORDERED} and (expected := misfit(field, text)):
            yield f"`{field.name}` can never be “{text}”: {expected}", _to_compare_with(field, text)


_ORDERED = ("number", "money", "date")
"""Types of which one value is smaller than another."""


def _to_compare_with(field: Field, text: str) -> str:
    """What to write in the place of a value that a field never has."""
    if field.type == "yesno":
        is_no = text.lower() in {"false", "0", "off", "none"}
        return f"write {{% if {'not ' if is_no else ''}{field.name} %}}"
    return did_you_mean(text, field.choices, "compare it with what somebody can fill in")


def fields_are_used(document: Document) -> Iterator[Problem]:
    """Yield a warning for each blank that no clause names: it would be filled in for nothing but the Details."""
    if not isinstance(document, Agreement):
        return
    template = read_template(document.source.body)
    used = {use.name for use in template.uses}
    if template.faults or used - {each.name for each in document.fields}:
        return  # what is mistyped there may be the name of a field that seems unused
    for each in document.fields:
        if each.name not in used and each.name not in WORDS_OF_TEMPLATES:
            message = f"no clause uses the field `{each.name}`; it is only asked for in the Details"
            hint = f"write {{{{ {each.name} }}}} where it matters, or remove the field"
            yield Problem(each.place, message, hint, "field-unused", Severity.WARNING)


def clauses_hold_no_blanks(document: Document) -> Iterator[Problem]:
    """Yield a problem for each clause whose heading would change with what is filled in."""
    lines = document.source.body.split("\n")
    for each in document.headings if isinstance(document, Agreement) else ():
        if re.search(r"\{[{%]", lines[each.line]):
            message = "the heading of a clause holds what is filled in, so every copy would have another heading"
            plain = re.sub(r"[ ]*\{[{%].*?[}%]\}", "", lines[each.line]).strip()
            plain = re.sub(r"^## \{", "## … {", re.sub(r" (?:at|by|for|from|in|of|to|with)(?= \{|$)", "", plain))
            hint = f"give it other words, such as `{plain}`; what is filled in may stand in the sentences below"
            yield Problem(document.source.body_place(each.line), message, hint, "template")


def clauses_have_ids(document: Document) -> Iterator[Problem]:
    """Yield a problem for each clause without a permanent id: no other clause could name it."""
    if not isinstance(document, Agreement):
        return
    for each in document.headings:
        if not each.anchor and "{" not in each.title:
            slug = re.sub(r"[^a-z0-9]+", "-", each.title.lower()).strip("-") or "clause"
            message = f"the clause “{each.title}” has no id"
            yield Problem(
                document.source.body_place(each.line), message, f"write `## {each.title} {{ #{slug} }}`", "heading-id"
            )
