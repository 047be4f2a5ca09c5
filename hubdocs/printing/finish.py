"""The last step of every file: put together, inspected, and searched for what its readers may not see.

Each function depends on its arguments alone, so that a worker anywhere can do it.
"""

from __future__ import annotations

from pathlib import Path

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import PrintedFile
from hubdocs.printing.assembly import PackPlan, Part, PdfFault, assemble
from hubdocs.printing.leaks import find_leaks
from hubdocs.printing.manifest import printed_file


def finish(plan: PackPlan, file: Path, format_: str, place: Place, secrets: Secrets) -> PrintedFile:
    """Write one file, whole, or not at all.

    Raises:
        HubError: It would have faults, or would show trainer text to others.
    """
    try:
        assemble(plan, file)
    except PdfFault as fault:
        raise HubError(faults_of(fault, file, place)) from fault
    stop_on_leaks(file, plan, place, secrets)
    return printed_file(file, format_, plan.pages)


def faults_of(fault: PdfFault, file: Path, place: Place) -> list[Problem]:
    """The faults of a finished file as problems of the pack or document that it is of."""
    hint = "please report this as a defect, with the pack or document that it names"
    return [Problem(place, f"{file.name}: {each}", hint, "print-pdf") for each in fault.faults]


def stop_on_leaks(file: Path, plan: PackPlan, place: Place, secrets: Secrets) -> None:
    """Do nothing to a file that says only what its readers may see; delete any other.

    Raises:
        HubError: It shows trainer text to others.
    """
    parts = {item.pdf: item.facts.spoken for item in plan.items if isinstance(item, Part)}
    if problems := list(find_leaks(file, parts.values(), place, secrets)):
        file.unlink()
        raise HubError(problems)
