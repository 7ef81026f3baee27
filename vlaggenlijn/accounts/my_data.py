"""What is kept about a person, as plain values for a file of their own."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from vlaggenlijn.accounts.actions import personal_rows
from vlaggenlijn.accounts.models import (
    ChangeSet,
    Membership,
    OpenSession,
    PersonalLink,
    User,
    snapshot,
)

SECRETS = {"password", "data", "digest", "session_key", "token"}


def data_about(user: User) -> dict[str, Any]:
    """Return everything that is kept about a person, without the secrets themselves."""
    return {
        "person": _plain(user),
        "roles": [
            _plain(one) | {"network": one.network.name}
            for one in Membership.objects.of(user).select_related("network")
        ],
        "signed_in_on": [_plain(one) for one in OpenSession.objects.of(user)],
        "second_factors": [_plain(one) for one in Authenticator.objects.filter(user=user)],
        "sign_in_elsewhere": [_plain(one) for one in SocialAccount.objects.filter(user=user)],
        "links_in_mails": [_plain(one) for one in PersonalLink.objects.filter(user=user)],
        "deeds": [
            {"at": one.at, "deed": one.deed, "reason": one.reason}
            for one in ChangeSet.objects.filter(by=user)
        ],
        "other": [
            {"kind": row._meta.label} | _plain(row)
            for row in personal_rows(user)
            if not isinstance(row, OpenSession)
        ],
    }


def _plain(row: Any) -> dict[str, Any]:
    """The values of a row without secrets; a sealed row tells itself what is inside."""
    if hasattr(row, "told"):
        return dict(row.told())
    values = {name: value for name, value in snapshot(row).items() if name not in SECRETS}
    return {name: value for name, value in values.items() if not isinstance(value, bytes)}
