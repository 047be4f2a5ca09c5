"""The nouns of the house: frozen values that read and write nothing."""

from hubdocs.model.audience import DELIVERERS, ONE_OF_THEM, Audience, View
from hubdocs.model.documents import (
    Activity,
    Agreement,
    Document,
    Field,
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
from hubdocs.model.hubs import Answer, Contact, Hub, HubAgreement, LocalService, NamedPack, Pin
from hubdocs.model.library import Library, Settings
from hubdocs.model.packs import TODAY, Edition, EditionDocument, Leaf, Pack, PackDocument, PackPage
from hubdocs.model.printed import CatchUp, PackedDocument, Printed, PrintedDocument, PrintedFile, PrintedPack
from hubdocs.model.reference import Brand, ContentPage, Fact, Programme, Signpost, Term
from hubdocs.model.refinements import FormMap, Refinement
from hubdocs.model.releases import Approval, Release
from hubdocs.model.version import Version, Wanted

__all__ = [
    "DELIVERERS",
    "ONE_OF_THEM",
    "TODAY",
    "Activity",
    "Agreement",
    "Answer",
    "Approval",
    "Audience",
    "Brand",
    "CatchUp",
    "Contact",
    "ContentPage",
    "Document",
    "Edition",
    "EditionDocument",
    "Fact",
    "Field",
    "FormMap",
    "GroupSize",
    "Handout",
    "Heading",
    "Hub",
    "HubAgreement",
    "Leaf",
    "Library",
    "LocalService",
    "Mark",
    "Material",
    "Module",
    "NamedPack",
    "Pack",
    "PackDocument",
    "PackPage",
    "PackedDocument",
    "Picture",
    "Pin",
    "Printed",
    "PrintedDocument",
    "PrintedFile",
    "PrintedPack",
    "Programme",
    "Refinement",
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
