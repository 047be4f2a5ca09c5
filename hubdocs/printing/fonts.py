"""Font files as print engine and packs want them: unpacked once for all the documents that use them."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from fontTools.ttLib import woff2

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
    plain = BytesIO()
    woff2.decompress(BytesIO(font), plain)
    return plain.getvalue()
