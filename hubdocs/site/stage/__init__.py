"""From a library to the pages and files of its site; everything is decided here, before any engine runs."""

from hubdocs.site.stage.pages import Entry, Frame, Page, Staged, StagedFile, Strip
from hubdocs.site.stage.story import stage

__all__ = ["Entry", "Frame", "Page", "Staged", "StagedFile", "Strip", "stage"]
