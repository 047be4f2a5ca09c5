"""What a YAML parser stumbles over, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

from hubdocs.authoring.schemas import KEY_NAMES
from hubdocs.errors import Place, Problem

_KEY = r"\s*(?P<key>(?:- +)?[\w-]+:|-) +"
"""A key, the sign of an item, or both."""
_INNER_COLON = re.compile(_KEY + r"(?P<value>[^\"'\[{].*:(?: .*)?)$")
_IN_QUOTES = re.compile(_KEY + r"(?P<value>[\"'].*)$")
_VALUE = re.compile(_KEY + r"(?P<value>[^\[{].*)$")
_SIGN_FIRST = re.compile(_KEY + r"(?P<value>[@`%,\]}&*!].*)$")
_COLON_AT_ONCE = re.compile(r"(?P<key>\s*(?:- +)?[a-z_]+:)(?P<value>[^\s:/].*)$")
_WORDS = re.compile(r"(?P<key>\s*(?:- +)?[a-z_]+) +(?P<value>\S.*)$")
_PART_WITHOUT_COMMA = re.compile(r"(?<=[^\s,{]) +(?=[\w-]+: )")
_BOLD = re.compile(r"(\*{1,3})(\S(?:.*?\S)?)\1")
_PAIRS = ('""', "''", "“”", "„“", "„”", "‘’", "«»")
"""Quotation marks that may surround a value."""


@dataclass(frozen=True)
class Slip:
    """Where a parser stumbled, and what it said."""

    line: int
    """Of the text, counted from 0."""
    begun: int
    """The line on which what it was reading began, counted from 0."""
    words: str
    """What the parser says, for those who wrote it."""
    lines: tuple[str, ...]
    """The text."""

    def text(self, line: int) -> str:
        """A line of the text; the empty text behind its end."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""


Told = tuple[int, str, str]
"""The line of the text to be mended, counted from 0; what is wrong; what to do."""


def problem_of(error: MarkedYAMLError, text: str, first_line: int) -> Problem:
    """The mistake behind a parser's complaint, in a file without a name; `text` begins on `first_line` of it."""
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    slip = Slip(
        line=mark.line if mark else 0,
        begun=begun.line if begun else 0,
        words=f"{error.context or ''}; {error.problem or ''}",
        lines=tuple(text.split("\n")),
    )
    for form, tell in _TOLD:
        if form.search(slip.words):
            line, message, hint = tell(slip)
            return Problem(Place("", line + first_line), message, hint, "yaml")
    message = "this line cannot be read as `key: value`"
    return Problem(Place("", slip.line + first_line), message, _QUOTE, "yaml")


_QUOTE = 'put text that holds a colon, a comma, a bracket or a sign into "straight quotes"'


def _quoted(value: str) -> str:
    return '"' + _bare(value.strip()).replace("\\", "").replace('"', "'") + '"'


def _bare(value: str) -> str:
    """A value without the quotation marks around it, whatever their form."""
    paired = len(value) > 1 and value[0] + value[-1] in _PAIRS
    return value[1:-1] if paired else value.strip("\"'")


def _spaces(count: int) -> str:
    return "one space" if count == 1 else f"{count} spaces"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _colon(slip: Slip) -> Told:
    line = slip.text(slip.line)
    if found := _INNER_COLON.match(line):
        hint = f"write `{found['key']} {_quoted(found['value'])}`"
        return slip.line, "text with a colon in it must stand in straight quotes", hint
    above = slip.text(slip.line - 1)
    if line[:1] == " " and above.strip():
        too_far = _indent(line) - _indent(above)
        hint = "begin it at the same place as the line above; or put the text above into quotes, all on one line"
        if too_far > 0:
            return slip.line, f"this line begins {_spaces(too_far)} too far right", hint
        return slip.line, "this line does not fit to the one above it", hint
    return _without_colon(slip, max(slip.line - 1, 0))


def _without_colon(slip: Slip, number: int) -> Told:
    """What is wrong with a line that is neither a key nor a value."""
    line = slip.text(number)
    if found := _COLON_AT_ONCE.match(line):
        return number, "a space is missing behind the colon", f"write `{found['key'].strip()} {found['value'].strip()}`"
    message = "this line has no colon, so it is neither a key nor a value"
    found = _WORDS.match(line)
    if found and found["key"].split()[-1] in KEY_NAMES:
        return number, message, f"write `{found['key'].strip()}: {found['value'].strip()}`"
    above = _VALUE.match(slip.text(number - 1)) if number else None
    if above and line.strip():
        return (
            number,
            message,
            f"join it to the line above it: `{above['key']} {_quoted(above['value'] + ' ' + line.strip())}`",
        )
    return number, message, "remove it, or move it to the text below the keys"


def _quote_open(slip: Slip) -> Told:
    line = slip.text(slip.begun).strip()
    sign = "'" if "'" in line and '"' not in line else '"'
    hint = f"write `{line}{sign}`" if line.count(sign) == 1 else f"put `{sign}` at the end of the text"
    return slip.begun, "a quotation mark is opened here and never closed", hint


def _list_open(slip: Slip) -> Told:
    opening, closing = ("{", "}") if "mapping" in slip.words else ("[", "]")
    line = slip.text(slip.begun).rstrip()
    if line.count(opening) > line.count(closing):
        message = f"the bracket `{opening}` in this line is not closed"
        return slip.begun, message, f"write `{line.strip()}{closing}`"
    message = f"what stands between `{opening}` and `{closing}` cannot be read"
    line = slip.text(slip.line)
    mended = _PART_WITHOUT_COMMA.sub(", ", line.strip().removeprefix("- "))
    if mended != line.strip().removeprefix("- "):
        start = "- " if line.strip().startswith("- ") else ""
        return slip.line, f"a comma is missing between `{opening}` and `{closing}`", f"write `{start}{mended}`"
    return slip.line, message, f"put a comma between its parts; {_QUOTE}"


def _tab(slip: Slip) -> Told:
    line = slip.text(slip.line)
    hint = f"type spaces instead: `{line.replace(chr(9), '  ').rstrip()}`"
    return slip.line, "this line begins with a tab, which looks like spaces and is none", hint


def _sign(slip: Slip) -> Told:
    line = slip.text(slip.line)
    found = _SIGN_FIRST.match(line)
    hint = f"write `{found['key']} {_quoted(found['value'])}`" if found else _QUOTE
    return slip.line, "a value may not begin with this sign", hint


def _behind_quotes(slip: Slip) -> Told:
    line = slip.text(slip.line)
    if found := _IN_QUOTES.match(line):
        words = found["value"].replace('"', "") if found["value"].startswith('"') else found["value"]
        hint = f"put all of it between one pair: `{found['key']} {_quoted(words)}`"
        return slip.line, "text stands behind a closing quotation mark", hint
    return slip.line, "this line does not fit to the lines above it", "begin it at the same place as they do"


def _no_colon(slip: Slip) -> Told:
    return _without_colon(slip, slip.begun)


def _item(slip: Slip) -> Told:
    return slip.line, "an item `- …` stands behind its key", "write it on a line of its own below the key"


def _item_out_of_line(slip: Slip) -> Told:
    line = slip.text(slip.line)
    items = [above for above in slip.lines[: slip.line] if above.lstrip().startswith("- ")]
    if not items or _indent(items[-1]) == _indent(line):
        return slip.line, "this item does not fit to the lines above it", "begin it at the same place as they do"
    too_far = _indent(items[-1]) - _indent(line)
    side = "left" if too_far > 0 else "right"
    hint = f"begin it where the item above it begins: `{' ' * _indent(items[-1])}{line.strip()}`"
    return slip.line, f"this line begins {_spaces(abs(too_far))} too far {side}", hint


def _left(slip: Slip) -> Told:
    first = next((number for number, line in enumerate(slip.lines) if line.strip() and line.lstrip()[0] != "#"), 0)
    if spaces := _indent(slip.text(first)):
        message = f"this line begins {_spaces(spaces)} too far right"
        return first, message, f"begin every key at the left edge: `{slip.text(first).strip()}`"
    return slip.line, "this line begins at another place than the first one", "begin every key at the left edge"


def _escape(slip: Slip) -> Told:
    message = "a backslash `\\` stands between double quotes, where it means something else"
    found = _IN_QUOTES.match(slip.text(slip.line))
    value = _bare(found["value"].strip()) if found else ""
    if found and "'" not in value:
        return slip.line, message, f"use single quotes: `{found['key']} '{value}'`"
    return slip.line, message, "use single quotes ' around this text, or leave the backslash out"


def _reserved(slip: Slip) -> Told:
    return slip.line, *sign_first(slip.text(slip.line))


def sign_first(line: str) -> tuple[str, str]:
    """What is wrong with a line of which a value begins with `&`, `*` or `!`, and what to do."""
    found = _SIGN_FIRST.match(line)
    value = found["value"].strip() if found else ""
    if found and _BOLD.match(value):
        message = "nothing in front matter is bold or slanted, so `*` has no meaning here"
        return message, f"write it plain: `{found['key']} {_BOLD.sub(lambda bold: bold[2], value)}`"
    message = "`&`, `*` and `!` have no meaning at the start of a value here"
    if found and not value.endswith(("]", "}")):
        return message, f"write `{found['key']} {_quoted(value)}`"
    word = value.split(maxsplit=1)[0] if value else "the word with this sign"
    return message, f"remove `{word}`; or put the text into quotes"


def keys_for_a_key(line: str) -> tuple[str, str]:
    """What is wrong with a line in which keys or a list stand where one key is expected, and what to do."""
    if blank := re.search(r"\{\{[^{}]*\}\}", line):
        return f"`{blank[0]}` is a blank that was not filled in", "write the words themselves there, in quotes"
    return "a bracket stands where a key is expected", _QUOTE


_TOLD: tuple[tuple[re.Pattern[str], Callable[[Slip], Told]], ...] = (
    (re.compile(r"mapping values are not allowed"), _colon),
    (re.compile(r"unexpected end of stream"), _quote_open),
    (re.compile(r"flow (?:sequence|mapping)"), _list_open),
    (re.compile(r"'\\t' that cannot start"), _tab),
    (re.compile(r"that cannot start any token|expected the node content"), _sign),
    (re.compile(r"but found '<scalar>'"), _behind_quotes),
    (re.compile(r"could not find expected ':'"), _no_colon),
    (re.compile(r"sequence entries are not allowed"), _item),
    (re.compile(r"expected <block end>, but found (?:'-'|'<block sequence start>')"), _item_out_of_line),
    (re.compile(r"document start"), _left),
    (re.compile(r"unknown escape|escape sequence of"), _escape),
    (re.compile(r"scanning an (?:alias|anchor)|parsing an? tag"), _reserved),
)
"""What the parser says, and what it means."""
