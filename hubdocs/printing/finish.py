"""The last step of every file: put together, inspected, and searched for what its readers may not see.

Each function depends on its arguments alone, so that a worker anywhere can do it. What puts files together is imported
where it is needed, which is there: whoever only asks for the work does without.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import PrintedFile
from hubdocs.printing import wording
from hubdocs.printing.assembly.faults import PdfFault
from hubdocs.printing.assembly.plan import PackPlan, Part

if TYPE_CHECKING:
    from hubdocs.printing.assembly.press import PressFile
    from hubdocs.printing.inspection import File

SIDES = 2
"""Of a sheet of paper."""


def finish(plan: PackPlan, file: Path, format_: str, place: Place, secrets: Secrets) -> PrintedFile:
    """Write one accessible file, whole, or not at all.

    Raises:
        HubError: It would have faults, or would show trainer text to others.
    """
    from hubdocs.printing.assembly.assemble import assemble

    with _told_of(file, place):
        assemble(plan, file, partial(_stop_on_leaks, plan, file, place, secrets))
    return printed_file(file, format_, plan.pages)


def finish_booklet(plan: PackPlan, file: Path, format_: str, place: Place, secrets: Secrets) -> PrintedFile:
    """Write one booklet: its pages two by two on sheets to be folded; whole, or not at all.

    Raises:
        HubError: It would have faults, or would show trainer text to others.
    """
    from hubdocs.printing.assembly.imposition import impose

    with _told_of(file, place), _laid_out(plan, file, place, secrets) as pages:
        booklet = impose(pages, file, title=plan.title, date=plan.date)
        sheets = wording.counted(booklet.sheets, "sheet")
        blanks = wording.counted(len(booklet.blanks), "page")
        return printed_file(file, format_, SIDES * booklet.sheets, f"{sheets} of A4, {blanks} left blank")


def finish_for_press(
    plan: PackPlan, file: Path, place: Place, secrets: Secrets, one_colour: bool, first_page: int, prefix: str
) -> PressFile:
    """Write one file for a print shop, whole, or not at all.

    Args:
        plan: Its pages.
        file: Where to write it.
        place: The file that a mistake names.
        secrets: What its readers may not see.
        one_colour: Whether it is printed in black alone.
        first_page: The number of its first page.
        prefix: What stands before that number in the slug line.

    Raises:
        HubError: It would have faults, or would show trainer text to others.
    """
    from hubdocs.printing.assembly.press import for_press

    with _told_of(file, place), _laid_out(plan, file, place, secrets) as pages:
        return for_press(
            pages,
            file,
            title=plan.title,
            one_colour=one_colour,
            first_page=first_page,
            prefix=prefix,
            fonts=plan.fonts,
            date=plan.date,
        )


def printed_file(file: Path, format_: str, pages: int, note: str = "") -> PrintedFile:
    """The facts of a finished PDF."""
    data = file.read_bytes()
    return PrintedFile(file, file.name, format_, pages, len(data), hashlib.sha256(data).hexdigest(), note)


@contextmanager
def _told_of(file: Path, place: Place) -> Iterator[None]:
    """Make problems of a pack or document of the faults of one of its files."""
    try:
        yield
    except PdfFault as fault:
        hint = "please report this as a defect, with the pack or document that it names"
        problems = [Problem(place, f"{file.name}: {each}", hint, "print-pdf") for each in fault.faults]
        raise HubError(problems) from fault


@contextmanager
def _laid_out(plan: PackPlan, file: Path, place: Place, secrets: Secrets) -> Iterator[Path]:
    """The pages of a file for printing only, before they are made ready for that; gone afterwards."""
    from hubdocs.printing.assembly.assemble import assemble

    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".pages", dir=file.parent)
    os.close(handle)
    pages = Path(name)
    try:
        assemble(plan, pages, partial(_stop_on_leaks, plan, pages, place, secrets))
        yield pages
    finally:
        pages.unlink(missing_ok=True)


def _stop_on_leaks(plan: PackPlan, file: Path, place: Place, secrets: Secrets, finished: File) -> None:
    """Do nothing about a file that says only what its readers may see.

    Raises:
        HubError: It shows trainer text to others. Nothing of its name is left: an older file may show the same.
    """
    from hubdocs.printing.leaks import find_leaks

    parts = {item.pdf: item.facts.spoken for item in plan.items if isinstance(item, Part)}
    if problems := list(find_leaks(finished, file.name, parts.values(), place, secrets)):
        file.unlink(missing_ok=True)
        raise HubError(problems)
