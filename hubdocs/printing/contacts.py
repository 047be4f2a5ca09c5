"""What a hub's copy says that no other does: the page of its contacts, and who is named at every foot.

A copy is private to its hub. Nothing that is made here may go into a file that others have too, into a log, or into
what the program tells: mistakes name the hub's file and its lines, never its people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hubdocs.design import icon
from hubdocs.errors import HubError, Place, Problem
from hubdocs.model import Hub, Library
from hubdocs.model.hubs import LINK_LEADER, SAFEGUARDING_LEAD
from hubdocs.printing import wording
from hubdocs.printing.assembly.plan import Near
from hubdocs.printing.drawings import drawn
from hubdocs.printing.formats import Format, formats_of
from hubdocs.printing.layout import MILLIMETRE
from hubdocs.printing.packs import Contents, packs_of
from hubdocs.printing.printable import PrintDocument, whole_page
from hubdocs.printing.sheets import ASKED, FONT_ASSETS, STAMP_FONTS, Furniture, css_in, furniture_css
from hubdocs.printing.sheets import foot_line as asked
from hubdocs.printing.templates import as_html, fill

CONTACTS = "hub-contacts"
"""The label of the page."""
TITLE = "Who to turn to"
"""What it is called, in bookmarks and lists, too."""
ROLE = "Safeguarding lead: "
"""How the line at the foot begins where there is no room for the question."""
UNCHECKED = "To be checked before use"
"""Stands in the place of a day, as it does beside helplines. Contract: FORMAT, section 9."""


@dataclass(frozen=True)
class Line:
    """One line of the page: somebody, or a service."""

    role: str
    """`Safeguarding lead`; empty for a service."""
    name: str
    """Empty where it is to be written in by hand."""
    phone: str = ""
    also: str = ""
    """A mail address or a website."""
    checked: str = ""
    """The day on which somebody last made sure of it, in words."""


def print_contacts(contents: Contents, format_: Format) -> PrintDocument:
    """The page that stands behind the lists of a hub's copy: whom to turn to, and what is near.

    The national helplines are not on it: they stand in the documents, and are always today's there.

    Raises:
        ValueError: It is nobody's copy.
    """
    hub = contents.hub
    if hub is None:
        raise ValueError("only the copy of a hub has a page of contacts")
    html = fill(
        "contacts",
        label=CONTACTS,
        title=TITLE,
        hub=hub,
        icon=as_html(drawn(icon("shield-alert-outline"), "drawing--icon")),
        lead=hub.safeguarding_lead,
        contacts=list(_contacts(hub)),
        services=[
            Line("", each.name, each.phone, _address(each.web), _checked(each.checked)) for each in hub.local_services
        ],
        soft=_soft,
        has_link_leader=any(each.role == LINK_LEADER for each in hub.contacts),
    )
    kind = "contacts contacts--large" if format_.large else "contacts"
    furniture = Furniture(
        head_right=TITLE,
        foot_line=asked(format_),
        number=(f"{TITLE}{contents.whose}" if format_.replaceable else TITLE,),
    )
    return PrintDocument(
        label=CONTACTS,
        name=f"contacts of {hub.id}, {format_.name}",
        title=TITLE,
        place=hub.place,
        html=whole_page(TITLE, html, kind),
        css=css_in(format_, "contacts") + furniture_css(furniture),
        assets=FONT_ASSETS,
        private=True,
    )


def named_at_foot(hub: Hub, format_: Format) -> str:
    """The line at the foot of each page of a hub's copy, with the name and number of its safeguarding lead.

    Where that is too long for the format, the number is left out, then the question before it. Empty where nobody is
    named, so that a line to write on stays; and in a format without that line.

    Raises:
        HubError: Not even the name has room.
    """
    lead = hub.safeguarding_lead
    if lead is None or format_.sheets_only:
        return ""
    room = format_.width - format_.foot.outer - format_.foot.binding
    named = dict.fromkeys((f"{lead.name}, {lead.phone}" if lead.phone else lead.name, lead.name))
    for words in (ASKED, ROLE):
        for text in named:
            if _width(words + text, format_) <= room:
                return words + text
    message = f"the name of the safeguarding lead has no room at the foot of a page (format {format_.name})"
    raise HubError([Problem(lead.place, message, "write it shorter, such as with initials", "hub-foot")])


def near(hub: Hub) -> tuple[Near, ...]:
    """What is written on the lines "Help near us" in a hub's copy: services that can be reached, in its order."""
    found = ((each.name, each.phone or _address(each.web)) for each in hub.local_services)
    return tuple(Near(name, reached) for name, reached in found if reached)


def hub_can_be_printed(library: Library, hub: Hub) -> Iterator[Problem]:
    """Yield a problem for each thing in a hub's file that its copies cannot show."""
    from hubdocs.printing.assembly.stamp import read_font  # It reads fonts: nobody needs that without hubs.

    letters = frozenset().union(*(read_font(file).glyphs for file in STAMP_FONTS))
    wrong = False
    for place, text in _texts(hub):
        for letter in dict.fromkeys(text):
            if letter not in letters and not letter.isspace():
                wrong = True
                message = f"no font of the printed pages has the letter “{letter}” (U+{ord(letter):04X})"
                yield Problem(place, message, "write it with letters of the Latin alphabet", "hub-letters")
    if wrong:
        return
    for format_ in {each.name: each for pack in packs_of(library, hub) for each in formats_of(pack)}.values():
        try:
            named_at_foot(hub, format_)
        except HubError as error:
            yield from error.problems


def _width(text: str, format_: Format) -> float:
    """How much room a line of the foot needs, in millimetres. A letter that no font has needs none."""
    from hubdocs.printing.assembly.stamp import read_font

    fonts = [read_font(file) for file in STAMP_FONTS]
    found = (next((font for font in fonts if letter in font.glyphs), None) for letter in text)
    units = sum(font.width(letter) for font, letter in zip(found, text, strict=True) if font)
    return units / 1000 * format_.foot.size_pt / MILLIMETRE


def _contacts(hub: Hub) -> Iterator[Line]:
    """Everybody to turn to, the safeguarding lead first, with a line to write on where there is none."""
    if hub.safeguarding_lead is None:
        yield Line(_role(SAFEGUARDING_LEAD), "")
    for each in sorted(hub.contacts, key=lambda contact: contact.role != SAFEGUARDING_LEAD):
        yield Line(_role(each.role), each.name, each.phone, each.email, _checked(each.checked))


def _role(role: str) -> str:
    """`Safeguarding lead`, for `safeguarding_lead`."""
    return wording.sentence(role.replace("_", " "))


def _checked(when: date | None) -> str:
    return wording.day(when) if when else UNCHECKED


def _address(web: str) -> str:
    """A website as people say it."""
    return web.removeprefix("https://").removeprefix("http://").rstrip("/")


def _soft(address: str) -> Markup:
    """A mail address or website that may go on in the next line behind a sign in it, and nowhere else if it can."""
    return Markup("<wbr>").join(re.split(r"(?<=[@/])", address))


def _texts(hub: Hub) -> Iterator[tuple[Place, str]]:
    """Everything in a hub's file that is printed, with where it stands."""
    yield hub.place, f"{hub.name} {hub.lead_school}"
    for contact in hub.contacts:
        yield contact.place, f"{contact.name} {contact.phone} {contact.email}"
    for service in hub.local_services:
        yield service.place, f"{service.name} {service.phone} {service.web}"
    for agreement in hub.agreements:
        for name, answer in agreement.fields.items():
            yield agreement.place_of(name), answer if isinstance(answer, str) else " ".join(answer)
