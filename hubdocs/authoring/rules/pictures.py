"""Pictures are there, are named so that every system can read them, and say in words what they show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hubdocs.authoring.pictures import faults_of
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Document

_ENDINGS = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "svg": "svg"}
"""The ending that a picture of the library has, by what cameras and people write."""
_OTHER_PICTURES = frozenset("gif webp heic heif bmp tif tiff avif".split())
_NAME = re.compile(r"images/[a-z0-9][a-z0-9._-]*\.(?:png|jpg|svg)")


def pictures_are_named_plainly(document: Document) -> Iterator[Problem]:
    """Yield a problem for each picture whose name has spaces, capitals or other signs."""
    for path in document.pictures:
        if not _NAME.fullmatch(path):
            plain = re.sub(r"[^a-z0-9._-]+", "-", path.removeprefix("images/").lower()).strip("-")
            message = f"the picture's name {path.removeprefix('images/')} has capitals, spaces or other signs"
            yield Problem(Place(f"{document.folder}/{path}"), message, f"rename it to {plain}", "picture-name")


def pictures_exist(text: Text) -> Iterator[Problem]:
    """Yield a problem for each picture that is not in the document's `images/`."""
    for picture in text.survey.pictures:
        if not picture.written.strip():
            hint = "write its name between the round brackets: ![Two people at a table](images/pair.png)"
            yield Problem(_place_of_nameless(text), "this picture has no name", hint, "picture")
        elif picture.path not in text.pictures:
            hint = _where_it_may_be(picture.path, text.pictures)
            yield Problem(text.place_of(picture.written), f"there is no picture {picture.written}", hint, "picture")


def _place_of_nameless(text: Text) -> Place:
    found = [number for number, line in text.lines if re.search(r"!\[[^\]]*\]\(\s*\)", line)]
    return text.source.body_place(found[0] if found else 0)


def _where_it_may_be(path: str, there: Collection[str]) -> str:
    """What to do about a picture that is not there under the name that the text has."""
    if "\\" in path:
        return f"write `{path.replace(chr(92), '/')}`: a slash, not a backslash"
    stem, _, ending = path.rpartition(".")
    meant = f"{stem}.{_ENDINGS.get(ending.lower(), ending)}"
    if meant in there:
        return f"did you mean `{meant}`?"
    if meant != path:
        return f"rename {_name(path)} to {_name(meant)}, in images/ and in the text"
    if ending.lower() in _OTHER_PICTURES:
        return f"save it as {_name(stem)}.png, and write that name in the text"
    are = f"; the pictures there are: {', '.join(sorted(there))}" if there else ""
    hint = f"put {_name(path)} into the folder images beside the text, or take it out of the text{are}"
    return did_you_mean(path.replace(" ", "-"), there, hint)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def pictures_are_safe(text: Text) -> Iterator[Problem]:
    """Yield a problem for each picture that is shown and is not one, is too large, or could do more than be seen."""
    for path in sorted({picture.path for picture in text.survey.pictures} & set(text.pictures)):
        for fault in faults_of(text.pictures[path].file):
            yield Problem(text.place_of(path), f"the picture {path} {fault.says}", fault.hint, "picture-content")


def pictures_have_words(text: Text) -> Iterator[Problem]:
    """Yield a problem for each picture without alternative text, or with its file's name for one."""
    for picture in text.survey.pictures:
        if picture.path not in text.pictures:
            continue  # it is missing, and another rule says so
        alt = (picture.alt or "").strip()
        name = _name(picture.path)
        if not alt:
            message = f"nothing says in words what the picture {picture.written} shows, for people who cannot see it"
        elif alt.lower() in {name.lower(), name.rsplit(".", 1)[0].lower()}:
            message = f"the words for the picture {picture.written} are only its file's name"
        else:
            continue
        hint = f"write between the square brackets what it shows: ![What it shows, in a sentence]({picture.written})"
        yield Problem(text.place_of(picture.written), message, hint, "picture-alt")
