"""Any Markdown, through the real way to paper: rendered, flattened, printed, mended, put together, inspected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from small_pdfs import PICTURE

from hubdocs.authoring.markdown import Reading, render
from hubdocs.authoring.markdown.reading import Destination
from hubdocs.errors import Place
from hubdocs.model import View
from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import PackPlan, Part
from hubdocs.printing.engine import PrintJob, WeasyPrintEngine
from hubdocs.printing.flatten import flatten
from hubdocs.printing.flattening import Flattening, Reach
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.printable import whole_page
from hubdocs.printing.sheets import FONT_ASSETS, Furniture, common_css, furniture_css


def _within(target: str) -> Destination | None:
    return Destination(target, "A part") if target.startswith("#") else None


READING = Reading(View.TRAINER, _within, lambda _path: PICTURE, lambda _activity: "")


@dataclass(frozen=True)
class Rendered:
    """A text on paper, and the HTML that it was made from."""

    pdf: Path
    """The finished file."""
    html: str


def rendered(folder: Path, markdown: str, name: str = "WC-01") -> Rendered:
    """Print a text as a document of its own."""
    flat = flatten(render(markdown, READING), Flattening(name, lambda _id: Reach("", "")))
    body = f'<h1 id="{name}">A document</h1>{flat.html}'
    raw, mended, done = (folder / f"{name}{kind}.pdf" for kind in (".raw", ".mended", ""))
    WeasyPrintEngine().render(
        PrintJob(
            html=whole_page("A document", body, "document module", "en-GB"),
            css=common_css(("base", "document", *SCREEN.sheets))
            + furniture_css(Furniture("Head", "Right", number=("1",))),
            assets=FONT_ASSETS,
            target=raw,
            name=name,
            place=Place("modules/a/module.md"),
        )
    )
    facts = normalise(raw, mended, name, flat.links)
    assemble(PackPlan("A document", "en-GB", (Part("A document", mended, facts, label=name),)), done)
    return Rendered(done, body)
