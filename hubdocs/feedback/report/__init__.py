"""What responses say, told honestly: counts, intervals, one release beside another, and what to look at first.

Responses pass by once and leave counts behind; everything else is worked out from these. Two views are made of one
summary: the internal one, and the public one, in which nothing stands that fewer than five people said.
"""

from hubdocs.feedback.report.data import SCHEMA, as_json
from hubdocs.feedback.report.pages import Page, drawings_of, print_pages, screen_page, title_of
from hubdocs.feedback.report.public import Published, published
from hubdocs.feedback.report.summary import Summary, summarise

__all__ = [
    "SCHEMA",
    "Page",
    "Published",
    "Summary",
    "as_json",
    "drawings_of",
    "print_pages",
    "published",
    "screen_page",
    "summarise",
    "title_of",
]
