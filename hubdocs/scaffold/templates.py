"""The files that the program begins for an author, from those in `templates/`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    """Templates whose signs are `<< >>` and `<% %>`: an agreement keeps its own double braces."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=False,  # noqa: S701 - Markdown and YAML, never HTML
        undefined=StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["quoted"] = quoted
    return made


def quoted(words: str) -> str:
    """One line of text as a YAML value in straight quotes, whatever signs are in it."""
    return json.dumps(words, ensure_ascii=False)


def fill(template: str, **values: object) -> str:
    """A template with these values; a missing value is a defect, not an empty space."""
    return _environment().get_template(template).render(values)
