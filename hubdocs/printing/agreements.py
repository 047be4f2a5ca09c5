"""A hub's copy of an agreement: the template with what the hub has agreed to in its blanks.

Contract: FORMAT, sections 3 and 4. Nothing that a hub has written can become more than words on the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from hubdocs.authoring.rules.agreements import misfit
from hubdocs.errors import HubError, Problem
from hubdocs.model import (
    Agreement,
    Answer,
    Hub,
    HubAgreement,
    Library,
    PrintedFile,
    Release,
    View,
)
from hubdocs.printing.assembly.plan import Bookmarks, PackPlan, Part
from hubdocs.printing.assembly.stamp import read_font
from hubdocs.printing.contacts import named_at_foot
from hubdocs.printing.documents import Filling, print_filled
from hubdocs.printing.finish import finish
from hubdocs.printing.formats import SCREEN, Format
from hubdocs.printing.hidden import secrets_of_release
from hubdocs.printing.packs import PackedRelease
from hubdocs.printing.printable import PrintDocument
from hubdocs.printing.sheets import BOLD_STAMP_FONTS, STAMP_FONTS
from hubdocs.printing.workers import Press

HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
"""Kinds of characters that nobody sees, and that can turn round or hide what stands beside them."""
VISIBLE_AS_SPACE = " \t\n\r\N{NO-BREAK SPACE}"
"""Spaces and line ends, of which the control characters among them are no harm."""


def template_of(library: Library, filled: HubAgreement) -> Release | None:
    """The release that a hub fills: the newest that fits, or, once it is signed, the very one even when withdrawn."""
    if newest := library.newest(filled.template):
        return newest
    fitting = [each for each in library.releases.get(filled.template.id, ()) if filled.template.allows(each.version)]
    return fitting[-1] if fitting and filled.signed else None


def print_agreement(
    library: Library, release: Release, filled: HubAgreement, format_: Format, *, copy_for: str
) -> PrintDocument:
    """A hub's copy of an agreement.

    What the hub has written stands in bold in the Details and in the clauses, and decides which cases are printed. A
    field that it left out takes its default. Without one it stays a line to write on; in the screen format, a field
    to fill in, but for a copy of what was signed: nobody can change that.

    Args:
        library: What the agreement's links and standards are looked up in.
        release: The agreement; `template_of` finds it.
        filled: What the hub has filled in, and when it was signed.
        format_: How to print it.
        copy_for: The hub's name.

    Raises:
        HubError: An answer does not fit, or holds a character that cannot be printed; the place is its line.
    """
    document = release.document
    if not isinstance(document, Agreement):
        raise TypeError(f"{release.name} is no agreement")
    if problems := list(misfits(document, filled)):
        raise HubError(problems)
    filling = Filling(copy_for, _answers(document, filled), filled.place, filled.signed)
    return print_filled(library, release, format_, filling)


def bind_agreement(library: Library, hub: Hub, filled: HubAgreement, press: Press, folder: Path) -> PrintedFile:
    """Write a hub's copy of an agreement into `folder`, as `AG-01-1.0.0.pdf`, in the screen format.

    Raises:
        HubError: There is no such agreement, or it cannot be printed.
    """
    release = template_of(library, filled)
    if release is None:
        message = f"no release of {filled.template.id} fits {filled.template}"
        raise HubError([Problem(filled.place, message, "name a version that was released", "hub-agreement")])
    document = print_agreement(library, release, filled, SCREEN, copy_for=hub.name)
    rendered = press.print_at_once(document)
    dated = filled.signed or release.date
    title = f"{release.document.title}: copy for {hub.name} ({release.name})"
    part = Part(title, rendered.pdf, rendered.facts, label=document.label, bookmarks=Bookmarks.AS_THEY_ARE)
    plan = PackPlan(
        title=title,
        language=document.language,
        items=(part,),
        subject=release.document.summary,
        web_base=library.settings.site_url,
        date=dated.isoformat() if dated else "",
        foot_line=named_at_foot(hub, SCREEN),
        fonts=STAMP_FONTS,
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{release.id}-{release.version}.pdf"
    secrets = secrets_of_release(library, PackedRelease(release, View.PARTICIPANT, ()))
    return press.work(file.name, filled.place, finish, plan, file, SCREEN.name, filled.place, secrets)


def _answers(document: Agreement, filled: HubAgreement) -> Mapping[str, Answer]:
    """What stands in each field that is filled in, without spaces round it."""
    found: dict[str, Answer] = {}
    for field in document.fields:
        answer = _trimmed(filled.fields.get(field.name, ""))
        if not answer and field.default is not None:
            answer = _trimmed(field.default)
        if answer:
            found[field.name] = answer
    return found


def _trimmed(answer: Answer) -> Answer:
    if isinstance(answer, tuple):
        return tuple(text.strip() for text in answer if text.strip())
    return answer.strip()


def misfits(document: Agreement, filled: HubAgreement) -> Iterator[Problem]:
    """Yield a problem for each answer that cannot be printed as it is, at its line of the hub's file.

    An answer may name somebody, so no mistake repeats more of it than the one sign that cannot be printed.
    """
    fields = {field.name: field for field in document.fields}
    for name, answer in filled.fields.items():
        place = filled.place_of(name)
        if name not in fields:
            yield Problem(place, f"{document.id} has no field `{name}`", "remove this line", "hub-field")
        elif _trimmed(answer) and (expected := misfit(fields[name], answer)):
            yield Problem(place, f"`{name}` does not fit: {expected}", "correct what is filled in", "hub-field")
        elif wrong := _unprintable(answer):
            message = f"“{fields[name].label}”: `{name}` holds {wrong}"
            yield Problem(place, message, "write it with letters that can be printed", "hub-field")


def _unprintable(answer: Answer) -> str:
    """The first character that nobody would see, or that no font has; the empty text when there is none."""
    texts = (answer,) if isinstance(answer, str) else answer
    for letter in "".join(texts):
        if letter in VISIBLE_AS_SPACE:
            continue
        named = f"{unicodedata.name(letter, 'a sign without a name').lower()} (U+{ord(letter):04X})"
        if unicodedata.category(letter) in HIDDEN:
            return f"an invisible character, {named}"
        if letter not in _letters():
            return f"“{letter}”, {named}, which no font has"
    return ""


@cache
def _letters() -> frozenset[str]:
    """What can be printed in bold, as all that is filled in."""
    return frozenset(letter for path in BOLD_STAMP_FONTS for letter in read_font(path).glyphs)
