"""From a page that is clicked to a page that is read: everything that hides on a screen comes out on paper.

The passes work on the tree of one document's finished HTML, in order. None of them may lose a word;
what they add (a page number, an id, the meaning of a word) stands where a screen would show it on demand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

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

INTERNAL = "hub:"
"""How a link to another document reaches this module: `hub:WC-02#film`."""
TERM = "term:"
"""How a link to a term reaches this module: `term:Trusted%20adult`, its meaning in `title`."""
BLANK = "#hub-field-"
"""How a link begins from a blank of an agreement to the detail that fills it."""
SET_IN_LINE = ("a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup")
"""Elements whose words run on with those around them."""
DEEPEST = 3
"""Headings below this level run in with the text that follows them."""
LINE_LETTERS = 14
"""Letters that surely fit into a line of the margin column, which is 27 mm wide."""
LINE_HEIGHT, PARAGRAPH_GAP, DIAL_HEIGHT, HEAD_HEIGHT, GAP_BELOW = 4.94, 1.5, 16.5, 14.0, 6.0
"""Millimetres, as the style sheet sets them; the head is that of an activity with a title of one line."""
SHORT_ACTIVITY = 250
"""Letters of an activity without table or picture that may be shorter than its margin."""
ROWS = "hub-rows"
"""The class of a list that was a table."""
SHORT_TABLE = 8
"""Rows, the head included, up to which a table is kept on one page."""
TAG = "data-tag"
"""The attribute that asks for a tag by name, where the HTML element alone does not tell it."""
SCREEN_ONLY = ("role", "tabindex", "aria-label", "data-tabs", "open")
"""Attributes that mean something only to a browser."""


@dataclass(frozen=True)
class Reach:
    """Where a link to another document leads, from paper and from a PDF."""

    target: str
    """The name of its anchor in a pack: `WC-02--film`; empty when no pack can hold it."""
    printed: str
    """What stands in brackets behind the words: `WC-02`, or an address."""
    web: str = ""
    """A full address, or one below the site's: `modules/wc-02/#film`."""


@dataclass(frozen=True)
class Shape:
    """What the page of a format has room for."""

    column: bool = True
    """Whether a margin column stands beside the text."""
    widest: int = 0
    """Columns up to which a table stays one; broader ones become lists. Nought when all stay tables."""
    forms: bool = False
    """Whether the Details of an agreement become a list as well, so that there is room to write."""
    for_screens: bool = True
    """Whether somebody may follow links in it."""


A4_SHAPE = Shape()
A5_SHAPE = Shape(column=False, widest=4, for_screens=False)
LARGE_SHAPE = Shape(column=False, widest=3, forms=True)


@dataclass(frozen=True)
class Flat:
    """A document's text, ready for paper."""

    html: str
    links: tuple[Link, ...]
    """Where `hubdoc:0`, `hubdoc:1` and so on lead."""


@dataclass
class Flattening:
    """What the passes need to know, and the links that they number on their way."""

    label: str
    """The document's id, which begins every anchor: `WC-01`."""
    reach: Callable[[str], Reach]
    """Answers the id of another document, part or page with where it is."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """For each handout of this module, by id, how many are needed: `one each`."""
    rings: tuple[str, ...] = ()
    """Drawings that mark the steps of a sheet; none elsewhere."""
    shape: Shape = A4_SHAPE
    """What the page has room for."""
    links: list[Link] = field(default_factory=list)


def flatten(html: str, work: Flattening) -> Flat:
    """Prepare the body of one document for paper."""
    tree: HtmlElement = fragment_fromstring(html, create_parent="div")
    for each in PASSES:
        each(tree, work)
    return Flat("".join(tostring(child, encoding="unicode") for child in tree), tuple(work.links))


def anchor(label: str, id_: str) -> str:
    """The name of a part that no other document of a pack can have: `WC-01--film`."""
    return f"{label}--{id_}"


def drawn(svg: str, kind: str, *, size: float = 0) -> str:
    """A drawing as decoration: painted as a background, it is an artifact that nobody hears read out.

    Its size is the style sheet's affair, unless it is `size` millimetres wide and high.
    """
    square = f"width:{size:g}mm;height:{size:g}mm;" if size else ""
    address = "data:image/svg+xml," + quote(svg.replace("viewbox=", "viewBox="), safe="/:=;,@ ").replace(" ", "%20")
    return f'<span class="drawing {kind}" style="{square}background-image:url({address})"></span>'


def unfold_tabs(tree: HtmlElement, _work: Flattening) -> None:
    """Set the tabs of a set one below the other, each under its label."""
    for tabs in with_class(tree, "tabbed-set"):
        labels = [_text(label) for label in tabs.xpath("./div[@class='tabbed-labels']/label")]
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
        words, meaning = _text(short), short.get("title") or ""
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
        _put_after(last.get(block, block), note)
        last[block] = note


def lead_elsewhere(tree: HtmlElement, work: Flattening) -> None:
    """Number the links to other documents, and print where they lead unless the words say it."""
    for link in list(tree.iter("a")):
        href = str(link.get("href"))
        if not href.startswith(INTERNAL):
            continue
        words, reach = _text(link), work.reach(href.removeprefix(INTERNAL))
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
        if shown not in _text(link).replace("https://", "").replace("http://", ""):
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


def leave_room(tree: HtmlElement, _work: Flattening) -> None:
    """Mark table rows with empty cells, in which somebody will write, and tables short enough to stay whole."""
    for table in tree.iter("table"):
        rows = list(table.iter("tr"))
        if len(rows) <= SHORT_TABLE:
            table.set("class", "hub-whole")
        for row in rows:
            if any(not _text(cell) and cell.find(".//img") is None for cell in row.findall("td")):
                row.set("class", "hub-fill")


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
            if not (_text(line) or len(line)):
                line.drop_tree()


def _following(words: str) -> str:
    """What stands between a name and what is said of it: a full stop before a sentence, else a comma."""
    if not words:
        return "."
    return ". " if words[0].isupper() else ", "


def list_rows(tree: HtmlElement, work: Flattening) -> None:
    """Turn each table that is too broad for the page into a list: a block for each row, a line for each cell."""
    shape = work.shape
    for table in list(tree.iter("table")):
        grid = _grid(table)
        signs = shape.forms and _is_in(table, "hub-signatures")
        if signs:
            # Who signs does so in one place: what each column asks of one person becomes a block.
            grid = [list(column) for column in zip(*grid, strict=True)]
            grid[0][0] = element("th")
        is_form = signs or (shape.forms and _is_in(table, "hub-details"))
        if is_form or (shape.widest and max(map(len, grid), default=0) > shape.widest):
            replace(table, _as_list(table, grid))


def _is_in(table: HtmlElement, class_: str) -> bool:
    return any(class_ in classes_of(above) for above in table.iterancestors())


def _grid(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row, column by column; one that covers several stands in each of them."""
    grid: list[list[HtmlElement]] = []
    hanging: dict[int, tuple[HtmlElement, int]] = {}
    for row in table.iter("tr"):
        line: list[HtmlElement] = []
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        while cells or len(line) in hanging:
            place = len(line)
            if place in hanging:
                cell, left = hanging.pop(place)
                line.append(cell)
            else:
                cell = cells.pop(0)
                left = int(cell.get("rowspan") or 1)
                line.extend([cell] * int(cell.get("colspan") or 1))
            hanging |= {column: (cell, left - 1) for column in range(place, len(line)) if left > 1}
        grid.append(line)
    return grid


def _as_list(table: HtmlElement, grid: list[list[HtmlElement]]) -> HtmlElement:
    """The same words as blocks: the cell that heads a row in bold, then `Head: cell` for each of the others.

    Only where several cells together head a row, as number and name of a detail do, the heads of these go: each
    says what it is.
    """
    blocks = element("div", ROWS)
    if (caption := table.find("caption")) is not None:
        caption.tag, caption.tail = "p", None
        blocks.append(caption)
    heads = grid[0] if all(cell.tag == "th" for cell in grid[0]) or table.find("thead") is not None else []
    for row in grid[1:] if heads else grid:
        blocks.append(_row_block(row, [_text(head) for head in heads]))
    return blocks


def _row_block(row: list[HtmlElement], heads: list[str]) -> HtmlElement:
    """One row as a block. Where its first cell waits for words, that too is a line to write on."""
    block = element("div", f"{ROWS}__row")
    keys = next((place + 1 for place, cell in enumerate(row) if cell.tag == "th"), 1 if row and _text(row[0]) else 0)
    key = element("p", f"{ROWS}__head")
    if keys == 1 and heads and heads[0]:
        key.append(element("span", f"{ROWS}__name", f"{heads[0].removesuffix(':')}: "))
    for cell in row[:keys]:
        _move_words(cell, key)
    for word in with_class(key, "hub-details__required"):
        word.drop_tree()
        word.text, word.tail = f" ({_text(word)})", None
        key.append(word)
    if keys:
        block.append(key)
    lines = element("ul", f"{ROWS}__cells")
    for place, cell in enumerate(row[keys:], start=keys):
        if place and cell is row[place - 1]:
            continue
        line = element("li")
        if place < len(heads) and heads[place]:
            line.append(element("strong", text=f"{heads[place].removesuffix(':')}:"))
            line[-1].tail = " "
        if _text(cell) or len(cell):
            _move_words(cell, line)
        else:
            line.append(element("span", "hub-write"))
        lines.append(line)
    if len(lines):
        block.append(lines)
    return block


def _move_words(cell: HtmlElement, into: HtmlElement) -> None:
    """Put everything in a cell at the end of another element. Of one that stands in several rows, a copy stays."""
    if _text(into) and not into.text_content().endswith(" "):
        append_text(into, " ")
    append_text(into, cell.text or "")
    kept = deepcopy(cell)
    into.extend(list(cell))
    cell.extend(list(kept))
    for copy in cell.iter(etree.Element):
        copy.attrib.pop("id", None)


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


def note_margins(tree: HtmlElement, work: Flattening) -> None:
    """Name in the margin what an activity hands out, and whom a section is for."""
    for section in tree.iter("section"):
        for only in [each for each in with_class(section, "hub-trainer-only") if each.getparent() is section]:
            heading = only.getprevious()
            if heading is not None and heading.tag == "h2":
                whose = only.text_content()
                only.drop_tree()
                _put_after(heading, _margin([f"<strong>{whose}</strong>"]))
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
        if section is not None and len(_text(section)) < SHORT_ACTIVITY and not section.xpath(".//table | .//img"):
            section.set("style", f"min-height:{needed + GAP_BELOW:.1f}mm;break-inside:avoid")


def _height(line: HtmlElement) -> float:
    """Millimetres that a paragraph of the margin needs: the dial, or lines of so many letters."""
    if line.find("span") is not None:
        return DIAL_HEIGHT
    words = [*line.itertext()]
    return PARAGRAPH_GAP + LINE_HEIGHT * sum(-(-len(part) // LINE_LETTERS) for part in words)


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


def margin(lines: list[str]) -> str:
    """The margin column of a section, as HTML: one paragraph for each line, itself HTML."""
    return f'<div class="hub-margin">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _margin(lines: list[str]) -> HtmlElement:
    return fragment_fromstring(margin(lines))


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


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _put_after(element: HtmlElement, new: HtmlElement) -> None:
    """Put a new element behind another, before the text that follows it."""
    new.tail, element.tail = element.tail, None
    element.addnext(new)
