"""The story: find what to show, photograph it, hang it. Use: `python -m gallery [FOLDER OF THE LIBRARY]`."""

from __future__ import annotations

import sys
from pathlib import Path

from gallery import browser, paper
from gallery.index import hang
from gallery.missing import MissingError
from gallery.pack_pages import leaves
from gallery.site_pages import awaited, site_shots
from hubdocs.errors import HubError
from hubdocs.output import swap_in, workshop


def make(build: Path) -> int:
    """Make `gallery/` inside the folder of a finished build, whole or not at all; the number of its pictures."""
    site, packs = build / "site", build / "packs"
    for folder in (site, packs):
        if not folder.is_dir():
            raise MissingError(f"there is no {folder}: run `hubdocs build` first")
    with workshop(build) as aside:
        shots, printed = site_shots(site), leaves(packs)
        pictures = [*(shot.picture for shot in shots), *(leaf.picture for leaf in printed)]
        made = aside / "gallery"
        for picture in pictures:
            (made / picture.file).parent.mkdir(parents=True, exist_ok=True)
        browser.photograph(shots, site, made)
        paper.photograph(printed, made)
        hang(pictures, awaited(site), made)
        swap_in(made, build / "gallery")
    return len(pictures)


def main() -> None:
    """Make the gallery and say where it is."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    try:
        number = make(root / "build")
    except (MissingError, HubError) as error:
        raise SystemExit(f"gallery: {error}") from None
    print(f"{root / 'build/gallery/index.html'}: {number} pictures.")


if __name__ == "__main__":
    main()
