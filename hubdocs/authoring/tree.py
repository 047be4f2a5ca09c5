"""The tree of files that people write in: what may never be read, and what nobody would find."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hubdocs.authoring.files import is_of_the_system
from hubdocs.errors import HubError, Place, Problem, Severity
from hubdocs.hints import nearest

MOST_FILES = 200_000
"""Files and folders of a library; 400 documents with 30 releases each have about 80,000."""
LONGEST_PATH = 180
"""Characters of a path in the library; Windows stops at 260, and a library lies somewhere itself."""

_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for its devices. Source: "Naming Files, Paths, and Namespaces", Microsoft Learn."""
_SIGNS = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]|[. ]$')
"""What no name on Windows may hold or end with."""

TRANSLATED = re.compile(r"(?:module|standards|agreement|h\d+)\.[a-z]{2,3}\.md", re.IGNORECASE)
"""Names that are kept for texts in other languages. Contract: FORMAT, section 2."""

_DOCUMENT = r"(?:modules/[^/]+|materials/(?:standards|agreements))/[^/]+"
_WORKING = r"(?:(?:module|standards|agreement)\.md|handouts/[^/]+\.md|images/[^/]+\.(?:png|jpg|svg))"
_READ = re.compile(
    rf"content/(?:[^/]+/)*(?:[^/]+\.md|images/[^/]+\.(?:png|jpg|svg))|modules/[^/]+/programme\.yml"
    rf"|{_DOCUMENT}/(?:{_WORKING}|releases/withdrawn\.yml|releases/[^/]+/(?:.+))"
    r"|materials/(?:packs/[^/]+/(?:pack\.yml|editions/[^/]+\.yml)|(?:hubs|forms)/[^/]+\.yml|refinements/[^/]+\.md"
    r"|(?:glossary|signposts|facts)\.yml|brand/.+)"
)
"""The paths of all files that are read, or that another rule judges."""
_FOLDERS = tuple("handouts images releases packs editions hubs forms refinements standards agreements brand".split())
_TOP = ("glossary.yml", "signposts.yml", "facts.yml")
_HUBS = "materials/hubs"
_OFFICE = frozenset("doc docx odt rtf pdf ppt pptx xls xlsx pages".split())
_ENDINGS = {".jpeg": ".jpg", ".jpe": ".jpg", ".yaml": ".yml", ".markdown": ".md", ".mdown": ".md", ".txt": ".md"}


@dataclass(frozen=True)
class Entry:
    """A file or folder of the library."""

    path: str
    """Relative to the library's folder, with `/` between its parts."""
    is_file: bool

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rsplit("/", 1)[-1]


def walk(root: Path, folder: str) -> tuple[Entry, ...]:
    """Everything below a folder of the library, in order of path; what the system put there is passed over.

    Raises:
        HubError: There is a link or a device among it, or more than anybody could have written.
    """
    found: list[Entry] = []
    wrong: list[Problem] = []
    for path, kind in _entries(root, folder):
        if kind == "other":
            message = "this is a shortcut to something elsewhere, not a file of the library"
            wrong.append(Problem(Place(path), message, "put a copy of the file itself here", "symlink"))
        elif len(found) >= MOST_FILES:
            message = f"{folder} holds more than {MOST_FILES:,} files and folders"
            raise HubError([Problem(Place(folder), message, "move out what does not belong here", "bounds")])
        else:
            found.append(Entry(path, kind == "file"))
    if wrong:
        raise HubError(wrong)
    return tuple(sorted(found, key=lambda entry: entry.path))


def _entries(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Path and kind of a folder and of everything below it, without following links."""
    if (root / folder).is_symlink():
        yield folder, "other"
        return
    if not (root / folder).is_dir():
        return
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        with os.scandir(root / here) as entries:
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
                    yield path, "other"
                elif is_of_the_system(entry.name):
                    continue
                elif entry.is_dir():
                    waiting.append(path)
                    yield path, "folder"
                else:
                    yield path, "file"


def check_tree(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield a problem for each name that some computer cannot keep, and a warning for each file that nobody reads."""
    for rule in (_translations_wait, _names_suit_windows, _names_differ, _paths_are_short, _files_are_read):
        yield from rule(entries)


def hub_files(folder: Path, shown: str) -> tuple[list[str], list[Problem]]:
    """The files of another folder with hubs, as messages name them, and what is wrong with their names.

    Whatever else lies there is nobody's business: the folder is not the library's.
    """
    entries, wrong = [], []
    for entry in sorted(folder.iterdir()):
        if is_of_the_system(entry.name) or not entry.name.lower().endswith((".yml", ".yaml")):
            continue
        if entry.is_symlink() or not entry.is_file():
            message = "this is a shortcut or a folder, not a file"
            wrong.append(Problem(Place(f"{shown}/{entry.name}"), message, "put the file itself here", "symlink"))
        else:
            entries.append(Entry(f"{_HUBS}/{entry.name}", is_file=True))
    wrong.extend(
        replace(problem, place=Place(shown + problem.place.path.removeprefix(_HUBS)))
        for problem in check_tree(tuple(entries))
    )
    paths = [shown + each.path.removeprefix(_HUBS) for each in entries if each.name.endswith(".yml")]
    return paths, wrong


def _names_suit_windows(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for entry in entries:
        if _WINDOWS.fullmatch(entry.name):
            message = f"{entry.name} is a name that Windows keeps for itself; the file could not be copied there"
        elif _SIGNS.search(entry.name):
            message = f"the name {entry.name} holds or ends with a sign that Windows does not allow"
        else:
            continue
        yield Problem(Place(entry.path), message, "rename it: letters, digits and hyphens are safe", "name")


def _names_differ(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        plain = unicodedata.normalize("NFC", entry.path).casefold()
        if plain in seen:
            message = f"this is the same name as {seen[plain].rsplit('/', 1)[-1]} for Windows and for a Mac"
            yield Problem(Place(entry.path), message, "rename one of the two", "name")
        seen.setdefault(plain, entry.path)


def _paths_are_short(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for entry in entries:
        if entry.is_file and len(entry.path) > LONGEST_PATH:
            message = f"this path has {len(entry.path)} characters; {LONGEST_PATH} are safe on every computer"
            yield Problem(Place(entry.path), message, "give its folders shorter names", "name")


def _translations_wait(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    for entry in entries:
        if entry.is_file and TRANSLATED.fullmatch(entry.name):
            message = "this name is kept for a translation, and translations cannot be built yet"
            yield Problem(Place(entry.path), message, "keep it outside the library until then", "translation")


def _files_are_read(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    paths = {entry.path for entry in entries}
    for entry in entries:
        if not entry.is_file or _READ.fullmatch(entry.path) or TRANSLATED.fullmatch(entry.name):
            continue
        if _is_misnamed_text(entry.path, paths):
            continue  # the missing text is a mistake, and its hint names this file
        message = "nobody reads this file: its name or its folder is not one of the library's"
        yield Problem(Place(entry.path), message, _where_it_belongs(entry), "unread", Severity.WARNING)


def _is_misnamed_text(path: str, paths: set[str]) -> bool:
    """Whether a Markdown file lies where a document's text belongs and is missing."""
    folder, _, name = path.rpartition("/")
    alone = not any(f"{folder}/{text}" in paths for text in ("module.md", "standards.md", "agreement.md"))
    return name.endswith(".md") and bool(re.fullmatch(_DOCUMENT, folder)) and alone


def _where_it_belongs(entry: Entry) -> str:
    folder, _, name = entry.path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    better = f"{stem.lower()}{_ENDINGS.get(f'.{ending.lower()}', f'.{ending.lower()}')}"
    if better != name and _READ.fullmatch(f"{folder}/{better}"):
        return f"rename it to {better}"
    if ending.lower() in _OFFICE:
        return "copy its words into a text file of the library, and keep this file elsewhere"
    if folder == "materials" and (near := nearest(name, _TOP)):
        return f"did you mean {near}?"
    for part in folder.split("/")[1:]:
        if part not in _FOLDERS and (near := nearest(part, _FOLDERS)):
            return f"did you mean the folder `{near}`?"
    return "correct its name, or move it out of the library"
