"""Filing instructions in words: what is taken out of a binder, and what is put in.

A page of the site and the list in a catch-up pack say it with the same words, so that nobody wonders which is right.
"""

from __future__ import annotations

from hubdocs.library.currency import FilingStep
from hubdocs.model import Library
from hubdocs.model.ids import page_label


def filing(library: Library, step: FilingStep) -> tuple[str, str]:
    """What to take out, and what to put in; empty for nothing."""
    place = f"behind {name_of(library, step.behind)}" if step.behind else "at the front, behind the contents list"
    out, into = pages_in_words(step.take_out), pages_in_words(step.put_in)
    if step.moved:
        return f"all of it ({out})", f"the same sheets, {place}"
    if step.is_gone:
        return f"all of it ({out})", ""
    if step.is_new:
        return "", f"{into}, {place}"
    if step.take_out is None and step.put_in:
        return "", f"{into}, behind page {step.put_in[0] - 1}"
    return out, into


def name_of(library: Library, label: str) -> str:
    """What the foot of a leaf calls it: a number, or the title of a content page."""
    pages = (page for page in library.pages if page_label(page.path) == label)
    return next((page.title for page in pages), label)


def pages_in_words(pages: tuple[int, int] | None) -> str:
    """`page 5`, `pages 5 to 8`; empty for none."""
    if pages is None:
        return ""
    first, last = pages
    return f"page {first}" if first == last else f"pages {first} to {last}"
