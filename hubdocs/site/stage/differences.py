"""Pages of differences: two releases of one document in one text, with everything marked that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import unquote

from lxml import etree
from markupsafe import Markup

from hubdocs.authoring.markdown.sanitiser import OURS
from hubdocs.authoring.markdown.trees import parse, serialise
from hubdocs.design import curly
from hubdocs.model import Agreement, Handout, Module, Printed, Release, Version, View, ids
from hubdocs.model.addresses import history_address
from hubdocs.releases.differences import Change, Comparison, Kind, compare, summarise
from hubdocs.site.stage import words
from hubdocs.site.stage.above import above, differing
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.documents import beside
from hubdocs.site.stage.drawing import draw, ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.lists import menu_section
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.pairs import Pair, before, in_force, pairs_of
from hubdocs.site.stage.reading import Text
from hubdocs.site.stage.readings import Placed, Readings, folder_of
from hubdocs.site.stage.shelf import Item, Shelf

MOST_BETWEEN = 6
"""How many releases between two are told one by one; the rest are in the history."""
_CAME = {Kind.ADDED: "New", Kind.REMOVED: "Gone", Kind.CHANGED: "Changed", Kind.MOVED: "Moved"}
"""What became of a part, in a word."""
_ORDINARY = frozenset(("definition", "list item", "paragraph", "table cell", "table row", "term", "time"))
"""Parts that readers know by the section in which they stand, better than by a name of their own."""
SAME = compare("", "")
"""What came of two texts that are the same."""


def difference_pages(
    atlas: Atlas, printed: Printed, releases: tuple[Release, ...], readings: Readings
) -> Iterator[Page | StagedFile]:
    """Each release of a document beside the one before it, and beside the one in force."""
    folders = dict(_folders(releases))
    for pair in pairs_of(releases):
        for view in pair.views(atlas):
            comparing = Comparing(atlas, printed, releases, readings, folders, pair, view)
            yield _page(comparing)
            yield from comparing.pictures()


def _folders(releases: Iterable[Release]) -> Iterator[tuple[Version, Mapping[str, str]]]:
    """For each release, where each of its pictures stands: one that stayed the same has one address in all of them.

    A text that shows the same picture is then the same text.
    """
    first: dict[tuple[str, bytes], str] = {}
    for release in releases:
        pictures = release.document.pictures.items()
        marks = {path: sha256(picture.file.read_bytes()).digest() for path, picture in pictures}
        folder = folder_of(release)
        yield release.version, {path: first.setdefault((path, mark), folder) for path, mark in marks.items()}


@dataclass(frozen=True)
class Marked:
    """One text with everything marked that changed."""

    html: Markup
    changes: tuple[Item, ...] = ()
    """The way to each change, in order."""
    comparison: Comparison = SAME


@dataclass(frozen=True)
class Sheet:
    """A handout that is new, gone or changed."""

    id: str
    anchor: str
    title: str
    kind: Kind
    state: str
    """That in a word: `New`, `Gone` or `Changed`."""
    href: str
    """Where it can be read as it is, or last was."""
    marked: Marked
    pictures: tuple[StagedFile, ...] = ()


@dataclass(frozen=True)
class Comparing:
    """Two releases in one view, and what their page tells."""

    atlas: Atlas
    printed: Printed
    releases: tuple[Release, ...]
    """Every release of the document, oldest first."""
    readings: Readings
    folders: Mapping[Version, Mapping[str, str]]
    """For each release, the folder of each of its pictures."""
    pair: Pair
    view: View

    @property
    def here(self) -> Here:
        """The page."""
        return Here(self.pair.address(self.view))

    @cached_property
    def text(self) -> Marked:
        """The text of both releases in one."""
        return _marked(*(each.html for each in self._texts))

    def pictures(self) -> Iterator[StagedFile]:
        """Every picture that the page shows."""
        for text in self._texts:
            yield from text.pictures
        for sheet in self.sheets:
            yield from sheet.pictures

    @cached_property
    def around(self) -> Marked:
        """What readers learn above and around the text, as far as it changed."""
        old, new = (above(each, self.view) for each in (self.pair.old, self.pair.new))
        return _marked(*differing(old, new), within=f"{OURS}above-")

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Each handout that is new, gone or changed for readers of this view, in order of id."""
        old, new = ({each.id: each for each in self._sheets_of(release)} for release in (self.pair.old, self.pair.new))
        ids = sorted({*old, *new}, key=_number)
        changed = (id_ for id_ in ids if not (id_ in old and id_ in new and self._has_same(id_)))
        found = (self._sheet(id_, old.get(id_), new.get(id_)) for id_ in changed)
        return tuple(sheet for sheet in found if sheet.marked.changes)

    def steps(self) -> list[Release]:
        """The releases that lie between, newest first, up to the new one."""
        low, high = sorted((self.pair.old.version, self.pair.new.version))
        return [each for each in reversed(self.releases) if low < each.version <= high]

    def _sheets_of(self, release: Release) -> tuple[Handout, ...]:
        module = release.document
        return module.handouts_for(self.view) if isinstance(module, Module) else ()

    def _has_same(self, id_: str) -> bool:
        """Whether a handout of both releases is the same file with the same pictures."""
        before, after = (each.handouts.get(id_) for each in (self.pair.old, self.pair.new))
        return before is not None and before == after

    def _sheet(self, id_: str, old: Handout | None, new: Handout | None) -> Sheet:
        shown, release = (new, self.pair.new) if new else (old, self.pair.old)
        if shown is None:
            raise ValueError(f"neither release has {id_}")
        kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
        before, after = self._sheet_text(self.pair.old, old), self._sheet_text(self.pair.new, new)
        shelf = Shelf(self.atlas, self.printed, release, permanent=True)
        anchor = f"{OURS}{id_.lower()}"
        return Sheet(
            id=id_,
            anchor=anchor,
            title=shown.title,
            kind=kind,
            state=_CAME[kind],
            href=self.here.to(shelf.handout_folder(shown)),
            marked=_marked(before.html, after.html, within=f"{anchor}-"),
            pictures=(*before.pictures, *after.pictures),
        )

    def _sheet_text(self, release: Release, handout: Handout | None) -> Text:
        """A sheet with what its page says above it; nothing where a release has none."""
        if handout is None:
            return Text(Markup(""), ())
        text = self.readings.handout(release, handout, self.view, self.here, self._placed(release))
        how = " Made to be photocopied." if handout.copier else ""
        head = Markup("<h3>{}</h3><p>{}.{}</p>").format(curly(handout.title), words.per(handout.per), how)
        return Text(head + text.html, text.pictures)

    @cached_property
    def _texts(self) -> tuple[Text, Text]:
        """The text of the old release and of the new one."""
        old, new = (
            self.readings.document(each, self.view, self.here, self._placed(each))
            for each in (self.pair.old, self.pair.new)
        )
        return old, new

    def _placed(self, release: Release) -> Placed:
        return self.folders[release.version].__getitem__


def _number(id_: str) -> tuple[int, str]:
    """`WC-01-H2` before `WC-01-H10`."""
    return len(id_), id_


def _marked(old: str, new: str, within: str = "") -> Marked:
    """Two texts in one; every id begins with `within`, so that several texts can stand on one page."""
    if old == new:
        return Marked(ready(new))
    comparison = compare(old, new)
    ways: dict[str, Item] = {}
    for change in comparison.changes:
        href = f"#{within}{change.anchor}"
        ways.setdefault(href, Item(_called(change), href, lead=_CAME[change.kind]))
    html = _named_within(comparison.html, within) if within else comparison.html
    return Marked(ready(html), tuple(ways.values()), comparison)


def _called(change: Change) -> str:
    """What the list of changes calls one: ordinary text by where it stands, anything else by what it is."""
    if change.part not in _ORDINARY:
        return f"{words.capital(change.part)}: {change.name}"
    standard = ids.STANDARD.match(change.section)
    place = standard[0] if standard else change.section
    return f"{place}: {change.name}" if place else change.name


def _named_within(html: str, within: str) -> str:
    """A text whose ids begin with `within`, and everything in it that names them."""
    tree = parse(html)
    own = {str(each.get("id")) for each in tree.iter(etree.Element) if each.get("id")}
    for each in tree.iter(etree.Element):
        for attribute in ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls"):
            if each.get(attribute) in own:
                each.set(attribute, within + str(each.get(attribute)))
        if (href := unquote(each.get("href") or "")).removeprefix("#") in own and href.startswith("#"):
            each.set("href", f"#{within}{href[1:]}")
    return serialise(tree)


def _page(comparing: Comparing) -> Page:
    pair, view, here = comparing.pair, comparing.view, comparing.here
    document, old, new = pair.document, pair.old.version, pair.new.version
    shelf = Shelf(comparing.atlas, comparing.printed, pair.new, permanent=True)
    trainer = ", with trainer text" if view is View.TRAINER else ""
    return Page(
        address=here.address,
        title=f"What changed in {document.title} ({document.id} from {old} to {new}{trainer})",
        description=f"What is different in {document.id} {new} from {old}, marked in the text.",
        stamp=f"changes {document.id} {old} to {new} {view} {pair.old.digest} {pair.new.digest}",
        html=draw("differences", **_values(comparing, shelf)),
        section=menu_section(comparing.atlas, document.kind),
        indexed=False,
        document=document.id,
        view=view,
        shows=(pair.old.digest, pair.new.digest),
        strip=shelf.strip,
        sheets=("versions", "agreement") if isinstance(document, Agreement) else ("versions",),
    )


def _values(comparing: Comparing, shelf: Shelf) -> dict[str, object]:
    """What the template draws."""
    pair, view, here = comparing.pair, comparing.view, comparing.here
    document = pair.document
    around, text, sheets, steps = comparing.around, comparing.text, comparing.sheets, comparing.steps()
    held = Shelf(comparing.atlas, comparing.printed, pair.old, permanent=True)
    return {
        "document": document,
        "pair": pair,
        "shelf": shelf,
        "around": around,
        "text": text,
        "handouts": sheets,
        "changes": [*around.changes, *text.changes, *_to_sheets(sheets)],
        "summary": summarise(
            pair.old.document, document, view, text.comparison, {sheet.id: sheet.kind for sheet in sheets}
        ),
        "withdrawn": [each for each in (pair.old, pair.new) if each.withdrawn],
        "advice": held.advice(),
        "steps": [(each, words.kind_of(each, before(comparing.releases, each))) for each in steps[:MOST_BETWEEN]],
        "more": len(steps) - MOST_BETWEEN,
        "old_href": here.to(held.folder(view)),
        "new_href": here.to(shelf.folder(view)),
        "history_href": here.to(history_address(document.kind, document.id)),
        "onwards": _onwards(comparing),
        "views": _views(comparing),
        "beside": beside(shelf, here),
    }


def _to_sheets(sheets: Iterable[Sheet]) -> list[Item]:
    return [Item(each.title, f"#{each.anchor}", lead=each.id, note=each.state) for each in sheets]


def _views(comparing: Comparing) -> list[Item]:
    """The two readings of the differences; nothing where there is only one."""
    pair, views = comparing.pair, comparing.pair.views(comparing.atlas)
    if len(views) == 1:
        return []
    labels = words.views(pair.document)
    return [Item(labels[each], comparing.here.to(pair.address(each)), current=each is comparing.view) for each in views]


def _onwards(comparing: Comparing) -> Item | None:
    """From a release that is no longer in force, the way to what is different today."""
    newest, pair = in_force(comparing.releases), comparing.pair
    if newest is None or newest is pair.new or newest is pair.old:
        return None
    further = Pair(pair.old, newest)
    view = comparing.view if comparing.view in further.views(comparing.atlas) else View.PARTICIPANT
    return Item(f"What is different in {newest.version}, the newest", comparing.here.to(further.address(view)))
