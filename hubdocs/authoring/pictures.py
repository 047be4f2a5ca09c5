"""What is inside a picture: whether it is one, and whether it could do anything but be looked at."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from PIL import Image

LARGEST = 5_000_000
"""Bytes in one picture; a photograph for a page of A4 at 300 dpi has about two million."""
MOST_PIXELS = 25_000_000
"""Pixels in one picture; a page of A4 at 400 dpi has 15 million, and a reader's computer holds four bytes of each."""
LARGEST_DRAWING = 500_000
"""Bytes in one SVG."""
MOST_SHAPES = 5_000
"""Elements in one SVG."""

_SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
_FORMATS = {".png": "PNG", ".jpg": "JPEG"}
_TURNED = 0x0112
"""The note of a camera that says how the picture is to be turned. Source: Exif 2.32, tag Orientation."""
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    "svg g defs symbol use title desc path circle ellipse line polyline polygon rect text tspan clipPath mask pattern"
    " linearGradient radialGradient stop marker".split()
)
"""What a drawing may be made of: no scripts, no styles, no pictures or pages from elsewhere."""
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|https?:|file:", re.IGNORECASE)


def faults_of(file: Path) -> Iterator[str]:
    """Yield what is wrong with a picture's file, each as the end of a sentence that begins with its name."""
    size, most = file.stat().st_size, LARGEST_DRAWING if file.suffix == ".svg" else LARGEST
    if size > most:
        yield f"has {size:,} bytes; a picture like this may have {most:,}"
    elif file.suffix == ".svg":
        yield from _faults_of_drawing(file)
    elif not file.read_bytes().startswith(_SIGNATURES.get(file.suffix, b"")):
        yield f"is not a {file.suffix.removeprefix('.')} picture, whatever its name says"
    else:
        yield from _faults_of_photograph(file)


def _faults_of_photograph(file: Path) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[_FORMATS[file.suffix]]) as picture:
                yield from _faults_of_pixels(picture)
    except Image.DecompressionBombError:
        yield f"has more than {MOST_PIXELS:,} pixels, far more than can be printed"
    except (OSError, ValueError, SyntaxError, EOFError):
        yield "is damaged: it cannot be read to its end"


def _faults_of_pixels(picture: Image.Image) -> Iterator[str]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        yield f"has {width:,} × {height:,} pixels, more than can be printed"
        return
    if picture.mode == "CMYK":
        yield "has the colours of a printing press (CMYK), which screens show wrongly; save it as RGB"
    if getattr(picture, "n_frames", 1) > 1:
        yield "moves; on paper it cannot"
    if picture.getexif().get(_TURNED, 1) != 1:
        yield "is stored on its side with a note to turn it, and the note is not published; turn it and save it"
    picture.draft("RGB", (1, 1))  # a JPEG is then read at an eighth of its size
    picture.load()


def _faults_of_drawing(file: Path) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(file.read_bytes(), parser)
    except etree.XMLSyntaxError:
        yield "cannot be read as an SVG drawing"
        return
    if b"<!DOCTYPE" in file.read_bytes():
        yield "has a DOCTYPE, which a drawing does not need"
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        yield f"has more than {MOST_SHAPES:,} shapes"
    yield from _faults_of_copies(root)
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


def _faults_of_copies(root: etree._Element) -> Iterator[str]:
    """Yield a fault where copies hold copies: ten levels of ten are ten thousand million shapes."""
    holders = {each.get("id") for use in root.iter(f"{_SVG}use") for each in (use, *use.iterancestors())}
    for use in root.iter(f"{_SVG}use"):
        for attribute, value in use.attrib.items():
            if str(attribute).rsplit("}", 1)[-1] == "href" and str(value).removeprefix("#") in holders - {None}:
                yield "copies (<use>) a part that holds copies itself"
                return
