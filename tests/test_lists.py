"""Every list of the workspace, and every long page beside it, with 0, 1 and 500 rows.

One world for each number of rows: a network with that many of everything, and that many networks.
A page with 500 rows asks the database no more than its limit in PAGES, like the same page with one
row, and stays short enough for a phone. The limits are literals: raising one is somebody's choice.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.lists_world import (
    ADMINISTRATOR,
    ANYBODY,
    COORDINATOR,
    LONGEST,
    PARTNER,
    READER,
    World,
    a_world,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


# Who, which page, how many queries at most.
PAGES = [
    (COORDINATOR, "/werk/", 23),
    (ADMINISTRATOR, "/werk/", 21),
    (PARTNER, "/werk/", 20),
    (COORDINATOR, "/werk/aanbod/", 17),
    (COORDINATOR, "/werk/aanbod/?page=2&sort=name", 17),
    (COORDINATOR, "/werk/aanbod/nieuw/", 9),
    (COORDINATOR, "/werk/organisaties/", 14),
    (COORDINATOR, "/werk/organisaties/{home}/", 21),
    (READER, "/werk/organisaties/{home}/", 20),
    (COORDINATOR, "/werk/organisaties/{home}/geschiedenis/", 22),
    (COORDINATOR, "/werk/organisaties/{home}/contactpersonen/", 12),
    (COORDINATOR, "/werk/contactpersonen/?wie=alle", 11),
    (COORDINATOR, "/werk/favorieten/", 12),
    (COORDINATOR, "/werk/favorieten/?label=etiket+1", 12),
    (PARTNER, "/werk/mijn-aanbod/", 15),
    (PARTNER, "/werk/mijn-aanbod/?page=3", 15),
    (COORDINATOR, "/werk/dubbels/", 15),
    (COORDINATOR, "/werk/onbereikbaar/", 12),
    (COORDINATOR, "/werk/aanbod/?sort=quality", 17),
    (COORDINATOR, "/werk/voorstellen/", 11),
    (COORDINATOR, "/werk/meldingen/", 11),
    (COORDINATOR, "/werk/wijzigingen/", 12),
    # One query for every kind of record that points at an organisation or a service.
    (COORDINATOR, "/werk/wijziging/{deed}/", 75),
    (COORDINATOR, "/werk/vertalingen/", 10),
    (COORDINATOR, "/werk/actueel/", 12),
    (ADMINISTRATOR, "/werk/actueel/", 12),
    (COORDINATOR, "/werk/actueel/ronde/{campaign}/", 13),
    (COORDINATOR, "/werk/importeren/", 10),
    (COORDINATOR, "/werk/importeren/systeem/", 10),
    (COORDINATOR, "/werk/bronnen/", 12),
    (COORDINATOR, "/werk/bron/{source}/", 14),
    (COORDINATOR, "/werk/exporteren/", 16),
    (ADMINISTRATOR, "/werk/exporteren/", 16),
    (COORDINATOR, "/werk/spreiding/voorstellen/", 12),
    (COORDINATOR, "/werk/cijfers/", 18),
    (COORDINATOR, "/werk/cijfers/?page=3", 18),
    (COORDINATOR, "/werk/netwerk/gent/begrippen/", 13),
    (COORDINATOR, "/werk/netwerk/gent/leden/", 12),
    (COORDINATOR, "/werk/netwerk/gent/uitnodigen/", 11),
    (COORDINATOR, "/werk/netwerk/gent/eerste-aanbod/", 13),
    (COORDINATOR, "/werk/leden/{partner}/organisaties/", 12),
    (COORDINATOR, "/werk/leden/{partner}/beeindig/", 15),
    (COORDINATOR, "/werk/samen/", 25),
    (COORDINATOR, "/werk/samen/tabel/", 25),
    (COORDINATOR, "/werk/samen/partners/", 16),
    (COORDINATOR, "/werk/samen/groepen/", 16),
    (COORDINATOR, "/werk/samen/taken/", 16),
    (COORDINATOR, "/werk/samen/taken/?toon=laat&page=2", 16),
    (COORDINATOR, "/werk/samen/initiatieven/", 14),
    (COORDINATOR, "/werk/samen/geld/", 16),
    (COORDINATOR, "/werk/samen/bevragingen/", 14),
    (COORDINATOR, "/werk/samen/handboeken/", 16),
    (COORDINATOR, "/werk/samen/handboek/{handbook}/", 14),
    (COORDINATOR, "/werk/samen/handboek/{handbook}/vergelijken/?met={shared}", 16),
    (READER, "/werk/samen/handboek/versie/{shared}/", 12),
    (ADMINISTRATOR, "/werk/netwerk/", 10),
    (ADMINISTRATOR, "/werk/gevraagd/", 13),
    (ADMINISTRATOR, "/werk/hulplijnen/", 10),
    (COORDINATOR, "/werk/agenda/", 14),
    (COORDINATOR, "/werk/agenda/{activity}/", 18),
    (COORDINATOR, "/werk/agenda/uitdatabank/", 16),
    (COORDINATOR, "/werk/agenda/kalenders/", 12),
    (COORDINATOR, "/werk/agenda/kalender/{feed}/", 12),
    (COORDINATOR, "/werk/agenda/keer/{occurrence}/inschrijvingen/", 12),
    (COORDINATOR, "/werk/week/", 13),
    (COORDINATOR, "/werk/week/{edition}/", 22),
    (COORDINATOR, "/werk/week/{edition}/pakketten/", 18),
    (COORDINATOR, "/werk/week/{edition}/stappen/", 15),
    (COORDINATOR, "/werk/week/{edition}/volgende/", 12),
    (COORDINATOR, "/werk/week/{edition}/stemming/", 16),
    (COORDINATOR, "/werk/week/{edition}/vlaggenlijn/", 15),
    (COORDINATOR, "/werk/week/{edition}/druk/", 20),
    (COORDINATOR, "/werk/week/{edition}/druk/teksten/", 20),
    (ANYBODY, "/week/{edition}/programma/", 18),
    (COORDINATOR, "/werk/week/{past}/evaluatie/", 16),
    (COORDINATOR, "/werk/week/{past}/evaluatie/?toon=bellen", 16),
    (COORDINATOR, "/werk/week/{past}/verslag/", 20),
    (COORDINATOR, "/werk/week/{past}/bedanken/", 22),
    (ANYBODY, "/week/{past}/oogst/", 16),
    (ANYBODY, "/agenda/", 16),
    (ANYBODY, "/agenda/{activity}/", 11),
    (COORDINATOR, "/werk/dialoog/", 15),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/", 15),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/verslag/", 25),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/verslag/deel/", 26),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/verslag/lezen/", 31),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/genodigden/", 15),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/genodigden/gids/?by=municipality", 24),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/citaten/", 18),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/citaten/?q=citaat", 18),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/coderen/", 19),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/coderen/?which=all&q=citaat", 19),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/codes/", 16),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/memos/", 18),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/overeenkomst/", 16),
    (COORDINATOR, "/werk/dialoog/code/{code}/splitsen/", 16),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/bevindingen/", 17),
    (COORDINATOR, "/werk/dialoog/bevinding/{finding}/citaten/", 20),
    (COORDINATOR, "/werk/dialoog/tafel/{table}/notities/", 18),
    (COORDINATOR, "/werk/dialoog/kampen/", 14),
    (COORDINATOR, "/werk/dialoog/kampen/?page=3", 14),
    (COORDINATOR, "/werk/dialoog/kamp/{camp}/", 18),
    (COORDINATOR, "/werk/dialoog/kamp/{camp}/sessies/", 15),
    (COORDINATOR, "/werk/dialoog/kamp/{camp}/rooster/", 20),
    (COORDINATOR, "/werk/dialoog/kamp/{camp}/verslagen/", 15),
    (ANYBODY, "/kamp/{camp}/", 12),
    (ANYBODY, "/kamp/{camp}/bord/", 12),
    (ANYBODY, "/kamp/{camp}/dagboek/", 12),
    (ANYBODY, "/organisatie/{home}/", 26),
    (ANYBODY, "/organisatie/{home}/?page=3", 26),
]


# Without services a round asks nobody, so there is no link; with one network there is no choice;
# a theme that nobody named has no part in a report.
WITH_ROWS = [
    (ANYBODY, "/actueel/{token}/", 32),
    (ADMINISTRATOR, "/werk/start/", 9),
    (COORDINATOR, "/werk/dialoog/reeks/{series}/verslag/deel/?deel={code}", 26),
]


@pytest.mark.parametrize("rows", [0, 1, 500])
def test_page_with_any_number_of_rows_is_short_and_asks_little(rows: int) -> None:
    world = a_world(rows)
    pages = PAGES + (WITH_ROWS if rows else [])
    found = {f"{who} {path}": looked_at(world, who, path, most) for who, path, most in pages}
    assert {page: problem for page, problem in found.items() if problem} == {}


def looked_at(world: World, who: str, path: str, most: int) -> str:
    """Return what is wrong with a page, or nothing."""
    client = Client()
    if who:
        client.force_login(world.people[who], "django.contrib.auth.backends.ModelBackend")
    address = path.format(**world.ids)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    if page.status_code != 200:
        return f"answers {page.status_code}"
    if len(asked) > most:
        return f"{len(asked)} queries"
    return f"{len(page.content)} bytes" if len(page.content) > LONGEST else ""
