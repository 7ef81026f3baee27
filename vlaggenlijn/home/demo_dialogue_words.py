"""What is said at the tables of the demo: all of it invented, by hat (1 to 5)."""

INVENTED = "(verzonnen)"
QUOTES = (
    (1, "Wij praten met ouders aan het loket, een apart aanbod hebben we niet."),
    (1, "Twee keer per jaar houden we een praatavond met de school."),
    (1, "Bij schuldhulp komt opvoeden altijd ter sprake."),
    (2, "We hebben geen tijd om langer te luisteren dan een halfuur."),
    (2, "Ouders schamen zich om hulp te vragen bij ons."),
    (2, "Ik weet niet wie in de buurt wat doet."),
    (3, "Wie ons kent, komt terug en brengt een buurvrouw mee."),
    (3, "De samenwerking met het consultatiebureau loopt vlot."),
    (4, "Eén plek voor alle ouders, zonder drempel, dat zou helpen."),
    (4, "Geef ons een vast moment om samen te overleggen."),
    (4, "Ik droom van een vorming over praten met ouders."),
    (5, "Soms voel ik me alleen met die vragen."),
    (5, "Het raakt me als een ouder zegt dat het weer lukt."),
    (1, "We verwijzen vaak door en horen daarna niets meer."),
    (2, "Projectgeld stopt net als de groep vertrouwd is."),
    (2, "Opvoeden staat bij ons in geen enkele taakomschrijving, er is geen tijd voor."),
    (3, "Een huisbezoek zegt meer dan tien gesprekken aan een bureau."),
    (4, "Laat ouders zelf meedenken over wat we doen."),
    (5, "Ik ben trots op onze vrijwilligers."),
)
# Words by which a quote is found, the code it has, and its side.
CODINGS = (
    ("geen tijd", "Demo: tijd en middelen", "bottleneck"),
    ("Projectgeld", "Demo: tijd en middelen", "bottleneck"),
    ("schamen zich", "Demo: drempels voor ouders", "bottleneck"),
    ("zonder drempel", "Demo: drempels voor ouders", "opportunity"),
    ("wie in de buurt", "Demo: samenwerken", "bottleneck"),
    ("samenwerking", "Demo: samenwerken", "opportunity"),
    ("samen te overleggen", "Demo: samenwerken", "opportunity"),
    ("daarna niets meer", "Demo: samenwerken", "bottleneck"),
    ("komt terug", "Demo: vertrouwen", "opportunity"),
    ("huisbezoek", "Demo: vertrouwen", "opportunity"),
    ("vrijwilligers", "Demo: vertrouwen", "opportunity"),
)
# A sentence, and words by which the quotes behind it are found.
FINDINGS = (
    ("Demo: medewerkers hebben te weinig tijd voor opvoedvragen van ouders.", ("geen tijd",)),
    ("Demo: medewerkers weten niet wat anderen in de buurt aanbieden.",
     ("wie in de buurt", "horen daarna niets")),
    ("Demo: ouders durven moeilijk hulp te vragen.", ("schamen",)),
    ("Demo: deze bevinding heeft nog geen citaten.", ()),
)  # fmt: skip
# A sentence, to whom, and the places of the findings it rests on.
RECOMMENDATIONS = (
    ("Demo: zet tijd voor opvoedvragen in de taakomschrijving.", "Demo: het bestuur", (0,)),
    ("Demo: maak één overzicht van het aanbod in de buurt.", "Demo: het netwerk", (1, 2)),
    ("Demo: dit advies rust nog op geen bevinding.", "Demo: iedereen", ()),
)  # fmt: skip
# By part of the report, or by the name of a theme; numbers and quotes stand there by their mark.
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
    "Demo: tijd en middelen": (
        "Demo: [[thema]] OCMW's spreken over tijd en middelen. De meeste OCMW's zien het als een"
        " knelpunt."
    ),
    "Demo: samenwerken": (
        "Demo: sommige OCMW's noemen samenwerken, als kans ([[kansen]]) of als knelpunt"
        " ([[knelpunten]])."
    ),
}
