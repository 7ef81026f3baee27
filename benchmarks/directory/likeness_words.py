"""Words out of which the labelled world is made; the names of bodies and towns are invented.

Two vocabularies that share no telling word, no street and no town: what is tuned on the one says
nothing by itself of the other. Kinds of body and of offer are the same in both, as in Flanders.
"""

# A kind of body, as the one list writes it and as others do.
KINDS = (
    ("Huis van het Kind", ("HvhK", "Huis v/h Kind", "Huis van 't Kind", "Huis vh Kind")),
    ("CAW", ("Centrum Algemeen Welzijnswerk", "C.A.W.", "Centrum voor Algemeen Welzijnswerk")),
    ("CKG", ("Centrum voor Kinderzorg en Gezinsondersteuning", "C.K.G.")),
    ("VCLB", ("Vrij CLB", "V.C.L.B.", "Vrij Centrum voor Leerlingenbegeleiding")),
    ("CGG", ("Centrum Geestelijke Gezondheidszorg", "Centrum voor Geestelijke Gezondheidszorg")),
    ("Kinderdagverblijf", ("KDV", "Kinderopvang", "Kdv.", "Crèche")),
    ("Buurthuis", ("Buurtwerk", "Buurt-huis")),
    ("Inloophuis", ("Inloopcentrum", "Inloop")),
    ("Basisschool", ("BS", "Vrije Basisschool", "Basisonderwijs")),
    ("Wijkgezondheidscentrum", ("WGC", "Wijkgezondheidscentr.")),
    ("Lokaal Dienstencentrum", ("LDC", "Dienstencentrum")),
    ("Bibliotheek", ("Bib", "Openbare bibliotheek")),
    ("Jeugdhuis", ("JH", "Jeugd-huis")),
    ("Thuisbegeleidingsdienst", ("Thuisbegeleiding", "Dienst Thuisbegeleiding")),
    ("Spelotheek", ("Speelotheek", "Speel-o-theek")),
    ("Oudervereniging", ("Oudergroep", "Ouderver.")),
    ("Revalidatiecentrum", ("CAR", "Centrum Ambulante Revalidatie")),
    ("Logopediepraktijk", ("Praktijk logopedie", "Logopedie")),
    ("Gezinsbond", ("Gezinsbond afdeling", "De Gezinsbond")),
    ("Opvoedingswinkel", ("Opvoedingspunt", "Opvoedings-winkel")),
)
# Every town has one of these, named after it.
TOWN_KINDS = (
    "Huis van het Kind", "OCMW", "Sociaal Huis", "Bibliotheek", "Gezinsbond", "Jeugddienst",
)  # fmt: skip
# Offices of one town hall: one number, one door, one switchboard, and not the same.
OFFICES = (
    "Jeugddienst", "Dienst Onderwijs", "Dienst Burgerzaken", "Dienst Gezin", "Sportdienst",
    "Sociale Dienst", "Dienst Kinderopvang", "Cultuurdienst",
)  # fmt: skip
OFFERS = (
    "Spelpunt", "Babymassage", "Praatgroep", "Opvoedingsspreekuur", "Voorleesuur",
    "Inloopmoment", "Huiswerkbegeleiding", "Ouderavond", "Speelbabbel", "Consultatie",
    "Gezinscoaching", "Ruilkast", "Taalbad", "Speelgroep", "Zwemmen met baby", "Oudercafé",
    "Rouwgroep", "Budgethulp", "Vakantiespel", "Sporten na school", "Eerste hulp bij kinderen",
    "Draagdoekconsult",
)  # fmt: skip
# What tells two offers of one house apart: (first, second), with ages in months where they differ.
APART = (
    ("voor mama's", "voor papa's", None),
    ("voor ouders van kleuters", "voor ouders van pubers", None),
    ("0-3 jaar", "3-6 jaar", ((0, 36), (36, 72))),
    ("maandag", "donderdag", None),
    ("baby's", "peuters", ((0, 12), (18, 36))),
    ("beginners", "gevorderden", None),
    ("1", "2", None),
    ("online", "ter plaatse", None),
    ("na scheiding", "na overlijden", None),
    ("in het Turks", "in het Arabisch", None),
    ("individueel", "in groep", None),
    ("ochtend", "avond", None),
)
SIDES = ("Noord", "Zuid", "1", "2", "Station", "Dorp")
LEGAL = ("vzw", "VZW", "v.z.w.", "cv", "feitelijke vereniging")
VOCABULARIES = {
    "tune": {
        "first": (
            "zonne", "vlinder", "regen", "ster", "noten", "krokus", "wolken", "appel", "zilver",
            "kikker", "molen", "mieren", "parel", "toren", "spin", "wilgen",
        ),
        "second": (
            "bloem", "boog", "boom", "pad", "nest", "kind", "tuin", "huis", "licht", "dans",
            "veld", "brug", "poort", "berg", "hof", "steen",
        ),
        "whole": (
            "De Kiem", "Samen Sterk", "De Ark", "Tandem", "Het Kompas", "De Brug", "Kadanz",
            "Amikoo", "Ons Dorp", "De Stap", "Klim Op", "Quadrant", "Thuishaven", "Ceder",
            "Sint-Godelinde", "Onder Ons", "De Meeting", "Pinokkio", "Wiegelied", "Elckerlyc",
        ),
        "streets": (
            "Kerkstraat", "Stationsstraat", "Lindelaan", "Dorpsplein", "Molenweg", "Vaartkaai",
            "Kapelstraat", "Schoolstraat", "Gentsesteenweg", "Koning Albertlaan", "Markt",
            "Beukendreef", "Oude Baan", "Kloosterstraat",
        ),
        "towns": (
            "Eikelgem", "Zandhove", "Beverloo", "Sint-Arnulf", "Moerbeek", "Wolvertem-aan-Zee",
            "Oosthout", "Kwaremolen", "Lindegem", "Heuvelzele", "Terkamer", "Diksbeke",
        ),
    },
    "report": {
        "first": (
            "maan", "egel", "bries", "koren", "hazel", "goud", "water", "winter", "berken",
            "vossen", "heide", "lente", "uilen", "kastanje", "draken", "bijen",
        ),
        "second": (
            "straal", "hart", "spel", "vonk", "rank", "wijs", "kring", "baan", "lied", "vlucht",
            "kamer", "duin", "bron", "blad", "zand", "burcht",
        ),
        "whole": (
            "De Schakel", "Hand in Hand", "De Wip", "Balans", "Het Anker", "De Oever", "Cocon",
            "Tjolk", "Ons Nest", "De Sprong", "Kijk Mee", "Trapeze", "Baken", "Jeneverbes",
            "Sint-Wivina", "Bij Elkaar", "De Cirkel", "Roodkapje", "Slaapwel", "Reynaert",
        ),
        "streets": (
            "Nieuwstraat", "Hoogstraat", "Populierenlaan", "Raadhuisplein", "Akkerweg",
            "Scheldekaai", "Bosstraat", "Veldstraat", "Brusselsesteenweg",
            "Prins Boudewijnlaan", "Grote Markt", "Eikendreef", "Nieuwe Baan", "Abdijstraat",
        ),
        "towns": (
            "Roosbeke", "Waterhove", "Tielrode", "Sint-Amelberga", "Vliermaal",
            "Knesselgem- Bad", "Westhout", "Paddenhoek", "Essegem", "Dalzele", "Terhagen",
            "Poperbeke",
        ),
    },
}  # fmt: skip
