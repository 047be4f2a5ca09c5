"""The three shapes of the house, its icons and its letters, for site and print alike."""

from hubdocs.design.colours import IN_PRINT, ON_SCREEN, ONE_COLOUR, Colours, branded
from hubdocs.design.dial import dial
from hubdocs.design.fonts import FACES, FAMILY, Face, font_faces
from hubdocs.design.icons import ICONS, icon
from hubdocs.design.motif import Partner, Weight, leading_partner, motif, pack_motif, pack_turn, ring
from hubdocs.design.typesetting import LONGEST_COVER_LINE, balanced, curly, long_day

__all__ = [
    "FACES",
    "FAMILY",
    "ICONS",
    "IN_PRINT",
    "LONGEST_COVER_LINE",
    "ONE_COLOUR",
    "ON_SCREEN",
    "Colours",
    "Face",
    "Partner",
    "Weight",
    "balanced",
    "branded",
    "curly",
    "dial",
    "font_faces",
    "icon",
    "leading_partner",
    "long_day",
    "motif",
    "pack_motif",
    "pack_turn",
    "ring",
]
