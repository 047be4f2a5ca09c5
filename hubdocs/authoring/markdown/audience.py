"""Who may read what: trainer text leaves the tree before anything else looks at it."""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.dialect import TRAINER_BLOCKS
from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import HEADINGS, classes_of, element, insert_first, with_class
from hubdocs.model import View


def keep_for(tree: HtmlElement, reading: Reading) -> None:
    """Leave in the tree what this reading's view may show."""
    if reading.view is View.PARTICIPANT:
        take_out(tree)
    else:
        for marked in with_class(tree, "for-trainer"):
            _say_for_whom(marked, reading.leader)


def _say_for_whom(marked: HtmlElement, leader: str) -> None:
    """Say in words that a part is for whoever runs the session, where no block around it says so."""
    marked.set("class", " ".join("hub-for-trainer" if c == "for-trainer" else c for c in classes_of(marked)))
    if marked.tag in HEADINGS:
        if marked.get("minutes") is None:  # the head of an activity says it itself
            marked.addnext(element("p", "hub-trainer-only", f"{leader} only"))
        return
    inner = marked.find("p") if marked.tag == "li" else None
    name = element("strong", text=f"{leader}:")
    name.tail = " "
    insert_first(marked if inner is None else inner, [name])


def take_out(tree: HtmlElement) -> list[HtmlElement]:
    """Take trainer text out of the tree, with the footnotes that only it used; answer what was taken."""
    taken: list[HtmlElement] = []
    for marked in [*with_class(tree, "for-trainer"), *_blocks(tree)]:
        if any(ancestor is tree for ancestor in marked.iterancestors()):
            taken.extend(_cut(part) for part in _extent(marked))
    taken.extend(_cut(note) for note in _unused_footnotes(tree))
    _renumber_footnotes(tree)
    return taken


def _blocks(tree: HtmlElement) -> list[HtmlElement]:
    return [block for name in TRAINER_BLOCKS for block in with_class(tree, name)]


def _extent(marked: HtmlElement) -> list[HtmlElement]:
    """What a mark covers: an element, or a heading with everything up to the next of its level or higher."""
    if marked.tag not in HEADINGS:
        return [marked]
    covered = [marked]
    for sibling in marked.itersiblings():
        if sibling.tag in HEADINGS and sibling.tag <= marked.tag:
            break
        if "footnote" in classes_of(sibling):
            break
        covered.append(sibling)
    for part in list(covered):
        if (part.tail or "").strip():
            loose = element("p", text=part.tail or "")
            part.tail = None
            part.addnext(loose)
            covered.append(loose)
    return covered


def _cut(part: HtmlElement) -> HtmlElement:
    part.drop_tree()
    return part


def _footnotes(tree: HtmlElement) -> list[HtmlElement]:
    return [note for section in with_class(tree, "footnote") if section.tag == "div" for note in section.iter("li")]


def _unused_footnotes(tree: HtmlElement) -> list[HtmlElement]:
    """Footnotes to which nothing in the tree leads any more; a note may be kept by another note."""
    notes = {str(note.get("id")): note for note in _footnotes(tree) if note.get("id")}
    sections = [section for section in with_class(tree, "footnote") if section.tag == "div"]
    used: set[str] = set()
    waiting = [
        str(link.get("href"))[1:]
        for link in tree.iter("a")
        if str(link.get("href")).startswith("#fn:")
        and not any(ancestor in sections for ancestor in link.iterancestors())
    ]
    while waiting:
        id_ = waiting.pop()
        if id_ in used or id_ not in notes:
            continue
        used.add(id_)
        waiting.extend(str(link.get("href"))[1:] for link in notes[id_].iter("a") if "#fn:" in str(link.get("href")))
    return [note for id_, note in notes.items() if id_ not in used]


def _renumber_footnotes(tree: HtmlElement) -> None:
    """Count the remaining footnotes from 1, drop back-links to places that are gone, and an empty section."""
    places = {str(element.get("id")) for element in tree.iter() if element.get("id")}
    for index, note in enumerate(_footnotes(tree), start=1):
        for link in list(tree.iter("a")):
            if link.get("href") == f"#{note.get('id')}":
                link.text = str(index)
        for link in list(note.iter("a")):
            href = str(link.get("href"))
            if href.startswith("#fnref") and href[1:] not in places:
                link.drop_tree()
            elif href.startswith("#fnref"):
                link.set("title", f"Jump back to footnote {index} in the text")
    for section in with_class(tree, "footnote"):
        if section.tag == "div" and not list(section.iter("li")):
            section.drop_tree()
