"""What the program adds to a pack: cover, list of effective documents, and contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hubdocs.authoring.agreement.names import DETAILS, clause_numbers
from hubdocs.design import LONGEST_COVER_LINE, Partner, Weight, balanced, leading_partner, motif, pack_motif
from hubdocs.model import Agreement, ContentPage, Edition, Library, Module, Release, StandardSet
from hubdocs.printing import wording
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.codes import ON_COVER, ON_LIST, code_of_pack
from hubdocs.printing.documents import SAMPLE, colours_of, state_of
from hubdocs.printing.drawings import drawn
from hubdocs.printing.formats import Format
from hubdocs.printing.layout import Layout, Placed, Section
from hubdocs.printing.packs import Contents, PackedRelease, changes_since
from hubdocs.printing.printable import PrintDocument, anchor, whole_page
from hubdocs.printing.sheets import FONT_ASSETS, PAGE, Furniture, css_in, foot_line, furniture_css
from hubdocs.printing.templates import as_html, fill

COVER, LIST, CONTENTS, BACK = "front", "effective", "contents", "back"
"""The labels of what stands before the documents, and of the back cover."""
NAMES = {COVER: "cover", LIST: "list", CONTENTS: "contents", BACK: "back cover"}
"""How mistakes name them."""
SHEETS = {COVER: ("cover",), LIST: ("effective",), CONTENTS: ("contents",), BACK: ("cover", "back")}
"""The style sheets of each."""
MOST_NAMED = 12
"""Standards of one set that the contents name one by one."""
SHORT_NUMBER = 8
"""Letters of a number, such as `WC-01-H1`, that the first column of a list has room for."""
LONGEST_SUMMARY = 150
"""Letters of a pack's summary for which a cover has room above its figure, in the type of a lead."""


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    number: str
    """A document's id; empty for a page without one."""
    title: str
    href: str
    page: int
    """Where it starts in the pack, counted from 1."""
    pages: int = 0
    version: str = ""
    released: str = ""
    below: tuple[Row, ...] = ()
    """Its activities and handouts, one step in."""
    warning: tuple[str, str] = ("", "")
    """Of a release that must no longer be used: that it is so, and what to do."""
    kept: str = ""
    """Of a release that a hub keeps: that it does, and what the edition has."""


class _Numbered:
    """Links to the pack's documents, numbered as the assembler wants them."""

    def __init__(self) -> None:
        self.links: list[Link] = []

    def to(self, target: str, words: str) -> str:
        """The address to write for a link."""
        self.links.append(Link(target, words))
        return f"hubdoc:{len(self.links) - 1}"


def print_front(library: Library, layout: Layout, list_pages: int) -> tuple[PrintDocument, ...]:
    """Cover, list of effective documents and contents: pieces that are laid out side by side, and make one part.

    There is no cover among them where that is a file of its own.

    Args:
        library: Whose pack it is.
        layout: The pack.
        list_pages: How long the list is: it decides where the contents begin.
    """
    cover = () if layout.format.cover_leaf else (print_cover(library, layout),)
    first = len(cover) + 1
    return *cover, _print_list(library, layout, first), _print_contents(layout, first + list_pages)


def print_cover(library: Library, layout: Layout, part: str = "") -> PrintDocument:
    """The front cover alone, on one page.

    It keeps its colours where the pages inside are black alone. There it runs beyond the trim.

    Args:
        library: Whose pack it is.
        layout: The pack.
        part: A line to stand under the edition, when a pack is bound in several: `Part 2 of 3: WC-06 to ST-01`.
    """
    html = fill("cover", label=COVER, **_cover_words(library, layout, part))
    return _front(layout, COVER, html)


def _print_list(library: Library, layout: Layout, first: int) -> PrintDocument:
    """The list of effective documents, which begins on page `first` of its file."""
    contents, numbered = layout.contents, _Numbered()
    rows = [_effective(library, contents, section, numbered) for section in layout.sections]
    html = fill(
        "effective",
        label=LIST,
        contents=contents,
        format=layout.format,
        on_list=code_of_pack(library, contents.pack, contents.edition, ON_LIST),
        effective=rows,
        fixed=_have_short_numbers(rows),
        previous=_previous(contents),
        since=wording.listed(list(_changes(library, contents))),
        in_preparation=contents.in_preparation,
        drafts=any(each.release.is_draft for each in contents.releases),
    )
    return replace(_front(layout, LIST, html, first, numbered), goes_on=first > 1)


def _print_contents(layout: Layout, first: int) -> PrintDocument:
    """The contents, which begin on page `first` of their file.

    Nothing in them says whose copy it is, so that all hubs whose pages are numbered alike have the same.
    """
    numbered = _Numbered()
    rows = [_row(section, numbered, layout) for section in layout.sections]
    html = fill(
        "contents",
        label=CONTENTS,
        format=layout.format,
        rows=rows,
        fixed=_have_short_numbers(rows),
        in_preparation=layout.contents.in_preparation,
    )
    nobodys = replace(layout, contents=replace(layout.contents, hub=None))
    return replace(_front(nobodys, CONTENTS, html, first, numbered), goes_on=True)


def print_back_cover(library: Library, layout: Layout) -> PrintDocument:
    """The back cover of a pack that a print shop binds: whose it is, and where to ask whether it is current."""
    contents, brand = layout.contents, library.brand
    html = fill(
        "back-cover",
        label=BACK,
        brand=brand,
        contents=contents,
        motif=as_html(drawn(motif(_leading(library, contents), colours=colours_of(brand)), "back__motif")),
        mark=as_html(drawn(motif(Partner.SCHOOL, weight=Weight.SMALL, colours=colours_of(brand)), "back__mark")),
        check=code_of_pack(library, contents.pack, contents.edition, ON_COVER),
    )
    return _front(layout, BACK, html)


def _cover_words(library: Library, layout: Layout, part: str) -> dict[str, object]:
    """What the cover shows."""
    contents = layout.contents
    return {
        "pack": contents.pack,
        "title_lines": balanced(contents.pack.title, LONGEST_COVER_LINE),
        "contents": contents,
        "brand": library.brand,
        "format": layout.format,
        "motif": as_html(_cover_motif(library, contents)),
        "mark": as_html(
            drawn(motif(Partner.SCHOOL, weight=Weight.SMALL, colours=colours_of(library.brand)), "cover__mark")
        ),
        "documents": wording.counted(len(contents.releases), "document"),
        "pages": wording.counted(layout.total, "page"),
        "on_cover": code_of_pack(library, contents.pack, contents.edition, ON_COVER),
        "is_full": len(contents.pack.summary) > LONGEST_SUMMARY,
        "sample": SAMPLE if SAMPLE in state_of_pack(contents) else "",
        "withdrawn": [each.release.name for each in contents.releases if each.release.withdrawn],
        "part": part,
        "words": wording,
    }


def _have_short_numbers(rows: Sequence[Row]) -> bool:
    """Whether all numbers have room in a column of fixed width: a longer one makes the table measure its cells."""
    return all(len(each.number) <= SHORT_NUMBER for row in rows for each in (row, *row.below))


def _front(layout: Layout, label: str, html: str, first: int = 1, numbered: _Numbered | None = None) -> PrintDocument:
    """A piece of the front matter, which begins on page `first` of its file, as a document."""
    contents, state = layout.contents, state_of_pack(layout.contents)
    named = f"Contents of edition {contents.edition.id}" if contents.edition else "Contents of a proof"
    number = (f"{named} · ", PAGE) if layout.format.replaceable else (named,)
    furniture = Furniture(head_left=state, foot_line=foot_line(layout.format), number=number)
    return PrintDocument(
        label=label,
        name=f"{NAMES[label]} of {contents.pack.id}, {layout.format.name}{_for_hub(contents)}",
        title=contents.pack.title,
        place=contents.pack.place,
        html=whole_page(contents.pack.title, html, "front"),
        css=css_in(layout.format, *SHEETS[label]) + furniture_css(furniture) + _beginning_css(first, layout.format),
        assets=FONT_ASSETS,
        links=tuple(numbered.links) if numbered else (),
        ours=True,
        private=contents.hub is not None,
    )


def _beginning_css(first: int, format_: Format) -> str:
    """The rules for a piece that begins on another page than the first: which side that is, and its number."""
    side = "html{break-before:left}\n" if format_.right_hand and first % 2 == 0 else ""
    number = f"@page:first{{counter-reset:page {first}}}\n" if format_.replaceable and first > 1 else ""
    return side + number


def _for_hub(contents: Contents) -> str:
    """Whose copy something belongs to, by its id: names of hubs stand in no log."""
    return f", for {contents.hub.id}" if contents.hub else ""


def state_of_pack(contents: Contents) -> str:
    """What the front matter's head says: what any of its documents says."""
    states = sorted({state_of(each.release, "") for each in contents.releases} - {""})
    return states[0] if states else ""


def _cover_motif(library: Library, contents: Contents) -> str:
    """The pack's own figure: its leading programme's ring on top, a bead for each document."""
    leading = _leading(library, contents)
    figure = pack_motif(contents.pack.id, leading, len(contents.releases), colours=colours_of(library.brand))
    return drawn(figure, "cover__motif")


def _leading(library: Library, contents: Contents) -> Partner:
    """The partner whose ring stands on top, as the leading programme of a pack has it."""
    return leading_partner(library.leading_programme(each.release.document for each in contents.releases))


def _effective(library: Library, contents: Contents, section: Section, numbered: _Numbered) -> Row:
    """A line of the list of effective documents, with its sheets below it."""
    item = section.item
    if not isinstance(item, PackedRelease):
        href = numbered.to(section.placed[0].document.label, item.title)
        return Row("", item.title, href, section.first, section.pages)
    document = section.placed[0]
    return Row(
        item.release.id,
        item.release.document.title,
        numbered.to(item.release.id, item.release.id),
        section.first,
        document.pages,
        str(item.release.version),
        wording.day(item.release.date),
        tuple(_sheet(placed, numbered) for placed in section.placed[1:]),
        withdrawal(library, item.release) if item.release.withdrawn else ("", ""),
        _kept(library, contents, item.release),
    )


def _kept(library: Library, contents: Contents, release: Release) -> str:
    """Of a release that a hub keeps in the place of another: that it does."""
    if contents.hub is None or contents.hub.pin_of(release.id) is None:
        return ""
    if fixed := contents.kept.get(release.id):
        return f"Kept at {release.version} by this hub (the edition has {fixed.version})."
    newest = library.newest(release.id)
    if contents.edition is None and newest and newest.version != release.version:
        return f"Kept at {release.version} by this hub (the newest release is {newest.version})."
    return ""


def withdrawal(library: Library, release: Release) -> tuple[str, str]:
    """Of a release that was withdrawn: when, as a sentence, and why and what to use, as some more."""
    when = f" on {wording.day(release.withdrawn_on)}" if release.withdrawn_on else ""
    newest = library.newest(release.id)
    use = f"Use {newest.name} in its place." if newest else "Nothing takes its place yet."
    return f"Withdrawn{when}: do not use {release.name}.", f"{wording.full_stop(release.withdrawn)} {use}"


def _sheet(placed: Placed, numbered: _Numbered) -> Row:
    label = placed.document.label
    return Row(label, placed.document.title, numbered.to(label, label), placed.first, placed.pages)


def _row(section: Section, numbered: _Numbered, layout: Layout) -> Row:
    """A line of the contents, with activities and handouts below it where pages are counted."""
    item, first = section.item, section.placed[0]
    number, title = "", item.title if isinstance(item, ContentPage) else item.release.document.title
    if isinstance(item, PackedRelease):
        number = item.release.id
    parts = _parts(section, numbered) if layout.format.counts_pages else ()
    sheets = tuple(_sheet(placed, numbered) for placed in section.placed[1:]) if layout.format.counts_pages else ()
    return Row(number, title, numbered.to(first.document.label, title), section.first, below=(*parts, *sheets))


def _parts(section: Section, numbered: _Numbered) -> tuple[Row, ...]:
    """The activities of a module, the standards of a set or the clauses of an agreement, with their real pages."""
    if not isinstance(section.item, PackedRelease):
        return ()
    document, placed = section.item.release.document, section.placed[0]
    named: list[tuple[str, str, str]] = []
    if isinstance(document, Module):
        named = [("", each.title, each.anchor) for each in document.activities]
    elif isinstance(document, StandardSet):
        named = list(_standards(document))
    elif isinstance(document, Agreement):
        titles = {each.anchor: each.title for each in document.headings}
        clauses = clause_numbers(document).items()
        named = [("", "Details", DETAILS), *((str(number), titles[id_], id_) for id_, number in clauses)]
    rows = []
    for number, title, id_ in named:
        target = anchor(document.id, id_)
        if (page := placed.page_of(target)) is not None:
            rows.append(Row(number, title, numbered.to(target, title), page))
    return tuple(rows)


def _standards(document: StandardSet) -> Iterator[tuple[str, str, str]]:
    """Each standard; of many only their groups, because the set lists them one by one on its own first leaf."""
    if len(document.standards) <= MOST_NAMED:
        yield from ((each.id, each.statement, each.id) for each in document.standards)
        return
    for group, members in groupby(document.standards, key=lambda each: each.group):
        ids = [each.id for each in members]
        named = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
        yield "", f"{group}, {named}", ids[0]


def _previous(contents: Contents) -> Edition | None:
    """The edition before this one."""
    editions = contents.pack.editions
    if contents.edition is None or contents.edition not in editions:
        return None
    place = editions.index(contents.edition)
    return editions[place - 1] if place else None


def _changes(library: Library, contents: Contents) -> tuple[str, ...]:
    previous = _previous(contents)
    if previous is None or contents.edition is None:
        return ()
    # Of what a hub keeps, nothing changed for its readers.
    before, now = (
        replace(each, documents=tuple(document for document in each.documents if document.id not in contents.kept))
        for each in (previous, contents.edition)
    )
    return tuple(changes_since(library, before, now))
