"""Write beside each of the brand's font files the same font unpacked: `python -m tools.unpack_fonts`.

Unpacking takes longer than laying out a page, and print wants all fonts in each run. Run this when a font changes.
"""

from __future__ import annotations

from fontTools.ttLib import woff2

from hubdocs.design import FACES


def main() -> None:
    """Unpack every font."""
    for face in FACES:
        woff2.decompress(face.file, face.unpacked_file)


if __name__ == "__main__":
    main()
