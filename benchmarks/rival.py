"""A pack as one HTML page and one style sheet, for WeasyPrint to lay out in one go.

Everything that hubdocs prints in the pack is in it, front matter and feedback sheet included, with the same HTML and
the same rules. A document's own rules are confined to its part of the page, and its heads and feet to pages of its own
name. What one page cannot have is left out: each document's own count of pages (the pages of the whole are counted),
the line that hubdocs stamps on finished pages, and links to what is not in the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tinycss2  # type: ignore[import-untyped]

from hubdocs.errors import Problem, stop_on_errors
from hubdocs.library.load import load_library
from hubdocs.printing.asking.closing import print_feedback
from hubdocs.printing.bound import Binding
from hubdocs.printing.cache import RenderCache
from hubdocs.printing.engine import WeasyPrintEngine
from hubdocs.printing.formats import SCREEN
from hubdocs.printing.frontmatter import LIST, print_front
from hubdocs.printing.packs import print_documents, resolve
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.workers import Press


@dataclass(frozen=True)
class Rival:
    """A pack that is ready to be laid out in one go."""

    html: Path
    css: Path
    documents: int
    """How many documents it joins, front matter and feedback sheet included."""

    def command(self, python: str, target: Path) -> list[str]:
        """WeasyPrint's own program, asked for what hubdocs asks for."""
        options = ["--pdf-variant", "pdf/ua-1", "--pdf-forms", "--stylesheet", str(self.css)]
        return [python, "-m", "weasyprint", *options, str(self.html), str(target)]


def write_rival(library: Path, pack: str, cache: Path, folder: Path) -> Rival:
    """Write the HTML and the style sheet of a pack in the screen format.

    Args:
        library: The folder of the library.
        pack: The id of the pack.
        cache: Documents that are laid out already: the pages in the contents list are the real ones.
        folder: Where to write.
    """
    documents = documents_of(library, pack, cache)
    folder.mkdir(parents=True, exist_ok=True)
    html, css = folder / f"{pack}.html", folder / f"{pack}.css"
    html.write_text(joined_html(documents), encoding="utf-8")
    css.write_text(joined_css(documents), encoding="utf-8")
    return Rival(html, css, len(documents))


def documents_of(root: Path, pack: str, cache: Path) -> tuple[PrintDocument, ...]:
    """All that a pack prints in the screen format, in order."""
    library = load_library(root)
    contents = resolve(library, library.packs[pack], library.packs[pack].newest_edition)
    with Press(WeasyPrintEngine(), RenderCache(cache)) as press:
        problems: list[Problem] = []
        wanted = (each for item in contents.items for each in print_documents(library, item, SCREEN))
        finished = press.print_all(wanted, problems)
        stop_on_errors(problems)
        binding = Binding(library, contents, finished, {}, press, cache)
        bound = binding.fit(SCREEN)
    layout = bound.layout
    inner = (placed.document for placed in layout.placed)
    front = print_front(library, layout, next(each.pages for each in bound.head if each.label == LIST))
    return *front, *inner, print_feedback(library, contents, SCREEN)


def joined_html(documents: Sequence[PrintDocument]) -> str:
    """One page: each document's body in a block of its own, with links that lead from one to the other."""
    bodies = [_body(document, number) for number, document in enumerate(documents)]
    anchors = {found for body in bodies for found in re.findall(r'\bid="([^"]+)"', body)}
    linked = [_linked(body, document, anchors) for body, document in zip(bodies, documents, strict=True)]
    head = f'<meta charset="utf-8"><title>{documents[0].title}</title>'
    return f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body>\n{"".join(linked)}\n</body></html>\n'


def _body(document: PrintDocument, number: int) -> str:
    found = re.search(r'<body class="([^"]*)">(.*)</body>', document.html, re.DOTALL)
    if not found:
        raise ValueError(f"{document.name} has no body")
    files = {name: file.resolve().as_uri() for name, file in document.assets}
    shown = re.sub(r'"asset:([^"]+)"', lambda name: f'"{files[name[1]]}"', found[2])
    return f'<div id="{document.label}--whole" class="{found[1]} part-{number}">{shown}</div>\n'


def _linked(body: str, document: PrintDocument, anchors: set[str]) -> str:
    """A body whose numbered links lead to the anchors of the whole; one that would lead nowhere becomes words."""

    def target(found: re.Match[str]) -> str:
        link = document.links[int(found[1])]
        for name in (link.target, f"{link.target}--whole"):
            if name in anchors:
                return f'href="#{name}"'
        return f'href="{link.web}"' if link.web.startswith("http") else ""

    return re.sub(r'href="hubdoc:(\d+)"', target, body)


def joined_css(documents: Sequence[PrintDocument]) -> str:
    """One style sheet: first the rules that all documents have, then each document's own."""
    sheets = [tuple(_rules(document)) for document in documents]
    common = [rule for rule in sheets[0] if all(rule in sheet for sheet in sheets)]
    written = [rule.text for rule in common]
    for number, sheet in enumerate(sheets):
        written.append(f".part-{number} {{ page: page-{number}; break-before: page }}")
        written.extend(_of_pages(rule, number) for rule in sheet if rule not in common and rule.is_page)
    # Documents with the same rules share them: each rule once, for all the parts that have it.
    own: dict[Rule, list[int]] = {}
    for number, sheet in enumerate(sheets):
        for rule in sheet:
            if rule not in common and not rule.is_page:
                own.setdefault(rule, []).append(number)
    written.extend(_confined(rule, numbers) for rule, numbers in own.items())
    return "\n".join(written) + "\n"


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet."""

    prelude: str
    """What stands before its braces."""
    content: str

    @property
    def text(self) -> str:
        return f"{self.prelude} {{{self.content}}}"

    @property
    def is_page(self) -> bool:
        return self.prelude.startswith("@page")


def _rules(document: PrintDocument) -> Iterator[Rule]:
    files = {name: file.resolve().as_uri() for name, file in document.assets}
    css = re.sub(r"asset:([\w./-]+)", lambda name: files[name[1]], document.css)
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        name = f"@{rule.at_keyword}" if rule.type == "at-rule" else ""
        yield Rule(f"{name}{tinycss2.serialize(rule.prelude)}".strip(), tinycss2.serialize(rule.content or []))


def _of_pages(rule: Rule, number: int) -> str:
    """A rule about pages, for those of one part alone; pages that have a name already keep it."""
    chosen = rule.prelude.removeprefix("@page").strip()
    if chosen.startswith(":") or not chosen:
        chosen = f":nth(1 of page-{number})" if chosen == ":first" else f"page-{number}{chosen}"
    return f"@page {chosen} {{{rule.content}}}"


def _confined(rule: Rule, parts: Iterable[int]) -> str:
    """A rule for some parts alone. Where it confines, it adds no weight, so that the same rule wins as before."""
    within = f":where({', '.join(f'.part-{number}' for number in parts)})"
    chosen = [within if each.strip() == "html" else f"{within} {each.strip()}" for each in rule.prelude.split(",")]
    return f"{', '.join(chosen)} {{{rule.content}}}"
