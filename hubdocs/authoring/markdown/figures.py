"""Pictures with a caption become numbered figures."""

from __future__ import annotations

from lxml.html import HtmlElement

from hubdocs.authoring.markdown.reading import Reading
from hubdocs.authoring.markdown.trees import element, replace


def frame(tree: HtmlElement, reading: Reading) -> None:  # noqa: ARG001  # every pass has this form
    """Frame each picture that stands alone; its title is its caption, and captions are counted."""
    number = 0
    for image in list(tree.iter("img")):
        paragraph = image.getparent()
        if paragraph is None or paragraph.tag != "p" or not _alone(image, paragraph):
            continue
        figure = element("figure", "hub-figure")
        caption = image.attrib.pop("title", "")
        replace(paragraph, figure)
        image.tail = None
        figure.append(image)
        if caption:
            number += 1
            words = element("figcaption")
            words.append(element("strong", text=f"Figure {number}."))
            words[-1].tail = f" {caption}"
            figure.append(words)


def _alone(image: HtmlElement, paragraph: HtmlElement) -> bool:
    return len(paragraph) == 1 and not ((paragraph.text or "") + (image.tail or "")).strip()
