"""A Markdown file as front matter and body, with line numbers for both."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.authoring.bounds import stop_beyond_bounds
from hubdocs.authoring.files import read_text
from hubdocs.authoring.yaml import Items, Keys, Node, parse_yaml, typed
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Source

_FENCE = "---"
_DASHES = re.compile(r"[-–—]{2,}|—")
"""What people write for it, and what word processors make of it."""
_KEY = re.compile(r"[a-z_]+:")

LARGEST_FRONT_MATTER = 50_000
"""Characters of front matter; an agreement with sixty blanks has 6,000."""


@dataclass(frozen=True)
class Page:
    """A Markdown file that was split."""

    source: Source
    node: Node
    """Its front matter with lines; no keys when it has none and needs none."""


def read_page(root: Path, path: str, *, required: bool = True) -> Page:
    """Read a Markdown file of the library.

    Raises:
        HubError: It cannot be read, its front matter is absent though `required`, not closed or no YAML, or it
            holds more of something than anybody could have meant.
    """
    lines = read_text(root, path).split("\n")
    if slip := _opening_slip(path, lines, required=required):
        raise HubError([slip])
    if lines[0].rstrip() != _FENCE:
        return _page(Source(path, {}, "\n".join(lines), 1), Keys({}, 1))
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise HubError([_no_end(path, lines)])
    head = "\n".join(lines[1:end])
    if len(head) > LARGEST_FRONT_MATTER:
        message = f"the front matter has {len(head):,} characters; it may have {LARGEST_FRONT_MATTER:,}"
        raise HubError([Problem(Place(path), message, "move text behind the second line `---`", "bounds")])
    node: Node = parse_yaml(path, head, 2) if head.strip() else Keys({}, 1)
    if not isinstance(node, Keys):
        hint = "write one `key: value` to a line"
        raise HubError([Problem(Place(path, 2), "the front matter is not a list of keys", hint, "front-matter")])
    return _page(_source(path, node, "\n".join(lines[end + 1 :]), end + 2), node)


def in_order(text: str) -> str:
    """A text without what no reader can see: letters in one form, and at the end of a line no space or two.

    A release is named by its text in this form, so every page must be made of it. Contract: FORMAT, section 5.
    """
    return "\n".join(map(_without_end, unicodedata.normalize("NFC", text).split("\n")))


def _without_end(line: str) -> str:
    words = line.rstrip(" \t")
    return f"{words}  " if line.endswith("  ") else words


def _source(path: str, node: Keys, body: str, body_line: int) -> Source:
    front = {key: typed(value) for key, value in node.values.items()}
    items = {
        key: tuple(item.line for item in value.items) for key, value in node.values.items() if isinstance(value, Items)
    }
    return Source(path, front, body, body_line, dict(node.key_lines), items)


def _opening_slip(path: str, lines: list[str], *, required: bool) -> Problem | None:
    """What is wrong with the line that opens the front matter, if anything is."""
    if lines[0].rstrip() == _FENCE:
        return None
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening, below = lines[first].strip(), lines[first + 1] if first + 1 < len(lines) else ""
    if not _DASHES.fullmatch(opening) or not _KEY.match(below):
        hint = "begin the file with a line `---`, its keys (id, title, …) and another line `---`"
        return Problem(Place(path), "the front matter is missing", hint, "front-matter") if required else None
    if opening != _FENCE:
        message, hint = f"this line is `{opening}`; the front matter begins with three hyphens", "write `---`"
    elif first:
        message = f"the first line of the file must be `---`, but that stands on line {first + 1}"
        hint = "delete the empty lines above it"
        return Problem(Place(path), message, hint, "front-matter")
    else:
        message, hint = "spaces stand before `---`", "write `---` at the left edge"
    return Problem(Place(path, first + 1), message, hint, "front-matter")


def _no_end(path: str, lines: list[str]) -> Problem:
    """Front matter of which the last line is not there, or is another."""
    ends = ((number, line.strip()) for number, line in enumerate(lines[1:], 2) if _DASHES.fullmatch(line.strip()))
    line, found = next(ends, (0, ""))
    if found:
        hint = "write `---` at the left edge"
        return Problem(
            Place(path, line), f"this line is `{found}`; the front matter ends with three hyphens", hint, "front-matter"
        )
    hint = "put a line `---` between the last key and the text"
    return Problem(Place(path), "the front matter has no end", hint, "front-matter")


def _page(source: Source, node: Node) -> Page:
    stop_beyond_bounds(source)
    return Page(replace(source, body=in_order(source.body)), node)
