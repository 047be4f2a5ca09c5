"""The last step of every file: put together, inspected, and searched for what its readers may not see."""

from __future__ import annotations

from pathlib import Path

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import HubError, Place, Problem
from hubdocs.printing.assembly import PackPlan, PdfFault, assemble
from hubdocs.printing.leaks import find_leaks


def finish(plan: PackPlan, file: Path, place: Place, secrets: Secrets) -> None:
    """Write one file, whole, or not at all.

    Raises:
        HubError: It would have faults, or would show trainer text to others.
    """
    try:
        assemble(plan, file)
    except PdfFault as fault:
        hint = "please report this as a defect, with the pack or document that it names"
        raise HubError(Problem(place, f"{file.name}: {each}", hint, "print-pdf") for each in fault.faults) from fault
    if problems := list(find_leaks(file, place, secrets)):
        file.unlink()
        raise HubError(problems)
