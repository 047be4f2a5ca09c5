"""Reading what lies in a library's folder, and refusing what must never be read.

Every path that an author wrote goes through `inside`; every text goes through `read_text`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from hubdocs.errors import HubError, Place, Problem

AUTHORED = ("content", "modules", "materials")
"""The folders in which people write."""
SETTINGS_FILE = "mkdocs.yml"
"""What makes a folder a library."""
LARGEST_TEXT = 200_000
"""Bytes in one text file. The longest module we know of has 60,000."""
LONGEST_LINE = 10_000
"""Characters in one line of text or YAML."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, those that turn the direction of text, and the tags of Unicode: all can hide words."""

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def read_text(root: Path, path: str) -> str:
    """The text of a file of the library, with LF line ends and without a byte-order mark.

    Raises:
        HubError: It is no plain file, too large, not UTF-8, or holds invisible control characters.
    """
    file = root / path
    place = Place(path)
    if file.is_symlink() or not file.is_file():
        raise HubError(
            [Problem(place, "this is a shortcut or a folder, not a file", "put the file itself here", "symlink")]
        )
    if (size := file.stat().st_size) > LARGEST_TEXT:
        message = f"this file has {size:,} bytes; a text may have {LARGEST_TEXT:,}"
        raise HubError([Problem(place, message, "part it into several files", "bounds")])
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8: most editors offer this under 'Save as' or 'Encoding'"
        raise HubError([Problem(Place(path, line), "this file is not UTF-8 text", hint, "encoding")]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := INVISIBLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}").lower()
        hint = "delete it and type the words again; it often comes with text pasted from elsewhere"
        raise HubError([Problem(Place(path, line), f"an invisible character stands here ({name})", hint, "invisible")])
    return text


def inside(folder: str, written: str) -> str | None:
    """The path, relative to the library, that an author's relative path means; `None` if it leads out.

    `folder` is relative to the library; `written` is what stands in the file.
    """
    if not written or "\\" in written or ":" in written or written.startswith("/") or "%" in written:
        return None
    parts: list[str] = list(PurePosixPath(folder).parts)
    depth = len(parts)
    for part in written.split("/"):
        if part in {"", "."}:
            continue
        if part == "..":
            if len(parts) <= depth:
                return None
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def is_of_the_system(name: str) -> bool:
    """Whether the computer or an editor put a file there, and not an author: hidden files and their like."""
    return name.startswith((".", "~$")) or name.lower() in _OF_THE_SYSTEM


def folders_in(root: Path, folder: str) -> list[str]:
    """The folders directly in a folder, in order of name, relative to the library."""
    base = root / folder
    if not base.is_dir():
        return []
    return [f"{folder}/{entry.name}" for entry in _entries(base) if entry.is_dir()]


def files_in(root: Path, folder: str, *endings: str) -> list[str]:
    """The plain files directly in a folder with one of these endings, in order of name."""
    base = root / folder
    if not base.is_dir():
        return []
    return [f"{folder}/{entry.name}" for entry in _entries(base) if entry.is_file() and entry.name.endswith(endings)]


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, in order of name, without links and what the system put there."""
    return sorted(each for each in folder.iterdir() if not (each.is_symlink() or is_of_the_system(each.name)))
