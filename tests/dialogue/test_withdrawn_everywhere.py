"""Attacks: what was withdrawn is read nowhere, by nobody, and nobody reads who is not named.

Every address of the room that reads is asked, with the searches, pages and files behind it. Before
the withdrawal the words must be found on many of them, so that the walk is known to see.
"""

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.dialogue.made import a_participant, a_quote, a_series, a_table, a_token
from tests.dialogue.test_pages import posted
from tests.dialogue.test_report import client_of
from tests.factories import a_member, a_network
from tests.permissions.dialogue import ROWS
from vlaggenlijn.accounts.models import Change, Role, User, recorded
from vlaggenlijn.dialogue import report_files
from vlaggenlijn.dialogue.actions import answering, forget_old_names
from vlaggenlijn.dialogue.actions.coding import code_quote
from vlaggenlijn.dialogue.actions.findings import add_finding, adopt, back_with
from vlaggenlijn.dialogue.actions.inviting import ask_to_check
from vlaggenlijn.dialogue.actions.memos import write_memo
from vlaggenlijn.dialogue.actions.noting import take_notes
from vlaggenlijn.dialogue.actions.report import share, write_part
from vlaggenlijn.dialogue.models import Code, Participant, Quote, Series, Table
from vlaggenlijn.dialogue.noting import REMOVE, Noted
from vlaggenlijn.dialogue.views.exchange import KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
WORDS, FIRST, MEMO = "zwaluwnest achter het loket", "kievitsei achter het loket", "roerdomp erbij"
SECRET = tuple(text.split()[0] for text in (WORDS, FIRST, MEMO))
REPORT_KINDS = ("pdf", "docx", "xlsx")


@pytest.fixture(autouse=True)
def paper_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF holds its text as drawn signs: what it is drawn from can be read."""
    monkeypatch.setattr(report_files, "pdf_of", lambda html, stylesheet: html.encode())


class Told:
    """A series in which somebody said one telling thing that went through every step."""

    def __init__(self) -> None:
        self.network = a_network()
        self.leader = a_member(Role.FACILITATOR, self.network)
        self.series: Series = a_series(self.network, by=self.leader)
        self.table: Table = a_table(self.series, note_taker=self.leader)
        people = [a_participant(self.series, self.table, kind="OCMW") for _ in range(4)]
        self.speaker: Participant = people[0]
        self.quote = a_quote(self.table, FIRST, self.speaker)
        ask_to_check(by=self.leader, table=self.table, address="https://site.test")
        self.others = [a_quote(self.table, "Iets anders.", one, state="approved") for one in people]
        self.code = Code.objects.of_series(self.series)[0]
        answering.amend(participant=self.speaker, quote=self.quote, text=WORDS)
        for one in (self.quote, *self.others):
            code_quote(by=self.leader, quote=one, codes=[self.code], polarity="bottleneck",
                       memo=MEMO if one == self.quote else "")  # fmt: skip
        self.finding = add_finding(by=self.leader, series=self.series, sentence="Te ver weg.")
        back_with(by=self.leader, finding=self.finding, quotes=[self.quote, *self.others])
        adopt(by=self.leader, finding=self.finding, network=self.network)
        self.finding.refresh_from_db()
        mark = f"[[T{self.table.number}.{self.quote.position}]]"
        write_part(by=self.leader, series=self.series, kind="aim", code=None,
                   text=f"Iemand zei: {mark}", version=0)  # fmt: skip
        write_memo(by=self.leader, series=self.series, text="Over de tafel.", table=self.table)
        share(by=self.leader, series=self.series, is_shared=True)

    def withdraw(self) -> None:
        answering.withdraw(participant=self.speaker, quotes=[self.quote])

    def addresses(self) -> list[str]:
        """Everything of the room that a GET reads, with what may follow the question mark."""
        keys = {
            "series": self.series.pk, "series_reported": self.series.pk, "table": self.table.pk,
            "code": self.code.pk, "finding": self.finding.pk, "network": self.network.slug,
        }  # fmt: skip
        found = []
        for name, row in ROWS.items():
            if row.kind in keys:
                try:
                    found.append(reverse(name, args=[keys[row.kind]]))
                except NoReverseMatch:
                    continue
        return [*found, *self._asked()]

    def _asked(self) -> list[str]:
        series, words = [self.series.pk], "+".join(WORDS.split()[1:])  # a page repeats these
        coding, quotes = reverse("dialogue:coding", args=series), "dialogue:quotes"
        part, split = reverse("dialogue:report_part", args=series), "dialogue:split_code"
        paper = reverse("dialogue:report_file", args=series)
        choose = reverse("dialogue:choose_quotes", args=[self.finding.pk])
        return [
            *(f"{coding}?which={which}" for which in ("open", "not_by_me", "coded", "all")),
            f"{coding}?which=all&citaat={self.quote.pk}", f"{coding}?which=all&q={words}",
            f"{coding}?code={self.code.pk}", f"{coding}?which=all&citaat={self.others[0].pk}",
            f"{reverse(quotes, args=series)}?q={words}", f"{choose}?q={words}",
            f"{reverse(quotes, args=series)}?state=amended", reverse(split, args=[self.code.pk]),
            *(f"{part}?deel={key}" for key in ("aim", "practice", "advice", "data", self.code.pk)),
            *(f"{reverse('dialogue:download', args=series)}?als={kind}" for kind in KINDS),
            *(f"{paper}?als={kind}" for kind in REPORT_KINDS),
            reverse("needs:board"), reverse("home:desk"),
            *(reverse(f"dialogue:{name}", args=[a_token(self.speaker)])
              for name in ("seat", "check", "reflect", "consent", "input_form")),
        ]  # fmt: skip


def content_of(answer: Any) -> str:
    """Return all the text of an answer, out of archives too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return str(content.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace")
                         for name in archive.namelist())  # fmt: skip


def leaks(client: Client, addresses: list[str]) -> list[str]:
    """Return the addresses whose answer holds one of the secret words."""
    found = []
    for address in addresses:
        text = content_of(client.get(address))
        if any(word in text for word in SECRET):
            found.append(address)
    return found


def test_withdrawn_words_are_on_no_page_and_in_no_file() -> None:
    told = Told()
    client, addresses = client_of(told.leader), told.addresses()
    before = leaks(client, addresses)
    assert len(before) >= 20, before
    told.withdraw()
    assert leaks(client, told.addresses()) == []
    assert not any(word in str(one.body) for one in mail.outbox for word in SECRET)


def test_what_the_note_taker_took_back_is_on_no_page_and_in_no_file() -> None:
    told = Told()
    take_notes(by=told.leader, table=told.table, queue=[Noted(told.quote.client_key, REMOVE)])
    assert leaks(client_of(told.leader), told.addresses()) == []


def test_withdrawn_words_stand_in_no_column_and_no_change() -> None:
    told = Told()
    sealed = {told.quote.sealed_text, Quote.objects.get(pk=told.quote.pk).sealed_text}
    told.withdraw()
    kept = str(list(Change.objects.values("before", "after"))) + str(list(Quote.objects.values()))
    assert not any(one in kept for one in sealed if one)


def others_of(told: Told) -> dict[str, User]:
    """Everybody who is not named: own network, another one, and a named one who left."""
    elsewhere, former = a_network("aalst"), a_member(Role.FACILITATOR, told.network)
    with recorded(by=None, network=told.network, deed="test"):
        told.series.facilitators.create(user=former)
        for one in former.memberships.all():
            one.ended_on = one.started_on
            one.save()
    another = a_member(Role.FACILITATOR, elsewhere)
    a_series(elsewhere, by=another)
    return {
        "coordinator": a_member(Role.COORDINATOR, told.network),
        "facilitator who is not named": a_member(Role.FACILITATOR, told.network),
        "facilitator elsewhere": another,
        "coordinator elsewhere": a_member(Role.COORDINATOR, elsewhere),
        "left": former,
    }


def test_nobody_who_is_not_named_reads_a_quote() -> None:
    told = Told()
    addresses = [one for one in told.addresses() if not one.startswith("/dialoog/")]
    # The report was shared, so its allowed quotes are read in the network; nothing else is.
    shared = {
        address for address in addresses
        if "/verslag/lezen/" in address or "/verslag/bestand/" in address
    }  # fmt: skip
    for who, user in others_of(told).items():
        read = leaks(client_of(user), addresses)
        assert [one for one in read if one not in shared] == [], who
        if who in ("facilitator elsewhere", "coordinator elsewhere", "left"):
            assert read == [], who
    assert leaks(Client(), addresses) == []


def test_rows_of_a_shared_report_are_for_who_is_named() -> None:
    told = Told()
    address = f"{reverse('dialogue:report_file', args=[told.series.pk])}?als=xlsx"
    member = a_member(Role.FACILITATOR, told.network)
    assert [client_of(user).get(address).status_code for user in (told.leader, member)] == [
        200, 404,
    ]  # fmt: skip


def test_personal_link_opens_nothing_once_the_term_is_over() -> None:
    """Also before the night in which names are deleted."""
    told, token = Told(), ""
    token = a_token(told.speaker)
    names = ("seat", "check", "reflect", "consent", "input_form")
    addresses = [reverse(f"dialogue:{name}", args=[token]) for name in names]
    assert [Client().get(one).status_code for one in addresses] == [200] * 5
    with recorded(by=None, network=told.network, deed="test"):
        told.series.names_until = timezone.localdate() - timedelta(days=1)
        told.series.save()
    assert [Client().get(one).status_code for one in addresses] == [404] * 5
    assert leaks(Client(), addresses) == []
    forget_old_names()
    assert [Client().get(one).status_code for one in addresses] == [404] * 5
    assert (told.series.participants.first().name, told.series.participants.first().email) == (
        "",
        "",
    )


@pytest.mark.parametrize("name", ["findings", "finding", "recommend"])
def test_words_of_a_quote_are_no_sentence_of_ours(name: str) -> None:
    """They would stay in the report and on the needs board when somebody takes them back."""
    told = Told()
    client = client_of(told.leader)
    subject = told.finding.pk if name == "finding" else told.series.pk
    address = reverse(f"dialogue:{name}", args=[subject])
    values = {"addressee": "De stad", "version": told.finding.version}
    over = posted(**values, sentence=f"Iemand zei: {WORDS.upper()}!")
    answer = client.post(address, over)
    assert (answer.status_code, "eigen woorden" in answer.content.decode()) == (422, True)
    told.withdraw()
    answer = client.post(address, over | {"sentence": "Het loket ligt te ver van huis."})
    assert answer.status_code == 302


def test_everywhere_one_types_a_reminder_asks_about_families() -> None:
    told = Told()
    token, mine = a_token(told.speaker), told.series.pk
    by_link = [
        *(reverse(f"dialogue:{name}", args=[token]) for name in ("input_form", "reflect", "check")),
        reverse("dialogue:check_one", args=[token, told.quote.pk]),
    ]
    by_staff = [
        reverse("dialogue:room", args=[told.table.pk]),
        *(reverse(f"dialogue:{name}", args=[mine]) for name in ("memos", "findings")),
    ]
    client = client_of(told.leader)
    silent = [one for one in (*by_link, *by_staff) if "gezin" not in content_of(client.get(one))]
    assert silent == []
