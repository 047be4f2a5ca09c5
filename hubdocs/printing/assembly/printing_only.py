"""What files for printing only have in common: no tags, no links, no claim to be accessible, and they say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.inks import MARKED
from hubdocs.printing.assembly.metadata import xmp
from hubdocs.printing.assembly.plan import PackPlan
from hubdocs.printing.assembly.saving import save_whole
from hubdocs.printing.preflight import SAYING, WARNINGS, Finding, PrintKind, preflight

PRODUCER = "hubdocs"
"""As `assemble` names it."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
NEAR = 1.0
"""Points that the sizes of pages may differ by: a blank page is as large as somebody said, rounded."""
LEAST_RUN = 3
"""Pages in a row that are named as a run: "62 to 64", but "62 and 63"."""
READ_ON_SCREEN = ("/Annots", "/StructParents", "/Tabs", "/Group")
"""What a page has for readers on a screen; its group only says how colours are mixed where something shows through."""

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points."""


def forget_screen(pdf: pikepdf.Pdf) -> None:
    """Take away tags, links, form fields, bookmarks and names: nothing of them can be used on paper."""
    root = pdf.Root
    for key in set(root.keys()) - {"/Type", "/Pages", "/Lang"}:
        del root[key]
    for page in pdf.pages:
        for key in READ_ON_SCREEN:
            if key in page.obj:
                del page.obj[key]


def describe(pdf: pikepdf.Pdf, title: str, saying: str, *, date: str = "") -> None:
    """Say what the file is: its title, its language, and that it is for printing only."""
    subject = f"{SAYING} {saying}".strip()
    plan = PackPlan(title, str(pdf.Root.get("/Lang", "")), (), subject=subject, date=date)
    pdf.Root.Metadata = pdf.make_stream(xmp(plan, PRODUCER, accessible=False), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String(title), Subject=String(subject), Producer=String(PRODUCER))
    )


def save_for_printing(pdf: pikepdf.Pdf, target: Path, kind: PrintKind) -> tuple[Finding, ...]:
    """Write `target` after its preflight, whole or not at all; return what it found that does not stop it.

    Raises:
        PdfFault: The preflight found something that does.
    """
    found: list[Finding] = []

    def check(written: Path) -> Iterable[Finding]:
        found.extend(preflight(written, kind))
        return found

    save_whole(pdf, target, excused=WARNINGS, check=check)
    return tuple(found)


def trim_of(page: pikepdf.Page) -> Box:
    """The edges at which a page is trimmed; the sheet's where it does not say."""
    left, lower, right, upper = map(float, page.trimbox)
    return left, lower, right, upper


def shape_of(page: pikepdf.Page, size: tuple[float, float], where: str) -> bool:
    """Whether a page lies on its side, compared with the size in points that all pages must have.

    Raises:
        PdfFault: It has another size, or is turned by its viewer.
    """
    left, lower, right, upper = trim_of(page)
    width, height = right - left, upper - lower
    if int(page.obj.get("/Rotate", 0)):
        raise PdfFault([f"{where} is turned by the viewer, which printers do in different ways"])
    if _near(width, size[0]) and _near(height, size[1]):
        return False
    if _near(width, size[1]) and _near(height, size[0]):
        return True
    wanted = f"{size[0] / POINTS:.0f} × {size[1] / POINTS:.0f} mm"
    raise PdfFault([f"{where} measures {width / POINTS:.0f} × {height / POINTS:.0f} mm, and must measure {wanted}"])


def _near(length: float, other: float) -> bool:
    return abs(length - other) <= NEAR


def is_blank(page: pikepdf.Page) -> bool:
    """Whether nothing at all is drawn on a page."""
    return not any(stream.read_bytes().strip() for stream in streams_of(page))


def streams_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The streams that make up a page's content, in order."""
    contents: Any = page.obj.get("/Contents", Array())
    return list(contents) if isinstance(contents, Array) else [contents]


def without_marks(page: pikepdf.Page) -> bytes:
    """The content of a page, all its streams joined, without marks for screen readers; every `q` has its `Q`."""
    kept: list[Any] = []
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in MARKED:
            continue
        if name == "Q" and not depth:
            continue
        depth += (name == "q") - (name == "Q")
        kept.append(instruction)
    return pikepdf.unparse_content_stream([*kept, *[([], Operator("Q"))] * depth])


def as_drawing(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes, box: Box) -> pikepdf.Object:
    """A page as a drawing (a Form XObject) that is cut at `box`; it shares the page's fonts and pictures.

    As a drawing, patterns on it move with it. They would stay where they are if its content were only moved.
    """
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(box),
        Resources=page.obj.get("/Resources", Dictionary()),
    )


def are(pages: Sequence[int]) -> str:
    """Page numbers as the beginning of a sentence: `Page 4 is`, `Pages 4 and 62 to 64 are`; empty for none."""
    if not pages:
        return ""
    named = page_runs(pages)
    words = named[0] if len(named) == 1 else ", ".join(named[:-1]) + " and " + named[-1]
    return f"Page {words} is" if len(pages) == 1 else f"Pages {words} are"


def page_runs(pages: Sequence[int]) -> list[str]:
    """Page numbers in order, three and more in a row as a run: `4`, `62 to 64`."""
    named: list[str] = []
    start = 0
    for at in range(1, len(pages) + 1):
        if at < len(pages) and pages[at] == pages[at - 1] + 1:
            continue
        run = pages[start:at]
        named += [f"{run[0]} to {run[-1]}"] if len(run) >= LEAST_RUN else map(str, run)
        start = at
    return named
