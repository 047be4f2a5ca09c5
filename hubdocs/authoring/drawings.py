"""What an SVG drawing may be made of: a browser runs what else it holds, when it is opened by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

MOST_SHAPES = 5_000
"""Elements in one drawing."""
EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
"""Stands for a drawing that cannot be read."""

_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    "svg g defs symbol use title desc path circle ellipse line polyline polygon rect text tspan clipPath mask pattern"
    " linearGradient radialGradient stop marker".split()
)
"""What a drawing may be made of: no scripts, no styles, no pictures or pages from elsewhere."""
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|https?:|file:", re.IGNORECASE)


def faults_of_drawing(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a drawing, each as the end of a sentence that begins with its name."""
    root = _parsed(data)
    if root is None:
        yield "cannot be read as an SVG drawing"
        return
    if _has_doctype(root):
        yield "has a DOCTYPE, which a drawing does not need"
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        yield f"has more than {MOST_SHAPES:,} shapes"
    yield from _faults_of_copies(root)
    for node in _nodes(root):
        if isinstance(node, etree._Comment):  # noqa: SLF001  # lxml gives remarks no public name
            continue  # they are left out when it is published
        if not _is_element(node):
            yield "holds an instruction to a program, which a drawing here may not"
        elif not _is_shape(node):
            yield f"holds <{etree.QName(node).localname}>, which a drawing here may not"
        else:
            yield from (_fault_of(name, str(node.get(name))) for name in _acting(node))


def _fault_of(name: str, value: str) -> str:
    plain = name.rsplit("}", 1)[-1]
    if plain == "href" or plain.lower().startswith("on"):
        return f'holds {plain}="{value[:30]}", which could do more than draw'
    return f'refers to something outside itself: {plain}="{value[:30]}"'


def cleaned(data: bytes) -> bytes:
    """A drawing with nothing in it that could act and without remarks; the same bytes when there is no such thing."""
    root = _parsed(data)
    if root is None or not _is_shape(root) or _has_doctype(root):
        return EMPTY
    nodes = _nodes(root)
    wrong = [node for node in nodes if not _is_shape(node)]
    acting = [(node, name) for node in nodes if _is_shape(node) for name in _acting(node)]
    if not wrong and not acting:
        return data
    for node, name in acting:
        del node.attrib[name]
    for node in wrong:
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    return etree.tostring(root, encoding="utf-8", with_tail=False)


def _parsed(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _has_doctype(root: etree._Element) -> bool:
    return root.getroottree().docinfo.internalDTD is not None


def _nodes(root: etree._Element) -> list[etree._Element]:
    """Every element, remark and instruction, also those before and behind the drawing itself."""
    return [*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()]


def _is_element(node: Any) -> bool:
    """Whether a node is an element; the tag of an instruction or of an entity is a function."""
    return isinstance(node.tag, str)


def _is_shape(node: etree._Element) -> bool:
    return _is_element(node) and node.tag.startswith(_SVG) and node.tag.removeprefix(_SVG) in _DRAWING


def _acting(node: etree._Element) -> list[str]:
    """The attributes of a shape that could do more than draw."""
    return [
        str(name)
        for name, value in node.attrib.items()
        if (plain := str(name).rsplit("}", 1)[-1]).lower().startswith("on")
        or (plain == "href" and not str(value).startswith("#"))
        or _ELSEWHERE.search(str(value))
    ]


def _faults_of_copies(root: etree._Element) -> Iterator[str]:
    """Yield a fault where copies hold copies: ten levels of ten are ten thousand million shapes."""
    holders = {each.get("id") for use in root.iter(f"{_SVG}use") for each in (use, *use.iterancestors())}
    for use in root.iter(f"{_SVG}use"):
        for name, value in use.attrib.items():
            if str(name).rsplit("}", 1)[-1] == "href" and str(value).removeprefix("#") in holders - {None}:
                yield "copies (<use>) a part that holds copies itself"
                return
