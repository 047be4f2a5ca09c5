"""Tables that scroll on a small screen, with a name for those who cannot see them."""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import element, replace, words_of


def wrap(tree: HtmlElement, reading: Reading) -> None:  # noqa: ARG001  # every pass has this form
    """Put each table into a named region that the keyboard can reach."""
    for table in list(tree.iter("table")):
        region = element("div", "hub-table", role="region", aria_label=_name(table), tabindex="0")
        replace(table, region)
        region.append(table)
        for cell in table.iter("th", "td"):
            _align(cell)
        for head in table.iter("th"):
            if not head.get("scope"):
                head.set("scope", "col" if _in_head(head) else "row")


def _name(table: HtmlElement) -> str:
    """The words of the table's first row, which say what it tells."""
    first = next(iter(table.iter("tr")), None)
    cells = [words_of(cell) for cell in first] if first is not None else []
    return "Table: " + ", ".join(cell for cell in cells if cell) if any(cells) else "Table"


def _align(cell: HtmlElement) -> None:
    """Say by class what Markdown says by style: the web copy forbids styles on elements."""
    style = str(cell.attrib.pop("style", ""))
    if alignment := style.removeprefix("text-align: ").rstrip(";"):
        cell.set("class", f"hub-{alignment}")


def _in_head(cell: HtmlElement) -> bool:
    return any(ancestor.tag == "thead" for ancestor in cell.iterancestors())
