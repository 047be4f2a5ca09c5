"""What is inside a picture: whether it is one, and whether it could do anything but be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

LARGEST = 5_000_000
"""Bytes in one picture; a photograph for a page of A4 at 300 dpi has about two million."""

_SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    "svg g defs symbol use title desc path circle ellipse line polyline polygon rect text tspan clipPath mask pattern"
    " linearGradient radialGradient stop marker".split()
)
"""What a drawing may be made of: no scripts, no styles, no pictures or pages from elsewhere."""
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|https?:|file:", re.IGNORECASE)


def faults_of(file: Path) -> Iterator[str]:
    """Yield what is wrong with a picture's file, each as the end of a sentence that begins with its name."""
    size = file.stat().st_size
    if size > LARGEST:
        yield f"has {size:,} bytes; a picture may have {LARGEST:,}"
    elif file.suffix == ".svg":
        yield from _faults_of_drawing(file)
    elif not file.read_bytes().startswith(_SIGNATURES.get(file.suffix, b"")):
        yield f"is not a {file.suffix.removeprefix('.')} picture, whatever its name says"


def _faults_of_drawing(file: Path) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError:
        yield "cannot be read as an SVG drawing"
        return
    if b"<!DOCTYPE" in file.read_bytes():
        yield "has a DOCTYPE, which a drawing does not need"
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.removeprefix(_SVG)
        if name not in _DRAWING and _SVG in element.tag:
            yield f"holds <{name}>, which a drawing here may not"
        for attribute, value in element.attrib.items():
            plain = str(attribute).rsplit("}", 1)[-1]
            if plain.lower().startswith("on") or (plain == "href" and not str(value).startswith("#")):
                yield f'holds {plain}="{str(value)[:30]}", which could do more than draw'
            elif _SVG in element.tag and _ELSEWHERE.search(str(value)):
                yield f'refers to something outside itself: {plain}="{str(value)[:30]}"'
