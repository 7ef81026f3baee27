"""How far two coders agree, and what they have to settle."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.dialogue.comparing import coders_of, rows_of
from vlaggenlijn.dialogue.forms.coding import AgreementForm
from vlaggenlijn.dialogue.models import Quote, Series
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page


@sealed_page
@require_safe
def agreement(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Percent, kappa and alpha of two coders, and a list of quotes to talk about."""
    series = read_series(request, pk)
    coders = coders_of(series)
    form = AgreementForm(request.GET, coders=coders)
    pair = form.pair()
    context: dict[str, Any] = {"series": series, "form": form, "count": len(coders.names)}
    if pair is not None:
        found = coders.compared(*pair)
        page = page_of(request, list(found.disagreements))
        context |= {
            "found": found,
            "rows": rows_of(found),
            "page": page,
            "settle": _with_quotes(series, page.object_list),
            "first": coders.names[pair[0]],
            "second": coders.names[pair[1]],
        }
    return render(request, "dialogue/agreement.html", context)


def _with_quotes(series: Series, disagreements: Any) -> list[tuple[Quote, Any]]:
    rows = Quote.objects.of_series(series).standing().with_subjects()
    quotes = {str(one.pk): one for one in rows.with_ids_in(one.quote for one in disagreements)}
    return [(quotes[one.quote], one) for one in disagreements if one.quote in quotes]
