"""The nouns: a picture, where it hangs, and what stands below it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

SITE, PRINT, COPIER = "site", "print", "copier"
"""The three rooms; each is a folder too."""


@dataclass(frozen=True)
class Picture:
    """One picture, whatever it is a picture of."""

    room: str
    """`site`, `print` or `copier`."""
    group: str
    """The heading it stands under: a page of the site, or a pack."""
    caption: str
    """What can be told apart within its group: "1280 px, light"; "Cover, page 1"."""
    source: str
    """Where it was taken: the path of a page, or of a PDF."""
    name: str
    """The name of its file, without folder or ending."""
    shape: str
    """`wide` or `narrow` for a screen, `leaf` for paper: how large it hangs."""

    @property
    def file(self) -> str:
        """Its place within the gallery."""
        return f"{self.room}/{self.name}.png"

    @property
    def thumbnail(self) -> str:
        """The place of the small picture that stands on the page."""
        return f"thumbnails/{self.room}/{self.name}.png"


@dataclass(frozen=True)
class SiteShot:
    """A page of the site, on a screen of some width, in some scheme, in some state."""

    picture: Picture
    path: str
    """Within the site."""
    width: int
    """Of the screen, in CSS pixels."""
    scheme: str
    """`light` or `dark`."""
    state: str = ""
    """The name of what is done on the page first; empty for the whole page as it opens."""


@dataclass(frozen=True)
class Leaf:
    """A page of a PDF."""

    picture: Picture
    pdf: Path
    page: int
    """Counted from one, as a viewer counts."""
    copied: bool = False
    """Whether to show what a photocopier leaves of it."""


def slug(text: str) -> str:
    """A text as part of a file's name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
