"""How the letters of a file are written: found from its bytes, since no file of answers says it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_SAMPLE = 4096
_HALF = 0.3
"""From which share of zeros at every other byte on a text is taken for UTF-16."""
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Encoding:
    """How to read a file's letters."""

    codec: str
    name: str
    """As a person is told it."""
    errors: str = "strict"
    doubt: str = ""
    """What a person should look at."""


def _windows(fault: UnicodeError) -> tuple[str, int]:
    """Read the five bytes that Windows-1252 leaves open as signs that are none, so that their rows are set aside."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return "\ufffd" * (fault.end - fault.start), fault.end


codecs.register_error("hubdocs-unreadable", _windows)


def encoding_of(file: Path) -> Encoding:
    """The encoding of a text file, from a look at all of it.

    Raises:
        OSError: It cannot be read.
    """
    with file.open("rb") as stream:
        begins = stream.read(_SAMPLE)
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "UTF-16", "replace")
    if begins.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "UTF-8 with a mark at its beginning", "surrogateescape")
    zeros = (begins[0::2].count(0), begins[1::2].count(0))
    if begins and max(zeros) > _HALF * len(begins) / 2 and min(zeros) < max(zeros) / 4:
        codec = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return Encoding(codec, "UTF-16", "replace", "it does not say so itself: see whether the words look right")
    return _of_single_bytes(file)


def _of_single_bytes(file: Path) -> Encoding:
    """UTF-8 when all of it fits, or most of what is no plain letter; else Windows-1252."""
    whole, broken = 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                wrong = len(_ESCAPED.findall(text))
                broken += wrong
                whole += len(text) - len(text.encode("ascii", "ignore")) - wrong
    if not broken and not decoder.decode(b"", final=True):
        return Encoding("utf-8", "UTF-8")
    if whole > broken:
        return Encoding(
            "utf-8", "UTF-8", "surrogateescape", "some of its bytes are no letters: their rows are set aside"
        )
    doubt = "it does not say so itself: see whether letters with accents look right"
    return Encoding("cp1252", "Windows-1252", "hubdocs-unreadable", doubt)
