"""A pack for a print shop: pages for inside and a cover, each with bleed and marks, and a job ticket for both."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from hubdocs.model import PrintedFile
from hubdocs.printing.assembly.plan import PackPlan
from hubdocs.printing.assembly.press import PressFile
from hubdocs.printing.bound import Binding, Bound
from hubdocs.printing.finish import finish_for_press, printed_file
from hubdocs.printing.formats import PRESS
from hubdocs.printing.frontmatter import print_back_cover, print_cover
from hubdocs.printing.layout import blank
from hubdocs.printing.ticket import COVER_STOCK, INSIDE_STOCK, print_ticket, ticket_file, ticket_json, ticket_of
from hubdocs.printing.workers import answers, side_by_side

MORE_FILES = 2
"""What there is to write besides the pages for inside: cover and ticket."""


def bind_press(binding: Binding) -> tuple[Bound, tuple[PrintedFile, ...]]:
    """The pack for a print shop: how it is put together, and its files: inside, cover, ticket, ticket for programs.

    Raises:
        HubError: A file of it would have faults.
    """
    bound = binding.fit(PRESS)
    binding.press.progress.expect(MORE_FILES)
    stem = f"{binding.contents.stem}-{PRESS.name}"
    inside_name, cover_name = f"{stem}.pdf", f"{stem}-cover.pdf"
    work = [
        partial(_write, binding, bound.plan(), inside_name, one_colour=True, first=PRESS.cover_leaf + 1, prefix=""),
        partial(_write, binding, _cover(bound), cover_name, one_colour=False, first=1, prefix="cover "),
    ]
    inside, cover = answers(side_by_side(work, binding.press.jobs))
    ticket = ticket_of(
        binding.contents,
        ticket_file(binding.folder / inside_name, inside, INSIDE_STOCK),
        ticket_file(binding.folder / cover_name, cover, COVER_STOCK),
    )
    page = binding.parts([print_ticket(binding.contents, ticket)])
    plan = replace(bound.plan(), title=f"Job ticket: {binding.contents.named}", items=page, stamps=(), foot_line="")
    paper = binding.write(plan, f"{stem}-ticket.pdf", PRESS)
    data = binding.folder / f"{stem}-ticket.json"
    data.write_text(ticket_json(ticket), encoding="utf-8")
    return bound, (
        printed_file(binding.folder / inside_name, PRESS.name, inside.pages, "pages for inside"),
        printed_file(binding.folder / cover_name, PRESS.name, cover.pages, "the cover"),
        replace(paper, note="the job ticket"),
    )


def _write(binding: Binding, plan: PackPlan, name: str, *, one_colour: bool, first: int, prefix: str) -> PressFile:
    file, place = binding.folder / name, binding.contents.pack.place
    return binding.press.work(
        name, place, finish_for_press, plan, file, place, binding.secrets, one_colour, first, prefix
    )


def _cover(bound: Bound) -> PackPlan:
    """The four pages of the cover: its front, two that stay empty, and its back."""
    library, layout = bound.binding.library, bound.layout
    front, back = bound.binding.parts([print_cover(library, layout), print_back_cover(library, layout)])
    plan = bound.plan_of((front, blank(PRESS), blank(PRESS), back), first=1)
    return replace(plan, title=f"{plan.title}, cover", stamps=(), foot_line="")
