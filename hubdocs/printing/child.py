"""What happens in the process that lays out one document: WeasyPrint, its files and its complaints.

`engine` calls `lay_out` in a fork. Only the server of these imports this, and with it WeasyPrint.
"""

from __future__ import annotations

import html
import importlib
import logging
import re
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from PIL import Image

from hubdocs.design import FACES
from hubdocs.printing.ending import leave
from hubdocs.printing.fonts import unpacked
from hubdocs.printing.jobs import Mistake, PrintJob

# Imported before the limits are set: this is our code, not the document's.
with warnings.catch_warnings():
    # It notices that there are no system fonts, which is what we want.
    warnings.simplefilter("ignore")
    from weasyprint import HTML
    from weasyprint.text.ffi import ffi

    from hubdocs.printing.fetching import AssetFetcher, RefusedError
    from hubdocs.printing.style import HOUSE
    from hubdocs.printing.tag_names import name_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LATE_IMPORTS = ("PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "email.policy", "fontTools.subset")
"""What WeasyPrint imports when it first needs it."""
C_TYPES = (
    "FcChar8 **",
    "PangoFcFontMap *",
    "PangoLogAttr[]",
    "PangoRectangle *",
    "char[]",
    "char[4]",
    "hb_tag_t[100]",
    "unsigned int *",
)
"""What WeasyPrint asks its C libraries for. Reading one of these names takes longer than to lay out a paragraph."""
GLYPH = "hb_codepoint_t"
"""The type of a glyph's number. Arrays of these are asked for by type and length: `hb_codepoint_t[22]`."""
LARGEST_FONT = 256
"""Glyphs of the largest font of the brand, about."""
MOST_MISTAKES = 50
"""How many mistakes of one document are told."""
LONGEST_SIDE = 8_000
"""Dots of a picture on its longest side that are enough for A3 at 480 in each inch."""
EXCERPT = 20
"""Characters shown on each side of a letter that no font has."""


class Complaints(logging.Handler):
    """Collects what the fetcher and WeasyPrint complain of, once each and in order."""

    def __init__(self, job: PrintJob) -> None:
        super().__init__(logging.WARNING)
        self._job = job
        self._found: dict[Mistake, None] = {}

    @property
    def found(self) -> tuple[Mistake, ...]:
        """The mistakes so far."""
        return tuple(self._found)

    def add(self, mistake: Mistake) -> None:
        """Remember a mistake."""
        if len(self._found) < MOST_MISTAKES:
            self._found[mistake] = None

    def emit(self, record: logging.LogRecord) -> None:
        """Turn a line of WeasyPrint's log into a mistake.

        It only logs what should stop us: a missing picture, a bad property, a link to nowhere.
        """
        for beginning, explain in EXPLANATIONS.items():
            if record.msg.startswith(beginning):
                if mistake := explain(self._job, *_arguments(record)):
                    self.add(mistake)
                return
        complaint = record.msg if self._job.private else record.getMessage()
        self.add(
            Mistake(
                f"the print engine complains: {complaint}",
                "mend the style sheet or the text that it names",
                "print-engine",
            )
        )


def _arguments(record: logging.LogRecord) -> tuple[Any, ...]:
    return record.args if isinstance(record.args, tuple) else (record.args,)


def _missing_glyph(job: PrintJob, character: str, _codepoint: int) -> Mistake:
    body = job.html.partition("<body")[2]
    words = html.unescape(re.sub(r"<[^>]*>", " ", f"<{body}"))
    at = words.find(character)
    where = f", in “{_excerpt(words, at)}”" if at >= 0 else ", which the style sheet asks for"
    return Mistake(
        f"no font has the character “{character}” (U+{ord(character):04X}){'' if job.private else where}",
        "write it with other characters, or add a font that has it",
        "print-character",
    )


def _excerpt(words: str, at: int) -> str:
    return " ".join(words[max(0, at - EXCERPT) : at + EXCERPT].split())


def _unreadable_picture(_job: PrintJob, address: str, reason: object) -> Mistake | None:
    if str(reason).startswith(RefusedError.__name__):
        return None  # Already told by the fetcher, in plainer words.
    if isinstance(reason, BaseException) and isinstance(reason.__cause__, Image.DecompressionBombError):
        return Mistake(
            f"the picture `{_shown(address)}` has too many dots",
            f"save it again with at most {LONGEST_SIDE:,} dots on its longest side: more than any printer shows",
            "print-picture",
        )
    return Mistake(
        f"the picture `{_shown(address)}` cannot be read",
        "open it in a picture viewer, and save it again as PNG, JPEG or SVG",
        "print-picture",
    )


def _missing_description(_job: PrintJob, address: str) -> Mistake:
    return Mistake(
        f"the picture `{_shown(address)}` has no description",
        "say in its square brackets what the picture shows: ![what it shows](file.png)",
        "print-description",
    )


def _missing_anchor(_job: PrintJob, anchor: object) -> Mistake:
    name = anchor[1] if isinstance(anchor, tuple) else anchor
    name = name[1] if isinstance(name, tuple) else name
    return Mistake(
        f"a link leads to `#{name}`, which is not in this document",
        "check the id after `#`",
        "print-link",
    )


def _repeated_anchor(_job: PrintJob, anchor: str) -> Mistake:
    return Mistake(f"the id `{anchor}` is used twice", "give each part an id of its own", "print-link")


def _unreadable_font(_job: PrintJob, family: str) -> Mistake:
    return Mistake(
        f"the font “{family}” cannot be loaded",
        "check that its file is there and is a WOFF2, WOFF, TrueType or OpenType font",
        "print-font",
    )


EXPLANATIONS: Mapping[str, Callable[..., Mistake | None]] = {
    ".notdef glyph rendered": _missing_glyph,
    "Failed to load image at": _unreadable_picture,
    'Image "%s" has no required alt': _missing_description,
    "No anchor #": _missing_anchor,
    "Content discarded: target points to undefined anchor": _missing_anchor,
    "Anchor defined twice": _repeated_anchor,
    "Font-face %r cannot be loaded": _unreadable_font,
}
"""How WeasyPrint's own words begin, and what to tell an author instead."""


def attachments(page: HTML) -> Iterator[Mistake]:
    """Find elements that would put a file into the PDF."""
    for element in page.etree_element.iter():
        if "attachment" in element.get("rel", "").lower().split():
            yield Mistake(
                f"it attaches `{_shown(element.get('href', ''))}`, and a printed document carries no files",
                "make it an ordinary link",
                "print-address",
            )


def _shown(address: str) -> str:
    return unquote(address.removeprefix("asset:"))


def print_document(job: PrintJob, complaints: Complaints) -> None:
    """Lay out and write one document; mistakes go to `complaints`."""
    fetcher = AssetFetcher(job.assets, complaints)
    page = HTML(string=job.html, url_fetcher=fetcher)
    for mistake in attachments(page):
        complaints.add(mistake)
    style = HOUSE.read(job.css, fetcher, complaints)
    options = {"pdf_variant": "pdf/ua-1", "pdf_forms": job.forms}
    document = page.render(font_config=style.fonts, stylesheets=[style.sheet], **options)
    leave((page, style, document))
    if len(document.pages) > job.limits.pages:
        complaints.add(_too_big(f"{len(document.pages)} pages, more than {job.limits.pages}"))
        return
    document.write_pdf(job.target, finisher=name_tags, **options)


def _too_big(what: str) -> Mistake:
    return Mistake(
        f"it needs {what}",
        "split the document, or raise `print_limits` in mkdocs.yml",
        "print-limit",
    )


def lay_out(job: PrintJob) -> tuple[Mistake, ...]:
    """Write a job's PDF, and tell what was wrong with it; nothing is when there are no mistakes."""
    warnings.simplefilter("ignore")
    complaints, log = Complaints(job), logging.getLogger("weasyprint")
    log.addHandler(complaints)
    logging.getLogger("weasyprint.progress").propagate = False
    try:
        print_document(job, complaints)
    except RecursionError:
        complaints.add(
            Mistake(
                "its parts are nested too deeply",
                "look for quotes, lists or boxes inside each other, and take some apart",
                "print-limit",
            )
        )
    except MemoryError:
        complaints.add(_too_big(f"more than {job.limits.memory_bytes // 1024**2} MB of memory"))
    finally:
        log.removeHandler(complaints)  # Another document may come after this one.
    return complaints.found


def warm_up() -> None:
    """Import what the first document would import, and unpack the brand's fonts, so that forks have it already."""
    for name in LATE_IMPORTS:
        importlib.import_module(name)
    for face in FACES:
        unpacked(face.file.read_bytes())
    HOUSE.begin()
    for name in C_TYPES:
        ffi.typeof(name)
    _name_arrays()


def _name_arrays() -> None:
    """Tell the library that calls C what arrays of glyphs are, so that it need not read each name of one as C.

    It has no public way to be told. Should a later release keep its types elsewhere, laying out only takes longer.
    """
    with suppress(AttributeError, TypeError):
        pointer = ffi.typeof(f"{GLYPH} *")
        for length in range(1, LARGEST_FONT + 1):
            array = ffi._backend.new_array_type(pointer, length)  # noqa: SLF001
            ffi._parsed_types.setdefault(f"{GLYPH}[{length}]", (array, False))  # noqa: SLF001
