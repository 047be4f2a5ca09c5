"""What readers learn of a document above and around its text: its front matter, in words, to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from hubdocs.design import curly
from hubdocs.model import Agreement, Module, Release, View
from hubdocs.site.stage import words
from hubdocs.site.stage.documents import module_facts, set_facts


@dataclass(frozen=True)
class Row:
    """One thing that readers learn."""

    name: str
    lines: tuple[str, ...]
    is_list: bool = False
    """Whether its lines are entries of a list, however many there are."""

    @property
    def html(self) -> Markup:
        """A line that begins with its name, or a list under a heading of its own."""
        if not self.is_list:
            return Markup("<p>{}: {}</p>").format(self.name, curly(" ".join(self.lines)))
        items = Markup("").join(Markup("<li>{}</li>").format(curly(line)) for line in self.lines)
        return Markup("<section><h3>{}</h3><ul>{}</ul></section>").format(self.name, items)


def above(release: Release, view: View) -> tuple[Row, ...]:
    """Everything that a view of a release tells besides its text."""
    return tuple(row for row in _rows(release, view) if any(row.lines))


def _rows(release: Release, view: View) -> Iterator[Row]:
    document = release.document
    yield Row("Title", (document.title,))
    yield Row("Summary", (document.summary,))
    yield Row("State", (words.capital(document.status),))
    match document:
        case Module() as module:
            yield from _of_module(module, view)
        case Agreement() as agreement:
            yield Row("For", (words.takes_part(agreement.audience),))
            yield Row("Binds to", (_tied(agreement, release),))
        case _:
            yield from (Row(name, (value,)) for name, value in set_facts(document))


def _of_module(module: Module, view: View) -> Iterator[Row]:
    yield from (Row(name, (value,)) for name, value in module_facts(module))
    yield Row("By the end you can", module.objectives, is_list=True)
    if view is View.TRAINER:
        bring = (", ".join(filter(None, (each.item, words.need(each)))) for each in module.materials)
        yield Row("What to bring", tuple(bring), is_list=True)
    sheets = (f"{each.id}: {each.title}" for each in module.handouts_for(view))
    yield Row("Handouts", tuple(sheets), is_list=True)
    needs = (words.NEEDS[each][0] for each in module.needs if each in words.NEEDS)
    yield Row("What the family needs", tuple(needs), is_list=True)
    yield Row("Part", (words.capital(module.part),))
    yield Row("Standards that this session serves", module.standards, is_list=True)
    yield Row("Before this session", module.prerequisites, is_list=True)


def _tied(agreement: Agreement, release: Release) -> str:
    """The exact release of the standards that it binds to."""
    if agreement.standards is None:
        return ""
    return f"{agreement.standards.id} {release.references.get(agreement.standards.id, '')}".strip()


def differing(old: tuple[Row, ...], new: tuple[Row, ...]) -> tuple[Markup, Markup]:
    """The rows that are not the same in both, as HTML: of the old release, and of the new."""
    same = {row for row in old if row in new}
    before, after = ((row.html for row in rows if row not in same) for rows in (old, new))
    return Markup("").join(before), Markup("").join(after)
