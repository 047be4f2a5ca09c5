"""From placeholders to what they stand for, on the finished tree: a blank, an answer, or a case under its condition.

An answer reaches the tree as text and never as markup: Markdown has been read by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from hubdocs.authoring.agreement.phrases import LINES, Blank, Filled, Phrase, words_of
from hubdocs.authoring.agreement.writing import Closing, Opening, Written
from hubdocs.authoring.markdown.trees import append_text, element, insert_first

_LEADING = ("href", "src")
"""Attributes that lead somewhere: what was filled in never decides where."""


def place(tree: HtmlElement, written: Written) -> None:
    """Put what every placeholder stands for in its place; none is left."""
    _frame_cases(tree, written)
    _place_in_attributes(tree, written)
    for paragraph in list(tree.iter("p")):
        _place_list(paragraph, written)
    for each in list(tree.iter(etree.Element)):
        _place_in_text(each, written)


def add_phrase(parent: HtmlElement, phrase: Iterable[str | Blank | Filled], *, linked: bool = False) -> None:
    """Add a phrase at the end of an element; inside a link, blanks lead nowhere of their own."""
    for part in phrase:
        if isinstance(part, str):
            append_text(parent, part)
        else:
            parent.append(filled(part) if isinstance(part, Filled) else _blank(part, linked=linked))


def filled(answer: Filled) -> HtmlElement:
    """What was filled in, in bold; the lines of a longer text stay lines."""
    made = element("strong", "hub-filled")
    if answer.is_list:
        made.text = answer.words
        return made
    for index, line in enumerate(answer.lines):
        if index:
            made.append(element("br"))
        append_text(made, line)
    return made


def _blank(blank: Blank, *, linked: bool) -> HtmlElement:
    """The name of a blank, which leads to its row in the Details."""
    if linked:
        return element("span", "hub-blank", blank.words)
    return element("a", "hub-blank", blank.words, href=f"#{blank.anchor}")


def _frame_cases(tree: HtmlElement, written: Written) -> None:
    """Put a frame round what stands between two marks that are paragraphs of their own, under its condition."""
    for begin in list(tree.iter("p")):
        opening = _only_piece(begin, written)
        if not isinstance(opening, Opening) or (end := _end_of(begin, written)) is None:
            continue
        frame, head = element("div", "hub-if"), element("p", "hub-if__head")
        head.append(element("strong"))
        add_phrase(head[0], (*opening.head, ":"))
        inside = []
        following = begin.getnext()
        while following is not None and following is not end:
            inside.append(following)
            following = following.getnext()
        frame.tail, end.tail = end.tail, None
        begin.addprevious(frame)
        frame.extend([head, *inside])
        begin.drop_tree()
        end.drop_tree()


def _end_of(begin: HtmlElement, written: Written) -> HtmlElement | None:
    """The mark that ends a case, if it stands beside the one that begins it."""
    number = _number_in(begin, written)
    for each in begin.itersiblings():
        piece = _only_piece(each, written)
        if isinstance(piece, Closing) and piece.opened == number:
            return each
    return None


def _number_in(paragraph: HtmlElement, written: Written) -> int | None:
    """The number of the placeholder that is all a paragraph holds."""
    found = written.placeholder.fullmatch((paragraph.text or "").strip())
    return int(found[1]) if found and paragraph.tag == "p" and not len(paragraph) else None


def _only_piece(paragraph: HtmlElement, written: Written) -> object:
    """What the placeholder stands for that is all a paragraph holds."""
    number = _number_in(paragraph, written)
    return None if number is None else written.pieces[number]


def _place_in_attributes(tree: HtmlElement, written: Written) -> None:
    """Write plain words where only words can stand; a link whose address is a blank becomes words."""
    for each in list(tree.iter(etree.Element)):
        for name, held in list(each.attrib.items()):
            if not written.placeholder.search(str(held)):
                continue
            if name == "id":
                each.set("id", written.placeholder.sub(r"blank-\1", str(held)))
            elif name not in _LEADING:
                each.set(str(name), _plain(str(held), written))
            elif each.tag == "a":
                each.drop_tag()
                break
            else:
                each.attrib.pop(name)


def _plain(text: str, written: Written) -> str:
    """A text in which words stand for placeholders."""
    return written.placeholder.sub(lambda found: plain_words(written, int(found[1])), text)


def plain_words(written: Written, number: int) -> str:
    """What a placeholder stands for, in plain words."""
    piece = written.pieces[number]
    if isinstance(piece, Opening):
        return f"[{words_of(piece.head)}:"
    return "]" if isinstance(piece, Closing) else words_of(piece)


def _place_list(paragraph: HtmlElement, written: Written) -> None:
    """Let a list that stands at the end of its paragraph become bullets: three of them while it is empty."""
    holder = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if holder is None else holder.tail) or ""
    found = re.search(rf"{written.placeholder.pattern}\s*\Z", text)
    lines = _lines_of(written, int(found[1])) if found else []
    before = text[: found.start()].rstrip() if found else ""
    alone = not before and holder is None
    if not lines or (not alone and isinstance(lines[0][0], Blank)):
        return
    bullets = element("ul")
    for line in lines:
        item = element("li")
        add_phrase(item, line)
        bullets.append(item)
    bullets.tail, paragraph.tail = paragraph.tail, "\n"
    paragraph.addnext(bullets)
    if alone:
        paragraph.drop_tree()
    elif holder is None:
        paragraph.text = before
    else:
        holder.tail = before


def _lines_of(written: Written, number: int) -> list[Phrase]:
    """The lines of a list, if a placeholder stands for a whole one."""
    match written.pieces[number]:
        case (Filled(is_list=True) as answer,):
            return [(Filled((line,)),) for line in answer.lines]
        case (Blank(line=0) as blank,) if blank.field.type == "list":
            return [(replace(blank, line=line),) for line in range(1, LINES + 1)]
    return []


def _place_in_text(each: HtmlElement, written: Written) -> None:
    """Put everything in its place that a placeholder stands for in the text within and behind an element."""
    above = [each, *each.iterancestors()]
    if written.placeholder.search(each.text or ""):
        text, made = _made_of(each.text, written, linked=any(one.tag == "a" for one in above))
        each.text = None
        insert_first(each, made)
        each.text = text
    if written.placeholder.search(each.tail or "") and len(above) > 1:
        each.tail, made = _made_of(each.tail, written, linked=any(one.tag == "a" for one in above[1:]))
        for one in reversed(made):
            each.addnext(one)


def _made_of(text: str | None, written: Written, *, linked: bool) -> tuple[str | None, list[HtmlElement]]:
    """The words before the first placeholder of a text, and what follows them."""
    holder = element("span")
    add_phrase(holder, _parts(text or "", written), linked=linked)
    return holder.text, list(holder)


def _parts(text: str, written: Written) -> Iterator[str | Blank | Filled]:
    """A text in parts, with phrases in the places of placeholders; a case within a sentence stands in brackets."""
    position = 0
    for found in written.placeholder.finditer(text):
        before = text[position : found.start()]
        piece = written.pieces[int(found[1])]
        position = found.end()
        match piece:
            case Opening(head=head):
                yield from (before, "[", *head, ":")
            case Closing():
                yield from (before.rstrip(), "]")
            case _:
                yield from (before, *piece)
    yield text[position:]
