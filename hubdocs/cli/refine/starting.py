"""`hubdocs refine new`: what people ask for, with a number of its own."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import click

from hubdocs import refine as refining
from hubdocs.cli import options, telling
from hubdocs.cli.new import words
from hubdocs.cli.refine.kept import found, kept
from hubdocs.feedback.refinements import SEVERITIES, Wish
from hubdocs.model import Version

_MARKUP = re.compile(r"[<>{}\[\]*_`\\|~^#]|!!!|\?\?\?|&(?=#?\w+;)|==|--|\+\+")
"""Signs that Markdown would read as more than themselves."""


def _title(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    if value is None:
        return ""
    if sign := _MARKUP.search(value):
        raise click.BadParameter(f"write plain words, without {sign[0]}")
    return words(value)


def _versions(_context: click.Context, _option: click.Parameter, value: tuple[str, ...]) -> tuple[Version, ...]:
    try:
        return tuple(Version.parse(each) for given in value for each in given.replace(",", " ").split())
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command(cls=options.several("--versions", "--from"))
@click.argument("document", metavar="ID")
@options.library
@click.option("--activity", default="", metavar="ID", help="The activity that people spoke of, such as film.")
@click.option(
    "--versions",
    multiple=True,
    metavar="VERSION...",
    callback=_versions,
    help="The releases that people spoke of; the newest if none is given.",
)
@click.option("--severity", type=click.Choice(SEVERITIES), required=True, help="How much it matters.")
@click.option("--from", "ids", multiple=True, metavar="RESPONSE...", help="The responses that ask for it.")
@click.option("--desk-review", "is_desk_review", is_flag=True, help="Nobody sent it: somebody read the text closely.")
@click.option("--responses", type=click.IntRange(1, 999_999), metavar="NUMBER", help="How many people said it.")
@click.option("--title", callback=_title, metavar="TEXT", help="What it asks for, in a few plain words.")
@click.option(
    "--on", "on", metavar="DATE", callback=options.day, help="The day it is written down; today if not given."
)
@options.answers_problems("nothing was written.")
def new(
    document: str,
    root: Path,
    activity: str,
    versions: tuple[Version, ...],
    severity: str,
    ids: tuple[str, ...],
    is_desk_review: bool,
    responses: int | None,
    title: str,
    on: datetime.date | None,
) -> None:
    """Write down what people ask of a document (ID)."""
    if is_desk_review and (ids or responses):
        raise click.UsageError("--desk-review is for what nobody sent in: leave --from and --responses out")
    if not (is_desk_review or ids or responses):
        raise click.UsageError("say who asks for it: --from RESPONSE, --responses NUMBER or --desk-review")
    wish = Wish(
        document=document,
        severity=severity,
        raised=on or options.today(),
        activity=activity,
        versions=versions,
        title=title,
        responses=responses,
        is_desk_review=is_desk_review,
    )
    begun = refining.write_refinement(root, wish, ids, lambda named: found(kept(root).responses(), named))
    telling.say(f"{begun.path} is written.")
    telling.say("It is published. Say in it, in your own words, what people asked for: quote nobody, name nobody.")
    telling.say("Then decide, in its first lines:")
    telling.say(f"  decision: accepted   # then mend it: hubdocs release {document} --closes {begun.id}")
    telling.say("  decision: rejected   # or deferred; and a line `reason: …`, which is published, too")
