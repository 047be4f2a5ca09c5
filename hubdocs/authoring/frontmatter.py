"""A Markdown file as front matter and body, with line numbers for both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hubdocs.authoring.bounds import stop_beyond_bounds
from hubdocs.authoring.files import read_text
from hubdocs.authoring.yaml import Keys, Node, parse_yaml, typed
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Source

_FENCE = "---"

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
    if lines[0].rstrip() != _FENCE:
        if required:
            hint = "begin the file with a line `---`, its keys (id, title, …) and another line `---`"
            raise HubError([Problem(Place(path), "the front matter is missing", hint, "front-matter")])
        return _page(Source(path, {}, "\n".join(lines), 1), Keys({}, 1))
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        hint = "put a line `---` between the last key and the text"
        raise HubError([Problem(Place(path), "the front matter has no end", hint, "front-matter")])
    head = "\n".join(lines[1:end])
    if len(head) > LARGEST_FRONT_MATTER:
        message = f"the front matter has {len(head):,} characters; it may have {LARGEST_FRONT_MATTER:,}"
        raise HubError([Problem(Place(path), message, "move text behind the second line `---`", "bounds")])
    node: Node = parse_yaml(path, head, 2) if head.strip() else Keys({}, 1)
    if not isinstance(node, Keys):
        hint = "write one `key: value` to a line"
        raise HubError([Problem(Place(path, 2), "the front matter is not a list of keys", hint, "front-matter")])
    front = {key: typed(value) for key, value in node.values.items()}
    body = "\n".join(lines[end + 1 :])
    return _page(Source(path, front, body, end + 2, dict(node.key_lines)), node)


def _page(source: Source, node: Node) -> Page:
    stop_beyond_bounds(source)
    return Page(source, node)
