"""Pictures of printed pages, and of what a photocopier leaves of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageFilter

from gallery.missing import MissingError
from gallery.pictures import Leaf

DOTS = 100
"""Dots to the inch of a picture: A4 is then 827 wide."""
COPIED_DOTS = 110
"""Dots to the inch at which a copier is imitated. Source: design/DESIGN, section 4."""
COPIES = 2
"""A copy of a copy is what a class gets. Source: design/DESIGN, section 9."""
BLUR, DARK = 0.6, 140
"""How far, in dots, the glass spreads a dot; the grey, of 255, below which it is copied as black.

Chosen to leave what the design measured: `#46595E` at 10 pt breaks up, `#12323A` at 10.5 pt and black at 10 pt hold.
"""


def photograph(leaves: Sequence[Leaf], gallery: Path) -> None:
    """Take every picture of the packs.

    Raises:
        MissingError: The program that draws PDFs is not installed.
    """
    program = shutil.which("pdftoppm")
    if program is None:
        raise MissingError("pdftoppm is not installed: on Debian or Ubuntu, sudo apt-get install poppler-utils")
    for leaf in leaves:
        target = gallery / leaf.picture.file
        _draw(program, leaf, target)
        if leaf.copied:
            with Image.open(target) as drawn:
                copied(drawn, COPIES).save(target, optimize=True)


def _draw(program: str, leaf: Leaf, target: Path) -> None:
    colours = ["-gray"] if leaf.copied else []
    dots = COPIED_DOTS if leaf.copied else DOTS
    page = str(leaf.page)
    command = [program, "-png", "-singlefile", "-r", str(dots), "-f", page, "-l", page, *colours]
    subprocess.run([*command, str(leaf.pdf), str(target.with_suffix(""))], check=True)


def copied(page: Image.Image, times: int) -> Image.Image:
    """A page as black-and-white copies leave it: blurred, then each dot black or white, as often as it is copied."""
    page = page.convert("L")
    for _ in range(times):
        page = page.filter(ImageFilter.GaussianBlur(BLUR)).point(lambda grey: 0 if grey < DARK else 255)
    return page.convert("1", dither=Image.Dither.NONE)
