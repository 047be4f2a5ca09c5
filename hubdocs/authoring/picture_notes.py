"""Notes that cameras and programs leave inside pictures: where, when and by whom. None of it is published.

Only whole parts of a photograph's file are left out; the picture itself stays as it is, byte for byte.
Sources: ITU-T T.81 (JPEG markers), W3C PNG 3rd edition (chunks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hubdocs.authoring.drawings import cleaned

_KEPT_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
"""Chunks of a PNG that say how it looks."""
_SCAN = 0xDA
"""The JPEG marker behind which the picture itself begins."""
_NOTES = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
"""JPEG markers of notes: all applications but colour profiles (APP2) and Adobe's colours (APP14); and comments."""
_PNG = b"\x89PNG\r\n\x1a\n"


def without_notes(data: bytes, ending: str) -> bytes:
    """The bytes of a picture without the notes inside it; of a drawing without what could act; others as they are."""
    try:
        match ending:
            case ".jpg":
                return b"".join(_kept_segments(data))
            case ".svg":
                return cleaned(data)
            case ".png":
                return b"".join(_kept_chunks(data))
    except (struct.error, IndexError):
        pass  # it is damaged; a rule says so, and only frozen files come this far
    return data


def _kept_segments(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while data[at] == 0xFF and data[at + 1] != _SCAN:  # noqa: PLR2004  # every marker begins so
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if data[at + 1] not in _NOTES:
            yield data[at : at + 2 + length]
        at += 2 + length
    end = data.rfind(b"\xff\xd9")  # some telephones hide a second picture behind the end
    yield data[at : end + 2] if end > at else data[at:]


def _kept_chunks(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if name in _KEPT_CHUNKS:
            yield data[at : at + 12 + length]
        at += 12 + length
        if name == b"IEND":
            break
