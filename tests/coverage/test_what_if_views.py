from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import LEUVEN, a_member, a_network, a_what_if
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, PersonalLink
from vlaggenlijn.coverage.models import WhatIf
from vlaggenlijn.places.models import Neighbourhood

pytestmark = pytest.mark.django_db
PAGE, LIST = "/werk/spreiding/stel-dat/", "/werk/spreiding/voorstellen/"
KEY = "12345678-1234-5678-1234-567812345678"
Work = Callable[[str], Client]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def work(network: LocalNetwork) -> Work:
    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(a_member(role, network), "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def asked(**changes: str) -> dict[str, str]:
    code = Neighbourhood.objects.get(name="Binnenstad", municipality="44021").code
    usual = {"functie": "social-cohesion", "groep": "fathers", "leeftijd": "12-17", "km": "2"}
    return usual | {"plaats": code, "vraag": "1"} | changes


def test_before_and_after_are_seen_at_once(work: Work) -> None:
    page = work("coordinator").get(PAGE, asked())
    (line,) = page.context["lines"]
    assert (line.what, line.whom, line.age) == ("Ontmoeting", "Vaders", "12 tot 17 jaar")
    assert (line.no_longer, line.was, line.is_now < 100) == ("–", 100.0, True)
    assert page.context["title"] == (
        "Stel dat “Ontmoeting” voor vaders opengaat in Binnenstad (Gent) (12 tot 17 jaar)"
    )
    assert page.context["homes"][0].after == 1
    assert "Bewaar het als voorstel" in page.text


def test_reader_sees_and_cannot_keep(work: Work) -> None:
    client = work("reader")
    assert "Bewaar het als voorstel" not in client.get(PAGE, asked()).text
    answer = client.post(f"{PAGE}?{urlencode(asked())}", {"title": "x", "idempotency_key": KEY})
    assert (answer.status_code, WhatIf.objects.count()) == (403, 0)


def test_nothing_is_worked_out_until_it_is_asked(work: Work) -> None:
    page = work("reader").get(PAGE, {"daad": "made up"})
    assert ("lines" in page.context, list(page.context["form"].fields)) == (
        False, ["functie", "groep", "leeftijd", "plaats", "capaciteit"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"daad": "stops", "vraag": "1"}, "dienst"),
        ({"daad": "opens", "vraag": "1", "plaats": "'"}, "plaats"),
        ({"daad": "opens", "vraag": "1", "capaciteit": "-1"}, "capaciteit"),
    ],
)
def test_what_is_not_there_is_answered_at_its_field(
    work: Work, query: dict[str, str], field: str
) -> None:
    page = work("reader").get(PAGE, query)
    assert (page.status_code, field in page.context["form"].errors) == (200, True)


def test_service_moves_stops_or_widens(work: Work, network: LocalNetwork) -> None:
    here = an_offer(network, "self-help", name="Vaders", groups=["fathers"], place=IN_GENT)
    nowhere = an_offer(network, "self-help", name="Thuis")
    client, pk = work("coordinator"), str(here.pk)
    stops = client.get(PAGE, {"daad": "stops", "vraag": "1", "dienst": pk})
    assert stops.context["title"] == "Stel dat “Vaders” stopt"
    assert stops.context["lines"][0].no_longer != "–"
    moves = client.get(PAGE, asked(daad="moves", dienst=pk))
    assert moves.context["title"].startswith("Stel dat “Vaders” verhuist naar Binnenstad")
    wider = client.get(PAGE, {"daad": "widens", "vraag": "1", "dienst": pk, "groep": "newcomers"})
    assert wider.context["title"] == "Stel dat “Vaders” ruimer wordt"
    nothing = client.get(PAGE, {"daad": "widens", "vraag": "1", "dienst": pk})
    assert nothing.context["form"].non_field_errors() == [
        "Zeg wat er ruimer wordt: voor wie, leeftijden of plaatsen."
    ]
    stays = client.get(PAGE, asked(daad="moves", dienst=str(nowhere.pk)))
    assert "dienst" in stays.context["form"].errors


def test_proposal_is_kept_once_with_its_story(work: Work, network: LocalNetwork) -> None:
    client, address = work("partner"), f"{PAGE}?{urlencode(asked())}"
    data = {"title": "Een praatgroep", "story": "Op dinsdag.", "idempotency_key": KEY}
    assert client.post(address, data | {"title": ""}).status_code == 422
    answer = client.post(address, data)
    one = WhatIf.objects.get()
    assert answer.headers["Location"] == reverse("coverage:proposal", args=[one.pk])
    assert (one.network, one.story, one.km, one.deed) == (network, "Op dinsdag.", 2, "opens")
    assert one.lines[0]["newly"] % 5 == 0
    assert client.post(address, data).status_code == 302
    late = client.post(address, data | {"title": "Iets anders"})
    assert (late.status_code, WhatIf.objects.count()) == (409, 1)
    assert "Iets anders" in late.text
    page = client.get(reverse("coverage:proposal", args=[one.pk])).text
    assert "/werk/noden/gent/nieuw/?source=coverage&amp;function=social-cohesion" in page
    again = page.split('href="/werk/spreiding/stel-dat/')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(PAGE + again).context["lines"][0].whom == "Vaders"


def test_two_proposals_side_by_side(work: Work, network: LocalNetwork) -> None:
    one, other = a_what_if(network, "Eerste"), a_what_if(network, "Tweede", lines=[])
    foreign = a_what_if(a_network("leuven", [LEUVEN]), "Van elders")
    client = work("reader")
    page = client.get(LIST, {"naast": [str(other.pk), str(one.pk), str(foreign.pk)]})
    compared = page.context["compared"]
    assert [(sums.proposal.title, sums.newly) for sums in compared] == [
        ("Tweede", "–"), ("Eerste", "300"),
    ]  # fmt: skip
    assert "Van elders" not in page.text
    assert client.get(LIST, {"naast": str(foreign.pk)}).context["compared"] == []
    assert client.get(LIST, {"naast": "x"}).status_code == 404


def link_of(client: Client, one: WhatIf) -> str:
    page = client.post(reverse("coverage:share", args=[one.pk]))
    return str(page.context["link"]).removeprefix("http://testserver")


def test_link_shows_the_proposal_to_whoever_has_it(work: Work, network: LocalNetwork) -> None:
    one = a_what_if(network, story="Op dinsdag.")
    address = link_of(work("coordinator"), one)
    page = Client().get(address)
    assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex")
    assert ("Op dinsdag." in page.text, "Wat we niet weten" in page.text) == (True, True)
    assert "nu 400, dan 100" in page.text
    token = address.split("/")[2]
    assert not PersonalLink.objects.filter(digest=token).exists()
    assert ChangeSet.objects.of_deed("what_if.share").count() == 1


def test_link_ends_with_its_term_by_hand_and_with_the_proposal(
    work: Work, network: LocalNetwork
) -> None:
    one, client = a_what_if(network), work("coordinator")
    by_hand = link_of(client, one)
    client.post(reverse("coverage:end_sharing", args=[one.pk]))
    by_term = link_of(client, one)
    PersonalLink.objects.current().update(expires_at=timezone.now() - timedelta(seconds=1))
    away = link_of(client, one)
    assert Client().get(away).status_code == 200
    for _ in range(2):
        client.post(reverse("coverage:archive_proposal", args=[one.pk]))
    assert [Client().get(link).status_code for link in (by_hand, by_term, away)] == [404] * 3
    assert client.post(reverse("coverage:share", args=[one.pk])).status_code == 404
    assert client.get(LIST).context["page"].paginator.count == 0
    for _ in range(2):
        client.post(reverse("coverage:archive_proposal", args=[one.pk]), {"back": "1"})
    assert client.get(LIST).context["page"].paginator.count == 1
    assert Client().get(away).status_code == 404


def test_network_without_figures_says_so(work: Work) -> None:
    client = Client()
    network = a_network("luik", ["62063"])
    client.force_login(a_member("reader", network), "django.contrib.auth.backends.ModelBackend")
    assert "Hier hebben we geen cijfers" in client.get(PAGE).text


def test_story_is_changed_and_the_second_editor_keeps_their_words(
    work: Work, network: LocalNetwork
) -> None:
    one, client = a_what_if(network), work("coordinator")
    address = reverse("coverage:edit_proposal", args=[one.pk])
    sent = {"title": "Eerst", "story": "", "version": one.version, "idempotency_key": KEY}
    for _ in range(2):  # the same form twice is written once
        assert client.post(address, sent).headers["Location"].endswith(f"{one.pk}/")
    late = sent | {"title": "Later", "idempotency_key": KEY.replace("1", "2")}
    answer = client.post(address, late)
    assert (answer.status_code, "Eerst" in answer.text, 'value="Later"' in answer.text) == (
        409, True, True,
    )  # fmt: skip
    assert client.post(address, sent | {"title": "Anders"}).status_code == 409
    stored = WhatIf.objects.get(pk=one.pk)
    assert (stored.title, stored.version, stored.lines) == ("Eerst", one.version + 1, one.lines)
    assert ChangeSet.objects.of_deed("what_if.change").count() == 1
    assert client.post(address, sent | {"title": " "}).status_code == 422
    assert 'value="Eerst"' in client.get(address).text


def test_drag_is_answered_by_what_it_changes_alone(work: Work) -> None:
    client = work("coordinator")
    part = client.get(PAGE, asked(), headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="seen"')
    maps = part.context["maps"]
    assert maps.what == "Ontmoeting · Vaders · 12 tot 17 jaar"
    before, after = ({one.name: one.look for one in spots} for spots in (maps.before, maps.after))
    assert (len(before), before["Binnenstad (Gent)"], after["Binnenstad (Gent)"]) == (
        25, "v-none is-changed", "v-even is-changed",
    )  # fmt: skip
    assert (before["Drongen (Gent)"], after["Drongen (Gent)"]) == ("v-none", "v-none")
    assert maps.pin.name == "Binnenstad (Gent)"
    words = {one.name: one.words for one in maps.after}
    assert words["Binnenstad (Gent)"].endswith("1 om uit te kiezen")
    assert "pick" not in part.context
    wrong = client.get(PAGE, asked(capaciteit="-1"), headers={"HX-Request": "true"})
    assert 'class="error-summary' in wrong.text


def test_map_to_drag_on_is_there_where_a_place_is_asked(work: Work) -> None:
    client = work("reader")
    first = client.get(PAGE).context["pick"]
    assert (first.is_chosen, len(first.spots), first.pin.radius) == (
        False, 25, max(one.radius for one in first.spots),
    )  # fmt: skip
    chosen = client.get(PAGE, asked()).context["pick"]
    assert (chosen.is_chosen, chosen.pin.name) == (True, "Binnenstad (Gent)")
    assert "pick" not in client.get(PAGE, {"daad": "stops"}).context


def test_nothing_changes_and_the_maps_say_so(work: Work, network: LocalNetwork) -> None:
    for number in (1, 2):
        an_offer(network, "social-cohesion", name=f"{number}", groups=["fathers"], place=IN_GENT)
    pk = str(network.organizations.first().services.first().pk)
    page = work("reader").get(
        PAGE, {"daad": "widens", "vraag": "1", "dienst": pk, "groep": "fathers"}
    )
    assert (page.context["lines"], page.context["maps"].pin) == ([], None)
    assert {one.look for one in page.context["maps"].after} <= {"v-none", "v-even"}
    assert "verandert er niets" in page.text


def test_proposal_goes_into_the_plan_with_its_story(work: Work, network: LocalNetwork) -> None:
    one = a_what_if(network, "Praten & eten?", story="Op dinsdag, met soep.")
    page = work("coordinator").get(reverse("coverage:proposal", args=[one.pk])).text
    asked = page.split('href="/werk/samen/gent/initiatief/')[1].split('"')[0]
    form = (
        work("coordinator")
        .get(f"/werk/samen/gent/initiatief/{asked.replace('&amp;', '&')}")
        .context["form"]
    )
    assert (form["name"].value(), form["purpose"].value()) == (
        "Praten & eten?", "Op dinsdag, met soep.",
    )  # fmt: skip
    # Who does not run the network has no plan to change.
    reader = work("reader").get(reverse("coverage:proposal", args=[one.pk])).text
    assert "initiatief/?naam" not in reader
