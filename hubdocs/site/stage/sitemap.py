"""The sitemap: only where the site has a public address, and without dates that change from build to build."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from hubdocs.site.stage.pages import Page, StagedFile


def sitemap(site_url: str, pages: Iterable[Page]) -> tuple[StagedFile, ...]:
    """Every page that search engines should list."""
    if not site_url:
        return ()
    found = sorted(page.address for page in pages if page.indexed and not page.canonical)
    urls = "".join(f"<url><loc>{escape(site_url + address)}</loc></url>\n" for address in found)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (StagedFile("sitemap.xml", f"{opening}{urls}</urlset>\n".encode()),)
