"""The pages of what a network follows of others, for every room that follows something.

A room gives its way of following, its form and its words; list, add, change, read again and stop
are made here.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
)
from vlaggenlijn.common.fetching import Refused, judged
from vlaggenlijn.common.forms import VersionedForm
from vlaggenlijn.directory.actions.followed import (
    Way,
    add_followed,
    change_followed,
    limits,
    set_followed,
)

RUNS_SHOWN = 10


class FollowedForm(VersionedForm):
    """What is followed, under which name; a room adds the fields, with ``name`` and ``url``."""

    way: ClassVar[Way]
    already: ClassVar[Any]  # what to say of an address that the network follows

    def __init__(
        self, *args: Any, network: LocalNetwork, followed: Any = None, **options: Any
    ) -> None:
        if followed is not None:
            names = (*self.way.columns, "version")
            options["initial"] = {name: getattr(followed, name) for name in names}
        super().__init__(*args, **options)
        self._network, self._followed = network, followed

    @staticmethod
    def reason(code: str, values: Mapping[str, Any]) -> str:
        """Return why an address cannot be followed."""
        raise NotImplementedError

    @staticmethod
    def plain_address(url: str) -> str:
        return url.strip()

    def clean_url(self) -> str:
        url = self.plain_address(self.cleaned_data["url"])
        try:
            judged(url, limits())
        except Refused as refused:
            raise forms.ValidationError(self.reason(refused.code, refused.values)) from None
        same = self.way.kind.objects.of_network(self._network).filter(url=url)
        others = same.exclude(pk=self._followed.pk) if self._followed else same
        if others.exists():
            raise forms.ValidationError(self.already)
        return url

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.way.columns}


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one room: names of addresses (``back`` leads out of them), form and words.

    ``words`` are those of the templates, with what is said after a deed: added, saved, being_read.
    """

    form: type[FollowedForm]
    words: Mapping[str, Any]
    listed: str
    add: str
    one: str
    edit: str
    read: str
    follow: str
    back: str

    @property
    def way(self) -> Way:
        return self.form.way

    def list_url(self, network: LocalNetwork) -> str:
        return f"{reverse(self.listed)}?netwerk={network.slug}"

    def runs_of(self, found: Any) -> list[Any]:
        """Return the last readings, the newest first."""
        return list(found.runs.all()[:RUNS_SHOWN])

    def found(self, request: StaffRequest, pk: uuid.UUID) -> Any:
        """Return one that a person may look after; missing for anybody else."""
        rows = self.way.kind.objects.for_user(request.user).with_details()
        return get_object_or_404(rows, pk=pk)


@require_safe
def listed(request: StaffRequest, pages: Pages) -> HttpResponse:
    """What a network follows."""
    network, rows = chosen_network(request), pages.way.kind.objects.none()
    may_follow = network is not None and request.user.has_perm(pages.way.permission, network)
    if may_follow:
        rows = pages.way.kind.objects.of_network(network)
    context = {
        "pages": pages,
        "words": pages.words,
        "network_shown": network,
        "may_follow": may_follow,
        "page": page_of(request, rows.with_details().with_last_run()),
    }
    return render(request, "directory/work/followed_list.html", context)


@page_of_forms
def add(request: StaffRequest, pages: Pages, slug: str) -> HttpResponse:
    """Follow something from now on."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, pages.way.permission, network)
    data = request.POST if request.method == "POST" else None
    form = pages.form(data, network=network)
    if data is None or not form.is_valid():
        return _form_page(request, pages, network, form, INVALID if form.errors else 200)
    key = form.cleaned_data["idempotency_key"]
    made = add_followed(
        pages.way, by=request.user, network=network, values=form.values(), idempotency_key=key
    )
    messages.success(request, str(pages.words["added"]))
    return redirect(pages.one, made.pk)


@page_of_forms
def edit(request: StaffRequest, pages: Pages, pk: uuid.UUID) -> HttpResponse:
    """Change how something is followed."""
    found = pages.found(request, pk)
    data = request.POST if request.method == "POST" else None
    form = pages.form(data, network=found.network, followed=found)
    more = {"followed": found}
    if data is None or not form.is_valid():
        status = INVALID if form.errors else 200
        return _form_page(request, pages, found.network, form, status, **more)
    version = form.cleaned_data["version"] or 0
    try:
        change_followed(
            pages.way, by=request.user, followed=found, version=version, values=form.values()
        )
    except Conflict:
        form.renew(pages.found(request, pk).version)
        more["is_conflict"] = True
        return _form_page(request, pages, found.network, form, CONFLICT, **more)
    messages.success(request, str(pages.words["saved"]))
    return redirect(pages.one, pk)


def _form_page(
    request: StaffRequest,
    pages: Pages,
    network: LocalNetwork,
    form: FollowedForm,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "subject": network, "words": pages.words}
    context |= {"back_url": pages.list_url(network)} | more
    return render(request, "directory/work/followed_edit.html", context, status=status)


def one_page(
    request: StaffRequest,
    pages: Pages,
    template: str,
    found: Any,
    **more: Any,
) -> HttpResponse:
    """How the last readings of one went, as ``runs`` says; ``more`` is what came of it."""
    context = {
        "pages": pages,
        "words": pages.words,
        "followed": found,
        "back_url": pages.list_url(found.network),
    }
    return render(request, template, context | more)


@require_POST
def read(request: StaffRequest, pages: Pages, pk: uuid.UUID) -> HttpResponse:
    """Let the worker read one now."""
    pages.way.read_soon(pages.found(request, pk))
    messages.success(request, str(pages.words["being_read"]))
    return redirect(pages.one, pk)


@require_POST
def stop(request: StaffRequest, pages: Pages, pk: uuid.UUID) -> HttpResponse:
    """Stop following one, or begin again."""
    is_followed = request.POST.get("followed") == "1"
    found = pages.found(request, pk)
    set_followed(pages.way, by=request.user, followed=found, is_followed=is_followed)
    return redirect(pages.one, pk)
