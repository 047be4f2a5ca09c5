"""A document's text as comparisons read it where no page is made: nothing live in it, and every link by its id."""

from __future__ import annotations

import hashlib
from html import escape

from hubdocs.authoring.agreement.reading import render_document
from hubdocs.authoring.markdown import Destination, Reading, render
from hubdocs.model import Activity, Document, Handout, Module, View


def text_of(document: Document, view: View) -> str:
    """The document's own text as clean HTML, without what this view may not show.

    Raises:
        HubError: The template of an agreement cannot be written out.
    """
    return render_document(document, _reading(document, view))


def handout_text(document: Document, handout: Handout, view: View) -> str:
    """The same for a handout."""
    return render(handout.source.body, _reading(document, view))


def handouts_shown(document: Document, view: View) -> dict[str, Handout]:
    """The handouts that readers of a view may have, by id; only modules have any."""
    return {each.id: each for each in document.handouts_for(view)} if isinstance(document, Module) else {}


def picture_address(path: str, content: bytes) -> str:
    """The address of a picture in these texts, which changes with the picture."""
    return f"{path}#{hashlib.sha256(content).hexdigest()}"


def _reading(document: Document, view: View) -> Reading:
    return Reading(
        view=view,
        link=lambda id_: Destination(id_ if id_.startswith("#") else f"#{id_}"),
        picture=lambda path: _picture(document, path),
        activity_head=_head,
        activities=document.activities if isinstance(document, Module) else (),
        leader=document.leader,
    )


def _picture(document: Document, path: str) -> str:
    picture = document.pictures.get(path)
    return picture_address(path, picture.file.read_bytes()) if picture else path


def _head(activity: Activity) -> str:
    """The heading of an activity and what readers are told beside it."""
    times = [f"{activity.minutes} minutes"]
    if activity.shortest and activity.shortest < activity.minutes:
        times.append(f"at the shortest {activity.shortest}")
    if activity.longest and activity.longest > activity.minutes:
        times.append(f"at the longest {activity.longest}")
    flags = [mark.value.replace("-", " ") for mark in sorted(activity.marks)] + ["optional"] * activity.optional
    return (
        f'<h2>{escape(activity.title)}</h2><p class="hub-activity__time">{", ".join(times)}</p>'
        f'<p class="hub-flags">{" · ".join(flags)}</p>'
    )
