"""Which column of a file is which of ours: by our own names, or as a form's file in `materials/forms/` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hubdocs.errors import HubError, Place, Problem
from hubdocs.feedback.canonical import COLUMNS
from hubdocs.feedback.intake.table import SET_ASIDE, Row, Table, unreadable
from hubdocs.feedback.intake.values import folded
from hubdocs.hints import did_you_mean
from hubdocs.model import FormMap

_SHOWN = 60
"""Characters of a heading that are shown."""


@dataclass(frozen=True)
class Mapped:
    """How the rows of one file are read."""

    columns: Mapping[str, int]
    """Where each of our columns stands, counted from 0."""
    values: Mapping[str, Mapping[str, str]]
    """The form's answers, folded, in our words, by column."""
    dates: str
    """How the form writes a moment."""
    left_aside: tuple[str, ...]
    """The headings that are not ours, as a person is told them; nothing below them is kept."""

    def cells(self, row: Row) -> dict[str, str]:
        """A row's cells by our names."""
        return {column: row.cells[index] for column, index in self.columns.items()}


def find_form(forms: Sequence[FormMap], name: str) -> FormMap:
    """The form with a name.

    Raises:
        HubError: There is none.
    """
    for form in forms:
        if form.name == name:
            return form
    known = [form.name for form in forms]
    otherwise = f"there are: {', '.join(known)}" if known else "propose one with: hubdocs feedback form-map FILE"
    message = f"there is no form {name}"
    raise HubError([Problem(Place("materials/forms"), message, did_you_mean(name, known, otherwise), "form")])


def map_columns(table: Table, form: FormMap | None, forms: Sequence[FormMap] = ()) -> Mapped:
    """Find our columns among a file's headings.

    Raises:
        HubError: One that must be there is missing, or stands there twice.
    """
    wanted = form.columns if form else {column: column for column in COLUMNS}
    places: dict[str, list[int]] = {}
    for index, heading in enumerate(table.headings):
        places.setdefault(_key(heading, form), []).append(index)
    found = {column: places[key] for column, heading in wanted.items() if (key := _key(heading, form)) in places}
    if twice := [column for column, indexes in found.items() if len(indexes) > 1]:
        message = f"the column “{told(wanted[twice[0]])}” stands there twice"
        raise unreadable(table.name, message, "give one of the two another heading")
    columns = {column: indexes[0] for column, indexes in found.items()}
    if form and (missing := [column for column in wanted if column not in columns]):
        raise HubError([_missing(table, form, column) for column in missing])
    if not form and not _says_what_it_is_about(columns):
        raise unreadable(table.name, "it has neither a column `edition` nor the two `document` and `version`",
                         _hint(table, forms))  # fmt: skip
    ours = {*columns.values()}
    written_by_us = range(len(SET_ASIDE)) if table.was_set_aside else ()
    others = [told(each) for at, each in enumerate(table.headings) if at not in ours and at not in written_by_us]
    if table.form == "JSON":
        others = []  # each row names its own
    values = {
        column: {folded(key): text for key, text in each.items()}
        for column, each in (form.values if form else {}).items()
    }
    return Mapped(columns, values, form.dates if form else "", tuple(dict.fromkeys(others)))


def _key(heading: str, form: FormMap | None) -> str:
    """A heading as it is compared; our own may have spaces for low lines."""
    return folded(heading) if form else folded(heading).replace(" ", "_")


def _says_what_it_is_about(columns: Mapping[str, int]) -> bool:
    return "edition" in columns or {"document", "version"} <= columns.keys()


def _missing(table: Table, form: FormMap, column: str) -> Problem:
    heading = form.columns[column]
    message = f"the column “{told(heading)}”, which the form {form.name} has for `{column}`, is not in {table.name}"
    known = [told(each) for each in table.headings]
    hint = did_you_mean(told(heading), known, f"correct `columns` there, or take `{column}` out")
    return Problem(form.place, message, hint, "form")


def _hint(table: Table, forms: Sequence[FormMap]) -> str:
    headings = {folded(each) for each in table.headings}
    for form in forms:
        if all(folded(heading) in headings for heading in form.columns.values()):
            return f"it looks like an export of a form: add --form {form.name}"
    return "name the form it comes from with --form NAME; propose one with: hubdocs feedback form-map FILE"


def told(heading: str) -> str:
    """A heading as a person is told it: one line, and no more than fits on it."""
    line = " ".join(heading.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
