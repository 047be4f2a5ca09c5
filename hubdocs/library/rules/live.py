"""The brand can be read, and the glossary and the facts name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from hubdocs.authoring.reference import BRAND
from hubdocs.design.contrast import PAPER, SHEET, TEXT, contrast
from hubdocs.errors import Place, Problem
from hubdocs.hints import Guesses, did_you_mean
from hubdocs.library.known import exists
from hubdocs.model import Library


def brand_can_be_read(library: Library) -> Iterator[Problem]:
    """Yield a problem for a brand's own colour of links and buttons that is too light to read."""
    primary = library.brand.primary
    found = min(contrast(primary, ground) for ground in (PAPER, SHEET)) if primary else TEXT
    if found < TEXT:
        message = f"the colour {primary} has a contrast of {found:.1f} on our paper; text needs {TEXT}"
        yield Problem(library.brand.primary_place or Place(BRAND), message, "choose a darker `primary`", "contrast")


def terms_lead_somewhere(library: Library) -> Iterator[Problem]:
    """Yield a problem for each term whose `see` names nothing, and for each that names itself."""
    guess = Guesses([*(term.term for term in library.terms), *library.known_ids])
    for term in library.terms:
        if not term.see:
            continue
        if term.see.lower() == term.term.lower():
            yield Problem(term.place, f"`{term.term}` says `see` of itself", "remove `see`", "term")
        elif not (exists(library, f"term:{term.see}") or exists(library, term.see)):
            hint = guess(term.see, "name another term, or an id such as WC-01")
            yield Problem(term.place, f"`see` names {term.see}, which does not exist", hint, "term")


def facts_are_used_somewhere(library: Library) -> Iterator[Problem]:
    """Yield a problem for each fact whose id is taken, or that is said to be used where nothing is."""
    seen: dict[str, int] = {}
    for fact in library.facts:
        if fact.id in seen:
            message = f"the id `{fact.id}` is taken: line {seen[fact.id]} has it"
            yield Problem(fact.place, message, "give each fact an id of its own", "ids")
        seen.setdefault(fact.id, fact.place.line)
        for written in fact.used_in:
            if not (exists(library, written) or exists(library, written.removeprefix("content/"))):
                hint = did_you_mean(written, library.known_ids, "name an id such as WC-01, or a page such as about.md")
                yield Problem(fact.place, f"`used_in` names {written}, which does not exist", hint, "fact")
