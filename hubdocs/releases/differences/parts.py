"""A text as a tree of parts, in a form that can be compared and written again.

An element holds parts: elements that make blocks, and runs of words between them. A run is a row of tokens, and
each token knows the inline elements round it. So a paragraph is compared word by word, whatever is bold in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TypeAlias

from lxml.html import HtmlElement, tostring

from hubdocs.authoring.markdown.trees import classes_of, parse

Attributes: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values, in order of name."""
Path: TypeAlias = tuple[int, ...]
"""The way from the root of a tree to a part: its place among its siblings, at each level."""
PictureName: TypeAlias = Callable[[str], str]
"""Answers the address of a picture with what it is, so that two addresses can lead to one picture."""

BLOCKS = frozenset(
    """address article aside blockquote caption col colgroup dd details div dl dt fieldset figcaption figure footer h1
    h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
"""Elements that stand by themselves, and so part the words before them from those behind."""
VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
"""Elements that hold nothing and are not closed."""
STYLES = frozenset("b code del em i ins kbd mark q s samp small strong sub sup u var".split())
"""Inline elements that change how words look or sound."""
COUNTED = frozenset({"footnote-ref", "hub-clause__number"})
"""Classes of numbers that the program counts: they change when something before them comes or goes."""
GLOSSARY = "hub-term"
"""The class of links into the glossary."""
DRAWN = frozenset({"svg"})
"""Pictures that only repeat what words beside them say."""
_TIMES = "hub-activity__time"
_FROM_TO = re.compile(r"minute [0-9]+ to [0-9]+")
"""When an activity begins and ends; it follows from the minutes of those before it."""
_FIGURE = re.compile(r"Figure [0-9]+\.$")
_WORD = re.compile(r"\w+(?:[’'.,:/@-]\w+)*|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SILENT = frozenset({"aria-label", "id", "title", "open", "width", "height"})
"""Attributes whose change no reader is told of: they follow from something that is."""
_GAPS = {**dict.fromkeys(("ol", "table", "tbody", "thead", "ul"), "; "), "tr": " | "}
"""What sets the parts of an element apart in a plain text, where it is more than a space."""
_BOOLEAN = frozenset({"checked", "disabled", "open"})


@dataclass(frozen=True)
class Wrap:
    """An inline element round some words."""

    tag: str
    attributes: Attributes = ()
    again: bool = False
    """Whether it stands directly behind another one like it, from which it must be kept apart."""

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return value_of(self.attributes, "class").split()


@dataclass(frozen=True)
class Token:
    """A word, a sign, or an inline element that holds no words; with the space behind it."""

    text: str
    """As a reader gets it; for a picture its alternative text."""
    wraps: tuple[Wrap, ...] = ()
    """The elements round it, outermost first."""
    markup: str = ""
    """The element that it is, as HTML; empty for words."""
    name: str = ""
    """What it is called when it is compared; empty when its text says it."""

    @cached_property
    def key(self) -> str:
        """What makes two tokens the same word, whatever they look like and wherever they lead."""
        return self.name or self.text.strip() or " "

    @cached_property
    def style(self) -> tuple[str, ...]:
        """The elements round it that change how it looks or sounds, and where its link leads.

        Links into the glossary do not count: that is always today's.
        """
        links = (wrap for wrap in self.wraps if wrap.tag == "a" and GLOSSARY not in wrap.classes)
        return (
            *(wrap.tag for wrap in self.wraps if wrap.tag in STYLES),
            *(value_of(a.attributes, "href") for a in links),
        )

    @cached_property
    def told(self) -> str:
        """What it is in a plain text: a picture by its description, a footnote by its number, no link back from one."""
        if self.markup.startswith("<img"):
            return f"[picture: {self.text}]"
        classes = {name for wrap in self.wraps for name in wrap.classes}
        if "footnote-backref" in classes:
            return ""
        return f"[{self.text.strip()}] " if "footnote-ref" in classes else self.text

    @property
    def is_space(self) -> bool:
        """Whether it only parts two others."""
        return not self.markup and not self.text.strip(" ")

    @property
    def is_word(self) -> bool:
        """Whether it is more than a sign or a space."""
        return bool(self.markup) or any(letter.isalnum() for letter in self.text)


@dataclass(frozen=True)
class Run:
    """Words that follow each other without a block between them."""

    tokens: tuple[Token, ...]

    @cached_property
    def key(self) -> int:
        """The same for two runs that tell a reader the same."""
        return hash(("run", *((token.key, token.style) for token in self.tokens if not token.is_space)))

    @cached_property
    def text(self) -> str:
        """Its plain words."""
        return "".join(token.told for token in self.tokens).strip()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words one by one, for likeness."""
        return tuple(token.key for token in self.tokens if token.is_word)


@dataclass(frozen=True)
class Element:
    """A block, with the parts in it."""

    tag: str
    attributes: Attributes = ()
    parts: tuple[Part, ...] = ()

    @cached_property
    def key(self) -> int:
        """The same for two elements that tell a reader the same."""
        seen = tuple((name, value) for name, value in self.attributes if not self._is_silent(name))
        return hash((self.tag, seen, *(part.key for part in self.parts)))

    @cached_property
    def text(self) -> str:
        """Its plain words, parts of it set apart by spaces."""
        return _GAPS.get(self.tag, " ").join(filter(None, (part.text for part in self.parts)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words one by one, for likeness."""
        return tuple(word for part in self.parts for word in part.words)

    @property
    def id(self) -> str:
        """Its id; empty when it has none."""
        return value_of(self.attributes, "id")

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return value_of(self.attributes, "class").split()

    def _is_silent(self, name: str) -> bool:
        return name in _SILENT or (name == "class" and self.tag == "section")


Part: TypeAlias = "Run | Element"


def value_of(attributes: Attributes, name: str) -> str:
    """The value of an attribute; empty when it is absent."""
    return next((value for each, value in attributes if each == name), "")


def read(html: str, picture: PictureName = str) -> Element:
    """A clean text as a tree, whose root is a `div` of no meaning."""
    return Element("div", (), _Reader(picture).parts(parse(html), keep=False))


def write(part: Part) -> str:
    """A part as HTML."""
    if isinstance(part, Run):
        return write_tokens(part.tokens)
    if part.tag in VOID:
        return opening(part.tag, part.attributes)
    return f"{opening(part.tag, part.attributes)}{write_all(part.parts)}</{part.tag}>"


def write_all(parts: Iterable[Part]) -> str:
    """Parts as HTML, each block behind a new line."""
    return joined(write(part) for part in parts)


def joined(pieces: Iterable[str]) -> str:
    """Pieces of HTML, each on a line of its own where there are several."""
    return "\n".join(filter(None, pieces))


def write_tokens(tokens: Iterable[Token]) -> str:
    """Tokens as HTML."""
    return write_stacks((token.wraps, shown(token)) for token in tokens)


def write_stacks(pieces: Iterable[tuple[Sequence[Wrap], str]]) -> str:
    """Pieces of HTML, each in its elements; neighbours in the same element share it."""
    made: list[str] = []
    held: Sequence[Wrap] = ()
    for wraps, piece in pieces:
        shared = shared_length(held, wraps)
        made += [f"</{wrap.tag}>" for wrap in reversed(held[shared:])]
        made += [opening(wrap.tag, wrap.attributes) for wrap in wraps[shared:]]
        made.append(piece)
        held = wraps
    made += [f"</{wrap.tag}>" for wrap in reversed(held)]
    return "".join(made)


def shared_length(one: Sequence[Wrap], other: Sequence[Wrap]) -> int:
    """How many elements, from the outermost, two places have in common."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def shown(token: Token) -> str:
    """A token without the elements round it, as HTML."""
    return token.markup + (escape(token.text, quote=False) if not token.markup else "")


def opening(tag: str, attributes: Attributes) -> str:
    """The opening sign of an element."""
    return f"<{tag}{''.join(map(_attribute, attributes))}>"


def _attribute(attribute: tuple[str, str]) -> str:
    name, value = attribute
    return f" {name}" if name in _BOOLEAN else f' {name}="{escape(value)}"'


def attributes_of(element: HtmlElement) -> Attributes:
    """The attributes of an element, in order of name."""
    return tuple(sorted((str(name), str(value)) for name, value in element.attrib.items()))


@dataclass
class _Reader:
    """Reads a tree of lxml into parts."""

    picture: PictureName

    def parts(self, element: HtmlElement, *, keep: bool) -> tuple[Part, ...]:
        """What an element holds; with every space as it is if `keep`."""
        if "tabbed-set" in classes_of(element):
            return tuple(self._tabs(element))
        found: list[Part] = []
        run = [*self._words(element.text, (), element, keep=keep)]
        last: Wrap | None = None
        for child in element:
            if isinstance(child.tag, str) and _is_block(child):
                found += _run(run, keep=keep)
                found.append(self._element(child))
                run, last = [], None
            elif isinstance(child.tag, str):
                wrap = self._wrap(child, last)
                run += self._inline(child, wrap, (), keep=keep)
                last = None if child.tail else wrap
            run += self._words(child.tail, (), element, keep=keep)
        return (*found, *_run(run, keep=keep))

    def _element(self, element: HtmlElement) -> Element:
        attributes = attributes_of(element)
        if "tabbed-set" in classes_of(element):
            attributes = (("class", "hub-tabs"),)
        return Element(str(element.tag), attributes, self.parts(element, keep=element.tag == "pre"))

    def _tabs(self, element: HtmlElement) -> Iterator[Element]:
        """The tabs of a set as parts one below the other, so that nothing that changed is out of sight."""
        labels = element.xpath("./div[@class='tabbed-labels']/label")
        blocks = element.xpath("./div[@class='tabbed-content']/div[@class='tabbed-block']")
        for label, block in zip(labels, blocks, strict=True):
            name = Element("p", (("class", "hub-tab__label"),), self.parts(label, keep=False))
            yield Element("div", (("class", "hub-tab"),), (name, *self.parts(block, keep=False)))

    def _wrap(self, element: HtmlElement, last: Wrap | None) -> Wrap:
        wrap = Wrap(str(element.tag), attributes_of(element))
        return replace(wrap, again=True) if wrap == last else wrap

    def _inline(self, element: HtmlElement, wrap: Wrap, wraps: tuple[Wrap, ...], *, keep: bool) -> Iterator[Token]:
        """The tokens of an inline element; it is one itself if it holds none."""
        if element.tag in VOID or element.tag in DRAWN:
            yield self._atom(element, wraps)
            return
        inside = (*wraps, wrap)
        found = [*self._words(element.text, inside, element, keep=keep)]
        last: Wrap | None = None
        for child in element:
            if isinstance(child.tag, str):
                inner = self._wrap(child, last)
                found += self._inline(child, inner, inside, keep=keep)
                last = None if child.tail else inner
            found += self._words(child.tail, inside, element, keep=keep)
        if found:
            yield from found
        else:
            yield self._atom(element, wraps)

    def _atom(self, element: HtmlElement, wraps: tuple[Wrap, ...]) -> Token:
        tail, element.tail = element.tail, None
        markup = str(tostring(element, encoding="unicode"))
        element.tail = tail
        name = f"<{element.tag} {element.get('class') or ''}>"
        if element.tag == "img":
            name = f"<img {self.picture(element.get('src') or '')} {element.get('alt') or ''}>"
        return Token(element.get("alt") or "", wraps, markup, name)

    def _words(self, text: str | None, wraps: tuple[Wrap, ...], parent: HtmlElement, *, keep: bool) -> Iterator[Token]:
        """The tokens of some text."""
        if not text:
            return
        if keep:
            yield from (Token(line, wraps, name=line) for line in _LINE.findall(text))
            return
        shown_text = re.sub(r"[ \t\n\r\f]+", " ", text)
        if any(COUNTED & {*wrap.classes} for wrap in wraps):
            yield Token(shown_text, wraps, name="<number>")
        elif parent.tag == "strong" and _in_caption(parent) and _FIGURE.match(shown_text):
            yield Token(shown_text, wraps, name="<figure>")
        elif _TIMES in classes_of(parent) and (found := _FROM_TO.search(shown_text)):
            yield from _tokens(shown_text[: found.start()], wraps)
            yield Token(found[0], wraps, name="<from to>")
            yield from _tokens(shown_text[found.end() :], wraps)
        else:
            yield from _tokens(shown_text, wraps)


def _in_caption(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "figcaption"


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _tokens(text: str, wraps: tuple[Wrap, ...]) -> Iterator[Token]:
    """Words and signs, each with the space behind it."""
    held = ""
    for piece in _WORD.findall(text):
        if piece.isspace() and held:
            yield Token(held + piece, wraps)
            held = ""
        else:
            if held:
                yield Token(held, wraps)
            held = piece
    if held:
        yield Token(held, wraps)


def _run(tokens: list[Token], *, keep: bool) -> list[Run]:
    """Tokens as a run without space at its ends and with single ones within; none if nothing is left."""
    if keep:
        return [Run(tuple(tokens))] if tokens else []
    made: list[Token] = []
    for token in tokens:
        if not token.is_space or (made and not made[-1].text.endswith(" ")):
            made.append(token)
    while made and not made[-1].markup and not made[-1].text.strip(" "):
        made.pop()
    if made and not made[-1].markup:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
    if made and not made[0].markup:
        made[0] = replace(made[0], text=made[0].text.lstrip(" "))
    return [Run(tuple(made))] if made else []
