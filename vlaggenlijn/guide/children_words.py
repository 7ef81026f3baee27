"""The words around a child's age in a sentence, folded, in five languages; a thinking module."""

MONTH, WEEK, DAY, YEAR = 1.0, 12 / 52, 12 / 365, 12.0


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words for a child. Turkish and Arabic words carry endings: their beginnings are below.
CHILD = _set(
    """kind kindje kindjes kinderen kids zoon zoontje zoontjes zonen dochter dochtertje dochtertjes
    dochters jongen jongens jongetje jongske meisje meisjes meiske meid baby babys babytje
    peuter peuters peutertje kleuter kleuters kleutertje tiener tieners puber pubers broer
    broertje broers zus zusje zusjes oudste jongste middelste tweeling drieling kleinkind
    kleinkinderen kleinzoon kleindochter klein kleine kleintje kleintjes gast ventje manneke
    pleegkind pleegkinderen pleegzoon pleegdochter stiefzoon stiefdochter stiefkind pluskind
    pluszoon plusdochter leerling adolescent gasten kapoen spruit enfant enfants fils fille
    filles fillette bebe bebes garcon garcons ado ados aine ainee cadet cadette benjamin
    benjamine petit petite petits jumeaux jumelles nourrisson gamin gamine neveu niece child
    children kid son sons daughter daughters boy boys girl girls babies toddler toddlers
    preschooler teen teenager oldest youngest eldest middle little twins infant newborn grandson
    granddaughter grandchild stepson stepdaughter oglan kiz kizim oglum cocuk bebek ikiz ikizler
    torun ergen ابن ابني بنت بنتي ابنتي طفل طفلي طفلتي طفله طفلة ولد ولدي اولادي اطفالي رضيع
    مولود توام حفيد ابننا ابنتنا بناتي""",
)
CHILD_BEGINS = (
    *("cocug", "cocuk", "oglum", "oglu", "kizim", "kizi", "bebeg", "bebek", "torun", "kardes"),
    *("kleuter", "peuter", "tiener", "طفل", "ابن", "بنت", "ولد", "اطفال", "رضيع"),
)
TWINS = _set("tweeling jumeaux jumelles twins ikiz ikizler ikizlerim توام")
PRONOUNS = _set("hij zij ze die deze il elle ils elles he she they عمره عمرها")
ADULT = _set(
    """ik mama mam mamas moeder mams papa pap papas vader ouder ouders oma opa grootmoeder
    grootvader man vrouw partner echtgenoot echtgenote vriend vriendin tante nonkel oom juf
    meester leerkracht onthaalouder je j mere pere maman parent parents mari femme grand-mere
    compagnon i mother father mom mum dad mommy mummy daddy husband wife grandma grandpa anne
    baba annesi babasi annesiyim babasiyim kocam esim ben ام اب امي والده والدة والد زوجي زوجتي
    انا""",
)
# What ends just before a person's own age.
MYSELF = (
    *("ik ben", "ik ben zelf", "ben ik", "ik word", "ben zelf", "ik ben nu", "ik ben nog maar"),
    *(
        "we zijn",
        "wij zijn",
        "ik ben een",
        "ik ben amper",
        "ik ben pas",
        "ik ben al",
        "ik ben bijna",
    ),
    *("j ai", "jai", "je suis", "nous avons", "i am", "im", "i m", "i just turned", "we are"),
    *("ben", "yasim", "انا عمري", "عمري", "ik"),
)
OF = _set(
    """van de d of is wordt werd was aged age leeftijd agee a ont bir om oud heeft turns turned are
    zijn"""
)
BORN = _set("worden geworden is wordt werd was turns turned bereikt عمره عمرها عمر")
BECOMING = _set("geworden maar dus nu en et and ve و die dat qui who")
NEARLY = _set(
    """bijna net pas nu al amper ongeveer haast nog maar circa presque environ deja almost nearly
    just now about only yaklasik neredeyse تقريبا حوالي"""
)
AGED = _set("oud oude old ouder yo jong")
# A unit by the beginning of its word: how long it is, and whether it says "old" by itself.
UNIT_ENDINGS = (
    (("jarig",), YEAR, True),
    (("yasinda", "yaslarinda", "yasin"), YEAR, True),
    (("aylik", "ayliktir"), MONTH, True),
    (("haftalik",), WEEK, True),
    (("gunluk",), DAY, True),
    (("maand", "month", "maanden"), MONTH, False),
    (("week", "weke"), WEEK, False),
    (("jaar", "jaren"), YEAR, False),
    (("yo",), YEAR, True),
)
LIST_LINKS = _set(", en et and ve و of ou or & / + ،")
LASTING_BEFORE = _set(
    """al sinds sedert over binnen na gedurende elke iedere om wacht wachten wachttijd wachtlijst
    duurt duurde reeds tijdens laatste voorbije afgelopen komende volgende eerste minstens
    maximum ongeveer depuis pendant apres voici dans prochaines since for within during last
    past next every over after son gecen منذ قبل بعد خلال لمده لمدة كل"""
)
LASTING_AFTER = _set(
    """geleden lang later wachten wachttijd zwanger getrouwd gescheiden samen werkloos ver ervaring
    ago pregnant later married divorced waiting wait long enceinte once onceden boyunca
    bekliyoruz bekliyor beri hamile hamileyim sonra حامل"""
)
CLOCK_BEFORE = _set(
    """om tegen vanaf rond rondom tot saat heures at until till الساعه الساعة klokslag nr nummer
    lijn bus"""
)
CLOCK_AFTER = _set(
    "u uur uren h heure heures pm am oclock saat ساعات ساعه ساعة minuten minutes min dakika دقيقة"
)
COUNTED = _set(
    """plaats plaatsen keer maal x fois times kere defa مرات dagen dag days day jours jour gun ايام
    nachten nacht nuits nights euro eur kilo kg km meter cm gram g procent % € personen mensen
    personnes people scholen kamers slaapkamers kinderen enfants children huizen woningen
    diensten maaltijden flesjes tanden uurtjes sessies gesprekken weekends papas mamas gezinnen
    ouders woorden talen langues languages dil lokken broden huisdieren honden katten leraren
    klassen vakken punten"""
)
SCHOOL_AFTER = _set(
    """leerjaar leerjaren middelbaar klas kleuterklas graad secundair lager primaire maternelle
    secondaire grade class annee sinif siniftaki sinifta kleuter jaar-secundair studiejaar
    humaniora trimester semester maandag"""
)
