"""What staging yields: pages as Markdown, files beside them, and the frame round every page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from pathlib import Path

from hubdocs.design import curly
from hubdocs.model import Audience, View


class Strip(StrEnum):
    """What stands across the head of a page whose text is not final."""

    NONE = ""
    SAMPLE = "sample"
    """The Foundation has yet to review it."""
    DRAFT = "draft"
    """It is working text and was never released."""


@dataclass(frozen=True)
class Page:
    """One page of the site."""

    address: str
    """Its folder: `modules/wc-01/`; empty for the home page."""
    title: str
    """Plain words; escaped when the page is written."""
    description: str
    """Plain words for search engines and for those who share the page."""
    stamp: str
    """What it is, exactly: `WC-01 1.0.0 participant h1:…`. The proof looks for it after the build."""
    html: str
    """Its body: one block of clean HTML."""
    section: str = ""
    """The address of the menu entry that it belongs to."""
    keywords: tuple[str, ...] = ()
    """What people call its subject when they search."""
    indexed: bool = True
    """Whether search finds it."""
    boost: float = 1.0
    """How much search prefers it: below 1 for what few readers look for."""
    canonical: str = ""
    """The address that search engines should list in its place."""
    document: str = ""
    """The id of the document that it shows, if it shows one."""
    view: View = View.PARTICIPANT
    shows: tuple[str, ...] = ()
    """The digests of the releases whose text it shows, if it shows any: who may read that, may change with each."""
    strip: Strip = Strip.NONE
    sheets: tuple[str, ...] = ()
    """The style sheets that only some pages load: `home`, `lists`."""

    @property
    def path(self) -> str:
        """The Markdown file that it is staged as."""
        return f"{self.address}index.md"

    @property
    def published(self) -> str:
        """The file that an engine must make of it."""
        return f"{self.address}index.html"

    @property
    def markdown(self) -> str:
        """The page as any Markdown engine reads it: front matter, the view marker, one block of HTML.

        Titles and descriptions are escaped here and nowhere else: engines put them into pages as they are.
        """
        front: dict[str, object] = {
            "title": escape(curly(self.title), quote=False),
            "description": escape(curly(self.description)),
            "hubdocs": {
                "stamp": escape(self.stamp),
                "section": self.section,
                "canonical": self.canonical,
                "indexed": self.indexed,
                "home": not self.address,
                "sheets": self.sheets,
            },
        }
        if not self.indexed:
            front["search"] = {"exclude": True}
        marker = f"<!-- hubdocs: {self.stamp.replace('--', '- -')} -->"
        return f"---\n{_yaml(front)}---\n\n{marker}\n\n{one_block(self.html)}\n"


@dataclass(frozen=True)
class StagedFile:
    """A file that stands on the site as it is."""

    path: str
    """Where it stands, relative to the site's root."""
    content: bytes | Path
    """Its bytes, or the file on this computer that holds them."""
    stamp: str = ""
    """What the proof looks for in it; only pages that need no engine have one."""

    def read(self) -> bytes:
        """Its bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


@dataclass(frozen=True)
class Entry:
    """A link in the frame."""

    title: str
    address: str


@dataclass(frozen=True)
class Frame:
    """What stands round every page: plain words, escaped by the theme."""

    name: str
    strapline: str
    menu: tuple[Entry, ...]
    small: tuple[Entry, ...]
    """The links at the foot."""
    worried: str = ""
    """The address of the page for those who are worried about a child, if there is one."""
    contact: str = ""
    licence: str = ""
    site_url: str = ""
    branded: bool = False
    """Whether `assets/brand.css` changes the theme's colours."""


@dataclass(frozen=True)
class Staged:
    """A whole site, before any engine has seen it."""

    frame: Frame
    pages: tuple[Page, ...]
    files: tuple[StagedFile, ...]
    audience: Audience | None = None
    """For whom the site is made; for everybody when it is `None`."""

    @property
    def published(self) -> frozenset[str]:
        """Every path that staging promises."""
        return frozenset(page.published for page in self.pages) | frozenset(file.path for file in self.files)


_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_UNPRINTABLE = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)


def one_block(html: str) -> str:
    """HTML without blank lines: Markdown leaves such a block alone from its first tag to its last.

    Lines of `pre` elements are joined by character references, since their blank lines have a meaning.
    """
    parts = _PRE.split(html.strip())
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = part.replace("\n", "&#10;").replace("\t", "&#9;")
        else:
            parts[index] = re.sub(r"[ \t]*\n\s*", "\n", part)
    return "".join(parts)


def _yaml(values: Mapping[str, object], indent: str = "") -> str:
    """A mapping as YAML; every text is quoted, so none of it can be taken for anything else."""
    lines = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            lines.append(f"{indent}{key}:\n{_yaml(value, indent + '  ')}")
        else:
            quoted = json.dumps(value, ensure_ascii=False)
            lines.append(f"{indent}{key}: {_UNPRINTABLE.sub(_reference, quoted)}\n")
    return "".join(lines)


def _reference(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
