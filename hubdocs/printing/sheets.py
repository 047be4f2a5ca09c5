"""Style sheets of printed pages: the files in `css/`, the fonts, and what stands in heads and feet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hubdocs.design import FACES, FAMILY, Face, font_faces
from hubdocs.printing.formats import Format

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

ASKED = "Worried about a child? Safeguarding lead: "
WORRIED = ASKED + 22 * "_"
"""The first line at the foot of every page. Source: DESIGN, section 7."""
WORRIED_LARGE = ASKED + 17 * "_"
"""The same where it is set in 18 points, and still on one line."""

COLOUR = re.compile(r"#(?!fff\b)(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
"""A colour in a style sheet, but for white."""


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


@dataclass(frozen=True)
class Head:
    """How much room the head of a page has, in millimetres but for the type size."""

    room: float
    """Above the text."""
    size_pt: float
    """Of its letters."""
    line: float
    """Each line."""
    above: float
    """From the edge of the sheet to what stands in the head."""
    below: float
    """From there to the text."""
    frame: float
    """A frame round the lines, with the space inside it."""


HEADS = {
    "booklet": Head(room=14, size_pt=9, line=4.24, above=3.2, below=2.3, frame=3.8),
    "large-print": Head(room=20, size_pt=18, line=8.47, above=5, below=3.5, frame=3.8),
}
"""The formats whose heads are narrower than those of A4 in its usual type, as their style sheets have them."""


def foot_line(format_: Format) -> str:
    """What the first line at the foot of a page asks, with as much room to write as a format has."""
    return WORRIED_LARGE if format_.large else WORRIED


def css_in(format_: Format, *own: str, shape: tuple[str, ...] = (), format_last: bool = False) -> str:
    """The style sheets of something that a pack holds, with the format's own in their place among them.

    Args:
        format_: How it is printed.
        own: The sheets of what it is.
        shape: Sheets that come after all others.
        format_last: Whether the format's sheets come after `own` in a format that keeps the A4 page, too.
    """
    last = format_last or format_.reshapes
    sheets = ("base", *own, *format_.sheets, *shape) if last else ("base", *format_.sheets, *own, *shape)
    return in_black(common_css(sheets)) if format_.one_colour else common_css(sheets)


def head_room_css(format_: Format, lines: int, *, framed: bool = False) -> str:
    """A deeper head where the lines that it must hold need more than a format gives it.

    Args:
        format_: How it is printed; A4 in its usual type has room for all that heads say.
        lines: How many lines stand in the head.
        framed: Whether a frame stands round them.
    """
    head = HEADS.get(format_.name)
    if head is None or not lines:
        return ""
    depth = max(head.room, head.above + head.line * lines + head.below + (head.frame if framed else 0))
    frame = f"@top-left{{font-size:{head.size_pt}pt;line-height:{head.line}mm;margin:{head.above}mm 0 {head.below}mm}}"
    return f"@page{{margin-top:{depth:.1f}mm;{frame if framed else ''}}}\n"


def in_black(css: str) -> str:
    """A style sheet with every colour made black; what is white stays so. Source: DESIGN, section 2, "One colour"."""
    return COLOUR.sub("#000", css)


@cache
def common_css(sheets: tuple[str, ...]) -> str:
    """The fonts and the named style sheets, joined in order."""
    faces = font_faces(lambda face: f"asset:fonts/{face.name}", _family)
    return faces + "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in sheets)


def _family(face: Face) -> str:
    return FAMILIES[face.subset]
