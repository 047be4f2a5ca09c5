"""The formats in which a pack is printed, and what makes each different."""

from __future__ import annotations

from dataclasses import dataclass

from hubdocs.model import Pack


@dataclass(frozen=True)
class Format:
    """One way of printing. Contract: FORMAT, section 4."""

    name: str
    """`screen`."""
    words: str
    """As the cover says it."""
    sheets: tuple[str, ...]
    """Style sheets after the common ones, in order."""
    right_hand: bool
    """Whether every document begins on a right-hand page, with blank pages put in where needed."""
    replaceable: bool
    """Whether leaves are replaced one by one: their foot then names no pack, edition or total."""

    @property
    def counts_pages(self) -> bool:
        """Whether contents lists and feet name the pages of the pack."""
        return not self.replaceable


SCREEN = Format("screen", "A4, for the screen", ("screen",), right_hand=False, replaceable=False)
BINDER = Format(
    "binder", "A4, printed on both sides, for a ring binder", ("binder",), right_hand=True, replaceable=True
)

PRINTABLE = {each.name: each for each in (SCREEN, BINDER)}
"""The formats that this version prints, by name."""


def formats_of(pack: Pack) -> tuple[Format, ...]:
    """The formats that a pack asks for and that this version prints."""
    return tuple(PRINTABLE[name] for name in pack.formats if name in PRINTABLE)
