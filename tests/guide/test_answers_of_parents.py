"""Sentences as parents write them, in five languages, against services with everyday Dutch texts.

The services and sentences are ours and invented for this test; no weight is chosen on them.
"""

import pytest

from tests.factories import GENT, a_network
from tests.findable import a_home, found_service
from tests.standing import standing
from vlaggenlijn.guide.ages import Age
from vlaggenlijn.guide.answers import answer
from vlaggenlijn.guide.weighing import Asked
from vlaggenlijn.places.lookup import find

# Under each name: summary, description, themes, ages in months.
SERVICES: dict[str, tuple[str, str, list[str], tuple[int | None, int | None]]] = {
    "Slaapspreekuur": (
        "Samen kijken naar de nachten van je baby of peuter.",
        "Je kind wordt vaak wakker of wil niet gaan slapen. Een verpleegkundige zoekt met jou wat "
        "kan helpen.",
        ["sleep", "night-fears"], (0, 71),
    ),
    "Huilbaby-lijn": (
        "Je baby huilt veel en je weet het niet meer.",
        "Bel ons als je baby ontroostbaar huilt. We luisteren en geven rust.",
        ["crying-baby"], (0, 11),
    ),
    "Borstvoedingscafé": (
        "Vragen over borstvoeding en kolven.",
        "Een lactatiekundige helpt bij aanleggen, pijn en te weinig melk.",
        ["breastfeeding"], (0, 23),
    ),
    "Eetgesprek": (
        "Als eten een strijd wordt aan tafel.",
        "Voor moeilijke eters: je kind lust geen groenten of wil niet eten.",
        ["eating", "fussy-eating"], (12, 143),
    ),
    "Driftbuien de baas": (
        "Cursus over koppige peuters en kleuters.",
        "Je leert omgaan met driftbuien en grenzen stellen zonder roepen.",
        ["tantrums", "boundaries-and-rules"], (18, 83),
    ),
    "Huiswerkklas": (
        "Elke dag na school samen huiswerk maken.",
        "Vrijwilligers helpen kinderen uit de lagere school bij het huiswerk.",
        ["homework"], (72, 155),
    ),
    "Pestvrij": (
        "Je kind wordt gepest op school.",
        "We praten met je kind, met jou en met de school over pesten.",
        ["bullying"], (48, 215),
    ),
    "Schermwijs": (
        "Avond over gsm, tablet en gamen.",
        "Hoe maak je afspraken over schermtijd en gamen?",
        ["screens", "gaming"], (24, 215),
    ),
    "Puberpraat": (
        "Groep voor ouders van pubers.",
        "Je puber luistert niet, zwijgt of maakt ruzie thuis.",
        ["puberty", "parent-teen-conflict"], (132, 215),
    ),
    "Scheidingslijn": (
        "Uit elkaar gaan met kinderen.",
        "Een bemiddelaar helpt afspraken maken over de kinderen bij een scheiding.",
        ["separation", "custody-arrangement", "mediation"], (None, None),
    ),
    "Schuldhulp": (
        "Hulp bij rekeningen die je niet kunt betalen.",
        "We maken een plan voor je schulden en kijken op welke steun je recht hebt.",
        ["debts", "money-problems"], (None, None),
    ),
    "Babyspullenpunt": (
        "Luiers, melkpoeder en kinderkleren voor weinig geld.",
        "Kom langs met een bewijs van het OCMW.",
        ["baby-supplies", "second-hand-clothes"], (-9, 47),
    ),
    "Speelgroep": (
        "Samen spelen en andere ouders ontmoeten.",
        "Elke woensdag kun je met je kindje komen spelen en koffie drinken.",
        ["play-activities", "meeting-other-parents", "baby-group"], (0, 47),
    ),
    "Opvangloket": (
        "Wij zoeken mee naar kinderopvang.",
        "Vind een plaats bij een onthaalouder of crèche.",
        ["childcare-place"], (0, 35),
    ),
    "Taalklas": (
        "Nederlands leren en oefenen voor ouders.",
        "Lessen Nederlands terwijl de kinderen spelen.",
        ["learning-dutch", "practising-dutch"], (None, None),
    ),
    "Ademruimte": (
        "Voor mama's en papa's die op zijn.",
        "Uitgeput, overbelast, geen energie meer? Hier kun je op adem komen.",
        ["parent-exhaustion", "parental-burnout"], (None, None),
    ),
    "Zindelijkheidsuur": (
        "Op het potje leren gaan.",
        "Vragen over zindelijk worden en bedplassen.",
        ["potty-training", "bed-wetting"], (18, 119),
    ),
    "Spraakcheck": (
        "Je kind praat nog niet of moeilijk.",
        "Een logopedist luistert naar de taal van je kind.",
        ["speech-delay"], (12, 83),
    ),
}  # fmt: skip

SENTENCES: list[tuple[str, str, int | None]] = [
    # Dutch, also as it is spoken and misspelt
    ("Slaapspreekuur", "mijn zoontje slaapt slecht en wordt elke nacht wakker", 18),
    ("Slaapspreekuur", "ons ventje wil ni slapen", 24),
    ("Slaapspreekuur", "onze kleine slaap niet door snachts", 10),
    ("Huilbaby-lijn", "mijn baby huilt de hele dag, ik word zot", 2),
    ("Borstvoedingscafé", "borstvoeding lukt niet, het doet pijn", 0),
    ("Eetgesprek", "ze wilt niks eten van groenten", 40),
    ("Eetgesprek", "moeilijke eter aan tafel", 60),
    ("Driftbuien de baas", "hij krijgt driftbuijen in de winkel", 36),
    ("Driftbuien de baas", "mijn kleuter is super koppig en gooit zich op de grond", 40),
    ("Huiswerkklas", "wie kan helpen bij huiswerk na school", 96),
    ("Pestvrij", "mijn dochter wordt gepest in de klas", 108),
    ("Pestvrij", "ze peste hem op de speelplaats", 90),
    ("Schermwijs", "heel de dag op zijnen gsm en tablet", 120),
    ("Schermwijs", "hij gamet tot 's nachts", 150),
    ("Puberpraat", "altijd ruzie met mijn puber van 15", 180),
    ("Scheidingslijn", "wij gaan scheiden, hoe moet dat met de kinderen", None),
    ("Schuldhulp", "ik kan mijn rekeningen niet meer betalen", None),
    ("Schuldhulp", "we hebben schulden", None),
    ("Babyspullenpunt", "geen geld voor pampers", 5),
    ("Speelgroep", "ik wil andere mama's leren kennen", 12),
    ("Opvangloket", "ik vind geen crèche voor mijn baby", 6),
    ("Opvangloket", "onthaalmoeder gezocht", 8),
    ("Taalklas", "ik wil beter nederlands leren", None),
    ("Ademruimte", "ik ben helemaal op en uitgeput", None),
    ("Zindelijkheidsuur", "mijn dochter wil niet op het potje", 30),
    ("Zindelijkheidsuur", "hij plast nog in bed", 84),
    ("Spraakcheck", "mijn kind van 2 praat nog niet", 24),
    # French
    ("Slaapspreekuur", "mon fils ne dort pas la nuit", 18),
    ("Huilbaby-lijn", "mon bébé pleure tout le temps", 2),
    ("Borstvoedingscafé", "j’ai mal quand j’allaite", 1),
    ("Driftbuien de baas", "elle fait des crises de colère", 36),
    ("Pestvrij", "mon enfant est harcelé à l'école", 108),
    ("Scheidingslijn", "nous nous séparons, et les enfants ?", None),
    ("Schuldhulp", "j'ai des dettes", None),
    ("Opvangloket", "je cherche une place en crèche", 6),
    ("Schermwijs", "il joue trop aux jeux vidéo", 140),
    ("Taalklas", "apprendre le néerlandais", None),
    # English
    ("Slaapspreekuur", "my toddler wakes up every night and won't sleep", 20),
    ("Huilbaby-lijn", "my baby cries all day", 2),
    ("Eetgesprek", "she is a fussy eater", 50),
    ("Driftbuien de baas", "tantrums in the supermarket", 36),
    ("Pestvrij", "my son is being bullied at school", 108),
    ("Scheidingslijn", "we are getting divorced", None),
    ("Ademruimte", "I am exhausted and burnt out", None),
    ("Zindelijkheidsuur", "potty training does not work", 30),
    ("Huiswerkklas", "help with homework", 96),
    # Turkish
    ("Slaapspreekuur", "oğlum geceleri uyumuyor", 18),
    ("Huilbaby-lijn", "bebeğim çok ağlıyor", 2),
    ("Pestvrij", "kızım okulda zorbalığa uğruyor", 108),
    ("Huiswerkklas", "ödev yardımı", 96),
    ("Schuldhulp", "borçlarımız var", None),
    ("Scheidingslijn", "boşanıyoruz", None),
    ("Taalklas", "Hollandaca öğrenmek istiyorum", None),
    # Arabic
    ("Slaapspreekuur", "ابني لا ينام في الليل", 18),
    ("Huilbaby-lijn", "طفلي يبكي كثيرا", 2),
    ("Pestvrij", "ابنتي تتعرض للتنمر في المدرسة", 108),
    ("Schuldhulp", "عندي ديون", None),
    ("Scheidingslijn", "نحن نتطلق", None),
    ("Opvangloket", "أبحث عن حضانة لطفلي", 8),
    ("Taalklas", "أريد تعلم اللغة الهولندية", None),
]

FIRST_DRAFT = next(at for at, one in enumerate(SENTENCES) if "oğlum" in one[1])


def load(*, are_confirmed: bool) -> None:
    home = a_home(a_network())
    for name, (summary, description, themes, (youngest, oldest)) in SERVICES.items():
        found_service(
            home, name, summary=summary, description=description, areas=[GENT],
            themes=themes if are_confirmed else [],
            minimum_age_months=youngest, maximum_age_months=oldest,
        )  # fmt: skip


def best(text: str, age: int | None, place: str = "Gent") -> list[str]:
    found = answer(Asked(text, find(place), Age(age)), regime="nl")
    return [card.name for card in found.cards]


def missed(sentences: list[tuple[str, str, int | None]]) -> list[str]:
    """Return the sentences for which another service, or none, comes first."""
    return [
        f"{wanted}: {text} -> {found[:3]}"
        for wanted, text, age in sentences
        if (found := best(text, age))[:1] != [wanted]
    ]


confirmed = standing(lambda: load(are_confirmed=True))


def check_parents_sentences() -> None:
    """Turkish and Arabic wait for the readers of those languages: their words are drafts."""
    certain, drafts = missed(SENTENCES[:FIRST_DRAFT]), missed(SENTENCES[FIRST_DRAFT:])
    assert len(certain) <= 0.1 * FIRST_DRAFT, certain
    assert len(drafts) <= 0.6 * (len(SENTENCES) - FIRST_DRAFT), drafts


@pytest.mark.usefixtures("confirmed", "reference_data")
def test_parents_sentences_bring_the_right_service_first() -> None:
    check_parents_sentences()


@pytest.mark.usefixtures("confirmed", "reference_data")
@pytest.mark.parametrize(("wanted", "text", "age"), SENTENCES[:12])
def test_place_and_age_do_not_empty_the_answer(wanted: str, text: str, age: int | None) -> None:
    for place in ("", "Gent", "Hasselt", "Arlon", "xyz"):
        for other_age in (None, -3, 0, 299):
            assert wanted in best(text, other_age, place)
