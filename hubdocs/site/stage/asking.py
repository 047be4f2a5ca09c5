"""Links that ask: "Suggest a change" at every activity, "Give feedback" at the end of a document.

They carry the number, the version and the activity, and nothing about a person. Contract: FORMAT, section 8.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from hubdocs.authoring.markdown.trees import element, parse, serialise, with_class
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

    The links stand beside the headings, not in them, so that a list of headings stays what it was.
    """
    titles = {each.anchor: each.title for each in activities}
    if release.is_draft or not titles:
        return html
    tree = parse(html)
    for section in with_class(tree, "hub-activity"):
        anchor = section.get("id") or ""
        heads = with_class(section, "hub-activity__head")
        if anchor in titles and heads:
            told = element("p", "hub-suggest", data_search_exclude="")
            link = element("a", text="Suggest a change", href=feedback_link(release, here, anchor))
            link.append(element("span", "hub-unseen", text=f" to {titles[anchor]}"))
            told.append(link)
            heads[0].append(told)
    return ready(serialise(tree))
