"""A Markdown text as the rules look at it: its lines, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hubdocs.authoring.markdown import Survey, survey
from hubdocs.authoring.markdown.sanitiser import Removed
from hubdocs.authoring.outline import prose_lines
from hubdocs.authoring.template import without_tags
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Agreement, Document, Module, Picture, Source


@dataclass(frozen=True)
class Text:
    """One Markdown file with its survey."""

    source: Source
    survey: Survey
    pictures: Mapping[str, Picture]
    """The pictures that it may show, by path."""
    is_document: bool = False
    """Whether it is a document's own text, whose headings carry marks."""
    is_template: bool = False
    """Whether blanks and conditions may stand in it, which other rules judge."""

    @classmethod
    def of(cls, source: Source, pictures: Mapping[str, Picture]) -> Text:
        """Survey a handout or a page.

        Raises:
            HubError: Its blocks are nested too deeply to be read.
        """
        return cls(source, _surveyed(source, source.body), pictures)

    @classmethod
    def of_document(cls, document: Document) -> Text:
        """Survey a document's own text, as it is without the tags of a template.

        Raises:
            HubError: Its blocks are nested too deeply to be read.
        """
        template = isinstance(document, Agreement)
        body = without_tags(document.source.body) if template else document.source.body
        found = _surveyed(document.source, body)
        return cls(document.source, found, document.pictures, is_document=True, is_template=template)

    def place_of(self, words: str, fewer: str = "", *, occurrence: int = 0) -> Place:
        """Where some words stand as they were typed, or else fewer of them; or else the body's first line."""
        if words not in self.source.body:
            words = fewer
        if not words:
            return self.source.body_place(0)
        position = -1
        for _ in range(occurrence + 1):
            found = self.source.body.find(words, position + 1)
            if found < 0:
                break
            position = found
        return self.source.body_place(self.source.body.count("\n", 0, position) if position >= 0 else 0)

    def places_of(self, words: str) -> list[Place]:
        """Every line outside code on which some words stand as they were typed, and not as part of longer ones."""
        before = r"(?<![\w-])" if words[:1].isalnum() else ""
        whole = re.compile(rf"{before}{re.escape(words)}(?![\w-])")
        return [self.source.body_place(number) for number, line in self.lines if whole.search(line)]

    @cached_property
    def link_places(self) -> Mapping[str, list[Place]]:
        """Where each address stands that a link is written with, as `[words](address)`."""
        found: dict[str, list[Place]] = {}
        for number, line in self.lines:
            for match in _LINK.finditer(line):
                found.setdefault(match[1], []).append(self.source.body_place(number))
        return found

    @cached_property
    def heading_places(self) -> tuple[Place, ...]:
        """Where each heading stands, in the order in which readers get them; nothing if that is not certain."""
        typed = [number for number, line in self.lines if re.match(r"[ >]*#{1,6}(?!#)", line)]
        shown = len(self.survey.headings) + sum(removed == Removed("h1") for removed in self.survey.removed)
        return tuple(map(self.source.body_place, typed)) if len(typed) == shown else ()

    def place_of_heading(self, level: int, words: str = "", *, occurrence: int = 0) -> Place:
        """Where a heading of a level stands, with certain words if they are given; else the body's first line."""
        wanted = _letters(words)
        found = [
            number for number, line in self.lines if re.match(rf"#{{{level}}}(?!#)", line) and wanted in _letters(line)
        ]
        return self.source.body_place(found[occurrence] if occurrence < len(found) else 0)

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """The lines outside code, numbered from 0."""
        return prose_lines(self.source.body)


_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()


def _surveyed(source: Source, body: str) -> Survey:
    try:
        return survey(body)
    except (RecursionError, AttributeError, AssertionError):  # a footnote inside the mark of another, or `<![`
        message = "Markdown cannot read this text: something in it stands too deep inside something else"
        hint = "flatten its lists, quotes and footnotes; put the first line of each footnote in plain words"
        raise HubError([Problem(Place(source.path), message, hint, "bounds")]) from None


def texts_of(document: Document) -> Iterator[Text]:
    """The document's own text and its handouts'."""
    yield Text.of_document(document)
    if isinstance(document, Module):
        for handout in document.handouts:
            yield Text.of(handout.source, document.pictures)
