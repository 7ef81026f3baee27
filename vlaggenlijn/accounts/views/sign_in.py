"""allauth's own doors where ours differ: no door blocks another, no door tells who is known."""

import time
from typing import Any

from allauth.account import views as doors
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.internal.stagekit import clear_login
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth as passkey_auth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts.sign_in_forms import MailCodeForm

CODE_LETTER = "account/email/login_code"
PENDING, TRIES = "account_confirmation_code", 3


class AnyDoor:
    """Whoever began to sign in one way may still choose another; then the first is over."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        if request.method == "POST":
            clear_login(request)


class Login(AnyDoor, doors.LoginView):  # type: ignore[misc]
    def get_context_data(self, **values: Any) -> dict[str, Any]:
        name = settings.OIDC_NAME if settings.OIDC_URL else ""
        context: dict[str, Any] = super().get_context_data(**values)
        return context | {"outside_name": name}


class RequestCode(AnyDoor, doors.RequestLoginCodeView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        if not form._user:
            _take_the_time_of_a_code()
        return answer


class ConfirmCode(doors.ConfirmLoginCodeView):  # type: ignore[misc]
    def _resend_form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super()._resend_form_valid(form)
        if not self._process.user:
            _take_the_time_of_a_code()
        return answer


class PasskeyLogin(AnyDoor, passkeys.LoginWebAuthnView):  # type: ignore[misc]
    pass


class AddPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]
    """Every key here is a passkey: it knows its owner, and asks for a finger, a face or a PIN."""

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**values)
        options = passkey_auth.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


def _take_the_time_of_a_code() -> None:
    adapter = get_adapter()
    adapter.send_nothing(CODE_LETTER, code=adapter.generate_login_code())


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_mail(request: HttpRequest) -> HttpResponse:
    """Show that it is still you with a code by mail, for who has no second factor."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not any(method["url"] == request.path for method in methods):
        return redirect(methods[0]["url"])
    asks = request.POST.get("action") == "send"
    form = MailCodeForm(None if asks else request.POST or None)
    if asks:
        return _sent(request)
    if request.method == "POST" and _is_right(request, form):
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return resume_request(request) or redirect("mfa_index")
    return _page(request, form)


def _sent(request: HttpRequest) -> HttpResponse:
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return _page(request, MailCodeForm(), get_adapter().error_messages["rate_limited"])
    code = get_adapter().generate_login_code()
    request.session[PENDING] = {"code": code, "at": time.time(), "tries": TRIES}
    get_adapter().send_mail("account/email/confirm_code", request.user.email, {"code": code})  # type: ignore[union-attr]
    return _page(request, MailCodeForm())


def _is_right(request: HttpRequest, form: MailCodeForm) -> bool:
    pending = request.session.pop(PENDING, None)
    if not form.is_valid():
        request.session[PENDING] = pending
        return False
    is_late = not pending or time.time() - pending["at"] > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    if is_late:
        form.add_error("code", _("This code no longer works. Ask for a new one."))
        return False
    if compare_user_code(actual=form.cleaned_data["code"], expected=pending["code"]):
        return True
    if pending["tries"] > 1:
        request.session[PENDING] = pending | {"tries": pending["tries"] - 1}
    form.add_error("code", get_adapter().error_messages["incorrect_code"])
    return False


def _page(request: HttpRequest, form: MailCodeForm, problem: Any = "") -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "is_sent": bool(request.session.get(PENDING)),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "account/confirm_by_mail.html", context, status=status)
