"""From an author's Markdown to clean HTML: the one dialect that site and print share."""

from hubdocs.authoring.markdown.extension import Survey, hidden_text, render, shown_text, survey
from hubdocs.authoring.markdown.reading import GONE, Destination, Reading

__all__ = ["GONE", "Destination", "Reading", "Survey", "hidden_text", "render", "shown_text", "survey"]
