"""Mending tags of words: what was broken over lines and pages, boxes without a meaning, loose words."""

from __future__ import annotations

from itertools import groupby

from hubdocs.printing.assembly.tags import Held, Kid, Mark, Tag, downwards, marks_of, spread, upwards

ARTIFACT = "Artifact"
"""What the HTML asks for where something is decoration, which no tag holds."""
PHRASES = frozenset(
    "abbr b bdi bdo big br cite data del dfn em font i ins label mark meter output progress ruby rp rt s small span "
    "strike strong sub sup time tt u wbr input button select option textarea a".split()
)
"""HTML elements whose words run on with those around them, and that have no tag of their own."""
CODE = frozenset({"code", "kbd", "samp", "var", "tt"})
INLINE = frozenset({"Span", "Link", "Code", "Quote", "Reference"})
"""Tags that stand among words."""
STANDING = frozenset({"Figure", "Form", "Formula"})
"""Tags that may stand among words or by themselves."""
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
"""Tags that hold blocks, and no words of their own."""
LINES = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})
"""Tags that hold words, and no blocks."""
GRID = frozenset({"TD", "TH"})
"""Tags that stay although they are empty, since others are counted by them."""


def take_decoration(top: Tag) -> frozenset[Mark]:
    """Take out the tags of what is only decoration, and answer what they held."""
    taken: set[Mark] = set()
    for tag in downwards(top):
        gone = [kid for kid in tag.tags() if kid.wanted == ARTIFACT]
        taken.update(mark for kid in gone for mark in marks_of(kid))
        tag.kids = [kid for kid in tag.kids if kid not in gone]
    return frozenset(taken)


def join_pieces(top: Tag) -> None:
    """Make one tag of the neighbours that are pieces of one element, broken over lines or pages.

    The pieces of a table stay: each page repeats its head, so that each piece can be read by itself.
    """
    for tag in downwards(top):
        joined: list[Kid] = []
        for kid in tag.kids:
            before = joined[-1] if joined else None
            if isinstance(kid, Tag) and isinstance(before, Tag) and kid.role != "Table" and _key(kid) == _key(before):
                before.kids += kid.kids
            else:
                joined.append(kid)
        tag.kids = joined


def _key(tag: Tag) -> tuple[object, ...]:
    """What is the same of two pieces of one element. An item that the engine made around a body is known by it."""
    known = tag
    while known.number < 0 and known.role == "LI" and known.tags():
        known = known.tags()[0]
    return (tag.role, known.role, known.element, known.number if known.number >= 0 else id(tag))


def drop_boxes(top: Tag) -> None:
    """Dissolve the tags of boxes that mean nothing: lines of text, anonymous boxes, bold words; name the others."""
    for tag in upwards(top):
        tag.kids = spread(tag.kids, lambda kid, above=tag: _means_nothing(kid, above))  # type: ignore[misc]
        _name_phrase(tag)


def _means_nothing(tag: Tag, above: Tag) -> bool:
    """Whether a tag only stands between its words and the tag above."""
    if tag.role in {"Figure", "Form", "Lbl", "LBody", *GRID} or tag.language or tag.wanted:
        return False
    if tag.number < 0:
        return tag.role in {"Span", "NonStruct"}
    if tag.number == above.number:
        return tag.base == above.base
    if tag.base == "a":
        return not _holds_link(tag)
    return tag.base in PHRASES


def _holds_link(tag: Tag) -> bool:
    return any(isinstance(kid, Held) for each in downwards(tag) for kid in each.kids if each.role != "Form")


def _name_phrase(tag: Tag) -> None:
    """Give a tag that stands among words, or that the engine had no name for, the name that fits it."""
    if tag.role == "Link" and not _holds_link(tag):
        tag.role = "Span"
    if tag.role != "NonStruct":
        return
    if tag.base in CODE:
        tag.role = "Code"
    elif tag.base == "q":
        tag.role = "Quote"
    elif tag.base in PHRASES:
        tag.role = "Span"
    elif tag.base == "pre":
        tag.role = "P"
    else:
        tag.role = "Div"


def set_wanted(top: Tag) -> None:
    """Give tags the name that the HTML asks for."""
    for tag in downwards(top):
        if tag.wanted:
            tag.role = tag.wanted


def drop_empty(top: Tag) -> None:
    """Take out tags that hold nothing: they would be read as silence, or as a heading without words."""
    for tag in upwards(top):
        tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or kid.kids or kid.role in GRID]


def drop_same_language(top: Tag, language: str) -> None:
    """Let only those tags name their language whose words are in another than those around them."""
    around = {id(top): language}
    for tag in downwards(top):
        for kid in tag.tags():
            if kid.language == around[id(tag)]:
                kid.language = ""
            around[id(kid)] = kid.language or around[id(tag)]


def gather_lines(top: Tag) -> None:
    """Let no block stand inside a paragraph or heading, and no word outside one."""
    for tag in upwards(top):
        if tag.role in LINES:
            while any(kid.role in LINES | GROUPS and not kid.language for kid in tag.tags()):
                tag.kids = spread(tag.kids, lambda kid: kid.role in LINES | GROUPS and not kid.language)
        elif tag.role in GROUPS:
            _wrap_words(tag)


def _wrap_words(tag: Tag) -> None:
    runs = [(inline, list(kids)) for inline, kids in groupby(tag.kids, _is_inline)]
    if tag.role == "Div" and len(runs) == 1 and runs[0][0] and _has_words(tag.kids):
        tag.role = "P"
        return
    tag.kids = []
    for inline, kids in runs:
        tag.kids += [Tag("P", kids)] if inline and _has_words(kids) else kids


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Tag) or kid.role in INLINE | STANDING


def _has_words(kids: list[Kid]) -> bool:
    return any(not isinstance(kid, Tag) or kid.role not in STANDING for kid in kids)
