"""The nouns of the house: frozen values that read and write nothing."""

from hubdocs.model.audience import DELIVERERS, Audience, View
from hubdocs.model.documents import (
    Activity,
    Agreement,
    Document,
    GroupSize,
    Handout,
    Heading,
    Mark,
    Material,
    Module,
    Picture,
    Source,
    Standard,
    StandardSet,
    Status,
)
from hubdocs.model.library import Library, Settings
from hubdocs.model.packs import Edition, EditionDocument, Pack, PackDocument, PackPage
from hubdocs.model.printed import PackedDocument, Printed, PrintedDocument, PrintedFile, PrintedPack
from hubdocs.model.reference import Brand, ContentPage, Programme, Signpost, Term
from hubdocs.model.releases import Approval, Release
from hubdocs.model.version import Version, Wanted

__all__ = [
    "DELIVERERS",
    "Activity",
    "Agreement",
    "Approval",
    "Audience",
    "Brand",
    "ContentPage",
    "Document",
    "Edition",
    "EditionDocument",
    "GroupSize",
    "Handout",
    "Heading",
    "Library",
    "Mark",
    "Material",
    "Module",
    "Pack",
    "PackDocument",
    "PackPage",
    "PackedDocument",
    "Picture",
    "Printed",
    "PrintedDocument",
    "PrintedFile",
    "PrintedPack",
    "Programme",
    "Release",
    "Settings",
    "Signpost",
    "Source",
    "Standard",
    "StandardSet",
    "Status",
    "Term",
    "Version",
    "View",
    "Wanted",
]
