"""The page "Sign-in and safety": what is on, where one is signed in, leaving for good."""

import json
import uuid

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import OpenSession
from vlaggenlijn.accounts.my_data import data_about
from vlaggenlijn.accounts.safety import safety_of
from vlaggenlijn.accounts.sign_in_forms import LeaveForm


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """What is on, in plain words."""
    return render(request, "account/safety.html", safety_of(request))


@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that still work, for who just showed that it is still them."""
    kind = Authenticator.Type.RECOVERY_CODES
    found = get_object_or_404(Authenticator, user=request.user.pk, type=kind)
    codes = found.wrap().get_unused_codes()
    return render(request, "account/recovery_codes.html", {"codes": codes})


@require_POST
def end_session(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Sign out one other device."""
    found = get_object_or_404(OpenSession.objects.of(request.user), pk=pk)
    actions.end_session(found.session_key)
    messages.success(request, _("That device is signed out."))
    return redirect("mfa_index")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out every device but this one."""
    others = OpenSession.objects.of(request.user).except_for(request.session.session_key)
    ended = actions.end_sessions(others)
    text = ngettext("%(n)d device is signed out.", "%(n)d devices are signed out.", ended)
    messages.success(request, text % {"n": ended})
    return redirect("mfa_index")


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person who asks, as a file."""
    found = data_about(request.user)  # type: ignore[arg-type]
    text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="vlaggenlijn.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="vlaggenlijn.accounts")
def leave(request: HttpRequest) -> HttpResponse:
    """Delete one's own account, for good."""
    form = LeaveForm(request.POST or None, user=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid() and _is_gone(request, form):
        logout(request)
        messages.success(request, _("Your account is deleted. Thank you for what you did."))
        return redirect("account_login")
    return render(request, "account/leave.html", {"form": form}, status=422 if form.errors else 200)


def _is_gone(request: HttpRequest, form: LeaveForm) -> bool:
    try:
        actions.forget_person(user=request.user)  # type: ignore[arg-type]
    except actions.LastCoordinator:
        form.add_error(None, _("Name another coordinator first: a network cannot do without."))
        return False
    except actions.LastAdministrator:
        form.add_error(None, _("Name another administrator first: the site cannot do without."))
        return False
    return True
