"""Drawings bring their own letters: a page shows a drawing as a picture, and pictures cannot use the page's fonts."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from hubdocs.design.fonts import FACES, FAMILY, Face

_SVG = "{http://www.w3.org/2000/svg}"
_BOLD = 700


def with_letters(drawing: bytes) -> bytes:
    """A drawing with the letters of our family that it uses inside it; the same bytes when it uses none.

    Only upright letters of the Latin file are brought along, 400 and 700 heavy: what drawings are lettered with.
    The drawing is one that is clean already, so it is parsed without fear.
    """
    if FAMILY.encode() not in drawing:
        return drawing
    root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True))
    used: dict[int, set[str]] = {}
    for text in root.iter(f"{_SVG}text"):
        for part in text.iter():
            used.setdefault(_weight_of(part), set()).update("".join(map(str, part.itertext())))
    rules = [_rule(weight, "".join(sorted(letters))) for weight, letters in sorted(used.items())]
    if not rules:
        return drawing
    style = etree.Element(f"{_SVG}style")
    style.text = "".join(rules)
    root.insert(0, style)
    return etree.tostring(root)


def _weight_of(part: etree._Element) -> int:
    """400 or 700, from the element or from what it stands in."""
    while (weight := part.get("font-weight")) is None:
        parent = part.getparent()
        if parent is None:
            return 400
        part = parent
    return _BOLD if weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) > 500) else 400  # noqa: PLR2004


def _rule(weight: int, letters: str) -> str:
    """The `@font-face` of one weight with only these letters in it."""
    face = next(each for each in FACES if (each.subset, each.weight, each.style) == ("latin", weight, "normal"))
    data = base64.b64encode(_letters(face, letters)).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )


@lru_cache(maxsize=256)
def _letters(face: Face, letters: str) -> bytes:
    """A font file that holds only these letters; the same bytes on any day."""
    font = TTFont(face.file, recalcTimestamp=False)
    options = subset.Options(flavor="woff2", layout_features=["kern", "tnum"], recalc_timestamp=False)
    work = subset.Subsetter(options)
    work.populate(text=letters)
    work.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
