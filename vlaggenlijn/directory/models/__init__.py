from vlaggenlijn.directory.models.classification import (
    OrganizationConcept,
    ServiceConcept,
)
from vlaggenlijn.directory.models.contacts import (
    Contact,
)
from vlaggenlijn.directory.models.drafts import (
    Draft,
)
from vlaggenlijn.directory.models.duplicates import (
    LikelyPair,
    PairSearch,
    successor,
)
from vlaggenlijn.directory.models.exporting import (
    ExportFile,
)
from vlaggenlijn.directory.models.following import (
    DataPage,
    DataReading,
    DataSource,
    Followed,
    FollowedQuerySet,
    Reading,
    ReadingQuerySet,
    SourceRecord,
)
from vlaggenlijn.directory.models.freshness import (
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    FreshnessRhythm,
)
from vlaggenlijn.directory.models.helplines import (
    Helpline,
)
from vlaggenlijn.directory.models.importing import (
    ImportJob,
)
from vlaggenlijn.directory.models.locations import (
    Accessibility,
    Address,
    Location,
)
from vlaggenlijn.directory.models.notes import (
    ImportMapping,
    LocalNote,
    Stewardship,
)
from vlaggenlijn.directory.models.organization import (
    Organization,
    OrganizationIdentifier,
)
from vlaggenlijn.directory.models.personal import (
    Favourite,
    PrivateNote,
)
from vlaggenlijn.directory.models.proposals import (
    Proposal,
    ProposerAddress,
)
from vlaggenlijn.directory.models.publications import (
    Publication,
    PublicationMark,
    told_at,
)
from vlaggenlijn.directory.models.reach import (
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
)
from vlaggenlijn.directory.models.suggestions import (
    Suggestion,
    SuggestionKind,
)
from vlaggenlijn.directory.models.translations import (
    InLanguage,
    OrganizationTranslation,
    RecordTranslation,
    ServiceTranslation,
    Translatable,
    dutch_of,
    in_language,
    in_state,
    kind_of,
)
from vlaggenlijn.directory.models.trust import (
    CheckedAddress,
    ServiceQuality,
)

__all__ = [
    "Accessibility",
    "Address",
    "CheckedAddress",
    "Contact",
    "CostOption",
    "DataPage",
    "DataReading",
    "DataSource",
    "Draft",
    "ExportFile",
    "Favourite",
    "Followed",
    "FollowedQuerySet",
    "FreshnessCampaign",
    "FreshnessItem",
    "FreshnessRequest",
    "FreshnessRhythm",
    "Helpline",
    "ImportJob",
    "ImportMapping",
    "InLanguage",
    "Language",
    "LikelyPair",
    "LocalNote",
    "Location",
    "Organization",
    "OrganizationConcept",
    "OrganizationIdentifier",
    "OrganizationTranslation",
    "PairSearch",
    "Phone",
    "PrivateNote",
    "Proposal",
    "ProposerAddress",
    "Publication",
    "PublicationMark",
    "Reading",
    "ReadingQuerySet",
    "RecordTranslation",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceConcept",
    "ServiceQuality",
    "ServiceTranslation",
    "SourceRecord",
    "Stewardship",
    "Suggestion",
    "SuggestionKind",
    "Translatable",
    "dutch_of",
    "in_language",
    "in_state",
    "kind_of",
    "successor",
    "told_at",
]
