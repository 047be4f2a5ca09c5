"""Letters, style and scripts: everything that pages load lies on the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hubdocs.design import FACES, IN_PRINT, Partner, Weight, font_faces, motif
from hubdocs.model import Brand
from hubdocs.site.stage.pages import StagedFile

ASSETS = Path(__file__).parent.parent / "assets"
"""Our style sheet and scripts, and the shim that lets search work on pages opened by double click."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def assets(brand: Brand) -> Iterator[StagedFile]:
    """Every file that the theme's pages load, with the licences of what others made."""
    for file in sorted(ASSETS.iterdir()):
        yield StagedFile(f"assets/{file.name}", _squeezed(file) if file.suffix == ".css" else file)
    for face in FACES:
        yield StagedFile(f"assets/fonts/{face.name}", face.file)
    yield StagedFile("assets/fonts/LICENSE.txt", FACES[0].file.parent / "LICENSE.txt")
    yield StagedFile("assets/fonts.css", font_faces(lambda face: f"fonts/{face.name}", display="optional").encode())
    mark = motif(Partner.SCHOOL, weight=Weight.SMALL, colours=IN_PRINT)
    yield StagedFile("assets/favicon.svg", mark.encode())
    if rules := brand_rules(brand):
        yield StagedFile("assets/brand.css", rules.encode())


def brand_rules(brand: Brand) -> str:
    """The charity's own colours, for the light palette: petrol and gold are what a brand may replace."""
    colours = {"petrol": brand.primary, "gold": brand.accent}
    rules = "".join(f"--hub-{role}:{value};" for role, value in colours.items() if _COLOUR.fullmatch(value))
    return f':root:not([data-hub-scheme="dark"]){{{rules}}}\n' if rules else ""


@cache
def _squeezed(style: Path) -> bytes:
    """A style sheet without comments, line breaks and the spaces that mean nothing."""
    text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?|(?<=:) ", lambda match: match[1] or "", text)
    return text.replace(";}", "}").strip().encode()
