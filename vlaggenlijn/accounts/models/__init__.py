from vlaggenlijn.accounts.models.changes import (
    Audited,
    AuditedQuerySet,
    Change,
    ChangeSet,
    Conflict,
    Recorder,
    UnrecordedWrite,
    recorded,
    snapshot,
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
from vlaggenlijn.accounts.models.undo_runs import UndoRun

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
    "Recorder",
    "Regime",
    "Role",
    "UndoRun",
    "UnrecordedWrite",
    "User",
    "recorded",
    "snapshot",
]
