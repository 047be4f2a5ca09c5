"""Mistakes that no checkout should keep, because of their size or their names: Python makes each of them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from test_mistakes import problems_of
from tiny import MODULE, MODULE_PATH, STANDARDS, TINY

from hubdocs.authoring import tree

TEXTS = Path(__file__).parents[1] / "mistakes_made"
IMAGES = Path(MODULE_PATH).parent / "images"
HANDOUTS = Path(MODULE_PATH).parent / "handouts"

Maker = Callable[[Path], None]
MISTAKES: dict[str, Maker] = {}


def mistake(maker: Maker) -> Maker:
    """Count a function among the mistakes, under its name with hyphens."""
    MISTAKES[maker.__name__.strip("_").replace("_", "-")] = maker
    return maker


def write(root: Path, path: str | Path, text: str | bytes) -> None:
    """Put a file into the library."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def write_body(root: Path, words: str) -> None:
    """Put words into the activity about the film, from line 24 on."""
    write(root, MODULE_PATH, MODULE.replace("Talk in pairs. See", f"{words}\n\nSee"))


def show(root: Path, name: str, data: bytes) -> None:
    """Put a picture into the module, and show it on line 24."""
    write(root, IMAGES / name, data)
    write_body(root, f"![Two people at a table](images/{name})")


# Files and folders


@mistake
def no_settings(root: Path) -> None:
    (root / "mkdocs.yml").unlink()


@mistake
def no_home_page(root: Path) -> None:
    (root / "content/index.md").unlink()


@mistake
def no_pack_file(root: Path) -> None:
    (root / "materials/packs/parents").mkdir()


@mistake
def no_module_in_its_folder(root: Path) -> None:
    (root / "modules/who-cares/WC-02-looking").mkdir()


@mistake
def no_standards_any_more(root: Path) -> None:
    (root / "materials/standards/ST-01-standards/standards.md").unlink()


@mistake
def a_link_for_a_file(root: Path) -> None:
    (root / HANDOUTS / "h2.md").symlink_to(root / HANDOUTS / "h1.md")


@mistake
def a_link_for_a_folder(root: Path) -> None:
    (root / "content/elsewhere").symlink_to(root.parent)


@mistake
def a_link_for_the_settings(root: Path) -> None:
    (root / "mkdocs.yml").rename(root / "real.yml")
    (root / "mkdocs.yml").symlink_to("real.yml")


@mistake
def name_that_windows_keeps(root: Path) -> None:
    write(root, "content/CON.md", "Words.\n")


@mistake
def name_that_ends_in_a_dot(root: Path) -> None:
    write(root, "content/help./index.md", "Words.\n")


@mistake
def name_with_a_colon(root: Path) -> None:
    write(root, IMAGES / "pair: two.svg", "<svg/>")


@mistake
def name_with_a_question_mark(root: Path) -> None:
    write(root, "content/what?.md", "Words.\n")


@mistake
def names_alike_but_for_capitals(root: Path) -> None:
    write(root, "content/about.md", "Words.\n")
    write(root, "content/About.md", "Words.\n")
    if len({*(root / "content").glob("[aA]bout.md")}) < 2:  # Windows and Mac know one file only
        pytest.skip("this computer takes the two for one")


@mistake
def names_of_modules_alike_but_for_capitals(root: Path) -> None:
    write(root, HANDOUTS / "H1.md", TINY[(HANDOUTS / "h1.md").as_posix()])
    if len({*(root / HANDOUTS).glob("[hH]1.md")}) < 2:  # Windows and Mac know one file only
        pytest.skip("this computer takes the two for one")


@mistake
def path_too_long(root: Path) -> None:
    write(root, f"content/{'a-long-name-' * 8}/{'for-a-page-' * 8}.md", "Words.\n")


@mistake
def file_too_large(root: Path) -> None:
    write(root, "materials/glossary.yml", TINY["materials/glossary.yml"] + "#" * 200_000)


@mistake
def front_matter_too_large(root: Path) -> None:
    write(root, MODULE_PATH, MODULE.replace("status:", "#" * 50_000 + "\nstatus:"))


@mistake
def settings_too_deep(root: Path) -> None:
    write(root, "mkdocs.yml", TINY["mkdocs.yml"] + "extra: " + "[" * 500 + "]" * 500 + "\n")


@mistake
def handouts_in_a_folder_of_their_own(root: Path) -> None:
    write(root, HANDOUTS / "old/h2.md", TINY[(HANDOUTS / "h1.md").as_posix()].replace("H1", "H2"))


# More of something than can be read in good time


@mistake
def lines_too_many(root: Path) -> None:
    write_body(root, "Talk.\n\n" * 3000)


@mistake
def line_too_long(root: Path) -> None:
    write_body(root, "Talk in pairs. " * 700)


@mistake
def paragraph_too_long(root: Path) -> None:
    write_body(root, "Talk in pairs.\n" * 450)


@mistake
def brackets_left_open(root: Path) -> None:
    write_body(root, "Talk [ in pairs.\n\n" * 101)


@mistake
def tags_left_open(root: Path) -> None:
    write_body(root, "Talk <b in pairs.\n\n" * 101)


@mistake
def table_too_long(root: Path) -> None:
    write_body(root, "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 300)


@mistake
def table_too_wide(root: Path) -> None:
    write_body(root, "|" + " a |" * 21 + "\n|" + "---|" * 21 + "\n|" + " 1 |" * 21)


@mistake
def cell_too_wide(root: Path) -> None:
    write_body(root, '<table><tr><td colspan="1000">Talk.</td></tr></table>')


@mistake
def footnotes_too_many(root: Path) -> None:
    write_body(root, "\n".join(f"Talk.[^{n}]\n\n[^{n}]: Note.\n" for n in range(301)))


@mistake
def list_too_deep(root: Path) -> None:
    write_body(root, "\n".join(f"{'    ' * depth}- Talk." for depth in range(11)))


@mistake
def quote_too_deep(root: Path) -> None:
    write_body(root, "> " * 11 + "Talk.")


@mistake
def html_too_deep(root: Path) -> None:
    write_body(root, "<div>" * 21 + "Talk." + "</div>" * 21)


@mistake
def template_too_large(root: Path) -> None:
    write(root, "materials/agreements/AG-01-lead-school/agreement.md", agreement("{{ school }}\n\n" * 1001))


@mistake
def template_with_brackets_too_deep(root: Path) -> None:
    write(
        root,
        "materials/agreements/AG-01-lead-school/agreement.md",
        agreement(f"{{{{ {'(' * 900}school{')' * 900} }}}}"),
    )


@mistake
def several_bounds_at_once(root: Path) -> None:
    write_body(root, "Talk [ in pairs.\n\n" * 101 + "> " * 11 + "Talk.")


def agreement(words: str) -> str:
    """An agreement with some words in its one clause, on line 16."""
    front = STANDARDS.split("\n\n")[0].replace("ST-01", "AG-01")
    fields = "fields:\n  - {name: school, label: The school, type: text}\n---"
    return f"{front[: front.rindex('---')]}{fields}\n\n## The school {{ #school }}\n\n{words}\n"


# Pictures


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file of one form."""
    stream = io.BytesIO()
    picture.save(stream, form, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds nothing of it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (head, b"IDAT" + zlib.compress(b""), b"IEND")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@mistake
def picture_for_a_printing_press(root: Path) -> None:
    show(root, "pair.jpg", saved(Image.new("CMYK", (8, 8)), "JPEG"))


@mistake
def picture_cut_short(root: Path) -> None:
    data = saved(Image.effect_noise((64, 64), 50), "PNG")
    show(root, "pair.png", data[: len(data) // 2])


@mistake
def picture_that_moves(root: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    show(root, "pair.png", saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))


@mistake
def picture_on_its_side(root: Path) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    show(root, "pair.jpg", saved(Image.new("RGB", (8, 8)), "JPEG", exif=notes))


@mistake
def picture_with_too_many_pixels(root: Path) -> None:
    show(root, "pair.png", png_of_size(6_000, 5_000))


@mistake
def picture_with_far_too_many_pixels(root: Path) -> None:
    show(root, "pair.png", png_of_size(30_000, 30_000))


@mistake
def picture_too_large(root: Path) -> None:
    show(root, "pair.png", saved(Image.new("RGB", (8, 8)), "PNG").ljust(5_000_001, b"\0"))


@mistake
def picture_that_is_empty(root: Path) -> None:
    show(root, "pair.jpg", b"")


@mistake
def picture_with_too_many_faults(root: Path) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    show(root, "pair.jpg", saved(Image.new("CMYK", (8, 8)), "JPEG", exif=notes))


@mistake
def drawing_too_large(root: Path) -> None:
    show(root, "pair.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'.ljust(500_001))


@mistake
def drawing_with_too_many_shapes(root: Path) -> None:
    show(root, "pair.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<path/>" * 5_000 + b"</svg>")


@mistake
def drawing_with_a_script(root: Path) -> None:
    show(root, "pair.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')


# The tests


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_made_mistake_is_told_with_file_line_and_hint(
    name: str, tiny: Path, golden: Callable[[Path, str], None]
) -> None:
    MISTAKES[name](tiny)

    found = problems_of(tiny)

    assert found, "nothing was noticed"
    assert all(problem.hint for problem in found), "a mistake without a hint leaves its author alone"
    golden(TEXTS / f"{name}.txt", "".join(f"{problem.severity}: {problem}\n" for problem in found))


def test_each_text_of_a_made_mistake_has_its_maker() -> None:
    assert {file.stem for file in TEXTS.iterdir()} == set(MISTAKES)


def test_more_files_than_anybody_could_write_are_refused(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_FILES", 3)

    (problem,) = problems_of(tiny)

    assert str(problem) == (
        "modules:1: modules holds more than 3 files and folders\n  hint: move out what does not belong here"
    )
