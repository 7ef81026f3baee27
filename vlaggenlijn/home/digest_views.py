"""What the mail on Monday leads to, and the page where one chooses whether it comes.

A link in a mail needs no sign-in and no CSRF token: the token in the address is the secret, and
``no-referrer`` keeps it from leaking. Opening an address changes nothing; a button does.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts.models import PersonalLink
from vlaggenlijn.home import actions
from vlaggenlijn.home.actions.digests import STILL_RIGHT, STOP
from vlaggenlijn.home.forms import PreferencesForm


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """One stale service of a digest with two buttons: still right, change."""
    if request.method == "POST" and actions.confirm_by_link(token):
        return _quiet(redirect("home:still_right", token))
    service = actions.service_of(PersonalLink.objects.opened_by(token, STILL_RIGHT))
    if service is None:
        return _ended(request)
    is_done = service.assured_on == timezone.localdate()
    context = {"service": service, "is_done": is_done}
    return _quiet(render(request, "home/still_right.html", context))


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """One button that ends the mail on Monday."""
    if request.method == "POST" and actions.stop_by_link(token):
        return _quiet(redirect("home:stop_digest", token))
    link = PersonalLink.objects.opened_by(token, STOP)
    if link is None or link.user is None:
        return _ended(request)
    context = {"is_done": not link.user.wants_digest}
    return _quiet(render(request, "home/stop_digest.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The language of mails, and whether the mail on Monday comes."""
    person = request.user
    shown = {name: getattr(person, name) for name in PreferencesForm.base_fields}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_bound and form.is_valid():
        actions.set_preferences(person=person, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("home:preferences")
    status = 422 if form.errors else 200
    return render(request, "home/preferences.html", {"form": form}, status=status)


def _ended(request: HttpRequest) -> HttpResponse:
    return _quiet(render(request, "home/link_ended.html", status=404))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response
