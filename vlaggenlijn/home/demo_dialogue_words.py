"""What is said at the tables of the demo: all of it invented; themes and towns are the report's."""

from typing import NamedTuple

INVENTED = "(demo: verzonnen citaat)"
AMENDED = "Zo bedoelde ik het niet helemaal, nu staat het er goed."
FOR, AGAINST = "opportunity", "bottleneck"
MEANING, LOCAL = "meaning-of-the-concept", "local-identity-and-scale"


class Said(NamedTuple):
    """One invented quote: the key of its hat, its theme, its side ("" for neither), its words."""

    hat: int
    theme: str
    side: str
    text: str


# A theme of the scheme dialogue-themes: the number of the held table at which it first comes up.
THEMES = {
    "legitimacy": 1,
    "means": 1,
    "cooperation": 1,
    "target-group": 1,
    "competences": 2,
    MEANING: 2,
    LOCAL: 3,
    "recognition": 5,
    "intervision": 7,
}
QUOTES = tuple(Said(*one) for one in (
    (1, "legitimacy", "", "Opvoeden staat in geen plan, en toch doen we het elke dag."),
    (2, "legitimacy", AGAINST, "Onze raad vraagt waarom wij dat doen en niet een andere dienst."),
    (2, "legitimacy", AGAINST, "Wie het opdraagt, zegt er niet bij wat we mogen laten vallen."),
    (3, "legitimacy", FOR, "Ons bestuur zegt nu hardop dat opvoeden bij onze opdracht hoort."),
    (3, "legitimacy", FOR, "Wie over geld komt praten, praat bij ons vanzelf over de kinderen."),
    (4, "legitimacy", FOR, "Zet het in de taakomschrijving, dan hoeft niemand zich te verdedigen."),
    (5, "legitimacy", AGAINST, "Ik twijfel of ik wel mag vragen hoe het met de kinderen gaat."),
    (1, MEANING, "", "Bij ons heet het begeleiding, niemand zegt ‘steun bij opvoeden’."),
    (2, MEANING, AGAINST, "Iedereen aan tafel verstaat iets anders onder dat woord."),
    (2, MEANING, AGAINST, "Ouders denken bij dat woord dat ze iets fout doen."),
    (3, MEANING, FOR, "Toen we alles oplijstten, deden we meer dan we dachten."),
    (4, MEANING, "", "Zoek een woord waar ouders zich in herkennen."),
    (5, MEANING, FOR, "Het lucht op dat kleine dingen ook meetellen."),
    (1, LOCAL, "", "In een kleine gemeente kent iedereen onze voordeur."),
    (2, LOCAL, AGAINST, "Wij zijn met drie, een aparte dienst zit er niet in."),
    (2, LOCAL, AGAINST, "In een dorp blijft niets geheim, dus wachten ouders lang."),
    (3, LOCAL, FOR, "Omdat we klein zijn, zit de school op één telefoontje."),
    (4, LOCAL, FOR, "Laat kleine gemeenten samen één aanbod delen."),
    (1, "target-group", "", "Ouders die er alleen voor staan, zien we het meest aan het loket."),
    (2, "target-group", AGAINST, "Wie net geen recht heeft op steun, verliezen we uit het oog."),
    (2, "target-group", AGAINST, "Ouders schamen zich om er bij ons over te beginnen."),
    (2, "target-group", AGAINST, "Vaders krijgen we bijna niet te spreken."),
    (3, "target-group", FOR, "Wij bereiken ouders die nergens anders binnenstappen."),
    (3, "target-group", FOR, "Wie ons vertrouwt, brengt een buurvrouw mee."),
    (4, "target-group", FOR, "Eén plek voor alle ouders, zonder etiket op de deur."),
    (5, "target-group", AGAINST, "Het knaagt dat we de stilste ouders missen."),
    (1, "means", "", "Voor een gesprek hebben we een half uur."),
    (1, "means", "", "Ons oudercafé leeft van een project dat elk jaar opnieuw moet."),
    (2, "means", AGAINST, "Met de rekeningen op tafel is er geen tijd om door te vragen."),
    (2, "means", AGAINST, "Het geld stopt net als de groep elkaar kent."),
    (2, "means", AGAINST, "Er is geen lokaal waar kinderen spelen terwijl wij praten."),
    (3, "means", FOR, "Met één vaste dag per week kwam er rust in de werking."),
    (4, "means", FOR, "Geef ons geld voor drie jaar in plaats van voor één."),
    (5, "means", AGAINST, "Na vijf gesprekken op een dag heb ik geen oor meer over."),
    (1, "competences", "", "Twee collega’s volgden een vorming over praten met ouders."),
    (2, "competences", AGAINST, "Ik ken schulden door en door, over slapen weet ik te weinig."),
    (2, "competences", AGAINST, "Niemand leerde ons hoe je begint zonder te kwetsen."),
    (3, "competences", FOR, "Een huisbezoek leert meer dan tien gesprekken aan een bureau."),
    (3, "competences", FOR, "Onze gezinshulp merkt het eerst dat het thuis knelt."),
    (4, "competences", FOR, "Ik droom van een vorming op maat van wie aan een loket zit."),
    (5, "competences", AGAINST, "Ik ben bang dat ik iets verkeerds zeg."),
    (5, "competences", FOR, "Het raakt me als een ouder zegt dat het weer lukt."),
    (1, "cooperation", "", "Twee keer per jaar houden we een praatavond met de school."),
    (1, "cooperation", AGAINST, "We verwijzen vaak door en horen daarna niets meer."),
    (2, "cooperation", AGAINST, "Ik weet niet wie in de buurt wat doet."),
    (2, "cooperation", AGAINST, "Bij elke dienst vertellen ouders hun verhaal opnieuw."),
    (3, "cooperation", FOR, "Met het consultatiebureau bellen we elke week."),
    (3, "cooperation", FOR, "De buurtwerker stelt ons voor, en dan gaat de deur open."),
    (4, "cooperation", FOR, "Een lijst met gezichten en nummers, meer vraag ik niet."),
    (4, "cooperation", FOR, "Geef ons een vast moment om samen te overleggen."),
    (5, "cooperation", FOR, "Samen met een ander voelt het lichter."),
    (2, "recognition", AGAINST, "Anderen zien ons nog altijd als de dienst van het geld."),
    (3, "recognition", FOR, "Op het overleg worden we nu als eerste gebeld."),
    (4, "recognition", FOR, "Zet ons mee op de affiche van het aanbod in de streek."),
    (5, "recognition", FOR, "Ik ben trots op wat onze vrijwilligers met ouders doen."),
    (1, "intervision", "", "Elke dinsdag bespreken we één vraag van een collega."),
    (2, "intervision", AGAINST, "Een moeilijk gesprek neem ik mee naar huis."),
    (3, "intervision", FOR, "Aan deze tafel hoor ik dat het bij anderen net zo gaat."),
    (4, "intervision", FOR, "Vier keer per jaar zo’n tafel met anderen, dat zou al helpen."),
    (5, "intervision", AGAINST, "Soms voel ik me alleen met die vragen."),
))  # fmt: skip
MEMO_OF_THE_SERIES = "Demo, verzonnen: kleine gemeenten zeggen dit anders dan grote."
MEMO = "Demo: dit komt ook terug onder een andere hoed."
REFLECTION = "Demo, verzonnen: niet vergeten te vertellen wat we vorig jaar probeerden."
ANSWER = "Demo, verzonnen: hoe begin je een gesprek over opvoeden?"
# A sentence, and the theme and side of the quotes behind it; None: of one table only.
FINDINGS: tuple[tuple[str, tuple[tuple[str, str], ...], int | None], ...] = (
    ("Demo: medewerkers hebben te weinig tijd en vast geld voor vragen van ouders.",
     (("means", AGAINST),), None),
    ("Demo: medewerkers weten niet wat anderen in de buurt doen en horen na doorverwijzen niets.",
     (("cooperation", AGAINST),), None),
    ("Demo: wie al vertrouwen heeft, begint bij het OCMW ook over de kinderen.",
     (("target-group", FOR), ("legitimacy", FOR)), None),
    ("Demo: medewerkers voelen zich te weinig opgeleid om over opvoeden te beginnen.",
     (("competences", AGAINST),), None),
    ("Demo: in een klein dorp wachten ouders lang.", ((LOCAL, AGAINST),), 3),
    ("Demo: deze bevinding heeft nog geen citaten.", (), None),
)  # fmt: skip
# A sentence, to whom, and the places of the findings it rests on.
RECOMMENDATIONS = (
    ("Demo: zet tijd voor vragen van ouders in de taakomschrijving.", "Demo: het bestuur", (0,)),
    ("Demo: maak één overzicht van het aanbod in de buurt.", "Demo: het netwerk", (1, 2)),
    ("Demo: geef een vorming op maat van wie aan een loket zit.", "Demo: het netwerk", (3,)),
    ("Demo: dit advies rust nog op geen bevinding.", "Demo: iedereen", ()),
)
# Parts of the report; what stands in brackets is counted.
REPORT = {
    "aim": (
        "Demo: van de [[tafels gepland]] tafels gingen er [[tafels]] door. [[aangeschreven]] OCMW's"
        " werden aangeschreven, [[deelnemers]] namen deel: een respons van [[respons]] %.\n\n"
        "Demo: [[afwezig]] OCMW's waren ingeschreven en kwamen niet, [[verontschuldigd]] lieten"
        " weten dat het niet kon. Alles wat gezegd werd, is verzonnen."
    ),
    "practice": "Demo: aan de tafels klonk het zo: [[T1.2]] En ook: [[T1.4]]",
    "expectations": "Demo: wie aan tafel zat, wil dat er iets volgt. [[T2.1]]",
}
REPORT_OF_THEMES = {
    "means": (
        "Demo: [[thema]] OCMW's spreken over tijd en middelen. De meeste OCMW's zien het als een"
        " knelpunt."
    ),
    "cooperation": (
        "Demo: sommige OCMW's noemen samenwerken, als kans ([[kansen]]) of als knelpunt"
        " ([[knelpunten]])."
    ),
}
