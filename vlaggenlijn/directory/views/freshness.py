"""The pages behind the link in a freshness mail. Opening them changes nothing; a button does."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import INVALID, page_of, page_of_forms
from vlaggenlijn.directory.actions import freshness_answers as answers
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.cards import public
from vlaggenlijn.directory.forms.freshness import CorrectionForm, PassOnForm
from vlaggenlijn.directory.hours import usual_rows
from vlaggenlijn.directory.models import FreshnessItem, FreshnessRequest, Service
from vlaggenlijn.directory.pages import service_page
from vlaggenlijn.directory.suggested import place_of_hours

SERVICES_ON_A_PAGE = 20


@login_not_required
@never_cache
@page_of_forms
def freshness(request: HttpRequest, token: str) -> HttpResponse:
    """Every service of the addressee as visitors see it, with "still right" and "change"."""
    asked = answers.opened_request(token)
    if asked is None:
        return ended(request, token)
    items = list(asked.items.all())
    page = page_of(request, items, SERVICES_ON_A_PAGE)
    if request.method == "POST":
        return _say_right(request, token, items, list(page))
    context = {"asked": asked, "page": page, "rows": _rows(list(page)), "token": token}
    context |= {"open_count": _open(items), "open_here": _open(list(page))}
    return render(request, "directory/freshness/services.html", context)


def _open(items: list[FreshnessItem]) -> int:
    return sum(1 for item in items if not item.answer)


def _rows(items: list[FreshnessItem]) -> list[dict[str, object]]:
    services = Service.objects.with_details().with_ids(item.service_id for item in items)
    pages = {service.pk: service_page(service, hours=usual_rows) for service in services}
    return [{"item": item, "page": pages[item.service_id]} for item in items]


def _say_right(
    request: HttpRequest, token: str, items: list[FreshnessItem], shown: list[FreshnessItem]
) -> HttpResponse:
    """One service, or all that stand on the page: nobody vouches for what they did not see."""
    asked = request.POST.get("right", "")
    chosen = [one for one in items if str(one.pk) == asked]
    if "all" in request.POST:
        chosen = [one for one in shown if not one.answer]
    try:
        answers.say_right(token=token, items=chosen)
    except answers.LinkEnded:
        return ended(request, token)
    return redirect(request.get_full_path())


@login_not_required
@never_cache
@page_of_forms
def freshness_change(request: HttpRequest, token: str, pk: uuid.UUID) -> HttpResponse:
    """A short form of what changes most; it goes to the coordinator, not into the guide."""
    asked = answers.opened_request(token)
    item = _item(asked, pk)
    if asked is None or item is None:
        return ended(request, token)
    facts = service_facts(item.service)
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, facts=facts, inherited=inherited_by(item.service))
    if form.is_bound and form.is_valid() and form.says_something():
        return _say_different(request, token, item, form)
    context = {"asked": asked, "item": item, "form": form, "token": token}
    context["place"] = place_of_hours(facts)
    status = INVALID if form.is_bound else 200
    return render(request, "directory/freshness/change.html", context, status=status)


def _item(asked: FreshnessRequest | None, pk: uuid.UUID) -> FreshnessItem | None:
    items = list(asked.items.all()) if asked else []
    return next((item for item in items if item.pk == pk), None)


def inherited_by(service: Service) -> dict[str, str]:
    """What visitors see of the organisation where the service itself says nothing."""
    organization = service.organization
    phones = [one.number for one in organization.phones.all() if public(one)]
    return {
        "phone": next(iter(phones), ""),
        "email": organization.email,
        "url": organization.website,
    }


def _say_different(
    request: HttpRequest, token: str, item: FreshnessItem, form: CorrectionForm
) -> HttpResponse:
    try:
        answers.say_different(
            token=token,
            item=item,
            changes=form.changes(),
            text=form.cleaned_data["remark"],
            key=form.cleaned_data["key"],
        )
    except answers.LinkEnded:
        return ended(request, token)
    return redirect("directory:freshness", token)


@login_not_required
@never_cache
@page_of_forms
def freshness_pass_on(request: HttpRequest, token: str) -> HttpResponse:
    """Not for me: perhaps with the address of who knows."""
    asked = answers.opened_request(token)
    if asked is None:
        return ended(request, token)
    form = PassOnForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answers.pass_on(token=token, email=form.cleaned_data["email"])
        return redirect("directory:freshness_thanks")
    context = {"asked": asked, "form": form, "token": token}
    status = INVALID if form.is_bound else 200
    return render(request, "directory/freshness/pass_on.html", context, status=status)


def ended(request: HttpRequest, token: str) -> HttpResponse:
    """A link that opens nothing (any more) looks the same whatever the reason."""
    return render(request, "directory/freshness/ended.html", {"token": token}, status=404)


@login_not_required
@never_cache
@require_POST
def freshness_renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a new link to the address of the old one; the answer never says whether there is one."""
    answers.renew_link(token=token)
    return render(request, "directory/freshness/renewed.html")


@login_not_required
@require_safe
def freshness_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/freshness/thanks.html")
