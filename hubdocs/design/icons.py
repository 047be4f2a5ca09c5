"""The icons: a handful of Material Design icons that lie beside this file, with their licence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "icons"

ICONS = (
    "account-voice",
    "alert-octagon-outline",
    "check-circle-outline",
    "file-document-outline",
    "history",
    "key-variant",
    "magnify",
    "menu",
    "message-text-outline",
    "pencil-outline",
    "printer-outline",
    "shield-alert-outline",
    "swap-horizontal",
    "theme-light-dark",
)
"""Every icon there is. Source: DESIGN, section 8."""

_OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'


@cache
def icon(name: str) -> str:
    """An icon as inline SVG, in the colour of the words around it and silent to screen readers.

    Raises:
        ValueError: There is no icon of that name.
    """
    if name not in ICONS:
        raise ValueError(f"there is no icon {name!r}; there are: {', '.join(ICONS)}")
    drawn = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    return drawn.replace(
        _OPENING,
        '<svg xmlns="http://www.w3.org/2000/svg" class="hub-icon" viewBox="0 0 24 24" '
        'fill="currentColor" aria-hidden="true" focusable="false">',
        1,
    )
