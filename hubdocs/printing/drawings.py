"""Drawings on paper."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote


@lru_cache(maxsize=256)
def drawn(svg: str, kind: str, *, size: float = 0) -> str:
    """A drawing as decoration: painted as a background, it is an artifact that nobody hears read out.

    Its size is the style sheet's affair, unless it is `size` millimetres wide and high.
    """
    square = f"width:{size:g}mm;height:{size:g}mm;" if size else ""
    address = "data:image/svg+xml," + quote(svg.replace("viewbox=", "viewBox="), safe="/:=;,@ ").replace(" ", "%20")
    return f'<span class="drawing {kind}" style="{square}background-image:url({address})"></span>'
