from vlaggenlijn.accounts.models.bulk import Prepared, snapshot
from vlaggenlijn.accounts.models.changes import (
    Audited,
    AuditedQuerySet,
    Change,
    ChangeSet,
    Conflict,
    Recorder,
    UnrecordedWrite,
    recorded,
)
from vlaggenlijn.accounts.models.links import PersonalLink, PersonalLinkQuerySet
from vlaggenlijn.accounts.models.networks import (
    FormOfAddress,
    LocalNetwork,
    Membership,
    NetworkArea,
    NetworkLogo,
    Regime,
    Role,
)
from vlaggenlijn.accounts.models.people import User

__all__ = [
    "Audited",
    "AuditedQuerySet",
    "Change",
    "ChangeSet",
    "Conflict",
    "FormOfAddress",
    "LocalNetwork",
    "Membership",
    "NetworkArea",
    "NetworkLogo",
    "PersonalLink",
    "PersonalLinkQuerySet",
    "Prepared",
    "Recorder",
    "Regime",
    "Role",
    "UnrecordedWrite",
    "User",
    "recorded",
    "snapshot",
]
