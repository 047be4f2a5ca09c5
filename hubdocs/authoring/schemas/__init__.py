"""What authors may write in each file: the keys, their types, and what an editor says of them."""

from hubdocs.authoring.schemas.documents import (
    AgreementKeys,
    DocumentKeys,
    FieldKeys,
    GroupSizeKeys,
    HandoutKeys,
    ModuleKeys,
    PageKeys,
    StandardsKeys,
)
from hubdocs.authoring.schemas.feedback import FormKeys, RefinementKeys
from hubdocs.authoring.schemas.hubs import ContactKeys, HubAgreementKeys, HubKeys, LocalServiceKeys
from hubdocs.authoring.schemas.live import BrandKeys, FactKeys, ProgrammeKeys, SignpostKeys, TermKeys
from hubdocs.authoring.schemas.packs import (
    EditionKeys,
    PackAgreementKeys,
    PackItemKeys,
    PackKeys,
    PackModuleKeys,
    PackPageKeys,
    PackStandardsKeys,
)
from hubdocs.authoring.schemas.records import ReleaseKeys, WithdrawnKeys
from hubdocs.authoring.schemas.values import Keys

KEY_NAMES = frozenset(name for keys in Keys.every() for name in keys.model_fields)
"""Every key that may stand in some file."""

__all__ = [
    "KEY_NAMES",
    "AgreementKeys",
    "BrandKeys",
    "ContactKeys",
    "DocumentKeys",
    "EditionKeys",
    "FactKeys",
    "FieldKeys",
    "FormKeys",
    "GroupSizeKeys",
    "HandoutKeys",
    "HubAgreementKeys",
    "HubKeys",
    "LocalServiceKeys",
    "ModuleKeys",
    "PackAgreementKeys",
    "PackItemKeys",
    "PackKeys",
    "PackModuleKeys",
    "PackPageKeys",
    "PackStandardsKeys",
    "PageKeys",
    "ProgrammeKeys",
    "RefinementKeys",
    "ReleaseKeys",
    "SignpostKeys",
    "StandardsKeys",
    "TermKeys",
    "WithdrawnKeys",
]
