"""The letters: Atkinson Hyperlegible Next in four cuts, from files that lie beside this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FAMILY = "Atkinson Hyperlegible Next"
FOLDER = Path(__file__).parent / "fonts"
"""The folder that holds the font files and their licence (SIL Open Font License 1.1)."""

LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
LATIN_EXT = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,"
    "U+1EF2-1EFF,U+2020-2021,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
"""The characters for which a browser fetches each file. Source: Google Fonts' subsets of these names."""


@dataclass(frozen=True)
class Face:
    """One font file."""

    subset: str
    """`latin` or `latin-ext`."""
    weight: int
    style: str
    """`normal` or `italic`."""

    @property
    def name(self) -> str:
        """Its file name."""
        return f"atkinson-hyperlegible-next-{self.subset}-{self.weight}-{self.style}.woff2"

    @property
    def file(self) -> Path:
        """Where its bytes lie on this computer."""
        return FOLDER / self.name

    @property
    def unpacked_file(self) -> Path:
        """Where the same font lies as TrueType, without the packing of the web. `tools/unpack_fonts.py` writes it."""
        return self.file.with_suffix(".ttf")

    @property
    def characters(self) -> str:
        """Its `unicode-range`."""
        return LATIN if self.subset == "latin" else LATIN_EXT


FACES = tuple(
    Face(subset, weight, style)
    for weight, style in ((400, "normal"), (400, "italic"), (700, "normal"), (800, "normal"))
    for subset in ("latin-ext", "latin")
)
"""Every font file that there is; of two that could draw a letter, browsers take the later."""


def one_family(_face: Face) -> str:
    """The family of every file on screen, where browsers choose among files by `unicode-range`."""
    return FAMILY


def font_faces(
    address: Callable[[Face], str], family: Callable[[Face], str] = one_family, display: str = "swap"
) -> str:
    """The `@font-face` rules for all files.

    Args:
        address: Answers a face with the address from which its file is read.
        family: Answers a face with the name of its family; print needs one for each subset, because
            its engine tells files of one family, weight and style apart by nothing else.
        display: What a browser does until a file has come: `optional` lets no line jump when it comes late.
    """
    return "".join(
        "@font-face{"
        f'font-family:"{family(face)}";font-style:{face.style};font-weight:{face.weight};font-display:{display};'
        f'src:url("{address(face)}") format("woff2");unicode-range:{face.characters}'
        "}\n"
        for face in FACES
    )
