"""Our own HTML: Jinja templates that escape everything which is not HTML already."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hubdocs.design import Partner, Weight, curly, dial, icon, leading_partner, long_day, motif, ring
from hubdocs.site.stage import words

TEMPLATES = Path(__file__).parent.parent / "templates"

_NUMBER = re.compile(r"<text\b.*?</text>")

SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="hub-copy" viewBox="0 0 60 60" aria-hidden="true" focusable="false">'
    '<path d="M12 4h24a12 12 0 0 1 12 12v40H12z" fill="none" stroke="var(--hub-ink, #12323A)" stroke-width="3.2"/>'
    '<path d="m21 31 7 7 13-15" fill="none" stroke="var(--hub-amber, #B06A00)" stroke-width="3.6"/>'
    '<path d="M20 48h12" stroke="var(--hub-ink, #12323A)" stroke-width="3.2"/></svg>'
)
"""A printed sheet with its turned corner and a tick: the door of those who hold a copy."""

WRITTEN_SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="hub-copy" viewBox="0 0 60 60" aria-hidden="true" focusable="false">'
    '<path d="M12 4h24a12 12 0 0 1 12 12v40H12z" fill="none" stroke="var(--hub-ink, #12323A)" stroke-width="3.2"/>'
    '<path d="M20 21h14M20 31h20" stroke="var(--hub-ink, #12323A)" stroke-width="3.2"/>'
    '<path d="M20 42h20" stroke="var(--hub-heather, #7B4A74)" stroke-width="3.6" stroke-dasharray="11 3"/></svg>'
)
"""A sheet with a line that is being changed: the door of those who write."""


def draw(template: str, **values: object) -> str:
    """One template as HTML; every value is data, save those of type `Markup`."""
    return _environment().get_template(f"{template}.html.j2").render(**values)


def ready(html: str) -> Markup:
    """HTML that is clean already: only the renderer, the drawings and our templates make it."""
    return Markup(html)  # noqa: S704  # see above: no author's text comes here unrendered


def _typeset(value: object) -> object:
    """Every value that a template shows, with typographic quotation marks; finished HTML stays as it is."""
    return curly(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_typeset,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=long_day, minutes=words.minutes, pages=words.pages)
    environment.filters.update(size=words.size, whole=words.whole)
    environment.globals.update(
        words=words,
        dial=lambda count: ready(dial(count)),
        plain_dial=lambda count: ready(_NUMBER.sub("", dial(count))),
        icon=lambda name: ready(icon(name)),
        ring=lambda partner: ready(ring(Partner(partner))),
        sheet=lambda: ready(SHEET),
        written_sheet=lambda: ready(WRITTEN_SHEET),
        partner=lambda programme: str(leading_partner(programme)),
        header_motif=lambda programme: ready(motif(leading_partner(programme), weight=Weight.HEADER)),
        small_motif=lambda: ready(motif(Partner.SCHOOL, weight=Weight.SMALL)),
    )
    return environment
