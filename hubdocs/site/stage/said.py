"""You said, we did: a refinement as everybody may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from hubdocs.authoring.markdown.trees import HEADINGS, element, parse, serialise
from hubdocs.model import Refinement, Release
from hubdocs.model.addresses import history_address
from hubdocs.site.stage.atlas import Atlas
from hubdocs.site.stage.drawing import ready
from hubdocs.site.stage.here import Here
from hubdocs.site.stage.reading import read_refinement
from hubdocs.site.stage.shelf import Item

FEWEST = 5
"""How many people must have said a thing before their number is published. Contract: FORMAT, section 8."""

DONE, COMING, LOOKING, LATER, OTHERWISE = "done", "coming", "looking", "later", "otherwise"
_GROUPS = {
    LOOKING: ("We are looking at it", "Nothing is decided yet."),
    COMING: ("We will do it", "Decided, and on its way into a release."),
    LATER: ("Not yet", "Put off, and why."),
    OTHERWISE: ("We decided otherwise", "Not done, and why."),
    DONE: ("Done", "Each of these is in a release that you can read."),
}
"""What becomes of what people ask for: in few words, and a sentence."""
_SEVERITIES = {
    "safeguarding": "keeping children safe",
    "factual": "a fact",
    "usability": "ease of use",
    "taste": "taste",
}
"""What a refinement is about, in plain words."""


@dataclass(frozen=True)
class Said:
    """What people said, and what was done."""

    refinement: Refinement
    title: Markup | str
    text: Markup
    about: Item
    """The document or the part of which people spoke, with where its history or the part stands."""
    who: str
    """`12 people, about 1.0.0 and 1.1.0`."""
    subject: str
    state: str
    """One of the groups."""
    outcome: str
    """`Done`, and the like."""
    when: date
    """The day of the release that answers it; before that, the day on which it was written down."""
    release: Item | None = None
    """The release that answers it."""

    @property
    def anchor(self) -> str:
        """`r-0001`."""
        return self.refinement.id.lower()


@dataclass(frozen=True)
class Group:
    """Refinements of which the same became."""

    title: str
    note: str
    state: str
    each: tuple[Said, ...]


def said(atlas: Atlas, refinement: Refinement, here: Here) -> Said:
    """A refinement, as a page tells of it."""
    releases = atlas.library.releases.get(refinement.document, ())
    release = next((each for each in releases if refinement.fixed_in and each.version == refinement.fixed_in), None)
    title, text = _retold(read_refinement(atlas, refinement, here).html, refinement.id.lower())
    about = _about(atlas, refinement, releases, here)
    state = _state(refinement)
    return Said(
        refinement,
        title=title or about.label,
        text=text,
        about=about,
        who=who(refinement),
        subject=_SEVERITIES[refinement.severity],
        state=state,
        outcome=_GROUPS[state][0],
        when=release.date if release and release.date else refinement.raised,
        release=_history_item(release, here) if release else None,
    )


def groups(atlas: Atlas, refinements: Iterable[Refinement], here: Here) -> list[Group]:
    """Refinements by what became of them; what was done last comes first, and else what was raised last."""
    told = [said(atlas, each, here) for each in refinements]
    told.sort(key=lambda each: (each.when, each.refinement.id), reverse=True)
    found = [
        Group(title, note, state, tuple(each for each in told if each.state == state))
        for state, (title, note) in _GROUPS.items()
    ]
    return [group for group in found if group.each]


def who(refinement: Refinement) -> str:
    """Who said it, and of which releases they spoke: `12 people, about 1.0.0 and 1.1.0`; never a small number."""
    versions = [str(version) for version in sorted(refinement.versions)]
    about = versions[0] if len(versions) == 1 else f"{', '.join(versions[:-1])} and {versions[-1]}"
    if refinement.origin == "desk review":
        return f"Found by close reading, in {about}"
    count = f"{refinement.responses} people" if refinement.responses >= FEWEST else f"Fewer than {FEWEST} people"
    return f"{count}, about {about}"


def _state(refinement: Refinement) -> str:
    if refinement.fixed_in:
        return DONE
    return {"open": LOOKING, "accepted": COMING, "deferred": LATER, "rejected": OTHERWISE}[refinement.decision]


def _about(atlas: Atlas, refinement: Refinement, releases: Iterable[Release], here: Here) -> Item:
    """The activity that people spoke of, as the last of the releases they named calls it; else the document."""
    named = [each for each in releases if each.version in refinement.versions]
    headings = [heading for each in named for heading in each.document.headings if "for-trainer" not in heading.classes]
    part = next((each.title for each in reversed(headings) if each.anchor and each.anchor == refinement.activity), "")
    title = part or (named[-1].document.title if named else refinement.document)
    destination = atlas.link(f"{refinement.document}#{refinement.activity}" if part else refinement.document, here)
    return Item(title, destination.href if destination else "", lead=refinement.document)


def _history_item(release: Release, here: Here) -> Item:
    document = release.document
    return Item(release.name, here.to(history_address(document.kind, document.id), f"release-{release.version}"))


def _retold(html: str, prefix: str) -> tuple[Markup | None, Markup]:
    """The heading with which a text begins, and the rest in parts: below it, each heading beside its words.

    Several texts stand on one page, so every id takes the refinement's own before it.
    """
    tree = parse(html)
    for section in [each for each in tree.iter("section") if "hub-section" in (each.get("class") or "").split()]:
        section.drop_tag()
    _own_ids(tree, prefix)
    title = None
    if len(tree) and tree[0].tag == "h2" and not (tree.text or "").strip():
        title = ready(serialise(tree[0]))
        tree.remove(tree[0])
    return title, ready(serialise(_in_parts(tree)))


def _own_ids(tree: HtmlElement, prefix: str) -> None:
    known = {str(each.get("id")) for each in tree.iter(etree.Element) if each.get("id")}
    for each in tree.iter(etree.Element):
        if each.get("id"):
            each.set("id", f"{prefix}-{each.get('id')}")
        if (href := each.get("href") or "").startswith("#") and href[1:] in known:
            each.set("href", f"#{prefix}-{href[1:]}")


def _in_parts(tree: HtmlElement) -> HtmlElement:
    """Each heading with what follows it in a part of its own, and every heading one level further down."""
    parts = element("div")
    words = element("div")
    parts.append(words)
    for each in list(tree):
        if each.tag in HEADINGS:
            part = element("div", "hub-said__part")
            parts.append(part)
            part.append(each)
            words = element("div")
            part.append(words)
        else:
            words.append(each)
    for heading in list(parts.iter(*HEADINGS)):
        heading.tag = f"h{min(int(heading.tag[1]) + 1, len(HEADINGS))}"
    if not len(parts[0]):
        parts.remove(parts[0])
    return parts
