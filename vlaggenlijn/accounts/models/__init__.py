from vlaggenlijn.accounts.models.bulk import (
    Prepared,
    snapshot,
)
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
from vlaggenlijn.accounts.models.invitations import (
    Invitation,
)
from vlaggenlijn.accounts.models.links import (
    PersonalLink,
    PersonalLinkQuerySet,
)
from vlaggenlijn.accounts.models.networks import (
    FormOfAddress,
    LocalNetwork,
    Membership,
    MembershipQuerySet,
    NetworkArea,
    NetworkLogo,
    Regime,
    Role,
)
from vlaggenlijn.accounts.models.open_sessions import (
    LAST_SEEN,
    OpenSession,
    OpenSessionQuerySet,
)
from vlaggenlijn.accounts.models.people import (
    User,
)
from vlaggenlijn.accounts.models.undo_runs import (
    UndoRun,
)

__all__ = [
    "LAST_SEEN",
    "Audited",
    "AuditedQuerySet",
    "Change",
    "ChangeSet",
    "Conflict",
    "FormOfAddress",
    "Invitation",
    "LocalNetwork",
    "Membership",
    "MembershipQuerySet",
    "NetworkArea",
    "NetworkLogo",
    "OpenSession",
    "OpenSessionQuerySet",
    "PersonalLink",
    "PersonalLinkQuerySet",
    "Prepared",
    "Recorder",
    "Regime",
    "Role",
    "UndoRun",
    "UnrecordedWrite",
    "User",
    "recorded",
    "snapshot",
]
