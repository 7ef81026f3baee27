"""The page behind the link of an invitation; whoever holds the link needs no account yet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import Invitation, Role
from vlaggenlijn.accounts.role_words import IN_SHORT
from vlaggenlijn.accounts.sign_in import sign_in_invited


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, as what; yes or no. A link that opens nothing says so, never why."""
    found = actions.opened_invitation(token)
    if found is None:
        return _gone(request)
    person = found.membership.user
    is_somebody_else = request.user.is_authenticated and request.user != person
    answer = request.POST.get("answer", "")
    if answer in ("yes", "no") and not is_somebody_else:
        return _accepted(request, token) if answer == "yes" else _declined(request, token)
    context = {
        "invitation": found,
        "subject": found.membership.network,
        "what": IN_SHORT[Role(found.membership.role)],
        "is_somebody_else": is_somebody_else,
    }
    status = (409 if is_somebody_else else 422) if request.method == "POST" else 200
    return render(request, "accounts/invitation.html", context, status=status)


def _accepted(request: HttpRequest, token: str) -> HttpResponse:
    accepted = actions.accept_invitation(token=token)
    if accepted is None:
        return _gone(request)
    if not request.user.is_authenticated and not _signed_in(request, accepted):
        messages.success(request, _("You said yes. Sign in as you always do."))
        return redirect("account_login")
    text = _("Welcome to %(network)s.") % {"network": accepted.membership.network}
    messages.success(request, text)
    return redirect("home:desk")


def _signed_in(request: HttpRequest, accepted: Invitation) -> bool:
    return sign_in_invited(request, accepted.membership.user)


def _declined(request: HttpRequest, token: str) -> HttpResponse:
    declined = actions.decline_invitation(token=token)
    if declined is None:
        return _gone(request)
    context = {"subject": declined.membership.network}
    return render(request, "accounts/invitation_declined.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=404)
