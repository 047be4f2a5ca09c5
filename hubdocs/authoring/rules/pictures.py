"""Pictures are there, are named so that every system can read them, and say in words what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hubdocs.authoring.pictures import faults_of
from hubdocs.authoring.rules.text import Text
from hubdocs.errors import Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.model import Document

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
        if picture.path not in text.pictures:
            there = ", ".join(sorted(text.pictures)) or "none"
            hint = f"put it into images/ as png, jpg or svg; the pictures there are: {there}"
            near = did_you_mean(picture.path.replace(" ", "-"), text.pictures, hint)
            yield Problem(text.place_of(picture.written), f"there is no picture {picture.written}", near, "picture")


def pictures_are_safe(text: Text) -> Iterator[Problem]:
    """Yield a problem for each picture that is shown and is none, is too large, or could do more than be seen."""
    for path in sorted({picture.path for picture in text.survey.pictures} & set(text.pictures)):
        for fault in faults_of(text.pictures[path].file):
            hint = "save it again from a drawing program as plain SVG, or as PNG or JPEG"
            yield Problem(text.place_of(path), f"the picture {path} {fault}", hint, "picture-content")


def pictures_have_words(text: Text) -> Iterator[Problem]:
    """Yield a problem for each picture without alternative text, or with its file's name for one."""
    for picture in text.survey.pictures:
        alt = (picture.alt or "").strip()
        name = picture.path.rsplit("/", 1)[-1]
        if not alt:
            message = f"the picture {picture.written} has no alternative text"
        elif alt.lower() in {name.lower(), name.rsplit(".", 1)[0].lower()}:
            message = f"the alternative text of {picture.written} is only the file's name"
        else:
            continue
        hint = f"say in a sentence what it shows: ![Two people at a table]({picture.written})"
        yield Problem(text.place_of(picture.written), message, hint, "picture-alt")
