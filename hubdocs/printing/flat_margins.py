"""What stands beside the text of an activity: in a margin column, or in the text where there is none."""

from __future__ import annotations

from lxml.html import HtmlElement, fragment_fromstring

from hubdocs.authoring.markdown.trees import classes_of, with_class
from hubdocs.printing.flattening import INTERNAL, Flattening, put_after, text_in

LINE_LETTERS = 14
"""Letters that surely fit into a line of the margin column, which is 27 mm wide."""
LINE_HEIGHT, PARAGRAPH_GAP, DIAL_HEIGHT, HEAD_HEIGHT, GAP_BELOW = 4.94, 1.5, 16.5, 14.0, 6.0
"""Millimetres, as the style sheet sets them; the head is that of an activity with a title of one line."""
SHORT_ACTIVITY = 250
"""Letters of an activity without table or picture that may be shorter than its margin."""


def follow_in_text(tree: HtmlElement, work: Flattening) -> None:
    """Without a margin column, say in lines of the text what would have stood in it."""
    if work.shape.column:
        return
    for column in with_class(tree, "hub-margin"):
        for line in list(column):
            for end in list(line.iter("br")):
                before, words = end.getprevious(), (end.tail or "").strip()
                after_name = before is not None and before.tag == "strong"
                end.tail = (_following(words) if after_name else " ") + words
                end.drop_tag()
            if not (text_in(line) or len(line)):
                line.drop_tree()


def _following(words: str) -> str:
    """What stands between a name and what is said of it: a full stop before a sentence, else a comma."""
    if not words:
        return "."
    return ". " if words[0].isupper() else ", "


def note_margins(tree: HtmlElement, work: Flattening) -> None:
    """Name in the margin what an activity hands out, and whom a section is for."""
    for section in tree.iter("section"):
        for only in [each for each in with_class(section, "hub-trainer-only") if each.getparent() is section]:
            heading = only.getprevious()
            if heading is not None and heading.tag == "h2":
                whose = only.text_content()
                only.drop_tree()
                put_after(heading, _margin([f"<strong>{whose}</strong>"]))
        margin = next(iter(with_class(section, "hub-margin")), None)
        if margin is None or "hub-activity" not in classes_of(section):
            continue
        wanted = [str(link.get("href")).removeprefix(INTERNAL) for link in section.iter("a")]
        for id_ in sorted(work.sheets.keys() & set(wanted)):
            words = f"Handout<br><strong>{id_}</strong><br>{work.sheets[id_]}"
            margin.append(fragment_fromstring(f"<p>{words}</p>"))


def keep_margins_whole(tree: HtmlElement, work: Flattening) -> None:
    """Keep what stands in the margin beside its activity, on one page.

    The margin column takes no room in the text, so the engine does not see it coming at the foot of
    a page. The head of the activity therefore asks for as much room as its margin needs, and gives
    it back to the text at once.
    """
    if not work.shape.column:
        return
    for head in with_class(tree, "hub-activity__head"):
        section = head.getparent()
        needed = sum(_height(line) for line in head.xpath("./div[@class='hub-margin']/p"))
        spare = max(needed - HEAD_HEIGHT, 0)
        head.set("style", f"padding-bottom:{spare:.1f}mm;margin-bottom:-{spare:.1f}mm")
        if section is not None and len(text_in(section)) < SHORT_ACTIVITY and not section.xpath(".//table | .//img"):
            section.set("style", f"min-height:{needed + GAP_BELOW:.1f}mm;break-inside:avoid")


def _height(line: HtmlElement) -> float:
    """Millimetres that a paragraph of the margin needs: the dial, or lines of so many letters."""
    if line.find("span") is not None:
        return DIAL_HEIGHT
    words = [*line.itertext()]
    return PARAGRAPH_GAP + LINE_HEIGHT * sum(-(-len(part) // LINE_LETTERS) for part in words)


def margin(lines: list[str]) -> str:
    """The margin column of a section, as HTML: one paragraph for each line, itself HTML."""
    return f'<div class="hub-margin">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _margin(lines: list[str]) -> HtmlElement:
    return fragment_fromstring(margin(lines))
