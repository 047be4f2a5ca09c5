"""Links inside the site: always relative, always to a file, so that a server and a double click both work."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Here:
    """The page that a link stands on."""

    address: str
    """Its folder, relative to the site's root; empty for the home page."""

    def to(self, address: str, anchor: str = "") -> str:
        """The way to another page: `../wc-02/index.html#film`."""
        return self.file(f"{address}index.html") + (f"#{quote(anchor)}" if anchor else "")

    def file(self, path: str) -> str:
        """The way to a file."""
        return quote(posixpath.relpath(path, self.address or "."))
