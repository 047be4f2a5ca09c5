"""`hubdocs release`: a document's text is fixed for ever, or an edition of a pack."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from hubdocs import release as releasing
from hubdocs.cli import options, telling
from hubdocs.cli.telling import counted
from hubdocs.model import Approval, Release


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.library
@click.option("--major", "kind", flag_value="major", help="People must be trained again, or an old copy is unsafe.")
@click.option("--minor", "kind", flag_value="minor", help="An old copy is replaced when convenient.")
@click.option("--patch", "kind", flag_value="patch", help="Only wording changed: no need to reprint.")
@click.option("--summary", default="", help="What is new, in one sentence for readers.")
@click.option(
    "--on", "on", metavar="DATE", callback=options.day, help="The day of the release; today if it is not given."
)
@click.option("--approved-by", metavar="ROLE", help="Who approved it: a role, never a name.")
@click.option("--approved-on", metavar="DATE", callback=options.day, help="The day on which it was approved.")
@options.answers_problems("nothing was released.")
def release(
    ids: tuple[str, ...],
    root: Path,
    kind: str | None,
    summary: str,
    on: datetime.date | None,
    approved_by: str | None,
    approved_on: datetime.date | None,
) -> None:
    """Publish documents (WC-01), or fix an edition of packs (school-staff)."""
    if bool(approved_by) != bool(approved_on):
        raise click.UsageError("--approved-by and --approved-on belong together")
    if any(not letter.isprintable() for letter in f"{summary}{approved_by or ''}"):
        raise click.UsageError("the summary and the role are one line of plain text each")
    if approved_by is not None and not approved_by.strip():
        raise click.UsageError('--approved-by needs a role, such as "Training lead"')
    wanted = releasing.Wanted(
        ids=ids,
        summary=summary.strip(),
        on=on or options.today(),
        kind=kind or "",
        approved=Approval(approved_by, approved_on) if approved_by and approved_on else None,
    )
    with telling.progress() as tell:
        made = releasing.release(root, wanted, tell)
    for each in made:
        if isinstance(each, Release):
            telling.say(f"{each.name} is released: {each.summary}")
        else:
            documents = counted(len(each.documents), "document")
            pages = counted(sum(document.pages for document in each.documents), "page")
            telling.say(f"Edition {each.id} of {each.pack} is fixed: {documents}, {pages}.")
