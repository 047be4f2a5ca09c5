"""The library as a site: staged as plain pages, built by an engine, and proved afterwards."""

from hubdocs.site.engine import MkDocsEngine, SiteEngine
from hubdocs.site.prove import prove
from hubdocs.site.stage import Page, Staged, StagedFile, stage

__all__ = ["MkDocsEngine", "Page", "SiteEngine", "Staged", "StagedFile", "prove", "stage"]
