"""The nouns: what somebody wishes to begin, the ground it is to stand on, and the start itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hubdocs.model import Audience, Library, Programme


@dataclass(frozen=True)
class Ground:
    """A library, and what lies in its folders, readable or not."""

    library: Library
    paths: frozenset[str]
    """Every file and folder below `modules/` and `materials/`, relative to the library, with `/` between its parts."""


@dataclass(frozen=True)
class ModuleWish:
    """A module that somebody wishes to write."""

    programme: Programme
    title: str
    audience: Audience
    """Who takes part."""
    duration: int
    """Minutes."""


@dataclass(frozen=True)
class HandoutWish:
    """A handout that somebody wishes to write."""

    module: str
    """The id of the module to which it belongs."""
    title: str
    per: str
    """`person`, `pair`, `group` or `room`."""


@dataclass(frozen=True)
class PackWish:
    """A pack that somebody wishes to print."""

    title: str
    audience: Audience
    id: str = ""
    """Made from the title when it is empty."""


@dataclass(frozen=True)
class HubWish:
    """A hub that somebody wishes to describe."""

    name: str
    lead_school: str
    id: str = ""
    """Made from the name when it is empty."""


@dataclass(frozen=True)
class AgreementWish:
    """An agreement template that somebody wishes to write."""

    title: str


Wish: TypeAlias = ModuleWish | HandoutWish | PackWish | HubWish | AgreementWish


@dataclass(frozen=True)
class Start:
    """The beginning of something new: one file, not yet written."""

    id: str
    path: str
    """The file, relative to the library, with `/` between its parts."""
    text: str
    steps: tuple[str, ...]
    """What its author does next, in plain lines."""
    has_folder: bool = True
    """Whether the folder around the file belongs to it alone, and so is made with it."""

    @property
    def folder(self) -> str:
        """The folder that holds the file, relative to the library."""
        return self.path.rsplit("/", 1)[0]
