"""One row of text becomes a response, or is set aside with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from hubdocs.feedback.canonical import COLUMNS, WRITTEN, content_of, hidden_id, made_id, row_of
from hubdocs.feedback.intake.register import Register
from hubdocs.feedback.intake.table import Slip
from hubdocs.feedback.intake.values import MEANINGS, Misfit, cleaned, folded, moment
from hubdocs.feedback.privacy import Flag
from hubdocs.model import Response, Version


class Flags(Protocol):
    """Looks for what a person must look at first."""

    def __call__(self, column: str, text: str) -> tuple[Flag, ...]:
        """What in a column's text may tell who somebody is, or is about a child's safety."""


class SetAside(Exception):  # noqa: N818  # nothing failed: the row waits to be corrected
    """A row cannot be kept as it is."""

    def __init__(self, slips: list[Slip]) -> None:
        super().__init__("; ".join(slip.words for slip in slips))
        self.slips = tuple(slips)


def response_of(
    cells: Mapping[str, str], values: Mapping[str, Mapping[str, str]], dates: str, register: Register
) -> Response:
    """The response that a row holds, with its own id or none.

    `cells` are by our names of the columns; `values` and `dates` say how a form's answers are read.

    Raises:
        SetAside: Something in it does not fit, or is about what was never released.
    """
    found: dict[str, Any] = {}
    slips: list[Slip] = []
    for column, text in cells.items():
        if not text:
            continue
        try:
            if plain := cleaned(text):
                found[column] = _meaning(column, plain, values.get(column), dates)
        except Misfit as misfit:
            slips.append(Slip(misfit.slip.rule, f"{column}: {misfit.slip.words}"))
    if not slips:
        slips.extend(_about_nothing(found, register))
    if slips:
        raise SetAside(slips)
    return _made(found, register)


def _meaning(column: str, text: str, values: Mapping[str, str] | None, dates: str) -> object:
    if values:
        text = values.get(folded(text), text)
    if column == "submitted_at":
        return moment(text, dates)
    read = MEANINGS.get(column)
    return read(text) if read else text


def _about_nothing(found: dict[str, Any], register: Register) -> list[Slip]:
    """What is wrong with what a row is about; a version that its edition names is filled in."""
    edition, document = found.get("edition", ""), found.get("document", "")
    words: list[str] = []
    if edition and edition not in register.editions:
        guess = register.guess_edition(edition, "see the cover of the pack")
        words.append(f"edition: {edition} was never printed; {guess}")
    if document and "version" not in found and document in register.editions.get(edition, {}):
        found["version"] = register.editions[edition][document]
    words.extend(_unknown(document, found.get("version"), edition, register))
    slips = [Slip("unknown", each) for each in words]
    return slips if slips or found.keys() & _ANSWERS else [Slip("empty", "nothing is answered in it")]


def _unknown(document: str, version: Version | None, edition: str, register: Register) -> Iterator[str]:
    """What a row is about, but was never released."""
    if not document:
        if version:
            yield "version: it is not said of which document"
        elif not edition:
            yield "document: a row needs a document and its version, or an edition"
    elif document not in register.documents:
        guess = register.guess_document(document, "see the foot of the page")
        yield f"document: {document} was never released; {guess}"
    elif version is None:
        yield f"version: it is not said which one of {document} it was; see the foot of the page"
    elif version not in register.documents[document]:
        near = ", ".join(map(str, sorted(register.documents[document])[-3:]))
        yield f"version: {document} {version} was never released; the newest are {near}"


_ABOUT = "response_id submitted_at document version activity edition channel role hub".split()
_ANSWERS = frozenset(COLUMNS) - frozenset(_ABOUT)


def _made(found: dict[str, Any], register: Register) -> Response:
    """The response, with what its release knows of the activity."""
    sent = found.pop("submitted_at", None)
    response = Response(id=found.pop("response_id", ""), submitted=sent, **found)
    if response.activity:
        version: Version | None = response.version
        parts = register.documents[response.document][version] if response.document and version else frozenset()
        response = replace(response, knows_activity=response.activity in parts)
    return response


def identified(response: Response, flags: Flags, form: str = "") -> tuple[Response, str]:
    """The response under the id that it has for ever, and the digest of what it says.

    Every form counts its answers from 1, so that an id that a form gave begins with that form's name.
    """
    content = content_of(response)
    if not response.id:
        return replace(response, id=made_id(content)), content
    id_ = f"{form}:{response.id}" if form else response.id
    return replace(response, id=hidden_id(id_) if flags("response_id", response.id) else id_), content


def flagged(response: Response, flags: Flags) -> dict[str, tuple[Flag, ...]]:
    """What a person must look at before the response is kept, by column."""
    row = row_of(response)
    found = {column: flags(column, row[column]) for column in WRITTEN if row[column]}
    return {column: each for column, each in found.items() if each}


def in_few_words(slips: tuple[Slip, ...]) -> str:
    """The reason that stands beside a row: each thing once."""
    return "; ".join(dict.fromkeys(slip.words for slip in slips))
