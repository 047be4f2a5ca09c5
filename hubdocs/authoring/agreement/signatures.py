"""The place where people sign: last, for two parties, where the author wrote no clause of that name."""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.trees import classes_of, element
from hubdocs.model import Agreement

SIGNATURES = "signatures"
"""The id of the clause in which an author says who signs; without it the program sets two parties."""
PARTIES = ("First party", "Second party")
"""Who signs: which of them the Foundation is, if it is one, the clauses say."""
LINES = ("Signed for", "Signature", "Name", "Role", "Date")
"""What each of them writes."""


def sign(tree: HtmlElement, agreement: Agreement) -> None:
    """Mark the author's own signatures, or set a place for them behind everything else."""
    if SIGNATURES not in agreement.anchors:
        tree.append(_signatures())
        return
    for section in tree.iter("section"):
        if section.get("id") == SIGNATURES:
            section.set("class", " ".join([*classes_of(section), "hub-signatures"]))


def _signatures() -> HtmlElement:
    section = element("section", "hub-section hub-signatures hub-signatures--ours", data_search_exclude="")
    section.append(element("h2", text="Signatures"))
    table = element("table")
    head, body = element("thead"), element("tbody")
    head.append(element("tr"))
    head[0].append(element("td"))
    head[0].extend([element("th", text=party, scope="col") for party in PARTIES])
    for line in LINES:
        row = element("tr")
        row.append(element("th", text=line, scope="row"))
        row.extend([element("td") for _ in PARTIES])
        row.tail = "\n"
        body.append(row)
    table.extend([head, body])
    section.append(table)
    for each in section:
        each.tail = "\n"
    return section
