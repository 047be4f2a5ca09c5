"""What a YAML parser stumbles over, in words for people who have never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

from hubdocs.errors import Place, Problem

_INNER_COLON = re.compile(r"(?P<key>\s*(?:- )?[\w-]+:) +(?P<value>[^\"'\[{].*:(?: .*)?)$")
_TEXT_BEHIND_QUOTES = re.compile(r"(?P<key>\s*(?:- )?[\w-]+:) +(?P<value>[\"'].*)$")
_PLAIN_START = re.compile(r"(?P<key>\s*(?:- )?[\w-]+:) +(?P<value>[@`%,\]}].*)$")


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
    return '"' + value.strip().strip("\"'").replace("\\", "").replace('"', "'") + '"'


def _colon(slip: Slip) -> Told:
    line = slip.text(slip.line)
    if found := _INNER_COLON.match(line):
        hint = f"write `{found['key'].strip()} {_quoted(found['value'])}`"
        return slip.line, "a second colon stands in this line, so it cannot be read", hint
    above = slip.text(slip.line - 1)
    if line[:1] == " " and above.strip():
        hint = "begin it at the same place as the line above; or put the text above into quotes, all on one line"
        return slip.line, "this line begins further right than the one above it", hint
    hint = f"write `{above.strip()}: …`, or join it to the line above it" if above.strip() else _QUOTE
    return max(slip.line - 1, 0), "this line has no colon, so it is neither a key nor a value", hint


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
    return slip.line, message, f"put a comma between its parts; {_QUOTE}"


def _tab(slip: Slip) -> Told:
    line = slip.text(slip.line)
    hint = f"type spaces instead: `{line.replace(chr(9), '  ').rstrip()}`"
    return slip.line, "this line begins with a tab, which looks like spaces and is none", hint


def _sign(slip: Slip) -> Told:
    line = slip.text(slip.line)
    found = _PLAIN_START.match(line)
    hint = f"write `{found['key'].strip()} {_quoted(found['value'])}`" if found else _QUOTE
    return slip.line, "a value may not begin with this sign", hint


def _behind_quotes(slip: Slip) -> Told:
    line = slip.text(slip.line)
    if found := _TEXT_BEHIND_QUOTES.match(line):
        words = found["value"].replace('"', "") if found["value"].startswith('"') else found["value"]
        hint = f"put all of it between one pair: `{found['key'].strip()} {_quoted(words)}`"
        return slip.line, "text stands behind a closing quotation mark", hint
    return slip.line, "this line does not fit to the lines above it", "begin it at the same place as they do"


def _no_colon(slip: Slip) -> Told:
    line = slip.text(slip.begun).strip()
    hint = f"write `{line}: …`; or join it to the line above it, in quotes"
    return slip.begun, "this line has no colon, so it is neither a key nor a value", hint


def _item(slip: Slip) -> Told:
    return slip.line, "an item `- …` stands behind its key", "write it on a line of its own below the key"


def _left(slip: Slip) -> Told:
    return slip.line, "this line begins at another place than the first one", "begin every key at the left edge"


def _escape(slip: Slip) -> Told:
    message = "a backslash `\\` stands between double quotes, where it means something else"
    return slip.line, message, "use single quotes ' around this text, or leave the backslash out"


def _reserved(slip: Slip) -> Told:
    return slip.line, "`&`, `*` and `!` have no meaning at the start of a value here", _QUOTE


_TOLD: tuple[tuple[re.Pattern[str], Callable[[Slip], Told]], ...] = (
    (re.compile(r"mapping values are not allowed"), _colon),
    (re.compile(r"unexpected end of stream"), _quote_open),
    (re.compile(r"flow (?:sequence|mapping)"), _list_open),
    (re.compile(r"'\\t' that cannot start"), _tab),
    (re.compile(r"that cannot start any token|expected the node content"), _sign),
    (re.compile(r"but found '<scalar>'"), _behind_quotes),
    (re.compile(r"could not find expected ':'"), _no_colon),
    (re.compile(r"sequence entries are not allowed"), _item),
    (re.compile(r"document start"), _left),
    (re.compile(r"unknown escape"), _escape),
    (re.compile(r"scanning an (?:alias|anchor)|parsing an? tag"), _reserved),
)
"""What the parser says, and what it means."""
