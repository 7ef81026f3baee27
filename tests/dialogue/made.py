"""Series, tables, people at them and what they say, as tests need them."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions.inviting import link_for
from vlaggenlijn.dialogue.actions.series import add_series, add_table
from vlaggenlijn.dialogue.models import Hat, Participant, Quote, Series, Table


def series_values(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Tafels over opvoeden",
        "question": "Hoe steun je ouders?",
        "purpose": "Een verslag voor het bestuur.",
        "invitation": "Kom je mee praten?",
        "check_days": 14,
        "names_until": timezone.localdate() + timedelta(days=365),
    } | changes


def table_values(**changes: Any) -> dict[str, Any]:
    return {
        "place": "Gent",
        "region": "Oost-Vlaanderen",
        "starts_at": timezone.now() + timedelta(days=30),
        "seats": 12,
        "host": "",
        "moderator": None,
        "note_taker": None,
    } | changes


def a_series(
    network: LocalNetwork | None = None, *named: User, by: User | None = None, **values: Any
) -> Series:
    """A series led by ``by`` (somebody new without a role) and by everybody named."""
    network = network or a_network()
    series = add_series(by=by or a_user(), network=network, values=series_values(**values))
    for user in named:
        with recorded(by=None, network=network, deed="test"):
            series.facilitators.create(user=user)
    return series


def a_table(series: Series, **values: Any) -> Table:
    return add_table(by=None, series=series, values=table_values(**values))


def a_participant(series: Series, table: Table | None = None, **values: Any) -> Participant:
    """Somebody who is invited; with a table: who was there."""
    email, name = values.pop("email", "an@example.org"), values.pop("name", "An Peeters")
    values.setdefault("state", "present" if table else "invited")
    values.setdefault("consented_at", timezone.now() if table else None)
    values.setdefault("code", f"OCMW-{uuid.uuid4().hex[:6]}")
    if table is not None:
        values.setdefault("pseudonym", f"T{table.number}-{table.participants.count() + 1:02d}")
    made = Participant(series=series, table=table, **values)
    made.email, made.name = email, name
    with recorded(by=None, network=series.network, deed="test"):
        made.save()
    return made


def a_quote(
    table: Table, text: str = "Niemand weet dat we bestaan.",
    participant: Participant | None = None, **values: Any,
) -> Quote:  # fmt: skip
    values.setdefault("hat", Hat.objects.of_series(table.series).first())
    values.setdefault("position", table.quotes.count() + 1)
    quote = Quote(table=table, participant=participant, **values)
    quote.text = text
    with recorded(by=None, network=table.series.network, deed="test"):
        quote.save()
    return quote


def a_token(participant: Participant) -> str:
    return link_for(participant)
