"""Second factors whose owner lost them."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions.sessions import end_sessions
from vlaggenlijn.accounts.models import OpenSession, User
from vlaggenlijn.common.mail import send_after_commit


@transaction.atomic
def remove_second_factor(*, email: str) -> bool:
    """Take every second factor off an account, end its sessions and tell its owner.

    False when nobody has this address, or they have none.
    """
    user = User.objects.invited(email)
    if user is None or not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    end_sessions(OpenSession.objects.filter(user=user))
    with translation.override(user.language):
        subject = _("Your passkeys and code app were removed")
        body = _(
            "Hello,\n\nThe administrator removed the passkeys, the code app and the recovery codes"
            " from your account, because they heard that you lost them.\n\nNot you? Call or write"
            " to your coordinator at once.\n"
        )
    send_after_commit(to=user.email, subject=subject, body=body)
    return True
