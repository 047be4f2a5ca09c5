"""The proof that a finished PDF holds no trainer text that its readers may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hubdocs.authoring.proof import Secrets
from hubdocs.errors import Place, Problem
from hubdocs.printing.assembly.facts import Spoken
from hubdocs.printing.inspection import File
from hubdocs.printing.spoken import text_of_parts


def find_leaks(file: File, name: str, parts: Iterable[Spoken], place: Place, secrets: Secrets) -> Iterator[Problem]:
    """Yield a problem for each run of trainer text in a finished PDF, called `name`, that may not be there.

    `parts` are what was read already of the documents that it is made of.
    """
    if not secrets:
        return
    for run in secrets.found_in(text_of_parts(file.pdf, parts)):
        yield Problem(
            place,
            f"{name} would show trainer text to people who do not deliver the session: “{run}”",
            "say it in other words where participants read it, or move it out of the trainer text",
            "audience-leak",
        )
