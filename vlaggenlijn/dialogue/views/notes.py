"""The room: the screen of the note taker, and that of the moderator."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.dialogue.actions.noting import put_on_hat, take_notes
from vlaggenlijn.dialogue.boards import worn_at
from vlaggenlijn.dialogue.forms import QuoteForm
from vlaggenlijn.dialogue.models import Hat, Participant, Quote, Table
from vlaggenlijn.dialogue.noting import PUT, REMOVE, Noted, Unreadable, read_queue
from vlaggenlijn.dialogue.views.reached import noted_table, sealed_page

LATEST = 30


@sealed_page
@never_cache
@page_of_forms
def room(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One screen to note at speed; without a script it is a plain form."""
    table = noted_table(request, pk)
    data = request.POST if request.method == "POST" else None
    form = QuoteForm(data, table=table, initial=_initial(request, table))
    if not form.is_bound or not form.is_valid():
        status = INVALID if form.errors else 200
        return render(request, "dialogue/room.html", _room(table, form), status=status)
    values = form.cleaned_data
    speaker = values["speaker"]
    noted = Noted(
        key=values["key"], op=PUT, hat=values["hat"].pk, speaker=speaker.pk if speaker else None,
        is_verbatim=values["is_verbatim"], text=values["text"],
    )  # fmt: skip
    take_notes(by=request.user, table=table, queue=[noted])
    return redirect(f"{request.path}?hoed={values['hat'].key}")


def _initial(request: StaffRequest, table: Table) -> dict[str, Any]:
    """Begin with the hat that was used last, else the one that is on, else the first."""
    hats = list(Hat.objects.of_series(table.series))
    asked = request.GET.get("hoed", "")
    chosen = next((hat for hat in hats if str(hat.key) == asked), table.hat)
    return {"hat": chosen or next(iter(hats), None)}


def _room(table: Table, form: QuoteForm) -> dict[str, Any]:
    quotes = Quote.objects.at_table(table).standing()
    return {
        "table": table,
        "form": form,
        "hats": Hat.objects.of_series(table.series),
        "not_noted": Participant.objects.at_table(table).seated().not_noted(),
        "quotes": quotes.latest_first()[:LATEST],
        "count": quotes.count(),
    }


@sealed_page
@require_POST
def send(request: StaffRequest, pk: uuid.UUID) -> JsonResponse:
    """Keep what the browser queued; it lets go only of what is named as kept."""
    table = noted_table(request, pk)
    try:
        queue, refused = read_queue(request.body)
    except Unreadable:
        return JsonResponse({"kept": [], "refused": []}, status=INVALID)
    kept = take_notes(by=request.user, table=table, queue=queue)
    count = Quote.objects.at_table(table).standing().count()
    return JsonResponse({
        "kept": [str(key) for key in kept.keys],
        "refused": [{"key": one.key, "why": one.why} for one in (*refused, *kept.refused)],
        "count": count,
    })  # fmt: skip


@sealed_page
@require_POST
def take_back(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one quote back."""
    table = noted_table(request, pk)
    quotes = Quote.objects.at_table(table).standing()
    quote = quotes.with_key(request.POST.get("key", ""))
    if quote is not None:
        take_notes(by=request.user, table=table, queue=[Noted(quote.client_key, REMOVE)])
        messages.success(request, _("The quote is taken back."))
    return redirect("dialogue:room", pk)


@never_cache
@page_of_forms
def moderate(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The moderator's view: which hat is on, for how long, and how much was noted under each."""
    table = noted_table(request, pk)
    if request.method == "POST":
        asked = request.POST.get("hoed", "")
        hats = Hat.objects.of_series(table.series)
        hat = get_object_or_404(hats, key=asked) if asked.isdecimal() else None
        put_on_hat(by=request.user, table=table, hat=hat)
        return redirect("dialogue:moderate", pk)
    worn = worn_at(table)
    context = {"table": table, "worn": worn, "on": next((one for one in worn if one.is_on), None)}
    return render(request, "dialogue/moderate.html", context)
