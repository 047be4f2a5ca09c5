"""Font files as print engine and packs want them: without the packing of the web."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from fontTools.ttLib import woff2

from hubdocs.design import FACES

WOFF2 = b"wOF2"
"""How a font begins that is packed for the web."""


@lru_cache(maxsize=16)
def unpacked(font: bytes) -> bytes:
    """A font as it is without the packing of the web, which takes longer to undo than a page to lay out.

    Raises:
        TTLibError: It is packed, and damaged.
    """
    if not font.startswith(WOFF2):
        return font
    return _of_the_brand().get(font) or _unpack(font)


@lru_cache(maxsize=1)
def _of_the_brand() -> dict[bytes, bytes]:
    """The brand's fonts, which lie unpacked beside the packed ones."""
    return {face.file.read_bytes(): face.unpacked_file.read_bytes() for face in FACES}


def _unpack(font: bytes) -> bytes:
    plain = BytesIO()
    woff2.decompress(BytesIO(font), plain)
    return plain.getvalue()
