"""Rules of fonts: each is in the file, and every letter shown has its shape, its width and its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Stream

from hubdocs.printing.inspection.file import File, Shown
from hubdocs.printing.inspection.fonts import TOLERANCE, Program
from hubdocs.printing.inspection.rules import rule

IDENTITY = frozenset({"/Identity-H", "/Identity-V"})


@rule(
    "font-kind",
    "Every font is of the one kind that this program writes: composite, its codes the numbers of its glyphs.",
    *("7.21.3.1-1", "7.21.3.3-1", "7.21.3.3-2", "7.21.3.3-3", "7.21.4.2-1"),
    *("7.21.6-1", "7.21.6-2", "7.21.6-3", "7.21.6-4"),
)
def _font_kind(file: File) -> Iterator[str]:
    for shown in file.fonts:
        encoding = shown.font.font.get("/Encoding")
        if not shown.font.is_composite or not isinstance(encoding, Name) or str(encoding) not in IDENTITY:
            yield f"{shown.font.name} is of a kind that cannot be judged"


@rule("font-named", "Every font that letters are set in is in the resources of their page or drawing.")
def _font_named(file: File) -> Iterator[str]:
    for name in file.unknown_fonts:
        yield f"letters are set in {name or 'no font'}, which is not there"


@rule("font-embedded", "Every font is in the file.", "7.21.4.1-1")
def _font_embedded(file: File) -> Iterator[str]:
    for shown in file.fonts:
        if shown.font.program is None:
            yield f"{shown.font.name} is not embedded"


@rule("font-glyph-map", "Every TrueType font says which code is which glyph.", "7.21.3.2-1")
def _font_glyph_map(file: File) -> Iterator[str]:
    for shown in file.fonts:
        mapping = shown.font.below.get("/CIDToGIDMap")
        if shown.font.below.get("/Subtype") == "/CIDFontType2" and not (
            isinstance(mapping, Stream) or mapping == Name.Identity
        ):
            yield f"{shown.font.name} does not say which code is which glyph"


@rule("font-list", "No font has a list of its glyphs, which might be wrong and which nobody needs.", "7.21.4.2-2")
def _font_list(file: File) -> Iterator[str]:
    for shown in file.fonts:
        if "/CIDSet" in shown.font.below.get("/FontDescriptor", Dictionary()):
            yield f"{shown.font.name} has a list of its glyphs"


@rule("glyph-there", "Every letter shown has a glyph in its font.", "7.21.4.1-2")
def _glyph_there(file: File) -> Iterator[str]:
    for shown, program in _read(file):
        if missing := sorted(code for code in shown.codes if shown.font.glyph(code) >= program.glyphs):
            yield f"{shown.font.name} has no glyph {missing[0]}, which is shown"


@rule("glyph-width", "Every letter shown is as wide as its font says.", "7.21.5-1")
def _glyph_width(file: File) -> Iterator[str]:
    for shown, program in _read(file):
        widths, other = shown.font.widths()
        advances = program.advances
        for code in sorted(shown.codes):
            glyph = shown.font.glyph(code)
            told = widths.get(code, other)
            if glyph < len(advances) and abs(told - advances[glyph]) > TOLERANCE:
                yield f"glyph {code} of {shown.font.name} is {advances[glyph]:.0f} wide, not {told:g}"
                break


@rule("font-letters", "Every letter shown can be read out and copied: its font says which letter it is.", "7.21.7-1")
def _font_letters(file: File) -> Iterator[str]:
    for shown in file.fonts:
        if not isinstance(shown.font.font.get("/ToUnicode"), Stream):
            yield f"{shown.font.name} has no map to letters"
        elif unknown := sorted(shown.codes - shown.font.letters.mapped - {0}):
            yield f"{shown.font.name} does not say which letter glyph {unknown[0]} is"


@rule("letter-real", "No glyph stands for what is no letter.", "7.21.7-2")
def _letter_real(file: File) -> Iterator[str]:
    for shown in file.fonts:
        if wrong := sorted(shown.font.letters.forbidden):
            yield f"glyph {wrong[0]} of {shown.font.name} stands for no letter"


@rule("no-blank-box", "No letter is shown as the box that stands for a missing one.", "7.21.8-1")
def _no_blank_box(file: File) -> Iterator[str]:
    for shown, _ in _read(file):
        if any(shown.font.glyph(code) == 0 for code in shown.codes):
            yield f"{shown.font.name} shows a letter that it does not have"


def _read(file: File) -> Iterator[tuple[Shown, Program]]:
    """The fonts whose programs are in the file, and what those hold."""
    return ((shown, shown.font.program) for shown in file.fonts if shown.font.program is not None)
