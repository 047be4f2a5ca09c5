"""Blocks are what their author meant: a slip here would show trainer text to everybody, or hide text from all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hubdocs.authoring.markdown.dialect import BLOCK_TYPES, TRAINER_BLOCKS
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Problem
from hubdocs.hints import did_you_mean

INDENT = 4
"""Spaces by which the text of a block stands further right than its sign."""

_OPENING = re.compile(
    r"(?P<indent>[ \t]*)(?P<prefix>(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+)*)(?P<sign>!!!|\?\?\?\+?)(?P<rest>.*)$"
)
_DEFINITION = re.compile(r"\s+(?:\*\[[^\]]+\]:|\[[^\]]+\]:)")
_TYPE = re.compile(r"(?P<gap>[ ]*)(?P<type>[\w-]*)(?P<title>.*)$")
_TITLE = re.compile(r'"[^"]*"')
_MARK = re.compile(r"\{:?\s*\.for-trainer\s*\}")
_LIST_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|\d+[.)])[ \t]")
_BODYLESS = frozenset({"sample", "local-help"})
_TABLE_OR_FENCE = re.compile(r"\s{0,3}(?:\||`{3}|~{3}|[^|\n]+\|[^|\n]*\|)")


@dataclass(frozen=True)
class Block:
    """A block as its opening line announces it."""

    line: int
    """Counted from 0 within the body."""
    indent: int
    """Spaces before its sign."""
    prefix: str
    """A sign of a quote or list before it on its line."""
    sign: str
    gap: int
    """Spaces between the sign and the type; Markdown knows none or one."""
    type: str
    title: str
    """Everything behind the type, as written."""
    body: tuple[tuple[int, str], ...]
    """The lines that belong to it by their indent, blank ones included."""
    after: tuple[int, str] | None
    """The first line behind it that is not blank."""

    @property
    def is_empty(self) -> bool:
        """Whether it has no text."""
        return not any(line.strip() for _, line in self.body)


def blocks(text: Text) -> Iterator[Block]:
    """Every block of a text, nested ones included."""
    lines = [(number, line.expandtabs(4)) for number, line in enumerate(text.source.body.split("\n"))]
    for number, line in text.lines:
        if not (opening := _OPENING.match(line)):
            continue
        named = _TYPE.match(opening["rest"])
        indent = len(opening["indent"].expandtabs(4))
        body: list[tuple[int, str]] = []
        after = None
        for below, content in lines[number + 1 :]:
            if content.strip() and len(content) - len(content.lstrip()) < indent + INDENT:
                after = (below, content)
                break
            body.append((below, content))
        yield Block(
            number,
            indent,
            opening["prefix"],
            opening["sign"],
            len(named["gap"]) if named else 0,
            named["type"] if named else "",
            (named["title"] if named else "").strip(),
            tuple(body),
            after,
        )


def is_mistyped(block: Block) -> bool:
    """Whether its opening line has spaces too many, an unknown type or a title that is not in straight quotes."""
    return block.gap > 1 or block.type not in BLOCK_TYPES or bool(block.title and not _TITLE.fullmatch(block.title))


def types_are_known(text: Text) -> Iterator[Problem]:
    """Yield a problem for each block of a type that nobody knows: a misspelt `trainer` would show to all."""
    for block in blocks(text):
        if block.title.startswith(block.sign[0]) and not block.type:
            words = block.title.lstrip("!? ").split(" ")[0]
            message = f"more than three `{block.sign[0]}` stand here; a block begins with three"
            yield Problem(text.source.body_place(block.line), message, f"write `{block.sign} {words}`", "block-type")
        elif block.type not in BLOCK_TYPES:
            hint = did_you_mean(block.type, BLOCK_TYPES, f"the types are {', '.join(BLOCK_TYPES)}", f"{block.sign} ")
            named = f"`{block.sign} {block.type}`" if block.type else f"`{block.sign}` without a type"
            yield Problem(text.source.body_place(block.line), f"{named} is not a block", hint, "block-type")
        elif block.gap > 1:
            message = f"{block.gap} spaces stand behind `{block.sign}`, so this is not read as a block"
            hint = f"write `{block.sign} {block.type}` with one space"
            yield Problem(text.source.body_place(block.line), message, hint, "block-type")


def blocks_begin_a_line(text: Text) -> Iterator[Problem]:
    """Yield a problem for each block behind a sign of a quote or a list, where its text would slip out of it."""
    for block in blocks(text):
        if block.prefix.strip() and not is_mistyped(block):
            yield Problem(
                text.source.body_place(block.line),
                f"the `{block.type}` block begins behind `{block.prefix.strip()}`, so its text is not safely inside it",
                f"begin the line with {block.sign}, after an empty line",
                "block-place",
            )


def blocks_are_understood(text: Text) -> Iterator[Problem]:
    """Yield a problem for each block that Markdown takes for code or plain text: everybody would read it."""
    read = Counter(text.survey.blocks)
    for type_ in BLOCK_TYPES:
        typed = (block for block in blocks(text) if block.type == type_)
        written = [block for block in typed if not block.prefix.strip() and not is_mistyped(block)]
        for block in sorted(written, key=lambda each: -each.indent)[: max(0, len(written) - read[type_])]:
            yield Problem(
                text.source.body_place(block.line),
                f"this `{type_}` block is taken for code or plain text, not for a block",
                "begin it at the left edge, after an empty line; inside another block, indent it by 4 spaces",
                "block-place",
            )


def trainer_blocks_define_nothing(text: Text) -> Iterator[Problem]:
    """Yield a problem for a footnote, address or abbreviation defined in a trainer block: all could read it."""
    for block in blocks(text):
        for number, line in block.body if block.type in TRAINER_BLOCKS else ():
            if _DEFINITION.match(line):
                yield Problem(
                    text.source.body_place(number),
                    f"`{line.strip()[:30]}` is defined inside the `{block.type}` block, but counts for the whole text",
                    "move it to the end of the file, and use it only where its words may be read",
                    "block-body",
                )


def lines_begin_with_plain_spaces(text: Text) -> Iterator[Problem]:
    """Yield a problem for each line indented by a space that Markdown does not take for one."""
    for number, line in text.lines:
        if "\u00a0" in line[: len(line) - len(line.lstrip())]:
            yield Problem(
                text.source.body_place(number),
                "this line begins with a space that does not break, which Markdown does not count",
                f"type the spaces again: `    {line.strip()[:40]}`",
                "block-body",
            )


def titles_are_quoted(text: Text) -> Iterator[Problem]:
    """Yield a problem for each block title that is not in straight quotes, and so would be lost."""
    for block in blocks(text):
        if block.type and block.title and not _TITLE.fullmatch(block.title):
            quoted = re.search(r"[\"“„](.+?)[\"”“]", block.title)
            words = (quoted[1] if quoted else block.title).strip("\"'“”‘’„:; ")
            curly = " but curly ones" if re.search("[“”„]", block.title) else ""
            yield Problem(
                text.source.body_place(block.line),
                f"the block's title {block.title} is not in straight quotes{curly}",
                f'write `{block.sign} {block.type} "{words}"`',
                "block-title",
            )


def bodies_are_indented(text: Text) -> Iterator[Problem]:
    """Yield a problem for each block without a body, above all where the body stands too far left."""
    for block in blocks(text):
        if not block.is_empty or block.type in _BODYLESS or block.prefix.strip() or not block.type:
            continue
        place = text.source.body_place(block.line)
        spaces = len(block.after[1]) - len(block.after[1].lstrip()) - block.indent if block.after else 0
        if block.after and 0 < spaces < INDENT:
            place = text.source.body_place(block.after[0])
            message = f"the text of the `{block.type}` block is indented by {spaces} spaces, so it is not in the block"
            yield Problem(place, message, f"indent it by 4 spaces: `    {block.after[1].strip()[:40]}`", "block-body")
        else:
            message = f"the `{block.type}` block has no text"
            yield Problem(place, message, "write its text on the next lines, indented by 4 spaces", "block-body")


def trainer_blocks_hold_all(text: Text) -> Iterator[Problem]:
    """Yield a problem for a table or code directly behind a trainer block, and for text that slid out of one."""
    for block in blocks(text):
        if block.type not in TRAINER_BLOCKS or block.is_empty or block.after is None:
            continue
        number, line = block.after
        spaces = len(line) - len(line.lstrip()) - block.indent
        place = text.source.body_place(number)
        if 0 < spaces < INDENT:
            message = f"this line is indented by {spaces} spaces, so it is outside the `{block.type}` block above"
            hint = "indent it by 4 spaces if it belongs to the block, or not at all if everybody may read it"
            yield Problem(place, message, hint, "block-body")
        elif block.body and block.body[-1][1].strip():
            message = f"this line follows the `{block.type}` block without an empty line between"
            hint = "put an empty line before it if everybody may read it; indent it by 4 spaces if not"
            yield Problem(place, message, hint, "block-body")
        elif _TABLE_OR_FENCE.match(line):
            what = "code" if line.lstrip().startswith(("`", "~")) else "table"
            message = f"this {what} stands outside the `{block.type}` block above it, so everybody would see it"
            hint = "put 4 spaces before each of its lines if it belongs to the block; else write a sentence before it"
            yield Problem(place, message, hint, "block-body")


def marks_hide_whole_lists(text: Text) -> Iterator[Problem]:
    """Yield a problem for a mark under a list at the left edge: it hides the last item, and all read the others."""
    in_list = False
    for number, line in text.lines:
        if not line.strip():
            in_list = False
        elif _MARK.fullmatch(line.rstrip()) and in_list:
            message = "`{ .for-trainer }` hides only the last item of this list; everybody would read the others"
            hint = (
                "to hide them all, delete this line, write `!!! trainer` above the list, and put 4 spaces before each "
                "of its lines; to hide the last item only, put 4 spaces before this line"
            )
            yield Problem(text.source.body_place(number), message, hint, "for-trainer")
        else:
            in_list = in_list or bool(_LIST_ITEM.match(line))


def marks_stand_on_paragraphs(text: Text) -> Iterator[Problem]:
    """Yield a problem for `.for-trainer` on anything but a paragraph, a list item or a heading."""
    for tag, words in text.survey.for_trainer:
        if tag not in {"p", "li", "h2", "h3", "h4", "h5", "h6"}:
            yield Problem(
                text.place_of(words.split(" ")[0] if words else ".for-trainer"),
                "`.for-trainer` stands on a table, a list or part of a sentence, where it is not allowed",
                'put the whole of it into a `!!! trainer "Say"` block, indented by 4 spaces',
                "for-trainer",
            )
