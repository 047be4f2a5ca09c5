"""From a page that is clicked to a page that is read: everything that hides on a screen comes out on paper.

The passes work on the tree of one document's finished HTML, in order. None of them may lose a word;
what they add (a page number, an id, the meaning of a word) stands where a screen would show it on demand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

from hubdocs.authoring.markdown.trees import (
    HEADINGS,
    append_text,
    classes_of,
    element,
    insert_first,
    replace,
    with_class,
)
from hubdocs.printing.assembly.facts import Link
from hubdocs.printing.drawings import drawn
from hubdocs.printing.flat_margins import follow_in_text, keep_margins_whole, note_margins
from hubdocs.printing.flat_tables import leave_room, list_rows
from hubdocs.printing.flattening import BLANK, INTERNAL, TERM, Flattening, put_after, text_in
from hubdocs.printing.printable import anchor

SET_IN_LINE = ("a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup")
"""Elements whose words run on with those around them."""
DEEPEST = 3
"""Headings below this level run in with the text that follows them."""
TAG = "data-tag"
"""The attribute that asks for a tag by name, where the HTML element alone does not tell it."""
SCREEN_ONLY = ("role", "tabindex", "aria-label", "data-tabs", "open")
"""Attributes that mean something only to a browser."""


@dataclass(frozen=True)
class Flat:
    """A document's text, ready for paper."""

    html: str
    links: tuple[Link, ...]
    """Where `hubdoc:0`, `hubdoc:1` and so on lead."""


def flatten(html: str, work: Flattening) -> Flat:
    """Prepare the body of one document for paper."""
    tree: HtmlElement = fragment_fromstring(html, create_parent="div")
    for each in PASSES:
        each(tree, work)
    return Flat("".join(tostring(child, encoding="unicode") for child in tree), tuple(work.links))


def unfold_tabs(tree: HtmlElement, _work: Flattening) -> None:
    """Set the tabs of a set one below the other, each under its label."""
    for tabs in with_class(tree, "tabbed-set"):
        labels = [text_in(label) for label in tabs.xpath("./div[@class='tabbed-labels']/label")]
        blocks = tabs.xpath("./div[@class='tabbed-content']/div[@class='tabbed-block']")
        unfolded = element("div", "hub-tabs")
        for label, block in zip(labels, blocks, strict=True):
            block.set("class", "hub-tab")
            title = element("p", "hub-tab__label")
            title.append(element("strong", text=label))
            insert_first(block, [title])
            unfolded.append(block)
        replace(tabs, unfolded)


def open_details(tree: HtmlElement, _work: Flattening) -> None:
    """Show what a screen shows on demand, under its summary."""
    for details in list(tree.iter("details")):
        details.tag = "div"
        if (summary := details.find("summary")) is not None:
            summary.tag = "p"
            summary.set("class", "hub-note__title")


def spell_out(tree: HtmlElement, _work: Flattening) -> None:
    """Write what an abbreviation stands for behind it, where a reader first meets it."""
    known: set[str] = set()
    for short in list(tree.iter("abbr")):
        words, meaning = text_in(short), short.get("title") or ""
        if meaning and words not in known and not _heading_above(short):
            known.add(words)
            append_text(short, f" ({meaning})")
        short.drop_tag()


def explain_terms(tree: HtmlElement, _work: Flattening) -> None:
    """Say what a word of the field means, in a line of its own below the block that first uses it."""
    explained: set[str] = set()
    last: dict[HtmlElement, HtmlElement] = {}
    for link in [each for each in tree.iter("a") if str(each.get("href")).startswith(TERM)]:
        name, meaning = unquote(str(link.get("href")).removeprefix(TERM)), link.get("title") or ""
        block = _block_of(link)
        link.drop_tag()
        if not meaning or name in explained:
            continue
        explained.add(name)
        note = element("p", "hub-meaning")
        note.append(element("strong", text=f"{name}."))
        note[0].tail = f" {meaning}"
        put_after(last.get(block, block), note)
        last[block] = note


def lead_elsewhere(tree: HtmlElement, work: Flattening) -> None:
    """Number the links to other documents, and print where they lead unless the words say it."""
    for link in list(tree.iter("a")):
        href = str(link.get("href"))
        if not href.startswith(INTERNAL):
            continue
        words, reach = text_in(link), work.reach(href.removeprefix(INTERNAL))
        if reach.printed and reach.printed not in words:
            append_text(link, " ")
            link.append(element("span", "hub-id", f"({reach.printed})"))
        link.set("href", f"hubdoc:{len(work.links)}")
        link.attrib.pop("title", None)
        work.links.append(Link(reach.target, words, reach.web))


def lead_within(tree: HtmlElement, work: Flattening) -> None:
    """Give links inside the document the page they lead to; those to a part that is not here become words."""
    here = {str(each.get("id")) for each in tree.iter(etree.Element) if each.get("id")}
    for link in list(tree.iter("a")):
        href = str(link.get("href"))
        if not href.startswith("#"):
            continue
        if "footnote-backref" in classes_of(link):
            link.drop_tree()
        elif (href[1:] not in here and href != "#") or (href.startswith(BLANK) and not work.shape.for_screens):
            # A blank names the number of its detail, and no page. The engine breaks lines oddly before a long link.
            link.drop_tag()
        elif "footnote-ref" not in classes_of(link):
            link.set("class", "hub-page")
            link.attrib.pop("title", None)


def print_addresses(tree: HtmlElement, _work: Flattening) -> None:
    """Print the address of each web page once, unless the words are the address."""
    printed: set[str] = set()
    for link in tree.iter("a"):
        href = str(link.get("href"))
        shown = re.sub(r"^(?:https?://|mailto:)", "", href).rstrip("/")
        if not re.match(r"https?:|mailto:", href) or shown in printed:
            continue
        printed.add(shown)
        if shown not in text_in(link).replace("https://", "").replace("http://", ""):
            append_text(link, f" ({shown})")


def gather_notes(tree: HtmlElement, _work: Flattening) -> None:
    """Give the footnotes a heading of their own at the end."""
    for notes in [each for each in with_class(tree, "footnote") if each.tag == "div"]:
        notes.tag = "section"
        notes.set("class", "hub-section hub-notes")
        for line in list(notes.iter("hr")):
            line.drop_tree()
        insert_first(notes, [element("h2", text="Notes")])


def tag_notes(tree: HtmlElement, _work: Flattening) -> None:
    """Ask for the tags of notes: for the number in the text, and for what it leads to."""
    for number in with_class(tree, "footnote-ref"):
        above = number.getparent()
        if above is not None and above.tag == "sup":
            above.set(TAG, "Reference")
    for notes in with_class(tree, "hub-notes"):
        for note in notes.xpath("./ol/li"):
            note.set(TAG, "Note")


def set_decoration_aside(tree: HtmlElement, _work: Flattening) -> None:
    """Let nobody hear of a picture that has an empty description: it says nothing that the words do not."""
    for picture in tree.iter("img"):
        if picture.get("alt") == "":
            picture.set("alt", "decoration")
            picture.set(TAG, "Artifact")


def level_headings(tree: HtmlElement, _work: Flattening) -> None:
    """Let no heading skip a level below the title; the deepest run in with the text that follows."""
    level = 1
    for heading in [each for each in tree.iter(etree.Element) if each.tag in HEADINGS]:
        wanted = max(int(heading.tag[1]), 2)
        if wanted > DEEPEST:
            _run_in(heading)
            continue
        level = min(wanted, level + 1)
        heading.tag = f"h{level}"


def draw_ticks(tree: HtmlElement, _work: Flattening) -> None:
    """Boxes to tick by hand, drawn rather than written."""
    for tick in with_class(tree, "hub-tick"):
        tick.attrib.pop("aria-hidden", None)
        tick.set("class", "hub-tick hub-tick--done" if "hub-tick--done" in classes_of(tick) else "hub-tick")


def set_services(tree: HtmlElement, _work: Flattening) -> None:
    """Set each helpline in two columns: who it is and for whom, then how and when to reach it."""
    for box in with_class(tree, "hub-signposts"):
        for row in list(box.iter("li")):
            who, reach = element("div", "hub-signposts__left"), element("div", "hub-signposts__right")
            for part in list(row):
                part.tail = None
                named = {"hub-signposts__name", "hub-signposts__who", "hub-signposts__checked"} & set(classes_of(part))
                line = element("p", " ".join(classes_of(part)))
                part.attrib.pop("class", None)
                line.append(part)
                (who if named else reach).append(line)
            row.text = None
            row.extend([who, reach])


def paint(tree: HtmlElement, _work: Flattening) -> None:
    """Turn icons into decoration."""
    for svg in list(tree.iter("svg")):
        tail, svg.tail = svg.tail, None
        source = tostring(svg, encoding="unicode").replace("currentColor", "#000").replace("currentcolor", "#000")
        made = fragment_fromstring(drawn(source, "drawing--icon"))
        made.tail = tail
        parent = svg.getparent()
        if parent is not None:
            parent.replace(svg, made)


def draw_steps(tree: HtmlElement, work: Flattening) -> None:
    """On a sheet, give a list of three steps the three rings; each keeps its number and its words."""
    for steps in tree.xpath("./ol | ./div/ol | ./section/ol"):
        items = steps.findall("li")
        if not work.rings or len(items) != len(work.rings):
            continue
        steps.set("class", "hub-steps")
        for number, (item, figure) in enumerate(zip(items, work.rings, strict=True), start=1):
            count = element("strong", "hub-steps__number", f"{number}.")
            count.tail = " "
            insert_first(item.find("p") if item.find("p") is not None else item, [count])
            insert_first(item, [fragment_fromstring(figure)])


def strip_screen(tree: HtmlElement, _work: Flattening) -> None:
    """Drop what only a browser needs."""
    for each in tree.iter(etree.Element):
        for name in SCREEN_ONLY:
            each.attrib.pop(name, None)
        if each.tag == "a" and str(each.get("href")).startswith("tel:"):
            each.attrib.pop("href")


def keep_spaces(tree: HtmlElement, _work: Flattening) -> None:
    """Move a space that stands alone between two elements to the end of the first one's words.

    The engine sets such a space as a gap without a letter, and a screen reader would say "1.See".
    """
    for each in tree.iter(*SET_IN_LINE):
        following = each.getnext()
        if each.tail and not each.tail.strip() and following is not None and following.tag in SET_IN_LINE:
            innermost = each
            while len(innermost) and not innermost[-1].tail:
                innermost = innermost[-1]
            if innermost.text_content().strip():
                append_text(innermost, " ")
                each.tail = None


def name_headings(tree: HtmlElement, _work: Flattening) -> None:
    """Move the anchor of a section to its heading: that is the line a reader is sent to."""
    for section in tree.iter("section"):
        heading = section.find(".//h2")
        if heading is not None and section.get("id"):
            heading.set("id", str(section.attrib.pop("id")))


def prefix_ids(tree: HtmlElement, work: Flattening) -> None:
    """Let every anchor begin with the document's id, so that documents can share a file."""
    for each in tree.iter(etree.Element):
        if id_ := each.get("id"):
            each.set("id", anchor(work.label, id_))
        href = each.get("href") or ""
        if href.startswith("#"):
            each.set("href", "#" + (anchor(work.label, href[1:]) if href != "#" else work.label))


Pass = Callable[[HtmlElement, Flattening], None]
PASSES: tuple[Pass, ...] = (
    unfold_tabs,
    open_details,
    spell_out,
    explain_terms,
    note_margins,
    keep_margins_whole,
    lead_elsewhere,
    lead_within,
    print_addresses,
    gather_notes,
    tag_notes,
    set_decoration_aside,
    level_headings,
    draw_steps,
    draw_ticks,
    leave_room,
    set_services,
    paint,
    list_rows,
    follow_in_text,
    strip_screen,
    keep_spaces,
    name_headings,
    prefix_ids,
)
"""What happens to a text on its way to paper, in order. Ids come last: until then they are as written."""


def _run_in(heading: HtmlElement) -> None:
    """Make a deep heading the first bold words of the paragraph that follows, or a line of its own."""
    words = element("strong")
    words.text = heading.text
    for child in list(heading):
        words.append(child)
    following = heading.getnext()
    if following is not None and following.tag == "p" and not following.get("class"):
        words.tail = " "
        if id_ := heading.get("id"):
            words.set("id", id_)
        insert_first(following, [words])
        heading.drop_tree()
        return
    heading.text = None
    heading.append(words)
    heading.tag = "p"
    heading.set("class", "hub-run-in")


def _block_of(inline: HtmlElement) -> HtmlElement:
    """The block behind which a line can stand: the outermost list or table, else the paragraph."""
    block = inline
    for ancestor in inline.iterancestors():
        if ancestor.tag in {"section", "div"} and "hub-table" not in classes_of(ancestor):
            break
        block = ancestor
    return block


def _heading_above(inline: HtmlElement) -> bool:
    return any(ancestor.tag in HEADINGS for ancestor in inline.iterancestors())
