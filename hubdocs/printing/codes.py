"""The places on the site that print leads to: an address to type, and the same as a QR code.

Nothing but the address is in a code: no school, no name, nothing that counts who came by.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from markupsafe import Markup

from hubdocs.model import Edition, Library, Pack, Release
from hubdocs.model.addresses import CHECK, FEEDBACK, check_address, feedback_query, short_address
from hubdocs.printing.drawings import drawn
from hubdocs.printing.templates import as_html

SMALLEST_MODULE = 0.5
"""Millimetres of one dark square at least: what a photocopier and an old telephone still tell apart."""
ON_LIST, ON_SHEET, ON_COVER, ON_OPENING = 24, 22, 20, 18
"""Millimetres of a code on the list of effective documents, feedback sheets, covers and opening pages."""


@dataclass(frozen=True)
class Code:
    """A place on the site, as print names it."""

    words: Markup
    """The address for people to type; it breaks over lines only after a slash."""
    drawing: Markup
    """The same as a QR code, without its quiet zone: style sheets leave that white; empty without a public site."""


def code_for(library: Library, path: str, size: float) -> Code:
    """A place on the site, with a code of `size` millimetres: larger where its squares would be too small."""
    public = library.settings.site_url
    return Code(_breakable(address(library, path)), as_html(_drawing(public + path, size) if public else ""))


def code_of_pack(library: Library, pack: Pack, edition: Edition | None, size: float) -> Code:
    """Where somebody learns whether a printing is current: its edition's own page, of a proof the general one."""
    return code_for(library, check_address(pack.id, edition.id) if edition else CHECK, size)


def code_of_release(library: Library, release: Release) -> Code | None:
    """Where somebody learns whether a release is current; of a draft there is no such place."""
    if release.is_draft:
        return None
    return code_for(library, short_address(release.id, release.version), ON_OPENING)


def feedback_code(
    library: Library, size: float, *, document: str = "", version: str = "", edition: str = ""
) -> Code | None:
    """Where somebody answers on the site, with what the answer is about; none without a public site.

    Args:
        library: Whose site it is.
        size: Of the code, in millimetres.
        document: Its id.
        version: Its version.
        edition: A pack and its edition: `school-staff@2026-11`.
    """
    if not library.settings.site_url:
        return None
    query = feedback_query(document=document, version=version, edition=edition, channel="print")
    return code_for(library, f"{FEEDBACK}?{query}", size)


def address(library: Library, path: str) -> str:
    """An address for people to type: with its host where there is a public site, else as on the site."""
    host = library.settings.site_url.partition("://")[2]
    return (host + path if host else "/" + path).rstrip("/")


def _breakable(words: str) -> Markup:
    """The address in pieces that stay whole, each up to a slash."""
    pieces = [f"{piece}/" for piece in words.split("/")]
    pieces[-1] = pieces[-1].removesuffix("/")
    return Markup().join(Markup('<span class="address">{}</span>').format(piece) for piece in pieces if piece)


def _drawing(target: str, size: float) -> str:
    made = segno.make(target, error="m", micro=False, boost_error=False)
    written = io.BytesIO()
    made.save(written, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True)
    squares, _ = made.symbol_size(border=0)
    return drawn(written.getvalue().decode(), "qr", size=max(size, squares * SMALLEST_MODULE))
