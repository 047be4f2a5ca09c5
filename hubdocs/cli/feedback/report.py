"""`hubdocs feedback report`: what responses say, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import click

from hubdocs.cli import options, telling
from hubdocs.errors import HubError, Place, Problem
from hubdocs.hints import did_you_mean
from hubdocs.library.load import load_library
from hubdocs.model import Library, Response

Stored: TypeAlias = Callable[[Path, str], AbstractContextManager[Iterable[Response]]]
"""Opens the store of the library in a folder and streams its responses: of one document, or all of them for ""."""


def report_command(stored: Stored) -> click.Command:
    """The command, which takes responses from wherever they are kept."""

    @click.command()
    @options.library
    @click.option("--document", metavar="ID", default="", help="Only what people said of this document.")
    @click.option("--public", is_flag=True, help="Leave out all that speaks of fewer than five people.")
    @click.option(
        "--out",
        metavar="FOLDER",
        type=click.Path(path_type=Path, file_okay=False),
        help="Where the report goes; .hubdocs/report in the library's folder otherwise.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Say what was written as JSON.")
    @options.answers_problems("the report was not written.")
    def report(root: Path, document: str, public: bool, out: Path | None, as_json: bool) -> None:
        """Write what people said as a page (HTML), for print (PDF) and for programs (JSON)."""
        from hubdocs.feedback_report import FOLDER, make_report

        library = load_library(root)
        _stop_on_unknown(library, document)
        with stored(root, document) as responses:
            made = make_report(library, responses, out or root / FOLDER, public=public)
        if as_json:
            telling.answer(
                {
                    "folder": str(made.folder),
                    "responses": made.responses,
                    "documents": made.documents,
                    "look_at_first": made.concerns,
                    "pages": made.pages,
                }
            )
            return
        telling.say(f"{telling.counted(made.responses, 'response')} on {telling.counted(made.documents, 'document')}.")
        if made.concerns:
            telling.say(f"{telling.counted(made.concerns, 'thing')} to look at first: the report says why.")
        telling.say(
            f"Written: {made.folder}/report.html, report.pdf ({telling.counted(made.pages, 'page')}), report.json"
        )

    return report


def _stop_on_unknown(library: Library, document: str) -> None:
    """Do nothing for a document that was released, or where none is named.

    Raises:
        HubError: There is no such document.
    """
    if document and document not in library.releases:
        hint = did_you_mean(document, library.releases, f"there are: {', '.join(library.releases) or 'none yet'}")
        raise HubError([Problem(Place("modules"), f"there is no released document {document}", hint, "unknown-id")])
