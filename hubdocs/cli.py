"""Words in, words out: the only place of the program that prints or ends it."""

from __future__ import annotations

import datetime
import functools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape

from hubdocs import build as building
from hubdocs import release as releasing
from hubdocs.errors import HubError, Place, Problem, Severity, errors_among
from hubdocs.library import changed_since_release, check_library, load_library
from hubdocs.model import Approval, Audience, Release
from hubdocs.site.preview import preview

LAST_PORT = 65535
"""The highest number of a port. Source: RFC 793."""

C = TypeVar("C", bound=Callable[..., Any])

_ERRORS = Console(stderr=True, highlight=False, soft_wrap=True)
_OUT = Console(highlight=False, soft_wrap=True)


def _library(command: C) -> C:
    """Give a command the option that names the library's folder."""
    option = click.option(
        "-C", "root", metavar="FOLDER", default=".", type=click.Path(path_type=Path), help="The library's folder."
    )
    return option(command)


def _answers_problems(command: C) -> C:
    """Let a command end with status 1 and its problems in words when its work cannot go on."""

    @functools.wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except HubError as error:
            show(error.problems)
            sys.exit(1)
        except OSError as error:
            path = str(error.filename or "the library")
            show(
                [
                    Problem(
                        Place(path),
                        f"the computer says: {error.strerror or error}",
                        "see whether the disk is full or the folder may be written to",
                    )
                ]
            )
            sys.exit(1)

    return wrapped  # type: ignore[return-value]  # it takes and answers what the command does


def show(problems: Sequence[Problem], so: str = "nothing was published.") -> None:
    """Print problems in order of place, how many there are, and what follows from them."""
    for problem in sorted(problems):
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        label = "" if problem.severity is Severity.ERROR else "warning: "
        _ERRORS.print(
            f"[bold]{escape(plain(str(problem.place)))}:[/] [{colour}]{label}[/]{escape(plain(problem.message))}"
        )
        if problem.hint:
            _ERRORS.print(f"  [cyan]hint:[/] {escape(plain(problem.hint))}")
    wrong = len(errors_among(problems))
    if wrong:
        _ERRORS.print(f"{counted(wrong, 'mistake')}; {so}")


def plain(text: str) -> str:
    """Text that can do nothing to a terminal: control characters are shown, not sent."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def counted(number: int, noun: str) -> str:
    """`1 mistake`, `2 mistakes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A way to tell what is being done: one moving line on a terminal, plain lines elsewhere."""
    if not _OUT.is_terminal:
        yield lambda words: _OUT.print(escape(plain(words)))
        return
    with _OUT.status("Reading the library") as status:
        yield lambda words: status.update(escape(plain(words)))


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value} is not a day; write it like 2026-11-30") from None


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise click.BadParameter(f"{value} is no address; write it like 127.0.0.1:8000")
    return value


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hubdocs", message="hubdocs %(version)s")
def main() -> None:
    """Versioned training materials: a searchable site and print-ready packs."""


@main.command()
@_library
@click.option("--today", metavar="DATE", callback=_day, help="Judge review dates as on this day.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@_answers_problems
def check(root: Path, today: datetime.date | None, as_json: bool) -> None:
    """Name every mistake with its file, its line and what to do."""
    try:
        problems = check_library(load_library(root), today or _today())
    except HubError as error:
        problems = error.problems
    if as_json:
        click.echo(json.dumps({"problems": [_as_data(problem) for problem in problems]}, ensure_ascii=False, indent=2))
    else:
        show(problems, "mend them before the next release.")
    errors = errors_among(problems)
    if errors:
        sys.exit(1)
    if not as_json:
        _OUT.print(f"No mistakes, {counted(len(problems), 'warning')}." if problems else "No mistakes.")


def _as_data(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
    }


@main.command()
@_library
@click.option("--draft", is_flag=True, help="Publish the working text, stamped DRAFT.")
@click.option("--packs", "packs", metavar="PACK...", multiple=True, help="Print only these packs.")
@click.argument("more_packs", nargs=-1, metavar="")
@click.option("--edition", metavar="PACK@ID", default="", help="Print an older edition of a pack.")
@click.option("--no-packs", is_flag=True, help="Print nothing.")
@click.option("--no-site", is_flag=True, help="Leave the site as it is.")
@click.option(
    "--audience", type=click.Choice([each.value for each in Audience]), help="Make site and packs for these people."
)
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), default=None, help="How many documents to print at a time."
)
@_answers_problems
def build(
    root: Path,
    draft: bool,
    packs: tuple[str, ...],
    more_packs: tuple[str, ...],
    edition: str,
    no_packs: bool,
    no_site: bool,
    audience: str | None,
    jobs: int | None,
) -> None:
    """Build the site and the packs from what was released."""
    if more_packs and not packs:
        raise click.UsageError(f"what is {more_packs[0]}? Packs are named behind --packs")
    if packs and no_packs:
        raise click.UsageError("--packs and --no-packs exclude each other")
    wishes = building.Wishes(
        draft=draft,
        packs=(*packs, *more_packs) or None,
        print_packs=not no_packs,
        edition=edition,
        site=not no_site,
        audience=Audience(audience) if audience else None,
        jobs=jobs,
    )
    with _progress() as tell:
        report = building.build(root, wishes, tell)
    show(report.unfinished, "what was released is published without them.")
    for line in _told(report):
        _OUT.print(escape(plain(line)))


def _told(report: building.Report) -> Iterator[str]:
    """What a build made, and what is news about the library, in lines."""
    for id_ in report.library.unreleased():
        yield f"{id_}: never released, so not published."
    for newest in changed_since_release(report.library):
        yield f"{newest.id}: changed since {newest.version}, not yet released."
    for pack in report.printed.packs:
        state = f"edition {pack.edition}" if pack.edition else "PROOF, because it has no edition"
        for file in pack.files:
            size = f"{counted(file.pages, 'page')}, {file.bytes / 1000:,.0f} kB"
            yield f"build/packs/{pack.id}/{file.name}: {state}, {size}."
        printed = {file.format for file in pack.files}
        for format_ in report.library.packs[pack.id].formats:
            if format_ not in printed:
                yield f"{pack.id}: the format {format_} cannot be printed yet."
    if report.pages:
        yield f"build/site/index.html: {counted(report.pages, 'page')}."


@main.command()
@_library
@click.option(
    "--address", metavar="HOST:PORT", default="127.0.0.1:8000", callback=_address, help="Where the browser finds it."
)
@_answers_problems
def serve(root: Path, address: str) -> None:
    """Show the working text in the browser, and follow each change."""
    preview(root, address)


@main.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@_library
@click.option("--summary", default="", help="What is new, in one sentence for readers.")
@click.option("--on", "on", metavar="DATE", callback=_day, help="The day of the release; today if it is not given.")
@click.option("--approved-by", metavar="ROLE", help="Who approved it: a role, never a name.")
@click.option("--approved-on", metavar="DATE", callback=_day, help="The day on which it was approved.")
@_answers_problems
def release(
    ids: tuple[str, ...],
    root: Path,
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
        on=on or _today(),
        approved=Approval(approved_by, approved_on) if approved_by and approved_on else None,
    )
    with _progress() as tell:
        made = releasing.release(root, wanted, tell)
    for each in made:
        if isinstance(each, Release):
            _OUT.print(f"{each.name} is released: {plain(each.summary)}", markup=False)
        else:
            documents = counted(len(each.documents), "document")
            pages = counted(sum(document.pages for document in each.documents), "page")
            _OUT.print(f"Edition {each.id} of {each.pack} is fixed: {documents}, {pages}.")


def _today() -> datetime.date:
    """The day on this computer's clock."""
    return datetime.datetime.now().astimezone().date()
