"""Room in finished documents for words that only a pack knows.

On the lines "Help near us" readers write services of their own; in a hub's copy they are filled. A feedback sheet has
a box for the edition of the pack that it closes. As with the foot, a document is laid out once for all hubs or packs.
`normalise` notes where there is room, and `assemble` writes there. These words are text like all other: they belong to
the paragraph that says what the room is for, so that a screen reader says "Name Talk Here".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf

from hubdocs.printing.assembly.blanks import beginning_of
from hubdocs.printing.assembly.plan import Near, Stamp
from hubdocs.printing.assembly.stamp import POINTS, StampFont
from hubdocs.printing.assembly.tree import elements, is_element
from hubdocs.printing.reading import Fragment, PageText, kids_of, role_of, words_of

ROOMS = Name("/HubdocsRooms")
"""In the catalog of a document in the cache: its lines, in order, each as a tag and where its words begin."""
BOX = Name("/HubdocsEdition")
"""In the catalog of a feedback sheet in the cache: its box for the edition, as a tag and where its words begin."""
EDITION, MODEL = "[edition]", "[channel]"
"""What stands above that box, and above one whose word is printed: words have the same place in both.
Source: `questions.boxes`."""
BOX_GAP = 1.4
"""From the end of a box's room to the next box, as a multiple of the type above it: the space between them, and a line.
Source: `feedback.css`, `booklet.css`, `large-print.css`, "boxes"."""
CAPTIONS = ("Name", "Number or place")
"""What stands below the two lines of a row. Source: `LOCAL_HELP`."""

ROWS_IN_BLOCK = 2
"""Rows in each block. Source: `LOCAL_HELP`."""

TYPE = 1.2
"""Size of what is written, as a multiple of the caption's; at most `LARGEST`."""
LARGEST = 18.0
"""Points."""
SMALLEST = 0.75
"""How far what is written may be made smaller to fit on its line."""
GAP = 17.0
"""Points between two lines of a row: 6 mm."""
EDGE = 78.0
"""Points from the end of a line that stands alone in its row to the edge of the sheet: a margin and the frame."""


@dataclass(frozen=True)
class Written:
    """Words to be set on a line, and the tag that they belong to."""

    element: Object
    page: Object
    stamp: Stamp


def mark_rooms(pdf: Pdf, document: Object, texts: Mapping[tuple[int, int], PageText]) -> None:
    """Note the lines of a document, for `written_on`."""
    rooms = [room for row in _rows(document, texts) for room in row]
    if rooms:
        pdf.Root[ROOMS] = Array(rooms)


def mark_box(pdf: Pdf, document: Object, texts: Mapping[tuple[int, int], PageText]) -> None:
    """Note the box for the edition where a document leaves it blank, for `edition_in`."""
    if not any(piece.text == EDITION for text in texts.values() for piece in text.marked.values()):
        return
    paragraphs = [
        (each, tuple(_pieces(each, texts[each.Pg.objgen])))
        for each, _ in elements(document)
        if role_of(each) == "P" and "/Pg" in each
    ]
    blank = [(each, said[-1]) for each, said in paragraphs if said and said[-1].text == EDITION]
    models = [said[-2:] for _, said in paragraphs if len(said) > 1 and said[-2].text == MODEL]
    if blank and models:
        (box, caption), (like, word) = blank[0], models[0]
        x, y, size = (float(value) for value in beginning_of(caption))
        along, down = _apart(like, word)
        room = _end_of_box(box, texts[box.Pg.objgen], x, y, size) - x
        pdf.Root[BOX] = Dictionary(Tag=box, At=Array([x + along, y + down, word.size]), Room=room)


def _end_of_box(box: Object, text: PageText, x: float, y: float, size: float) -> float:
    """Where the room of a box ends whose caption begins at a place: before the next box of its row, or the margin."""
    line = (piece.x for piece in text.marked.values() if piece.x and abs((piece.y or 0) - y) < size)
    behind = [other for other in line if other > x + size]
    return min(behind) - BOX_GAP * size if behind else float(box.Pg.MediaBox[2]) - EDGE


def _pieces(element: Object, text: PageText) -> Iterator[Fragment]:
    """Yield the pieces of text in a paragraph, without those that show nothing."""
    stack: list[Object | int] = [element]
    while stack:
        held = stack.pop()
        if not isinstance(held, int):
            stack.extend(reversed(kids_of(held)))
        elif (piece := text.marked.get(held)) and piece.text:
            yield piece


def _apart(first: Fragment, second: Fragment) -> tuple[float, float]:
    """How far a piece of text begins from another, along and up the page."""
    x, y, _ = (float(value) for value in beginning_of(first))
    there, below, _ = (float(value) for value in beginning_of(second))
    return there - x, below - y


def edition_in(box: Object, edition: str, fonts: Sequence[StampFont]) -> Written:
    """An edition set in its box, smaller where it would be too long."""
    page = box.Tag.Pg
    x, y, size = (float(value) for value in box.At)
    left, foot, _, _ = (float(edge) for edge in page.get("/TrimBox", page.MediaBox))
    words = f" {edition}"  # As the model's word stands behind a space, which keeps it off the frame.
    size = min(size, float(box.Room) * 1000 / max(_width(words, fonts), 1))
    stamp = Stamp(words, (x - left) / POINTS, (y - foot) / POINTS, size_pt=round(size, 2), bold=True)
    return Written(box.Tag, page, stamp)


def _rows(document: Object, texts: Mapping[tuple[int, int], PageText]) -> Iterator[tuple[Dictionary, ...]]:
    """Each row of two lines, recognised by its captions, which stand one behind the other."""
    for holder in (document, *(element for element, _ in elements(document))):
        for pair in pairwise(kid for kid in kids_of(holder) if is_element(kid)):
            if all(map(_is_caption, pair)) and tuple(words_of(kid, texts) for kid in pair) == CAPTIONS:
                yield tuple(_room(kid, texts) for kid in pair)


def _is_caption(kid: Object) -> bool:
    """Whether a tag is a paragraph of one piece of text."""
    return role_of(kid) == "P" and "/Pg" in kid and _piece(kid) is not None


def _piece(element: Object) -> int | None:
    """The number of the one piece of text that an element holds, itself or in the spans that it is wrapped in."""
    kids = kids_of(element)
    while len(kids) == 1 and is_element(kids[0]) and role_of(kids[0]) == "Span":
        kids = kids_of(kids[0])
    return kids[0] if len(kids) == 1 and isinstance(kids[0], int) else None


def _room(caption: Object, texts: Mapping[tuple[int, int], PageText]) -> Dictionary:
    piece = _piece(caption)
    words = texts[caption.Pg.objgen].marked[piece] if piece is not None else Fragment()
    return Dictionary(Tag=caption, At=beginning_of(words))


def written_on(rooms: Sequence[Object], near: Sequence[Near], fonts: Sequence[StampFont]) -> Iterator[Written]:
    """What is written on the lines of one document: each block of it begins with the first service again.

    A row whose words have no room on their lines is left to be filled by hand; the page of contacts has it in full.
    """
    rows = list(zip(rooms[::2], rooms[1::2], strict=True))
    for number, row in enumerate(rows):
        service = number % ROWS_IN_BLOCK
        if service < len(near):
            words = (near[service].name, near[service].reached)
            line = [_line(room, row, text, fonts) for room, text in zip(row, words, strict=True)]
            if all(line):
                yield from (each for each in line if each)


def _line(room: Object, row: tuple[Object, Object], text: str, fonts: Sequence[StampFont]) -> Written | None:
    """Words set on a line, as large as there is room for; nothing if there is too little."""
    page = room.Tag.Pg
    x, y, caption = (float(value) for value in room.At)
    left, foot, right, _ = (float(edge) for edge in page.get("/TrimBox", page.MediaBox))
    stand_side_by_side = float(row[1].At[0]) - float(row[0].At[0]) > GAP
    width = float(row[1].At[0]) - float(row[0].At[0]) - GAP if stand_side_by_side else right - x - EDGE
    size = min(TYPE * caption, LARGEST)
    needed = _width(text, fonts) * size / 1000
    if needed > width:
        scale = width / needed
        if scale < SMALLEST:
            return None
        size *= scale
    baseline = y + 1.25 * caption + 2.5
    stamp = Stamp(text, (x - left) / POINTS, (baseline - foot) / POINTS, size_pt=round(size, 2))
    return Written(room.Tag, page, stamp)


def _width(text: str, fonts: Sequence[StampFont]) -> float:
    """In thousandths of the type size. A letter that no font has needs no room; setting it is a fault."""
    found = ((next((font for font in fonts if letter in font.glyphs), None), letter) for letter in text)
    return sum(font.width(letter) for font, letter in found if font)


def tag(written: Written, owners: Array) -> int:
    """Give a tag one more piece of its page's content; answers that piece's number. `owners` is the page's own list."""
    number = len(owners)
    owners.append(written.element)
    written.element.K = Array([*kids_of(written.element), number])
    return number
