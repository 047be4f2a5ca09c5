"""Rules of what a file says of itself: standard, title, language, that it is tagged and open to readers' programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary

from hubdocs.printing.inspection.file import File, words
from hubdocs.printing.inspection.rules import rule
from hubdocs.printing.reading import entry

UA = "http://www.aiim.org/pdfua/ns/id/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")
"""The form of a language's tag. Source: RFC 3066, 2.1."""
HEADER = re.compile(rb"%PDF-1\.[0-7](?:\r\n|\r|\n)")


@rule("header", "The file begins with the line that says which PDF it is.", "6.1-1")
def _header(file: File) -> Iterator[str]:
    if not HEADER.match(file.header):
        yield f"it begins with {file.header[:8]!r}"


@rule("marked", "The file says that it is tagged.", "6.2-1")
def _marked(file: File) -> Iterator[str]:
    if not entry(file.root, "/MarkInfo", "/Marked"):
        yield "it does not say that it is tagged"


@rule("suspects", "The file does not call its own tags doubtful.", "7.1-4")
def _suspects(file: File) -> Iterator[str]:
    if entry(file.root, "/MarkInfo", "/Suspects"):
        yield "it says that its tags are doubtful"


@rule("tag-root", "The file has tags.", "7.1-11")
def _tag_root(file: File) -> Iterator[str]:
    if "/StructTreeRoot" not in file.root:
        yield "it has no tags"


@rule("packet", "The file tells of itself in a packet that programs can read.", "7.1-8")
def _packet(file: File) -> Iterator[str]:
    if file.packet is None:
        yield "it has no packet of metadata, or one that is not XML"


@rule(
    "identified", "The file says that it keeps PDF/UA-1, in the standard's own words.", *(f"5-{n}" for n in range(1, 6))
)
def _identified(file: File) -> Iterator[str]:
    if file.packet is None:
        return  # `packet` tells of it.
    part = f"{{{UA}}}part"
    parts = [each.text or "" for each in file.packet.iter(part)]
    parts += [value for each in file.packet.iter() if (value := each.get(part)) is not None]
    if [each.strip() for each in parts] != ["1"]:
        yield "it does not say that it keeps PDF/UA-1"
    called = {name for each in file.packet.iter() for name, address in each.nsmap.items() if address == UA}
    for name in sorted(map(str, called - {"pdfuaid"})):
        yield f"it writes {name}: where the standard has pdfuaid:"


@rule("title", "The file has a title, in both places where viewers look.", "7.1-9")
def _title(file: File) -> Iterator[str]:
    if not words(file.pdf.docinfo, "/Title"):
        yield "it has no title"
    if file.packet is not None and not any((each.text or "").strip() for each in _title_lines(file.packet)):
        yield "its packet of metadata has no title"


def _title_lines(packet: Any) -> Iterator[Any]:
    for title in packet.iter(f"{{{DC}}}title"):
        yield from title.iter(f"{{{RDF}}}li")


@rule("title-shown", "Viewers show the title, and not the file's name.", "7.1-10")
def _title_shown(file: File) -> Iterator[str]:
    if not entry(file.root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield "viewers would show the file's name in place of its title"


@rule(
    "language",
    "The file says which language it is in: its text, its descriptions, bookmarks, links, fields and title.",
    *("7.2-2", "7.2-21", "7.2-22", "7.2-23", "7.2-24", "7.2-25", "7.2-30", "7.2-31", "7.2-32", "7.2-33", "7.2-34"),
)
def _language(file: File) -> Iterator[str]:
    if not words(file.root, "/Lang"):
        yield "it has no language"


@rule("language-tag", "Every language is named as programs know it.", "7.2-29")
def _language_tag(file: File) -> Iterator[str]:
    named = [(str(node), file.objects.text(node.entries, "/Lang")) for node in file.nodes if "/Lang" in node.entries]
    named += [(str(page), language) for page in file.pages for language in page.content.languages]
    named += [("a drawing", language) for _, content in file.drawings for language in content.languages]
    if written := words(file.root, "/Lang"):
        named.append(("the file", written))
    if file.packet is not None:
        named += [("the metadata", str(each.get(LANG))) for each in file.packet.iter() if each.get(LANG)]
    for owner, language in named:
        if not LANGUAGE.fullmatch(language):
            yield f"{owner} names the language “{language}”"


@rule("metadata-language", "What the metadata says in one language, it says as the default, too.", "7.2-33")
def _metadata_language(file: File) -> Iterator[str]:
    if file.packet is None:
        return  # `packet` tells of it.
    for choice in file.packet.iter(f"{{{RDF}}}Alt"):
        languages = [line.get(LANG) for line in choice if line.tag == f"{{{RDF}}}li"]
        if languages and "x-default" not in languages:
            yield "a text of the metadata has no default language"


@rule("open-to-readers", "The file is not locked against programs that read it out.", "7.16-1")
def _open_to_readers(file: File) -> Iterator[str]:
    if file.pdf.is_encrypted:
        yield "it is encrypted"


@rule("layers", "Every choice of layers has a name, and none changes by itself.", "7.10-1", "7.10-2")
def _layers(file: File) -> Iterator[str]:
    layers = file.root.get("/OCProperties", Dictionary())
    choices = [*([layers.D] if "/D" in layers else []), *layers.get("/Configs", [])]
    for choice in choices:
        if not words(choice, "/Name"):
            yield "a choice of layers has no name"
        if "/AS" in choice:
            yield "a choice of layers changes by itself"


@rule("no-foreign-page", "No page shows a page of another file.", "7.20-1")
def _no_foreign_page(file: File) -> Iterator[str]:
    for drawing, _ in file.drawings:
        if "/Ref" in drawing:
            yield f"object {drawing.objgen[0]} stands for a page of another file"
