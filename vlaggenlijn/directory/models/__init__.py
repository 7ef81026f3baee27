from vlaggenlijn.directory.models.classification import OrganizationConcept, ServiceConcept
from vlaggenlijn.directory.models.drafts import Draft
from vlaggenlijn.directory.models.helplines import Helpline
from vlaggenlijn.directory.models.locations import Accessibility, Address, Location
from vlaggenlijn.directory.models.notes import ImportMapping, LocalNote, Stewardship
from vlaggenlijn.directory.models.organization import Organization, OrganizationIdentifier
from vlaggenlijn.directory.models.proposals import Proposal, ProposerAddress
from vlaggenlijn.directory.models.reach import (
    Contact,
    CostOption,
    Language,
    Phone,
    Schedule,
    ServiceArea,
    ServiceCapacity,
)
from vlaggenlijn.directory.models.service import (
    Service,
    ServiceAtLocation,
    ServiceTranslation,
)

__all__ = [
    "Accessibility",
    "Address",
    "Contact",
    "CostOption",
    "Draft",
    "Helpline",
    "ImportMapping",
    "Language",
    "LocalNote",
    "Location",
    "Organization",
    "OrganizationConcept",
    "OrganizationIdentifier",
    "Phone",
    "Proposal",
    "ProposerAddress",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceConcept",
    "ServiceTranslation",
    "Stewardship",
]
