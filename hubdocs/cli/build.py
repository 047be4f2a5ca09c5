"""`hubdocs build`: the site and the packs."""

from __future__ import annotations

from pathlib import Path

import click

from hubdocs.cli import options, telling
from hubdocs.cli.progress import progress
from hubdocs.model import Audience


@click.command(cls=options.several("--packs", "--hub"))
@options.library
@click.option("--draft", is_flag=True, help="Publish the working text, stamped DRAFT.")
@click.option("--packs", "packs", metavar="PACK...", multiple=True, help="Print only these packs.")
@click.option("--hub", "hubs", metavar="HUB...", multiple=True, help="Print the own copies of these hubs as well.")
@click.option("--all-hubs", is_flag=True, help="Print the own copies of every hub as well.")
@options.hubs_dir
@click.argument("strays", nargs=-1, metavar="")
@click.option("--edition", metavar="PACK@ID", default="", help="Print an older edition of a pack.")
@click.option("--no-packs", is_flag=True, help="Print nothing.")
@click.option("--no-site", is_flag=True, help="Leave the site as it is.")
@click.option(
    "--audience", type=click.Choice([each.value for each in Audience]), help="Make site and packs for these people."
)
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), default=None, help="How many documents to print at a time."
)
@options.answers_problems("nothing was published.")
def build(
    root: Path,
    draft: bool,
    packs: tuple[str, ...],
    hubs: tuple[str, ...],
    all_hubs: bool,
    hubs_dir: Path | None,
    strays: tuple[str, ...],
    edition: str,
    no_packs: bool,
    no_site: bool,
    audience: str | None,
    jobs: int | None,
) -> None:
    """Build the site and the packs from what was released."""
    options.stop_on_broken_clock()
    if strays:
        raise click.UsageError(f"what is {strays[0]}? Packs are named behind --packs, hubs behind --hub")
    if packs and no_packs:
        raise click.UsageError("--packs and --no-packs exclude each other")
    if (hubs or all_hubs) and no_packs:
        raise click.UsageError("a hub's copies are packs: --no-packs excludes --hub and --all-hubs")
    if hubs and all_hubs:
        raise click.UsageError("--hub and --all-hubs exclude each other")
    from hubdocs import build as building
    from hubdocs.cli.built import told

    wishes = building.Wishes(
        draft=draft,
        packs=packs or None,
        print_packs=not no_packs,
        edition=edition,
        site=not no_site,
        audience=Audience(audience) if audience else None,
        jobs=jobs,
        hubs=None if all_hubs else tuple(dict.fromkeys(hubs)),
        hubs_dir=hubs_dir,
    )
    with progress(telling.console()) as shown:
        report = building.build(root, wishes, shown)
    telling.show(report.unfinished, "what was released is published without them.")
    for line in told(report):
        telling.say(line)
