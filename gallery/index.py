"""The page that shows all pictures, and their small copies."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from gallery.pictures import COPIER, PRINT, SITE, Picture
from hubdocs.design import FACES, font_faces

HERE = Path(__file__).parent
TITLES = {
    SITE: ("Site", "Whole pages, on a wide screen and on a small one, in both schemes. The last ones show a state."),
    PRINT: (
        "Print",
        "Pages of each pack. The screen format shows every kind of page, a binder where it differs.",
    ),
    COPIER: (
        "Copied twice",
        "What a black-and-white photocopier leaves of a copy of a copy.",
    ),
}
"""The heading of each room, and a line below it."""
THUMBNAILS = {"wide": (480, 700), "narrow": (240, 700), "leaf": (360, 510)}
"""Width and largest height of a small picture by its shape; what is higher is cut at its foot."""
COLOURS = 128
"""Of a small picture."""


def hang(pictures: Sequence[Picture], awaited: Sequence[str], gallery: Path) -> None:
    """Write the page, its fonts and the small pictures into the folder that holds the pictures."""
    for picture in pictures:
        write_thumbnail(gallery / picture.file, gallery / picture.thumbnail, *THUMBNAILS[picture.shape])
    (gallery / "fonts").mkdir()
    for face in FACES:
        shutil.copyfile(face.file, gallery / "fonts" / face.name)
    shutil.copyfile(HERE / "gallery.css", gallery / "gallery.css")
    (gallery / "fonts.css").write_text(font_faces(lambda face: f"fonts/{face.name}"), encoding="utf-8")
    (gallery / "index.html").write_text(page(pictures, awaited), encoding="utf-8")


def page(pictures: Sequence[Picture], awaited: Sequence[str] = ()) -> str:
    """The page as HTML: room by room, group by group, in the order of the pictures."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("index.html.j2").render(rooms=_rooms(pictures), awaited=awaited)


def write_thumbnail(source: Path, target: Path, width: int, height: int) -> None:
    """Write a small copy of a picture, of this width and at most this height."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(source) as picture:
        shown = picture.crop((0, 0, picture.width, min(picture.height, picture.width * height // width)))
        small = shown.convert("RGB").resize((width, width * shown.height // shown.width), Image.Resampling.LANCZOS)
        small.quantize(COLOURS).save(target, optimize=True)


def _rooms(pictures: Sequence[Picture]) -> list[tuple[str, str, str, list[tuple[str, list[Picture]]]]]:
    rooms = []
    for room, in_room in groupby(pictures, key=lambda picture: picture.room):
        groups = [(title, [*group]) for title, group in groupby(in_room, key=lambda picture: picture.group)]
        rooms.append((room, *TITLES[room], groups))
    return rooms
