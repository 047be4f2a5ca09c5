"""`hubdocs feedback list`, `export` and `backup`: what is kept, counted or given out. What is held back never is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.cli.feedback.opening import opened
from hubdocs.feedback import exports
from hubdocs.model import Response


@click.command("list")
@options.library
@click.option("--document", metavar="ID", default="", callback=options.words, help="Only what is about this document.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.answers_problems("nothing was listed.")
def list_(root: Path, document: str, *, as_json: bool) -> None:
    """Count what is kept, by document and version or by edition; what people wrote is not shown."""
    store = opened(root)
    counts = Counter(map(_about, store.responses(document.upper())))
    kept, waiting = store.counts()
    if as_json:
        listed = [
            {"document": about[0], "version": about[1], "edition": about[2], "responses": count}
            for about, count in sorted(counts.items())
        ]
        telling.answer({"responses": kept, "held": waiting, "listed": listed})
        return
    for (id_, version, edition), count in sorted(counts.items()):
        telling.say(f"{f'{id_} {version}' if id_ else edition}: {telling.counted(count, 'response')}")
    if not counts:
        telling.say(f"There are no responses about {document.upper()}." if document else "There are no responses yet.")
    if waiting:
        telling.say(f"{telling.counted(waiting, 'response')} held back: look with hubdocs feedback review.")


def _about(response: Response) -> tuple[str, str, str]:
    """What a response is counted under."""
    return response.document, str(response.version or ""), "" if response.document else response.edition


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options.library
@click.option("--document", metavar="ID", default="", callback=options.words, help="Only what is about this document.")
@options.answers_problems("nothing was written.")
def export(file: Path, root: Path, document: str) -> None:
    """Write what is kept into a new file, .csv or .json, which can be imported again."""
    count = exports.export(opened(root).responses(document.upper()), file)
    telling.say(f"{telling.counted(count, 'response')} written to {file.name}.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options.library
@options.answers_problems("no copy was made.")
def backup(file: Path, root: Path) -> None:
    """Copy the whole store, with what is held back, into a new file. Keep it as safe as the store."""
    store = opened(root)
    store.back_up(file)
    kept, waiting = store.counts()
    telling.say(f"{telling.counted(kept, 'response')} and {waiting} held back are in {file.name}.")
    telling.say("To use it, name it in HUBDOCS_FEEDBACK or put it in the place of the store.")
