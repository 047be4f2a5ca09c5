"""A whole page that shows what changed, in one file that needs no other."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterator
from html import escape

from hubdocs.authoring.markdown.trees import parse, serialise
from hubdocs.authoring.picture_notes import without_notes
from hubdocs.model import Document
from hubdocs.releases.differences.changes import Change, Kind
from hubdocs.releases.differences.plain_reading import picture_address
from hubdocs.releases.differences.report import Report

STYLE = """
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; font: 1.05rem/1.55 system-ui, sans-serif; color: #12323a; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #6b8087; padding: .25rem .5rem; text-align: left; vertical-align: top; }
img { max-width: 100%; }
.hub-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; }
.hub-unseen { clip-path: inset(50%); white-space: nowrap; }
.hub-note, .hub-tab { border: 1px solid #6b8087; padding: 0 1rem; margin: 1rem 0; }
.hub-note__title, .hub-tab__label, summary { font-weight: 700; }
.hub-icon { width: 1.2em; height: 1.2em; vertical-align: -.2em; margin-right: .3em; }
ins { text-decoration: underline; text-decoration-thickness: 2px; background: #e3f3e6; }
del { text-decoration: line-through; background: #f7e4e4; }
ins.hub-diff-whole { text-decoration: none; background: none; }
del.hub-diff-whole { background: none; }
.hub-diff-styled { border-bottom: 2px dotted; }
.hub-diff-block { border-left: .3rem solid #6b8087; padding-left: 1rem; margin: 1rem 0; }
.hub-diff-block--added { border-left-style: double; }
.hub-diff-block--removed { border-left-style: dashed; }
.hub-diff-label { display: inline-block; border: 1px solid; border-radius: .2rem; padding: 0 .4rem; }
.hub-diff-label { font-weight: 700; font-size: .85rem; }
.hub-diff-stub { font-style: italic; }
.hub-diff-heading { font-weight: 700; font-size: 1.15em; }
"""
"""How the page looks: marks are seen without colours, too."""


def page(title: str, report: Report, old: Document, new: Document) -> str:
    """The page, as HTML."""
    pictures = _pictures(old) | _pictures(new)
    blocks = "\n".join(_blocks(report))
    tree = parse(f"<main>\n<h1>{escape(title)}</h1>\n{blocks}\n</main>")
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    for link in list(tree.iter("a")):
        href = str(link.get("href") or "")
        if href.startswith("#") and href[1:] not in ids:
            link.drop_tag()
    for image in tree.iter("img"):
        image.set("src", pictures.get(str(image.get("src")), ""))
    return (
        f'<!doctype html>\n<html lang="{escape(new.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{serialise(tree)}\n</body>\n</html>\n"
    )


def _blocks(report: Report) -> Iterator[str]:
    yield f"<p>{escape(report.summary)}</p>"
    if report.front:
        yield "<h2>Front matter</h2>\n<dl>"
        for change in report.front:
            yield f"<dt>{escape(change.name)}</dt>\n<dd>{_words(change)}</dd>"
        yield "</dl>"
    yield report.text.html
    for each in report.handouts:
        yield f"<h2>Handout {escape(each.handout.id)}: {escape(each.handout.title)}</h2>"
        yield _without_ids(each.comparison.html, each.handout.id.lower())


def _without_ids(html: str, prefix: str) -> str:
    """A further text on the same page: its ids, and the links to them, with something of its own before them."""
    tree = parse(html)
    for each in tree.iter():
        if each.get("id"):
            each.set("id", f"{prefix}-{each.get('id')}")
        if str(each.get("href") or "").startswith("#"):
            each.set("href", f"#{prefix}-{str(each.get('href'))[1:]}")
    return serialise(tree)


def _words(change: Change) -> str:
    """The words of a change, marked as in a text."""
    signs = {Kind.ADDED: ("ins", "added"), Kind.REMOVED: ("del", "removed")}
    pieces = []
    for each in change.words:
        if each.kind in signs:
            tag, heard = signs[each.kind]
            pieces.append(f'<{tag}><span class="hub-unseen">[{heard}: </span>{escape(each.text)}')
            pieces.append(f'<span class="hub-unseen">]</span></{tag}> ')
        else:
            pieces.append(escape(each.text))
    return "".join(pieces)


def _pictures(document: Document) -> dict[str, str]:
    """The pictures of a document as text, by the address under which a comparison knows them."""
    found = {}
    for path, picture in document.pictures.items():
        content = picture.file.read_bytes()
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        shown = base64.b64encode(without_notes(content, picture.file.suffix)).decode()
        found[picture_address(path, content)] = f"data:{kind};base64,{shown}"
    return found
