"""Links that ask: "Suggest a change" at every activity, "Give feedback" at the end of a document.

They carry the number, the version and the activity, and nothing about a person. Contract: FORMAT, section 8.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement
from markupsafe import Markup

from hubdocs.authoring.markdown.trees import element, parse, serialise, with_class
from hubdocs.design import curly
from hubdocs.model import Activity, Release
from hubdocs.model.addresses import FEEDBACK, feedback_query
from hubdocs.site.stage.drawing import ready
from hubdocs.site.stage.here import Here

SHEET = "asking"
"""The style sheet of pages that have such links."""
_SUBJECTS = {"module": "this module", "standards": "these standards", "agreement": "this agreement"}
"""What the link at the end of a document calls it."""


def feedback_link(release: Release, here: Here, activity: str = "") -> str:
    """The way to the page of feedback on exactly this release; empty of a draft, which nobody was given."""
    if release.is_draft:
        return ""
    query = feedback_query(document=release.id, version=str(release.version), activity=activity)
    return f"{here.to(FEEDBACK)}?{query}"


def subject(release: Release) -> str:
    """`this module`: what readers are asked about at the end of its page."""
    return _SUBJECTS[release.document.kind]


def with_suggestions(html: Markup, release: Release, activities: Iterable[Activity], here: Here) -> Markup:
    """The text of a release with a link to suggest a change at the head of each activity.

    The links stand below the headings, not in them: a list of headings, and what search knows, stay what they were.
    """
    titles = {each.anchor: each.title for each in activities}
    if release.is_draft or not titles:
        return html
    tree = parse(html)
    for section in with_class(tree, "hub-activity"):
        anchor = section.get("id") or ""
        times = with_class(section, "hub-activity__time")
        if anchor in titles and times:
            times[0].append(_suggestion(titles[anchor], feedback_link(release, here, anchor)))
    return ready(serialise(tree))


def _suggestion(title: str, href: str) -> HtmlElement:
    """The link behind the minutes of an activity; its name tells it from those of the others."""
    told = element("span", "hub-suggest", text=" \u00b7 ")
    link = element("a", text="Suggest a change", href=href)
    link.append(element("span", "hub-unseen", text=f" to {curly(title)}"))
    told.append(link)
    return told
