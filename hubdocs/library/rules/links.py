"""Every link, helpline and term in a text names something that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.rules.blocks import Block, blocks
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Place, Problem
from hubdocs.hints import Guesses
from hubdocs.library.known import exists, signpost_exists
from hubdocs.model import ContentPage, Document, Library, ids

_ADD = "add it to materials/signposts.yml, with id, name, who, source and checked; or take it out here"
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def links_lead_somewhere(library: Library, text: Text, within: Document | ContentPage | None) -> Iterator[Problem]:
    """Yield a problem for each link, helpline and term that names nothing.

    `within` is what the text belongs to; a refinement belongs to nothing.
    """
    guess = Guesses(library.known_ids)
    services = Guesses(library.signposts)
    for written in dict.fromkeys(text.survey.links):
        if _ELSEWHERE.match(written) or written.startswith("#fn"):
            continue
        if written.startswith("signpost:"):
            places = text.link_places.get(written) or text.places_of(written)
            yield from _helpline(library, written.removeprefix("signpost:"), places, services)
        elif not (exists(library, written, within) or _is_own_heading(written, text)):
            message, hint = (
                f"the link leads to `{written}`, which does not exist",
                _hint(library, written, within, guess),
            )
            for place in text.link_places.get(written) or text.places_of(written) or [text.place_of("")]:
                yield Problem(place, message, hint, "link")
    for id_ in dict.fromkeys(text.survey.signposts):
        inside = {text.source.body_place(number) for block in _signpost_blocks(text) for number, _ in block.body}
        places = [place for place in text.places_of(id_) if place in inside]
        yield from _helpline(library, id_, places, services)


def _signpost_blocks(text: Text) -> Iterator[Block]:
    yield from (block for block in blocks(text) if block.type == "signposts")


def _hint(library: Library, written: str, within: Document | ContentPage | None, guess: Guesses) -> str:
    standard = written.partition("#")[2]
    if ids.STANDARD.fullmatch(standard) and exists(library, standard):
        return f"a standard is named by its own id: write ({standard})"
    if written.startswith("www."):
        return f"write (https://{written})"
    sheet = re.fullmatch(r"(?:\.\./|\./)?handouts/h([1-9]\d?)\.md", written)
    if sheet and isinstance(within, Document):
        return f"link to a handout by its id: write ({within.id}-H{sheet[1]})"
    hint = "link by id: WC-01, WC-01#film, WC-01-H1, GOV-1, term:DSL or help/page.md"
    return guess(written, hint)


def _helpline(library: Library, id_: str, places: list[Place], guess: Guesses) -> Iterator[Problem]:
    if not signpost_exists(library, id_):
        hint = guess(id_, _ADD)
        for place in places:
            yield Problem(place, f"there is no helpline or service `{id_}`", hint, "signpost")


def _is_own_heading(written: str, text: Text) -> bool:
    """Whether a content page links to one of its own headings, by the id that Markdown gives it."""
    slugs = {re.sub(r"[^\w]+", "-", each.words.lower()).strip("-") for each in text.survey.headings}
    return written.startswith("#") and written[1:] in slugs
