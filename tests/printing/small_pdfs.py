"""Small documents, printed for real, for the tests of printing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

import hubdocs.printing
from hubdocs.errors import Place
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import Part
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.jobs import PrintJob

FONTS = Path(hubdocs.printing.__path__[0]).parent / "design" / "fonts"
REGULAR, BOLD, EXTENDED = (
    FONTS / f"atkinson-hyperlegible-next-{name}-normal.woff2" for name in ("latin-400", "latin-700", "latin-ext-400")
)
FACES = """
@font-face { font-family: Text; src: url(asset:regular.woff2); font-weight: 400 }
@font-face { font-family: Text; src: url(asset:bold.woff2); font-weight: 700 }
@font-face { font-family: "Text more"; src: url(asset:extended.woff2); font-weight: 400 }
body { font-family: Text, "Text more" }
"""
CSS = (
    FACES
    + """
@page { size: A5; margin: 20mm; font-family: Text }
@page { @top-left { content: element(head) } }
@page { @bottom-left { content: "WC-01 · 1.0.0" } @bottom-right { content: counter(page) " of " counter(pages) } }
.head { position: running(head) }
ul ul { list-style: "- " }
img { width: 20mm }
"""
)
ASSETS = {"regular.woff2": REGULAR, "bold.woff2": BOLD, "extended.woff2": EXTENDED}
PICTURE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)


def page(body: str, title: str = "A document") -> str:
    """A whole HTML page in English."""
    return f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'


def job(target: Path, body: str, **changes: Any) -> PrintJob:
    """A print job for a document of these elements."""
    made = PrintJob(
        assets=tuple(sorted(ASSETS.items())),
        name="WC-01 1.0.0",
        place=Place("modules/who-cares/WC-01-awareness/module.md", 4),
        html=page(body),
        css=CSS,
        target=target,
    )
    return replace(made, **changes)


def print_body(target: Path, body: str, **changes: Any) -> Path:
    """Print a document, and return where it is."""
    WeasyPrintEngine().render(job(target, body, **changes))
    return target


def module(document: str) -> str:
    """A module with one of everything that tags can go wrong in. Its ids begin with its own."""
    sentences = "Every pupil needs one adult who listens. " * 12
    return f"""
<div class="head">Who cares? <b>A running head</b></div>
<h1 id="{document}">Awareness: the office of ŵyl and Łódź</h1>
<p>Some <b>par</b>ents are <a href="hubdoc:0">offered skills</a> by their mother-in-law,
<a href="#{document}--film">see the film</a> or <a href="hubdoc:1">an unknown document</a>
and <a href="hubdoc:2">a page of the site</a>, or <a href="hubdoc:3">write to us</a>.</p>
<p>{sentences}</p>
<h2 id="{document}--film">Film and pairs talk</h2>
<ul><li><p>A loose item.</p><p>It goes on.</p></li><li>A tight item<ul><li>Below it</li></ul></li></ul>
<dl><dt>Why</dt><dd>Because it helps.</dd></dl>
<table><thead><tr><th>Part</th><th>Minutes</th></tr></thead>
<tbody><tr><th scope="row">Film</th><td>35</td></tr><tr><th scope="row">Close</th><td>3</td></tr></tbody></table>
<p><img src="{PICTURE}" alt="Two hands"></p>
<p>{sentences}</p><p>{sentences}</p>
<h3 id="{document}--last">A last part</h3>
<form><p><label>Name of the school <input name="party_name"></label></p></form>
"""


LINKS = (
    Link("WC-02--film", "offered skills"),
    Link("ZZ-99", "an unknown document"),
    Link("ZZ-98", "a page of the site", "m/zz-98/"),
    Link("", "write to us", "mailto:hub@example.org"),
)


def part(folder: Path, document: str, body: str | None = None, **changes: Any) -> Part:
    """A document printed and normalised, as a pack's part."""
    raw = print_body(folder / f"{document}.raw.pdf", module(document) if body is None else body, forms=True)
    finished = folder / f"{document}.pdf"
    facts = normalise(raw, finished, document, LINKS)
    return Part(**{"title": f"{document} Awareness", "pdf": finished, "facts": facts, "label": document, **changes})


def tags(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    """Every element with this tag, in reading order."""
    found, stack = [], list(reversed(list(pdf.Root.StructTreeRoot.K)))
    while stack:
        element = stack.pop()
        if isinstance(element, int) or "/S" not in element:
            continue
        if str(element.S) == f"/{role}":
            found.append(element)
        kids = element.get("/K", [])
        stack.extend(reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids]))
    return found


def annotations(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every annotation, in the order of the pages."""
    for each in pdf.pages:
        yield from each.obj.get("/Annots", [])


def fonts_in(path: Path) -> set[str]:
    """The families that a PDF's pages may use."""
    with pikepdf.open(path) as pdf:
        return {
            str(font.BaseFont).removeprefix("/").rpartition("+")[2]
            for each in pdf.pages
            for font in each.obj.Resources.get("/Font", {}).values()
        }


def bookmarks(pdf: pikepdf.Pdf) -> str:
    """The outline as text: one line an entry, two spaces a level."""

    def lines(items: list[Any], level: int) -> Iterator[str]:
        for item in items:
            yield "  " * level + item.title
            yield from lines(item.children, level + 1)

    with pdf.open_outline() as outline:
        return "\n".join(lines(outline.root, 0))
