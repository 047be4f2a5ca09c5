"""The pages of modules, standard sets and agreements: each release for ever, the newest also at its own address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from hubdocs.authoring.agreement.names import DETAILS, NOTICE, clause_numbers
from hubdocs.authoring.markdown import GONE
from hubdocs.library.resolve import resolve
from hubdocs.library.ties import tied_standards
from hubdocs.model import Activity, Agreement, Document, Module, Printed, Release, StandardSet, View
from hubdocs.model.addresses import document_address, exact_address, programme_address
from hubdocs.site.stage import asking, words
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import draw, ready
from hubdocs.site.stage.handouts import handout_pages
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.in_short import IN_SHORT, in_short
from hubdocs.site.stage.lists import menu_section
from hubdocs.site.stage.pages import Page, StagedFile
from hubdocs.site.stage.reading import Text
from hubdocs.site.stage.readings import Readings
from hubdocs.site.stage.shelf import Item, Shelf

_PLAIN: Mapping[str, object] = {
    "is_module": False,
    "programme": "hub",
    "ways": (),
    "in_short": None,
    "in_short_anchor": "",
    "bring": (),
    "handouts": (),
    "serves": (),
    "first": (),
}
"""What the template draws of a document that is no session: nothing."""
NEVER = "none"
"""What a release has on record of a reference that was not released on its day. Contract: FORMAT, section 9."""


def document_pages(
    atlas: Atlas, printed: Printed, releases: Sequence[Release], readings: Readings
) -> Iterator[Page | StagedFile]:
    """Every page of a document, with its pictures and PDFs; `releases` are all that there are, oldest first."""
    if newest := atlas.library.newest(releases[0].id):
        yield from _shelf_pages(Shelf(atlas, printed, newest, permanent=False), readings)
    else:
        yield from _withdrawn_pages(Shelf(atlas, printed, releases[-1], permanent=False))
    for release in releases:
        if not release.is_draft:
            shelf = Shelf(atlas, printed, release, permanent=True)
            yield from _shelf_pages(shelf, readings)
            yield from _pdfs(shelf)


def _shelf_pages(shelf: Shelf, readings: Readings) -> Iterator[Page | StagedFile]:
    for view in shelf.views:
        here = Here(shelf.folder(view))
        text = readings.document(shelf.release, view, here, lambda _: shelf.address)
        yield _page(shelf, view, here, text)
        yield from text.pictures
    if isinstance(shelf.release.document, Module):
        yield from handout_pages(shelf, shelf.release.document, readings)


def _page(shelf: Shelf, view: View, here: Here, text: Text) -> Page:
    document = shelf.release.document
    permanent = shelf.permanent
    return Page(
        address=here.address,
        title=_title(shelf, view),
        description=document.summary,
        stamp=_stamp(shelf.release, view),
        html=draw("document", text=_body(shelf, view, here, text), **_values(shelf, view, here, text)),
        section=menu_section(shelf.atlas, document.kind),
        keywords=document.keywords,
        indexed=not permanent and view is View.PARTICIPANT,
        canonical=document_address(document.kind, document.id) if permanent else "",
        document=document.id,
        view=view,
        shows=(shelf.release.digest,),
        strip=shelf.strip,
        sheets=(asking.SHEET, *(("agreement",) if isinstance(document, Agreement) else ())),
    )


def _body(shelf: Shelf, view: View, here: Here, text: Text) -> Markup:
    """The text of a document; above that of an agreement stands how to print it, and what not to do with a draft."""
    document = shelf.release.document
    if isinstance(document, Module):
        return asking.with_suggestions(text.html, shelf.release, _shown(document, view), here)
    if not isinstance(document, Agreement):
        return text.html
    take = shelf.downloads(view, here)
    return ready(draw("agreement", document=document, notice=NOTICE, take=take, text=text.html))


def _values(shelf: Shelf, view: View, here: Here, text: Text) -> dict[str, object]:
    """What the template of a document draws, besides its text."""
    document = shelf.release.document
    return {
        **_PLAIN,
        "shelf": shelf,
        "document": document,
        "newest_href": here.to(shelf.newest_folder(view)),
        "changes_href": _way_to(here, shelf.changed_since(view)),
        "changed_href": _way_to(here, shelf.changed_here(view)) if shelf.is_newest else "",
        "beside": beside(shelf, here),
        "take": shelf.downloads(view, here),
        "releases": shelf.releases(here),
        "feedback_href": asking.feedback_link(shelf.release, here),
        "feedback_on": asking.subject(shelf.release),
        **_own_values(shelf, view, here, text),
    }


def _own_values(shelf: Shelf, view: View, here: Here, text: Text) -> dict[str, object]:
    """What only documents of this kind draw."""
    match shelf.release.document:
        case Module() as module:
            return _module_values(shelf, module, view, here, text)
        case Agreement() as agreement:
            return {"facts": _agreement_facts(shelf, agreement, here), "parts_of_page": _clauses(agreement)}
        case document:
            return {"facts": set_facts(document), "parts_of_page": _standards(document)}


def _module_values(shelf: Shelf, module: Module, view: View, here: Here, text: Text) -> dict[str, object]:
    return {
        "is_module": True,
        "ways": _ways(shelf, view, here),
        "in_short": in_short(module, _shown(module, view), text.html),
        "in_short_anchor": IN_SHORT,
        "programme": module.programme,
        "facts": module_facts(module),
        "parts_of_page": _session(module, view),
        "bring": _bring(shelf, module, here) if view is View.TRAINER else (),
        "handouts": _handouts(shelf, module, view, here),
        "serves": _named(shelf.atlas, module.standards, here),
        "first": _named(shelf.atlas, module.prerequisites, here),
    }


def _stamp(release: Release, view: View) -> str:
    """What a page is, exactly: `WC-01 1.0.0 participant h1:…`."""
    state = " draft" if release.is_draft else ""
    return f"{release.name}{state} {view} {release.digest}"


def _title(shelf: Shelf, view: View) -> str:
    """A title that tells the page from its neighbours in tabs and bookmarks."""
    document = shelf.release.document
    release = f", release {document.version}" if shelf.permanent else ""
    trainer = ", with trainer text" if view is View.TRAINER else ""
    return f"{document.title} ({document.id}{release}{trainer})"


def module_facts(module: Module) -> list[tuple[str, str]]:
    """What readers learn of a session at a glance."""
    facts = [
        ("Lasts", words.lasts(module)),
        ("For", words.takes_part(module.audience)),
        ("Group", words.group(module.group_size) if module.group_size else ""),
        ("Run by", words.runs(module.delivered_by)),
    ]
    return [(name, value) for name, value in facts if value]


def set_facts(document: Document) -> list[tuple[str, str]]:
    """What readers learn of a standard set at a glance."""
    facts = [("For", words.takes_part(document.audience))]
    if isinstance(document, StandardSet):
        held = len(document.standards)
        musts = sum(each.level == "must" for each in document.standards)
        facts = [("Standards", str(held)), ("Of these a must", str(musts)), *facts]
    return facts


def _agreement_facts(shelf: Shelf, agreement: Agreement, here: Here) -> list[tuple[str, str]]:
    facts = [
        ("Clauses", str(len(clause_numbers(agreement)))),
        ("Details to fill in", str(len(agreement.fields)) if agreement.fields else ""),
        ("Binds to", _tied(shelf, agreement, here)),
        ("For", words.takes_part(agreement.audience)),
    ]
    return [(name, value) for name, value in facts if value]


def _tied(shelf: Shelf, agreement: Agreement, here: Here) -> str:
    """The exact release of the standards that an agreement binds to, with the way to it."""
    if agreement.standards is None:
        return ""
    tied = tied_standards(shelf.atlas.library, shelf.release)
    if tied is None:
        id_, kept = agreement.standards.id, shelf.release.references.get(agreement.standards.id, NEVER)
        return f"{id_}, in preparation" if kept == NEVER else f"{id_} {kept} {GONE}"
    address = exact_address(tied.document.kind, tied.id, tied.version, is_draft=tied.is_draft)
    return Markup('<a href="{}">{}</a>').format(here.to(address), tied.name)


def _ways(shelf: Shelf, view: View, here: Here) -> list[Item]:
    """The ways into a session: in ten minutes, as one who takes part, as one who runs it, on paper."""
    labels = words.views(shelf.release.document)
    paths = {View.PARTICIPANT: "Take part", View.TRAINER: "Deliver"}
    return [
        Item("In ten minutes", f"#{IN_SHORT}", note="The session in short"),
        *(
            Item(paths[each], here.to(shelf.folder(each)), note=labels[each], current=each is view)
            for each in shelf.views
        ),
        *_print(shelf, view, here),
    ]


def _print(shelf: Shelf, view: View, here: Here) -> Iterator[Item]:
    """The way on to paper, if there is a PDF."""
    if pdf := shelf.pdf(view):
        yield Item("Print", here.file(shelf.pdf_path(view)), note=f"PDF, {words.pages(pdf.pages)}")


def _shown(module: Module, view: View) -> list[Activity]:
    """The activities that readers of a view may see."""
    return [each for each in module.activities if view is View.TRAINER or not each.for_trainer]


def beside(shelf: Shelf, here: Here) -> tuple[str, str, list[Item]]:
    """The documents beside this one: a name, where it leads, and the list."""
    document = shelf.release.document
    programme = shelf.atlas.library.programme_of(document)
    if programme:
        return (
            programme.title,
            here.to(programme_address(programme.id)),
            _neighbours(tuple(shelf.atlas.modules_of(programme)), document, here),
        )
    sets, agreements = shelf.atlas.standard_sets, shelf.atlas.agreements
    name = " and ".join(name for name, held in (("Standards", sets), ("Agreements", agreements)) if held).capitalize()
    return name, here.to(menu_section(shelf.atlas, document.kind)), _neighbours((*sets, *agreements), document, here)


def _way_to(here: Here, address: str) -> str:
    """A link to a page; nothing where there is none."""
    return here.to(address) if address else ""


def _neighbours(releases: Sequence[Release], document: Document, here: Here) -> list[Item]:
    return [
        Item(
            release.document.title,
            here.to(document_address(release.document.kind, release.id)),
            lead=release.id,
            current=release.id == document.id,
        )
        for release in releases
    ]


def _session(module: Module, view: View) -> list[Item]:
    """The activities of the session, with their minutes."""
    return [Item(each.title, f"#{each.anchor}", note=f"{each.minutes} min") for each in _shown(module, view)]


def _standards(document: Document) -> list[Item]:
    standards = document.standards if isinstance(document, StandardSet) else ()
    return [Item(each.statement, f"#{each.id}", lead=each.id) for each in standards]


def _clauses(agreement: Agreement) -> list[Item]:
    """The clauses with their numbers, behind the Details."""
    numbers = clause_numbers(agreement)
    titles = {each.anchor: each.title for each in agreement.headings}
    clauses = [Item(titles[anchor], f"#{anchor}", lead=str(number)) for anchor, number in numbers.items()]
    return [*([Item("Details", f"#{DETAILS}")] if agreement.fields else []), *clauses]


def _bring(shelf: Shelf, module: Module, here: Here) -> list[Item]:
    """What whoever runs the session brings, with the handouts as links."""
    sheets = {each.id: here.to(shelf.handout_folder(each)) for each in module.handouts}
    return [Item(each.item, sheets.get(each.handout, ""), note=words.need(each)) for each in module.materials]


def _handouts(shelf: Shelf, module: Module, view: View, here: Here) -> list[Item]:
    return [
        Item(each.title, here.to(shelf.handout_folder(each)), lead=each.id, note=words.per(each.per))
        for each in module.handouts_for(view)
    ]


def _named(atlas: Atlas, ids: Iterable[str], here: Here) -> list[Item]:
    """Documents or standards by their ids; what was never released, or is gone, is named without a link."""
    items = []
    for id_ in ids:
        target, destination = resolve(atlas.library, id_), atlas.link(id_, here)
        if target is None:
            items.append(Item(GONE, "", lead=id_))
        else:
            items.append(Item(target.title, destination.href if destination else "", lead=id_))
    return items


def _withdrawn_pages(shelf: Shelf) -> Iterator[Page]:
    """The notice in the place of a document of which no release may be used."""
    document = shelf.release.document
    for view in shelf.views:
        here = Here(shelf.folder(view))
        yield Page(
            address=here.address,
            title=f"{document.title} ({document.id}, withdrawn)",
            description=f"{document.id} was withdrawn: do not use it.",
            stamp=f"{document.id} withdrawn {view}",
            html=draw("withdrawn", shelf=shelf, document=document, releases=shelf.releases(here)),
            section=menu_section(shelf.atlas, document.kind),
            indexed=view is View.PARTICIPANT,
            document=document.id,
            view=view,
            shows=(shelf.release.digest,),
        )


def _pdfs(shelf: Shelf) -> Iterator[StagedFile]:
    for view in shelf.views:
        if pdf := shelf.pdf(view):
            yield StagedFile(shelf.pdf_path(view), pdf.file)
