"""A series with everything that may leave, and everything that may not. All of it is invented."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import Audited, LocalNetwork, User, recorded
from vlaggenlijn.dialogue.models import (
    Code,
    Coding,
    Hat,
    Memo,
    Participant,
    Quote,
    Series,
    Table,
)

SECRET, NAME = "Dit trok iemand terug.", "An Peeters"


def saved(network: LocalNetwork, *records: Audited) -> None:
    with recorded(by=None, network=network, deed="test"):
        for record in records:
            record.save()


def a_quote(table: Table, text: str, **values: Any) -> Quote:
    quote = Quote(table=table, position=table.quotes.count() + 1, **values)
    quote.text = text
    saved(table.series.network, quote)
    return quote


def a_coding(quote: Quote, code: Code, polarity: str = "", **values: Any) -> Coding:
    memo = values.pop("memo", "")
    coding = Coding(quote=quote, code=code, polarity=polarity, **values)
    coding.memo = memo
    saved(quote.table.series.network, coding)
    return coding


class World:
    """One series of one table, with a rehearsal beside it."""

    def __init__(self, network: LocalNetwork | None = None) -> None:
        self.network = network or a_network()
        self.coder: User = a_user(name="Carla Codeur")
        until = timezone.localdate() + timedelta(days=30)
        self.series = Series(network=self.network, title="Verzonnen reeks", question="Wat werkt?",
                             purpose="Een proef.", names_until=until)  # fmt: skip
        self.hat = Hat(series=self.series, key=1, name="Geel", colour="#ffee00")
        self.sleep = Code(series=self.series, name="slapen", description="Nachten", position=1)
        self.alone = Code(series=self.series, name="alleen", parent=self.sleep, position=2)
        begun = datetime(2012, 3, 15, 18, 0, tzinfo=UTC)
        self.table = Table(series=self.series, number=1, place="Aalst", region="Oost-Vlaanderen",
                           starts_at=begun, state="held", check_until=begun)  # fmt: skip
        self.rehearsal = Table(series=self.series, number=2, place="Oefening", is_rehearsal=True)
        self.speaker = Participant(series=self.series, table=self.table, code="OCMW-001",
                                   pseudonym="T1-01", state="present")  # fmt: skip
        self.speaker.name, self.speaker.email = NAME, "an@example.org"
        saved(self.network, self.series, self.hat, self.sleep, self.alone, self.table,
              self.rehearsal, self.speaker)  # fmt: skip
        self.said()

    def said(self) -> None:
        own = {"participant": self.speaker, "hat": self.hat}
        self.first = a_quote(self.table, "Ouders 👩‍👧 slapen\nte weinig.", is_verbatim=True, **own)
        self.second = a_quote(self.table, "الوقت is op", hat=self.hat)
        gone = a_quote(self.table, SECRET, state=Quote.State.WITHDRAWN, **own)
        mock = a_quote(self.rehearsal, "Geoefend.", hat=self.hat)
        a_coding(self.first, self.sleep, "opportunity", coder=self.coder, memo="Let op 😴")
        a_coding(self.first, self.alone, "bottleneck", coder=self.coder, start=7, end=10)
        a_coding(self.second, self.sleep, coder_name="Tweede codeur")
        for quote in (gone, mock):
            a_coding(quote, self.sleep, "opportunity")
        memo = Memo(series=self.series, table=self.table, title="Sfeer", writer=self.coder)
        memo.text = "Het gesprek kwam traag op gang."
        saved(self.network, memo)
