"""Mending lists: every item has a label and a body, or a body; lists stand in the items that they belong to."""

from __future__ import annotations

from hubdocs.printing.assembly.tags import Kid, Tag, downwards, spread, upwards

PARTS = frozenset({"LI", "L", "Caption"})


def nest_lists(top: Tag) -> None:
    """Put a list that the engine moved behind its item back among the words of that item.

    Before pieces are joined: the order in which the engine came by them tells where it stood.
    """
    for tag in downwards(top):
        if tag.role != "L":
            continue
        kept: list[Kid] = []
        for kid in tag.kids:
            item = kept[-1] if kept else None
            if isinstance(kid, Tag) and kid.role == "L" and isinstance(item, Tag) and item.role == "LI":
                labels = [each for each in item.tags() if each.role == "Lbl"]
                item.kids = [*labels, *sorted([*_others(item), kid], key=_order)]
            else:
                kept.append(kid)
        tag.kids = kept


def _others(item: Tag) -> list[Kid]:
    return [kid for kid in item.kids if not (isinstance(kid, Tag) and kid.role == "Lbl")]


def _order(kid: Kid) -> int:
    return kid.order if isinstance(kid, Tag) else 0


def build_items(top: Tag) -> None:
    """Give every item its body, make items of what stands loose in a list, and pair terms with their meanings."""
    for tag in upwards(top):
        if tag.role == "LI":
            _build_item(tag)
        elif tag.role == "L":
            tag.kids = spread(
                tag.kids, lambda kid: kid.role not in PARTS and any(each.role == "LI" for each in kid.tags())
            )
            tag.kids = [kid if isinstance(kid, Tag) and kid.role == "LI" else _item([kid]) for kid in tag.kids]
            if tag.base == "dl":
                tag.kids = _pair_terms(tag.tags())


def _item(kids: list[Kid]) -> Tag:
    return Tag("LI", [Tag("LBody", kids)])


def _build_item(item: Tag) -> None:
    labels = [kid for kid in item.tags() if kid.role == "Lbl"]
    body = Tag(
        "LBody", spread(_others(item), lambda kid: kid.role == "LBody"), number=item.number, element=item.element
    )
    bodies = [kid for kid in item.tags() if kid.role == "LBody"]
    if len(bodies) == 1 and len(_others(item)) == 1:
        body = bodies[0]
    if item.wanted:
        # What an item is beyond that, its content is: a list holds nothing but items.
        body.kids = [Tag(item.wanted, body.kids)]
        item.wanted = ""
    item.kids = [*labels, body] if body.kids else [*labels]


def _pair_terms(items: list[Tag]) -> list[Kid]:
    """One item for each term, or terms, and what they mean: the term is its label."""
    paired: list[Kid] = []
    open_ = False
    for item in items:
        is_term = any(kid.base == "dt" for kid in item.tags())
        for kid in item.tags():
            if kid.base == "dt":
                kid.role = "Lbl"
        before = paired[-1] if paired else None
        if isinstance(before, Tag) and (open_ or not is_term):
            before.kids += item.kids
        else:
            paired.append(item)
        open_ = is_term
    return paired


def settle_lists(top: Tag) -> None:
    """Turn what calls itself a part of a list, and stands in none, into an ordinary block."""
    for tag in downwards(top):
        for kid in tag.tags():
            if (kid.role == "LI" and tag.role != "L") or (kid.role in {"LBody", "Lbl"} and tag.role != "LI"):
                kid.role = "Div"
