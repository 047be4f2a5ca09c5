"""The pages that the program writes itself, from the files in `templates/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hubdocs.design import curly

FOLDER = Path(__file__).parent / "templates"


def _typeset(value: object) -> object:
    """Every value that a template shows, with typographic quotation marks; finished HTML stays as it is."""
    return curly(value) if type(value) is str else value


def as_html(made: str) -> Markup:
    """HTML that this program made itself, marked so that templates do not escape it again."""
    return Markup(made)  # noqa: S704 - never an author's words


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_typeset,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def fill(template: str, **values: object) -> str:
    """A template with these values; text is escaped, and a missing value is a defect, not an empty space."""
    return _environment().get_template(f"{template}.html").render(values)
