"""From a template to Markdown on placeholders: every case that is still open is written out under its condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import NoReturn, TypeAlias

from jinja2 import nodes

from hubdocs.authoring.agreement.conditions import printed, said
from hubdocs.authoring.agreement.expressions import Names, Value, items_of, names_of, truth
from hubdocs.authoring.agreement.phrases import Phrase
from hubdocs.authoring.files import LARGEST_TEXT
from hubdocs.authoring.outline import headings
from hubdocs.authoring.template import environment, read_template
from hubdocs.errors import HubError, Problem
from hubdocs.model import Agreement, Answer

TOO_LONG = "template-length"
"""The rule that a template must keep when its lists are written out."""
UNCLEAR = "template"
"""The rule that every comparison must keep."""
EMPTY: Mapping[str, Answer] = MappingProxyType({})
"""The answers of a template that nobody has filled in."""


@dataclass(frozen=True)
class Opening:
    """Where a case begins that is still open."""

    head: Phrase
    """`If “Meal” (Details, 4) is yes`."""


@dataclass(frozen=True)
class Closing:
    """Where a case ends."""

    opened: int
    """The place of its opening among the pieces."""


Piece: TypeAlias = "Phrase | Opening | Closing"
"""What a placeholder stands for."""


@dataclass(frozen=True)
class Written:
    """A template written out."""

    text: str
    """Markdown, with placeholders such as `hubblank12q`, which no author has typed."""
    pieces: tuple[Piece, ...]
    """What each of them stands for, by number."""
    sign: str
    """How placeholders begin."""

    @property
    def placeholder(self) -> re.Pattern[str]:
        """A placeholder, with its number."""
        return re.compile(rf"{self.sign}(\d+)q")


def write_out(agreement: Agreement, answers: Mapping[str, Answer] = EMPTY) -> Written:
    """Write a template out with what was filled in; every field that `answers` lacks stays a blank.

    Raises:
        HubError: The template cannot be read, names what is no field, or becomes far too long.
    """
    _stop_on_faults(agreement)
    body = _with_rows_joined(agreement.source.body)
    writer = _Writer(agreement, _unused_sign([body, *_texts(answers)]))
    text = writer.write(environment().parse(body).body, names_of(agreement, answers), "")
    return Written(text, tuple(writer.pieces), writer.sign)


def _stop_on_faults(agreement: Agreement) -> None:
    """Do nothing when a template can be written out.

    Raises:
        HubError: It cannot; what was released once is no longer judged by the rules, so this asks again.
    """
    template = read_template(agreement.source.body)
    place = agreement.source.body_place
    problems = [Problem(place(fault.line), fault.message, fault.hint, "template") for fault in template.faults]
    names = {each.name for each in agreement.fields}
    for use in template.uses:
        if use.name not in names:
            hint = "correct the name, or add it to `fields`"
            problems.append(Problem(place(use.line), f"there is no field `{use.name}`", hint, "field-unknown"))
    if problems:
        raise HubError(problems)


def _texts(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Every text that was filled in."""
    for each in answers.values():
        yield from (each,) if isinstance(each, str) else each


def _unused_sign(texts: Iterable[str]) -> str:
    """How placeholders begin, so that none of them stands in the author's text or in an answer."""
    sign, taken = "hubblank", "\n".join(texts).lower()
    while sign in taken:
        sign += "k"
    return sign


@dataclass
class _Writer:
    """Writes a template out, and remembers what its placeholders stand for."""

    agreement: Agreement
    sign: str
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    """Characters written so far, and how often lists were gone through."""

    def mark(self, piece: Piece) -> str:
        """The placeholder for a piece."""
        self.pieces.append(piece)
        made = f"{self.sign}{len(self.pieces) - 1}q"
        self.length += len(made)
        return made

    def write(self, parts: Iterable[nodes.Node], names: Names, line: str) -> str:
        """Write parts of a template, of which the first stands behind the beginning of a line."""
        written: list[str] = []
        for part in parts:
            text = self._part(part, names, line)
            line = (line + text).rpartition("\n")[2]
            self._stop_beyond_bounds(part)
            written.append(text)
        return "".join(written)

    def _part(self, part: nodes.Node, names: Names, line: str) -> str:
        try:
            match part:
                case nodes.Output():
                    return "".join(self._output(each, names) for each in part.nodes)
                case nodes.If():
                    return self._cases(part, names, line)
                case nodes.For():
                    return self._loop(part, names, line)
        except ValueError as error:
            self._stop(part, str(error), UNCLEAR)
        raise AssertionError(f"{part} was never refused")  # `read_template` does

    def _output(self, node: nodes.Node, names: Names) -> str:
        if not isinstance(node, nodes.TemplateData):
            return self.mark(printed(node, names))
        self.length += len(node.data)
        return node.data

    def _cases(self, node: nodes.If, names: Names, line: str) -> str:
        """The case that holds; or each that may hold, under its condition."""
        branches: list[tuple[nodes.Node | None, list[nodes.Node]]] = [
            *((each.test, each.body) for each in (node, *node.elif_)),
            (None, node.else_),
        ]
        before: list[nodes.Node] = []
        found: list[tuple[Phrase, str]] = []
        for test, body in branches:
            holds = True if test is None else truth(test, names)
            if holds and not before:
                return self.write(body, names, line)
            if holds is not False:
                found.append((_head(test if holds is None else None, before, names), self.write(body, names, line)))
            if holds:
                break
            if holds is None and test is not None:
                before.append(test)
        return self._set(found, line)

    def _loop(self, node: nodes.For, names: Names, line: str) -> str:
        """Each line of a list; what stands there for a list that is empty, under its condition."""
        target, name = _loop_names(node)
        items = items_of(name, names)
        written = ""
        for index, item in enumerate(items, start=1):
            self.length += 1
            self._stop_beyond_bounds(node)
            written += self.write(node.body, names.within(target, item, index), (line + written).rpartition("\n")[2])
        rest = (line + written).rpartition("\n")[2]
        without = names.within(target, Value((), (), ""), 0)
        if node.else_ and names.values[name].known is None:
            words = ("If ", *names.values[name].said, " is left empty")
            return written + self._set([(words, self.write(node.else_, without, rest))], rest)
        return written if items else self.write(node.else_, without, line)

    def _set(self, cases: list[tuple[Phrase, str]], line: str) -> str:
        """Set open cases as the text round them asks: as rows of a table, as blocks, or within a sentence."""
        filled = [(head, text) for head, text in cases if text.strip()]
        if line.lstrip().startswith("|") and all(_is_rows(text) for _, text in filled):
            return "".join(self._rows(head, text) for head, text in filled)
        if any(_is_block(text, line) for _, text in filled):
            return "".join(self._block(head, text, _indent(line)) for head, text in filled)
        return self._inline(filled)

    def _rows(self, head: Phrase, text: str) -> str:
        """Rows of a table, each with its condition in the first cell."""
        row = re.compile(r"(?<=\n)([ \t]*\|)[ \t]*(?=\S)")
        return row.sub(lambda begun: f"{begun[1]} {self.mark((*head, ':'))} ", text)

    def _inline(self, cases: list[tuple[Phrase, str]]) -> str:
        """Words within a sentence, each case in brackets behind its condition."""
        written = ""
        for head, text in cases:
            core = text.strip()
            before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
            number = len(self.pieces)
            gap = " " if written and not before and not written[-1].isspace() else before
            written += f"{gap}{self.mark(Opening(head))} {core} {self.mark(Closing(number))}{after}"
        return written

    def _block(self, head: Phrase, text: str, indent: str) -> str:
        """Paragraphs between two marks of their own; a clause within them has its marks behind its heading."""
        pieces = []
        for heading, below in _parted(text):
            if heading or below.strip():
                number = len(self.pieces)
                begin, end = self.mark(Opening(head)), self.mark(Closing(number))
                pieces.append(f"{heading}\n\n{indent}{begin}\n\n{_begun(below, indent)}\n\n{indent}{end}")
        return "\n\n" + "\n\n".join(pieces) + f"\n\n{indent}"

    def _stop_beyond_bounds(self, part: nodes.Node) -> None:
        if self.length > LARGEST_TEXT:
            self._stop(part, "this template becomes far too long when its lists are written out", TOO_LONG)

    def _stop(self, part: nodes.Node, message: str, rule: str) -> NoReturn:
        place = self.agreement.source.body_place((part.lineno or 1) - 1)
        raise HubError([Problem(place, message, _HINTS[rule], rule)]) from None


_HINTS = {
    TOO_LONG: "write fewer lists inside each other",
    UNCLEAR: "compare days with days, and numbers with numbers",
}
"""What to do about a template that can be read and yet not be written out."""


def _head(test: nodes.Node | None, before: list[nodes.Node], names: Names) -> Phrase:
    """What is printed above a case, given the open conditions of the cases before it."""
    if not before and test is not None:
        return ("If ", *said(test, names))
    if test is not None:
        return ("If not, and if ", *said(test, names))
    return ("If ", *said(before[0], names, negated=True)) if len(before) == 1 else ("If none of these is so",)


def _loop_names(node: nodes.For) -> tuple[str, str]:
    """What one line is called in a `for`, and its list."""
    if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
        raise TypeError("`read_template` refuses every other `for`")
    return node.target.name, node.iter.name


def _is_rows(text: str) -> bool:
    """Whether a case is made of whole rows of a table."""
    return text.startswith("\n") and all(line.lstrip().startswith("|") for line in text.strip().split("\n"))


def _is_block(text: str, line: str) -> bool:
    """Whether a case is made of paragraphs of its own, and not of words within one."""
    stands_alone = not line.strip(" \t>") and re.match(r"[ \t]*\n", text)
    return bool(stands_alone or re.search(r"\n[ \t>]*\n", text) or headings(text))


def _indent(line: str) -> str:
    """What a block begins with that belongs to what stands at the beginning of a line: a list item's is four deep."""
    lead = re.match(r"[ \t>]*", line)
    indent = lead[0] if lead else ""
    return indent + "    " if re.match(r"(?:[-*+:]|\d+[.)])\s", line[len(indent) :]) else indent


def _begun(text: str, indent: str) -> str:
    """A block from its first line, without the empty lines round it."""
    ended = re.sub(r"(?:\n[ \t>]*)+\Z", "", text)
    begun = re.sub(r"\A(?:[ \t>]*\n)+", "", ended)
    return begun if begun != ended or begun.startswith(indent) else indent + begun.lstrip()


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """A text parted before its clauses: the line of each heading, and what stands below it."""
    lines = text.split("\n")
    starts = [0, *(each.line for each in headings(text)), len(lines)]
    yield "", "\n".join(lines[: starts[1]])
    for start, end in pairwise(starts[1:]):
        yield lines[start], "\n".join(lines[start + 1 : end])


_TAGS = re.compile(r"(?:\{%[^\n]*?%\}\s*)+")
_ENDS = re.compile(r"\{%[-+]?\s*(?:end|else|elif)")


def _with_rows_joined(body: str) -> str:
    """A template in which no line of tags alone stands between two rows of a table: it would end the table."""
    lines = body.split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        follows_row = bool(kept) and kept[-1].lstrip().startswith("|")
        if follows_row and _TAGS.fullmatch(line.strip()) and (_ENDS.match(line.strip()) or _row_next(lines, number)):
            kept[-1] += line.strip()
        else:
            kept.append(line)
    return "\n".join(kept)


def _row_next(lines: list[str], number: int) -> bool:
    """Whether the next line that is not made of tags alone is a row of a table."""
    following = (line.strip() for line in lines[number + 1 :])
    return next((line for line in following if not _TAGS.fullmatch(line)), "").startswith("|")
