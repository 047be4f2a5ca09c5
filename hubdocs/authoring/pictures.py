"""What is inside a picture: whether it is one, and whether it could do anything but be looked at."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile

from hubdocs.authoring.drawings import faults_of_drawing

LARGEST = 5_000_000
"""Bytes in one picture; a photograph for a page of A4 at 300 dpi has about two million."""
MOST_PIXELS = 25_000_000
"""Pixels in one picture; a page of A4 at 400 dpi has 15 million, and a reader's computer holds four bytes of each."""
LARGEST_DRAWING = 500_000
"""Bytes in one SVG."""

_SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
_FORMATS = {".png": "PNG", ".jpg": "JPEG"}
_TURNED = 0x0112
"""The note of a camera that says how the picture is to be turned. Source: Exif 2.32, tag Orientation."""


@dataclass(frozen=True, order=True)
class Fault:
    """Something that is wrong with a picture's file."""

    says: str
    """The end of a sentence that begins with the picture's name."""
    hint: str
    """What to do."""


_SMALLER = "make it about 2,000 pixels wide, and save it again"
_PLAIN_DRAWING = "save it again as plain SVG, or as PNG"


def faults_of(file: Path) -> Iterator[Fault]:
    """Yield everything that is wrong with a picture's file."""
    is_drawing = file.suffix == ".svg"
    size, most = file.stat().st_size, LARGEST_DRAWING if is_drawing else LARGEST
    if size > most:
        says = f"has {size:,} bytes; a picture like this may have {most:,}"
        yield Fault(says, "save it as PNG" if is_drawing else _SMALLER)
    elif is_drawing:
        for says in faults_of_drawing(file.read_bytes()):
            yield Fault(says, _PLAIN_DRAWING)
    elif file.read_bytes().startswith(_SIGNATURES.get(file.suffix, b"")):
        yield from _faults_of_photograph(file)
    else:
        yield _of_another_kind(file)


def _of_another_kind(file: Path) -> Fault:
    says = f"is not a {file.suffix.removeprefix('.')} picture, whatever its name says"
    data = file.read_bytes()
    meant = next((ending for ending, signature in _SIGNATURES.items() if data.startswith(signature)), "")
    rename = f"rename it to {file.stem}{meant}, and write that name in the text"
    return Fault(says, rename if meant else "save it again as PNG or JPEG; a new name alone does not change it")


def _faults_of_photograph(file: Path) -> Iterator[Fault]:
    # Print engines switch this on for the whole process; here a picture that is cut short is a mistake.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[_FORMATS[file.suffix]]) as picture:
                yield from _faults_of_pixels(picture)
    except Image.DecompressionBombError:
        yield Fault(f"has more than {MOST_PIXELS:,} pixels, far more than can be printed", _SMALLER)
    except (OSError, ValueError, SyntaxError, EOFError):
        yield Fault("is damaged: it cannot be read to its end", "save it again, or copy it again from where it was")


def _faults_of_pixels(picture: Image.Image) -> Iterator[Fault]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        yield Fault(f"has {width:,} × {height:,} pixels, more than can be printed", _SMALLER)
        return
    if picture.mode == "CMYK":
        yield Fault("has the colours of a printing press (CMYK), which screens show wrongly", "save it as RGB")
    if getattr(picture, "n_frames", 1) > 1:
        yield Fault("moves; on paper it cannot", "save one picture of it")
    if picture.getexif().get(_TURNED, 1) != 1:
        says = "is stored on its side with a note to turn it, and the note is not published"
        yield Fault(says, "open it in a picture editor, turn it, and save it")
    picture.draft("RGB", (1, 1))  # a JPEG is then read at an eighth of its size
    picture.load()
