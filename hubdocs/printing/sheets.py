"""Style sheets of printed pages: the files in `css/`, the fonts, and what stands in heads and feet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hubdocs.design import FACES, FAMILY, Face, font_faces

FOLDER = Path(__file__).parent / "css"
FAMILIES = {"latin": FAMILY, "latin-ext": f"{FAMILY} Ext"}
"""One family for each file: the engine cannot tell two files of one name apart."""

FONT_ASSETS = tuple((f"fonts/{face.name}", face.file) for face in FACES)
"""The fonts under the names by which style sheets ask for them."""

REGULAR = (400, "normal")
"""Weight and style of running text."""
BOLD = (700, "normal")
"""Weight and style of what stands out in it."""

STAMP_FONTS = tuple(
    face.file for face in sorted(FACES, key=lambda face: face.subset) if (face.weight, face.style) == REGULAR
)
"""The fonts of what is printed on finished pages: each letter is taken from the first that has it."""

BOLD_STAMP_FONTS = tuple(
    face.file for face in sorted(FACES, key=lambda face: face.subset) if (face.weight, face.style) == BOLD
)
"""The same for what is printed in bold."""

WORRIED = "Worried about a child? Safeguarding lead: " + 22 * "_"
"""The first line at the foot of every page. Source: DESIGN, section 7."""


@dataclass(frozen=True)
class Furniture:
    """What stands in the head and at the foot of a document's pages, besides a pack's stamp."""

    head_left: str = ""
    head_right: str = ""
    foot_line: str = WORRIED
    foot_right: str = ""
    """At the right end of the first line."""
    number: tuple[str, ...] = ()
    """The document's own number, in pieces; `PAGE` and `PAGES` stand for the counters."""


PLAIN = " .,·-?:_#()"
"""Signs that mean nothing in a CSS string."""
PAGE = "\0page"
PAGES = "\0pages"


def css_text(text: str) -> str:
    """A CSS string that shows exactly `text`: everything but plain letters is written by its number."""
    safe = "".join(letter if letter.isalnum() or letter in PLAIN else f"\\{ord(letter):x} " for letter in text)
    return f'"{safe}"'


def content(pieces: Iterable[str]) -> str:
    """The value of a `content` property: text and page counters."""
    counters = {PAGE: "counter(page)", PAGES: "counter(pages)"}
    return " ".join(counters.get(piece) or css_text(piece) for piece in pieces) or '""'


def furniture_css(furniture: Furniture) -> str:
    """The rules that put a document's furniture on its pages."""
    foot = content((furniture.foot_line, "\n", *furniture.number))
    right = f"@bottom-right{{content:{content([furniture.foot_right])}}}" if furniture.foot_right else ""
    return (
        "@page{"
        f"@top-left{{content:{content([furniture.head_left])}}}"
        f"@top-right{{content:{content([furniture.head_right])}}}"
        f"@bottom-left{{content:{foot}}}{right}"
        "}\n"
    )


@cache
def common_css(sheets: tuple[str, ...]) -> str:
    """The fonts and the named style sheets, joined in order."""
    faces = font_faces(lambda face: f"asset:fonts/{face.name}", _family)
    return faces + "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in sheets)


def _family(face: Face) -> str:
    return FAMILIES[face.subset]
