"""Small packs with everything that paper has trouble with, for the tests of booklets and press files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from small_pdfs import CSS, LINKS, PICTURE, module, print_body

from hubdocs.printing.assembly.assemble import assemble
from hubdocs.printing.assembly.normalise import normalise
from hubdocs.printing.assembly.plan import Blank, PackPlan, Part, Stamp
from hubdocs.printing.sheets import STAMP_FONTS

A5 = (419.527559, 595.275591)
"""In points."""
BLEEDING = (
    CSS + "@page { bleed: 8mm } @page aside { size: 210mm 148mm } .aside { page: aside } h6 { break-before: page }"
)


def svg(body: str) -> str:
    """A drawing as the address of a picture."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50" width="50" height="50">{body}</svg>'
    return f"data:image/svg+xml,{quote(text)}"


DRAWING = svg(
    '<circle cx="25" cy="25" r="9" fill="#f2b134" stroke="#9c2f1e"/><text x="4" y="40" fill="#12323a">i</text>'
)
GRADIENT = svg(
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
    '</linearGradient></defs><rect width="50" height="50" fill="url(#g)"/>'
)
COLOURED = f"""
<p style="color:#12323a">Teal, <span style="color:#9c2f1e">red</span> and <span style="color:#7b4a74">plum</span></p>
<p style="background:#0e4f5e;color:#fff;border:2pt solid #b06a00">White on teal</p>
<div style="height:12mm;background:#f4efe6"></div>
<p><img src="{DRAWING}" alt="A bead"> <img src="{PICTURE}" alt="Two hands"></p>
<div style="height:9mm;background:url(&quot;{DRAWING}&quot;) repeat-x left top/5mm 5mm"></div>
"""
NEXT = '<p style="break-before:page">The next page.</p>'
ASIDE = (
    f'<div class="aside"><p>On its side.</p><div style="height:9mm;background:url(&quot;{DRAWING}&quot;)"></div></div>'
)


def pack(folder: Path, body: str = "", *, css: str = BLEEDING, blanks: int = 0, stamped: bool = False) -> Path:
    """An assembled pack of one document, with blank pages after it."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = print_body(folder / "raw.pdf", module("WC-01") + body, css=css, forms=True)
    facts = normalise(raw, folder / "document.pdf", "WC-01", LINKS)
    part = Part("WC-01 Awareness", folder / "document.pdf", facts, label="WC-01")
    items = (part, *[Blank(*A5)] * blanks)
    plan = PackPlan("A pack", "en-GB", items, web_base="https://hub.example/", fonts=STAMP_FONTS)
    stamps = tuple(
        (Stamp(f"{n} of {plan.pages}", 20, 6),) if n <= facts.pages else () for n in range(1, plan.pages + 1)
    )
    target = folder / "pack.pdf"
    assemble(PackPlan(**{**plan.__dict__, "stamps": stamps if stamped else ()}), target)
    return target
