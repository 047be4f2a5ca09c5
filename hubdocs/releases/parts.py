"""A text as parts, and how one differs from its earlier self in more than wording.

Wording is the words within paragraphs, items and cells. More than wording is what blocks there are and in which
order, where links lead, which pictures are shown, and the numbers: those change what people do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from hubdocs.authoring.agreement.names import DETAILS
from hubdocs.authoring.agreement.reading import render_document
from hubdocs.authoring.markdown import Destination, Reading, render, survey
from hubdocs.authoring.markdown.trees import classes_of, parse
from hubdocs.model import Activity, Agreement, Document, Module, Signpost, Source, View

INTRODUCTION = ""
"""The key of what stands before the first level-2 heading."""
FOOTNOTES = "^"
"""The key of a text's footnotes; no author can give a part this id."""

_NAMES = {
    "p": "paragraph",
    "li": "list item",
    "tr": "table row",
    "th": "cell",
    "td": "cell",
    "dt": "term",
    "dd": "definition",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "table": "table",
    "ul": "list",
    "ol": "list",
    "pre": "piece of code",
    "blockquote": "quotation",
    "details": "box",
    "summary": "title of a box",
    "figcaption": "caption",
    "img": "picture",
    "hr": "line across",
}
"""What people call the blocks of a text, by tag."""
_PLURALS = {"piece of code": "pieces of code", "title of a box": "titles of boxes", "line across": "lines across"}
_BOX = "hub-note--"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""A blank or a condition of an agreement."""
_SKIPPED = frozenset({"svg", "script", "style"})
_NOTES = frozenset({"footnote-ref", "footnote-backref"})
"""Numbers of footnotes and the ways back from them: they follow from which notes there are."""
_HELPLINE = "signpost://"
"""How an address begins that is a helpline's id."""
_SAID_ELSEWHERE = "hub-trainer-only"
"""Words that follow from the mark of a heading."""
MOST_NAMED = 3
"""How many differences of one part are told; nobody needs more to see that it is more than wording."""


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, cell or the like."""

    kind: str
    """Its place in the nesting, its tag and its type: two blocks of one kind differ in words only."""
    name: str
    """What people call it."""
    words: str
    """Its own, without those of blocks inside it."""


@dataclass(frozen=True)
class Part:
    """What stands under one heading, or before the first."""

    blocks: tuple[Block, ...] = ()
    links: tuple[str, ...] = ()
    """Where its links lead, in order; helplines as `signpost:childline`."""
    pictures: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Every number in its words, in order."""
    tags: tuple[str, ...] = ()
    """The blanks and conditions of a clause, in order."""

    def definition(self, term: str) -> str:
        """The words of what stands under a term, such as `Minimum`; empty if it is not there."""
        found: list[str] = []
        inside = False
        for block in self.blocks:
            if block.name == "term":
                inside = block.words == term
            elif inside and block.words:
                found.append(block.words)
        return "\n".join(found)


def parts_of(document: Document) -> dict[str, Part]:
    """The parts of a document's own text, by the id of each heading, in order.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    html = render_document(document, _reading(document, document.source))
    parts = {key: part for key, part in _parts(html) if key != DETAILS}
    if isinstance(document, Agreement):
        parts = {key: replace(part, numbers=(), tags=()) for key, part in parts.items()}
        for key, text in _texts_of_clauses(document):
            if key in parts:
                tags = tuple(" ".join(tag.split()) for tag in _TAG.findall(text))
                numbers = tuple(_NUMBER.findall(_TAG.sub("", text)))
                parts[key] = replace(parts[key], tags=tags, numbers=numbers)
    return parts


def handout_part(document: Document, source: Source) -> Part:
    """The whole text of a handout as one part."""
    parts = [part for _, part in _parts(render(source.body, _reading(document, source)))]
    return Part(
        blocks=tuple(block for part in parts for block in part.blocks),
        links=tuple(link for part in parts for link in part.links),
        pictures=tuple(picture for part in parts for picture in part.pictures),
        numbers=tuple(number for part in parts for number in part.numbers),
    )


def beyond_wording(old: Part, new: Part) -> Iterator[str]:
    """Yield what differs between two states of a part besides its words: `has 1 list item more`."""
    told = [*_of_blocks(old.blocks, new.blocks)]
    told += _of_counts("leads to", "no longer leads to", old.links, new.links)
    told += _of_counts("shows", "no longer shows", old.pictures, new.pictures)
    told += _of_counts("has the blank or condition", "no longer has", old.tags, new.tags)
    yield from told[:MOST_NAMED]
    if not told and (numbers := _of_numbers(old.numbers, new.numbers)):
        yield numbers


def _of_blocks(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[str]:
    """Yield the kinds of block of which there are more or fewer; else whether they stand otherwise."""
    before, after = Counter(block.name for block in old), Counter(block.name for block in new)
    for name in dict.fromkeys(block.name for block in (*new, *old)):
        difference = after[name] - before[name]
        if difference and name not in _FOLLOW:
            yield f"has {_counted(abs(difference), name)} {'more' if difference > 0 else 'fewer'}"
    if before == after:
        if [block.kind for block in old] != [block.kind for block in new]:
            yield "has its blocks in another form or order"
        elif _in_order_of(old, new) != _in_order_of(new, old):
            yield "has its blocks in another order"
    elif all(before[name] == after[name] for name in {*before, *after} - _FOLLOW):
        yield "has a table of another width"


_FOLLOW = frozenset({"cell"})
"""Blocks of which there are more because there are more of others."""


def _in_order_of(these: tuple[Block, ...], others: tuple[Block, ...]) -> list[str]:
    """The words of the blocks that both texts have just once, in the order of the first."""
    mine, theirs = (Counter(block.words for block in blocks) for blocks in (these, others))
    return [block.words for block in these if block.words and mine[block.words] == theirs[block.words] == 1]


def _of_counts(has: str, lost: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    before, after = Counter(old), Counter(new)
    gained = [f"now {has} `{each}`" for each in (after - before)]
    return [*gained, *(f"{lost} `{each}`" for each in (before - after))]


def _of_numbers(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    gained, lost = [*(Counter(new) - Counter(old))], [*(Counter(old) - Counter(new))]
    if gained and lost:
        return f"says {' and '.join(gained[:MOST_NAMED])}, not {' and '.join(lost[:MOST_NAMED])}"
    if gained:
        return f"now says {' and '.join(gained[:MOST_NAMED])}"
    return f"no longer says {' and '.join(lost[:MOST_NAMED])}" if lost else ""


def _counted(number: int, name: str) -> str:
    return f"{number} {name if number == 1 else _PLURALS.get(name, f'{name}s')}"


def _reading(document: Document, source: Source) -> Reading:
    """A reading in which everything shows, and every address stays what its author wrote."""
    found = survey(source.body)
    named = {*found.signposts, *(link.removeprefix("signpost:") for link in found.links if "signpost:" in link)}
    return Reading(
        view=View.TRAINER,
        link=Destination,
        picture=lambda path: path,
        activity_head=_head,
        activities=document.activities if isinstance(document, Module) else (),
        signposts=_helplines(named, source),
        local_help="<p>local help</p>",
    )


def _head(activity: Activity) -> str:  # noqa: ARG001  # what it says is compared by its marks
    return "<h2></h2>"


def _helplines(named: Iterable[str], source: Source) -> dict[str, Signpost]:
    """Helplines of which nothing is known but the id: their numbers are always today's."""
    return {id_: Signpost(id_, id_, "", source.place(), "", web=_HELPLINE + id_) for id_ in named}


def _parts(html: str) -> Iterator[tuple[str, Part]]:
    """Yield the parts of a rendered text with their keys."""
    for number, element in enumerate(parse(html)):
        classes = classes_of(element)
        if element.tag == "section":
            yield str(element.get("id") or f"section-{number}"), _part(element)
        elif "footnote" in classes:
            yield FOOTNOTES, _part(element)
        else:
            yield INTRODUCTION, _part(element)


def _part(element: HtmlElement) -> Part:
    blocks = tuple(_blocks(element, 0))
    return Part(
        blocks=blocks,
        links=tuple(_links(element)),
        pictures=tuple(str(image.get("src") or "") for image in element.iter("img")),
        numbers=tuple(number for block in blocks for number in _NUMBER.findall(block.words)),
    )


def _blocks(element: HtmlElement, depth: int) -> Iterator[Block]:
    """Yield the blocks inside an element, outer ones first."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED or _SAID_ELSEWHERE in classes_of(child):
            continue
        if not (name := _name(child)):
            yield from _blocks(child, depth)
            continue
        for_trainer = "hub-for-trainer" in classes_of(child)
        box = next((each for each in classes_of(child) if each.startswith(_BOX)), "")
        kind = f"{depth} {child.tag} {box}{' for the trainer' if for_trainer else ''}"
        yield Block(kind, f"{name} for the trainer" if for_trainer else name, " ".join("".join(_own(child)).split()))
        yield from _blocks(child, depth + 1)


def _name(element: HtmlElement) -> str:
    """What people call a block; empty for what is none."""
    if box := next((each for each in classes_of(element) if each.startswith(_BOX)), ""):
        return f"{box.removeprefix(_BOX)} box"
    return _NAMES.get(str(element.tag), "")


def _own(element: HtmlElement) -> Iterator[str]:
    """Yield the texts of a block that are not those of a block inside it, nor the number of a footnote."""
    yield element.text or ""
    for child in element:
        classes = classes_of(child) if isinstance(child.tag, str) else []
        skipped = not isinstance(child.tag, str) or child.tag in _SKIPPED
        if not skipped and not _name(child) and not _NOTES & {*classes}:
            yield from _own(child)
        yield child.tail or ""


def _links(element: HtmlElement) -> Iterator[str]:
    """Yield where links lead; a helpline's name leads to its id."""
    for each in element.iter("a"):
        if not _NOTES & {*classes_of(each)}:
            yield str(each.get("href") or "").replace(_HELPLINE, "signpost:")


def _texts_of_clauses(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the id of each clause with its template as it was typed, without its heading."""
    lines = document.source.body.split("\n")
    ends = [heading.line for heading in document.headings[1:]] + [len(lines)]
    for heading, end in zip(document.headings, ends, strict=False):
        yield heading.anchor, "\n".join(lines[heading.line + 1 : end])


def changed_pictures(old: Document, new: Document, shown: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Yield part and path of each picture that keeps its name and looks otherwise."""
    for key, paths in shown.items():
        for path in dict.fromkeys(paths):
            before, after = old.pictures.get(path), new.pictures.get(path)
            if before and after and before.file.read_bytes() != after.file.read_bytes():
                yield key, path
