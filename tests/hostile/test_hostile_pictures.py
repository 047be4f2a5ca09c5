"""Pictures that tell where they were taken, that act, or that are none: threats.md section 2."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin
from scenes import FOLDER, LINE, everything, module, release, said, told
from shelves import published
from tiny import MODULE, MODULE_PATH, write_library

from hubdocs.authoring.picture_notes import without_notes
from hubdocs.authoring.pictures import MOST_PIXELS
from hubdocs.model import View
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.documents import print_release
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.processes import Limits
from hubdocs.printing.workers import print_one
from hubdocs.site.stage import stage

MARK = b"zqcamera"
PLACE_TAKEN = {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0), 29: MARK.decode()}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def photograph() -> Image.Image:
    return Image.radial_gradient("L").convert("RGB").resize((64, 64))


def noted() -> Image.Exif:
    """What a telephone writes into a picture."""
    exif = Image.Exif()
    exif[0x010F] = MARK.decode()
    exif[0x013B] = "zqcamera of Ann Example"
    exif[0x8825] = PLACE_TAKEN
    return exif


def jpeg(**options: object) -> bytes:
    made = io.BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>zqcamera</x:xmpmeta>"
    photograph().save(made, "JPEG", exif=noted(), comment=MARK, xmp=xmp, **options)
    return made.getvalue()


def png() -> bytes:
    made, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("Author", MARK.decode())
    words.add_itxt("XML:com.adobe.xmp", MARK.decode())
    photograph().save(made, "PNG", exif=noted(), pnginfo=words)
    return made.getvalue()


def with_second_picture(data: bytes) -> bytes:
    """Some telephones put a film behind the picture."""
    return data + b"\x00\x00ftypmp42" + MARK


PHOTOGRAPHS = {
    "jpg": (".jpg", jpeg()),
    "progressive jpg": (".jpg", jpeg(progressive=True)),
    "jpg with a film behind": (".jpg", with_second_picture(jpeg())),
    "png": (".png", png()),
    "png with more behind": (".png", with_second_picture(png())),
}


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_the_notes_of_a_camera_are_not_published_and_the_picture_is_the_same(tmp_path: Path, name: str) -> None:
    """2: a picture with GPS, author or thumbnail."""
    ending, data = PHOTOGRAPHS[name]
    assert MARK in data
    root = write_library(tmp_path / "library")
    (root / FOLDER / "images").mkdir()
    (root / FOLDER / f"images/a{ending}").write_bytes(data)
    (root / "content/images").mkdir()
    (root / f"content/images/a{ending}").write_bytes(data)
    page = {"content/about.md": f"---\ntitle: About\n---\n\n![A ring](images/a{ending})\n"}
    staged = stage(published(root, {**module(f"![A ring](images/a{ending})"), **page}))
    published_bytes = [file.read() for file in staged.files if file.path.endswith(f"a{ending}")]

    assert len(published_bytes) >= 2
    assert said(root) == []
    assert MARK not in everything(staged)
    for made in published_bytes:
        with Image.open(io.BytesIO(made)) as now, Image.open(io.BytesIO(data)) as before:
            assert not now.getexif()
            assert now.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_the_notes_of_a_camera_are_not_printed(tmp_path: Path) -> None:
    """2: the same for the PDF."""
    root = write_library(tmp_path / "library")
    (root / FOLDER / "images").mkdir()
    (root / FOLDER / "images/a.jpg").write_bytes(jpeg())
    (root / FOLDER / "images/b.png").write_bytes(png())
    library = published(root, module("![A ring](images/a.jpg)\n\n![Another](images/b.png)"))
    document = print_release(library, library.releases["WC-01"][0], View.PARTICIPANT, SCREEN)
    made = print_one(document, WeasyPrintEngine(), RenderCache(tmp_path / "cache"), Limits())

    assert MARK not in made.pdf.read_bytes()
    with pikepdf.open(made.pdf) as pdf:
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert len(pictures) >= 2
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                assert MARK not in each.read_raw_bytes()


def test_the_digest_covers_the_picture_as_it_was_taken(tmp_path: Path) -> None:
    """2: strip on copying; the release keeps the original."""
    root = write_library(tmp_path / "library", module("![A ring](images/a.jpg)"))
    (root / FOLDER / "images").mkdir()
    (root / FOLDER / "images/a.jpg").write_bytes(jpeg())
    release(root)
    frozen = root / FOLDER / "releases/1.0.0/images/a.jpg"

    assert frozen.read_bytes() == jpeg()
    frozen.write_bytes(without_notes(jpeg(), ".jpg"))
    assert any("[frozen]" in each for each in said(root))


@pytest.mark.parametrize("ending", [".jpg", ".png"])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 20, 100, 300])
def test_half_a_picture_is_left_alone(ending: str, size: int) -> None:
    """2: broken pictures; only frozen files come this far."""
    data = (jpeg() if ending == ".jpg" else png())[:size]

    assert isinstance(without_notes(data, ending), bytes)


# -- SVG ----------------------------------------------------------------------------------------------------------

DRAWINGS = {
    "script": ("<script>alert(1)</script>", "holds <script>"),
    "script by address": ('<script href="https://evil.example/x.js"/>', "holds <script>"),
    "handler": ('<circle r="3" onclick="alert(1)"/>', "holds onclick="),
    "handler in capitals": ('<circle r="3" OnLoad="alert(1)"/>', "holds OnLoad="),
    "foreignObject": ("<foreignObject><p>x</p></foreignObject>", "holds <foreignObject>"),
    "style": ("<style>@import url(//evil.example)</style>", "holds <style>"),
    "picture inside": ('<image href="file:///etc/passwd"/>', "holds <image>"),
    "link": ('<a href="javascript:alert(1)"><circle r="3"/></a>', "holds <a>"),
    "animation that sets": ('<set attributeName="onload" to="alert(1)"/>', "holds <set>"),
    "animation": ('<animate attributeName="href" values="javascript:alert(1)"/>', "holds <animate>"),
    "use from elsewhere": ('<use href="https://evil.example/a.svg#b"/>', 'holds href="https'),
    "use of data": ('<use href="data:image/svg+xml,x#b"/>', 'holds href="data'),
    "use by xlink": ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="//evil.example#a"/>', "holds href="),
    "fill from elsewhere": ('<circle r="3" fill="url(https://evil.example/#a)"/>', "refers to something outside"),
    "style attribute": ('<circle r="3" style="fill:url(//evil.example)"/>', "refers to something outside"),
    "filter": ('<filter id="a"><feImage href="//evil.example"/></filter>', "holds <filter>"),
    "handler element": ('<handler type="x">alert(1)</handler>', "holds <handler>"),
    "metadata": ("<metadata>51.5, -0.1</metadata>", "holds <metadata>"),
    "copies of copies": ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "copies (<use>) a part"),
    "too many shapes": ("<g/>" * 5001, "more than 5,000 shapes"),
    "too large": (f'<path d="{"M0 0" * 130_000}"/>', "bytes; a picture like this may have 500,000"),
    "too deep": ("<g>" * 3000 + "</g>" * 3000, "cannot be read as an SVG drawing"),
}
WHOLE = {
    "doctype": ("<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>", "has a DOCTYPE"),
    "entities that multiply": (
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><svg>&b;</svg>',
        "has a DOCTYPE",
    ),
    "an entity from a file": (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        "has a DOCTYPE",
    ),
    "a page": ("<!doctype html><script>alert(1)</script>", "cannot be read as an SVG drawing"),
    "a picture of another kind": ("\x89PNG", "cannot be read as an SVG drawing"),
    "nothing": ("", "cannot be read as an SVG drawing"),
}


@pytest.mark.parametrize("name", [*DRAWINGS, *WHOLE])
def test_a_drawing_that_could_do_more_than_be_seen_is_refused(tmp_path: Path, name: str) -> None:
    """2: SVG with script, foreignObject, outside references."""
    text, words = (SVG.format(DRAWINGS[name][0]), DRAWINGS[name][1]) if name in DRAWINGS else WHOLE[name]
    found = told(tmp_path, module("Words.\n\n![A ring](images/a.svg)"), {f"{FOLDER}images/a.svg": text.encode()})

    assert any(each.startswith(f"{MODULE_PATH}:{LINE + 2}: ") and words in each for each in found), found


def test_a_plain_drawing_has_no_mistake(tmp_path: Path) -> None:
    inside = (
        '<defs><g id="a"><circle r="3"/></g></defs><use href="#a"/><text x="1">a</text><path fill="url(#a)" d="M0 0"/>'
    )
    data = {f"{FOLDER}images/a.svg": SVG.format(inside).encode()}

    assert told(tmp_path, module("![A ring](images/a.svg)"), data) == []


def test_no_drawing_of_an_author_stands_inside_a_page(tmp_path: Path) -> None:
    """2: embed as `img`, never inline."""
    root = write_library(tmp_path / "library")
    (root / FOLDER / "images").mkdir()
    (root / FOLDER / "images/a.svg").write_text(SVG.format('<circle r="3" id="zqcircle"/>'))
    staged = stage(published(root, module("![A ring](images/a.svg)")))

    assert not any("zqcircle" in page.html for page in staged.pages)
    assert any('images/a.svg"' in page.html for page in staged.pages)


# -- Huge and broken pictures -------------------------------------------------------------------------------------


def declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(photograph(), "JPEG", exif=exif)


BROKEN = {
    "too many pixels": (".png", declared(60_000, 60_000), "more than 25,000,000 pixels|more than can be printed"),
    "a few pixels too many": (".png", declared(5001, 5000), "more than can be printed"),
    "declared size only": (".png", declared(2000, 2000), "is damaged"),
    "half a jpg": (".jpg", jpeg()[:900], "is damaged"),
    "half a png": (".png", png()[:700], "is damaged"),
    "colours of a press": (".jpg", saved(photograph().convert("CMYK"), "JPEG"), "(CMYK)"),
    "on its side": (".jpg", turned(), "stored on its side"),
    "a moving png": (
        ".png",
        saved(photograph(), "PNG", save_all=True, append_images=[photograph().rotate(90)]),
        "moves; on paper it cannot",
    ),
    "a gif called png": (".png", saved(photograph(), "GIF"), "is not a png picture"),
    "a page called jpg": (".jpg", b"<html><script>alert(1)</script></html>", "is not a jpg picture"),
    "a pdf called png": (".png", b"%PDF-1.7", "is not a png picture"),
    "nothing": (".png", b"", "is not a png picture"),
    "too many bytes": (".png", png() + b"\0" * 5_000_000, "bytes; a picture like this may have 5,000,000"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_picture_that_cannot_be_shown_or_printed_is_refused(tmp_path: Path, name: str) -> None:
    """2: decompression bomb, CMYK, animation, damage."""
    ending, data, words = BROKEN[name]
    found = told(tmp_path, module(f"![A ring](images/a{ending})"), {f"{FOLDER}images/a{ending}": data})

    assert any(f"{MODULE_PATH}:{LINE}: the picture images/a{ending}" in each for each in found), found
    assert any(word in each for each in found for word in words.split("|")), found


def test_the_largest_picture_may_be_read(tmp_path: Path) -> None:
    data = saved(Image.new("1", (5000, 5000)), "PNG")

    assert MOST_PIXELS == 5000 * 5000
    assert told(tmp_path, module("![A ring](images/a.png)"), {f"{FOLDER}images/a.png": data}) == []
    assert "Read this first." in MODULE
