"""The Python-Markdown extension, and the three ways in which the house uses it.

Everything happens on the tree of the finished HTML, after Markdown and raw HTML have become one:
what an author wrote as HTML is filtered and linked exactly like what they wrote as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
from lxml.html import HtmlElement
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from pydantic import TypeAdapter

from hubdocs.authoring.markdown import audience, callouts, figures, glossary, links, sections, signposts, tables
from hubdocs.authoring.markdown.dialect import BLOCK_TYPES
from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.sanitiser import OURS, Removed, clean
from hubdocs.authoring.markdown.trees import HEADINGS, INLINE, classes_of, parse, serialise, with_class, words_of
from hubdocs.authoring.readings import remembered

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "smarty",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
)
"""The dialect that authors write, besides plain Markdown."""


def slug_of_heading(words: str, separator: str) -> str:
    """The id that a heading gets from its words when its author gave it none."""
    slug = slugify(words, separator)
    return f"the{separator}{slug}" if slug.startswith(OURS) else slug


CONFIGURATION: dict[str, dict[str, object]] = {
    "smarty": {"smart_dashes": False, "smart_ellipses": False},
    "footnotes": {"BACKLINK_TEXT": "↩", "USE_DEFINITION_ORDER": False},
    "toc": {"marker": "", "slugify": slug_of_heading},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tabbed": {"alternate_style": True},
}


@dataclass(frozen=True)
class Survey:
    """What a text refers to and what had to be taken out of it, for the rules to judge."""

    links: tuple[str, ...] = ()
    """Every address that a link was written with, in order."""
    pictures: tuple[Picture, ...] = ()
    removed: tuple[Removed, ...] = ()
    """Markup that the cleaner took out."""
    leftovers: tuple[str, ...] = ()
    """Signs of a slip that show as text: `!!!`, `???`, `{ .` and the like, with the words beside them."""
    signposts: tuple[str, ...] = ()
    """The ids that `signposts` blocks name, in order."""
    headings: tuple[ShownHeading, ...] = ()
    """Every heading, in order."""
    blocks: tuple[str, ...] = ()
    """The type of every block, in order; the empty text where it is unknown."""
    for_trainer: tuple[tuple[str, str], ...] = ()
    """Tag and first words of everything marked `.for-trainer`, in order."""
    paragraphs: tuple[str, ...] = ()
    """The words of every paragraph, item and definition, in order."""


@dataclass(frozen=True)
class Picture:
    """A picture as a text shows it."""

    written: str
    alt: str | None
    """Its alternative text; `None` when there is none at all."""

    @property
    def path(self) -> str:
        """Relative to its document's folder."""
        return links.picture_path(self.written)


@dataclass(frozen=True)
class ShownHeading:
    """A heading as a reader gets it."""

    level: int
    words: str
    id: str
    stands_free: bool
    """Whether no block is round it."""


Pass = Callable[[HtmlElement, Reading], None]

PASSES: tuple[Pass, ...] = (
    audience.keep_for,
    signposts.print_blocks,
    links.resolve,
    glossary.explain,
    figures.frame,
    tables.wrap,
    callouts.dress,
    sections.divide,
)
"""What happens to the tree, in order. Trainer text goes first, so that nothing later can refer to it."""


class HubExtension(Extension):
    """Makes Python-Markdown end with clean, filtered, linked HTML."""

    def __init__(self, finish: Callable[[str], str]) -> None:
        super().__init__()
        self.finish = finish

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the last postprocessor, and the last treeprocessor that arms it."""
        last = _Finish(md, self.finish)
        md.treeprocessors.register(_Arm(last), "hubdocs-arm", -100)
        md.postprocessors.register(last, "hubdocs", -100)


class _Finish(Postprocessor):
    """Hands over the finished HTML, once: `toc` runs every postprocessor on each heading before that."""

    def __init__(self, md: markdown.Markdown, finish: Callable[[str], str]) -> None:
        super().__init__(md)
        self.finish = finish
        self.armed = False

    def run(self, text: str) -> str:
        return self.finish(text) if self.armed else text


class _Arm(Treeprocessor):
    def __init__(self, last: _Finish) -> None:
        super().__init__(None)
        self.last = last

    def run(self, root: Element) -> None:  # noqa: ARG002  # the tree is not looked at
        self.last.armed = True


_SURVEY = TypeAdapter(Survey)
_PARTED = TypeAdapter(tuple[tuple[str, ...], str])


def render(body: str, reading: Reading) -> str:
    """The text as clean HTML for one way of reading it.

    Only what this reading may show is in the result, and only pictures that it shows are asked for.
    """

    def finish(raw: str) -> str:
        tree = parse(clean(raw).html)
        for each in PASSES:
            each(tree, reading)
        return serialise(tree)

    return _convert(body, finish)


@lru_cache(maxsize=1024)
@remembered(_SURVEY)
def survey(body: str) -> Survey:
    """What the text refers to, in every view together; what was asked for before is remembered.

    Raises:
        RecursionError: Its blocks are nested too deeply to be read.
    """
    found = [Survey()]

    def finish(raw: str) -> str:
        cleaned = clean(raw)
        tree = parse(cleaned.html)
        found.append(
            Survey(
                links=tuple(unquote(str(link.get("href"))) for link in tree.iter("a") if link.get("href")),
                pictures=tuple(Picture(image.get("src") or "", image.get("alt")) for image in tree.iter("img")),
                removed=cleaned.removed,
                leftovers=tuple(_leftovers(tree)),
                signposts=tuple(signposts.named(tree)),
                headings=tuple(
                    ShownHeading(int(each.tag[1]), words_of(each), each.get("id") or "", each.getparent() is tree)
                    for each in tree.iter(*HEADINGS)
                ),
                blocks=tuple(_block_types(tree)),
                for_trainer=tuple((str(each.tag), words_of(each)[:40]) for each in with_class(tree, "for-trainer")),
                paragraphs=tuple(words for each in tree.iter("p", "li", "dd") if (words := _own_words(each))),
            )
        )
        return ""

    _convert(body, finish)
    return found[-1]


def hidden_text(body: str) -> tuple[str, ...]:
    """The words that only those who deliver the session may read: one text for each part taken out."""
    return _parted(body)[0]


def shown_text(body: str) -> str:
    """The words that everybody may read."""
    return _parted(body)[1]


@lru_cache(maxsize=1024)
@remembered(_PARTED)
def _parted(body: str) -> tuple[tuple[str, ...], str]:
    """The words of a text that only some may read, part by part, and all others.

    Site and packs are searched file by file, and many of them hold the same text.
    """
    hidden: list[str] = []
    shown: list[str] = [""]

    def finish(raw: str) -> str:
        tree = parse(clean(raw).html)
        hidden.extend(words_of(part, pictures=True) for part in audience.take_out(tree))
        shown.append(words_of(tree, pictures=True))
        return ""

    _convert(body, finish)
    return tuple(hidden), shown[-1]


def _convert(body: str, finish: Callable[[str], str]) -> str:
    extensions: list[str | Extension] = [*EXTENSIONS, HubExtension(finish)]
    return markdown.Markdown(extensions=extensions, extension_configs=CONFIGURATION).convert(body)


_SLIP = re.compile(
    r"""(?: --8<--                                                # a file to be read in
        | !!! | \?\?\? | ^!!\ ?\w | ^!\ !\ ! | ^:::\ ?\w | \[![A-Z]   # a block
        | ^===\ +\S                                               # a tab
        | \{:?\s*[.\#][A-Za-z] | \{\{ | \{%                       # a mark, a blank
        | \[\^[^\]\s]+\] | \[\[\w | (?<=\w)\]\[[\w-]+\]           # a footnote or a link that is not there
        | \]\ \((?:[A-Z]{2,4}-\d|https?:|signpost:|term:)         # a link with a space in it
        | \([^()]+\)\[[A-Z]{2,4}-\d                               # a link with its brackets exchanged
        | <!-- | \*\*(?=\w)                                       # a remark, bold
        )[^\n]{0,40}""",
    re.MULTILINE | re.VERBOSE,
)
"""Signs of the dialect that nobody means to print."""


def _own_words(block: HtmlElement) -> str:
    """The words of a block, without those of blocks inside it."""
    parts = [block.text or ""]
    for child in block:
        if child.tag in INLINE or child.tag == "code":
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())


def _block_types(tree: HtmlElement) -> list[str]:
    """The types of all blocks; a fold that an author wrote as HTML counts with those."""
    found = [each for each in tree.iter("div", "details") if each.tag == "details" or "admonition" in classes_of(each)]
    return [next((name for name in classes_of(each) if name in BLOCK_TYPES), "") for each in found]


def _leftovers(tree: HtmlElement) -> list[str]:
    """Marks of the dialect that reached the text because they were mistyped; code may show them."""
    found: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"code", "pre"}:
            continue
        texts = [element.text or ""] + [child.tail or "" for child in element]
        found.extend(match[0].strip() for text in texts for match in _SLIP.finditer(text))
    return found
