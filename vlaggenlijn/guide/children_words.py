"""The words around a child's age in a sentence, folded, in five languages; a thinking module."""

MONTH, WEEK, DAY, YEAR = 1.0, 12 / 52, 12 / 365, 12.0


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words for a child. Turkish and Arabic words carry endings: their beginnings are below.
CHILD = _set(
    """kind kindje kindjes kinderen kinders kids zoon zoontje zoontjes zonen dochter dochtertje
    dochtertjes dochters jongen jongens jongetje jongske jongere jongeren jongeman meisje
    meisjes meiske meid baby babys babytje peuter peuters peutertje kleuter kleuters kleutertje
    tiener tieners puber pubers broer broertje broers zus zusje zusjes oudste jongste middelste
    kleinkind kleinkinderen kleinzoon kleindochter klein kleine kleintje kleintjes gast gasten
    gozer knaap bengel ventje ventjes manneke mannekes pagadder snoepje schat schatje bolleke
    dreumes ukje ukkie hummel rakker schavuit deugniet boefje pleegkind pleegkinderen pleegzoon
    pleegdochter stiefzoon stiefdochter stiefkind pluskind pluszoon plusdochter leerling
    adolescent kapoen spruit eentje enfant enfants fils fille filles fillette bebe bebes garcon
    garcons ado ados adolescente aine ainee aines cadet cadette benjamin benjamine petit petite
    petits petites nourrisson gamin gamine gamins gosse gosses mome bambin puce loulou jumeau
    jumelle neveu niece cousin cousine nicht nichtje neef neefje kuzen kuzenim child children
    kid son sons daughter daughters boy boys girl girls babies toddler toddlers preschooler teen
    teens teenager teenagers tween lad lass kiddo kiddos oldest youngest eldest middle little
    infant newborn nephew grandson granddaughter grandchild grandchildren grandkids stepson
    stepdaughter oglan kiz kizim oglum cocuk bebek torun ergen yegen yegenim yegenimin
    minik ابن ابني بنت بنتي ابنتي طفل طفلي طفلتي طفله طفلة ولد ولدي ولدان ولدين اولادي اطفالي
    رضيع رضيعي مولود مراهق مراهقة صبي فتاة صغيري صغيرتي حفيد حفيدي حفيدتي ابننا ابنتنا بناتي"""
)
CHILD_BEGINS = (
    *("cocug", "cocuk", "oglum", "oglu", "kizim", "kizi", "bebeg", "bebek", "torun", "kardes"),
    *("ikiz", "ucuz", "kleuter", "peuter", "tiener", "puber", "dochter", "zoontj"),
    *("meisj", "meisk"),
    *("kindj", "kindek", "babyt", "babyk", "kleindocht", "kleinzoo", "tweeling", "drieling"),
    *("garcon", "fillett", "jumeau", "jumelle", "triple", "twins", "teenage", "schoolkind"),
    *("طفل", "ابن", "بنت", "ولد", "اطفال", "رضيع", "توام", "حفيد", "مراهق"),
)
TWINS = ("tweeling", "jumeaux", "jumelles", "twin", "ikiz", "توام")
TRIPLETS = ("drieling", "triples", "triplees", "triplets", "ucuzler")
PRONOUNS = _set(
    """hij zij ze die deze il elle ils elles he hes she shes they theyre qui lui عمره عمرها عمرهما
    عمرهم عنده عندو عندها"""
)
ADULT = _set(
    """ik mama mam mamas moeder moeders mams papa pap papas vader vaders ouder ouders oma opa
    grootmoeder grootvader grootouders schoonmoeder schoonvader stiefvader stiefmoeder plusmama
    pluspapa man mannen vrouw partner echtgenoot echtgenote vriend vriendin lief ex tante nonkel
    oom buurman buurvrouw collega juf meester leerkracht leraar lerares opvoeder opvoedster
    begeleider begeleidster onthaalouder babysit dokter je j mere pere maman parent parents mari
    femme grand-mere belle-mere compagnon compagne conjoint copain copine mamie papi papy tata
    tonton nounou instit prof voisin voisine collegue i mother father mom mum dad mommy mummy
    daddy husband wife grandma grandpa grandmother grandfather granny nan aunt uncle boyfriend
    girlfriend stepdad stepmom nanny teacher neighbour neighbor friend anne babasi baba annesi
    annesiyim babasiyim kocam karim esim esi sevgilim dede nine anneanne babaanne teyze amca
    dayi ogretmeni ogretmen komsu ben hamileyim hamileyiz ام اب امي ابي والده والدة والدي والدتي
    والد زوجي زوجتي جدتي جدي خالتي عمتي عمي خالي معلمة معلم صديقتي صديقي انا"""
)
SPEAKER = _set("ik i j je ben انا")
# What also has an age, and is no child.
THINGS = _set(
    """hond kat poes paard konijn hamster cavia huis woning appartement auto fiets school creche
    relatie huwelijk bedrijf contract huurcontract chien chat cheval lapin maison voiture ecole
    gezin groep famille family dog cat horse rabbit house flat car relationship kopek kedi ev
    araba okul كلب قطة بيت سيارة مدرسة"""
)
WE = _set("ik we wij wy ge je jij j nous on i biz نحن")
OUR = _set("ons onze onzen _onze mijn men mijnen mon ma notre my our")
# What opens a sentence before a number and is no name.
NO_NAMES = THINGS | _set(
    """het dat dit daar hier deze die wat wie waar hoe nu vandaag nog maar soms er want klas groep
    graad jaar leeftijd nummer som score punten dag dagen uur lijn bus tram kamer prijs budget
    inkomen ce cela ca cest voici aujourdhui classe groupe numero prix note it this that there today
    now here what who number score class grade year group price hello hallo dag bonjour hey hi
    merhaba bugun مرحبا اليوم wij zijn hun haar ons onze gezin famille family aile""",
)
# What ends just before a person's own age.
MYSELF = (
    *("ik ben", "ik ben zelf", "ben ik", "ik word", "ben zelf", "ik ben nu", "ik ben nog maar"),
    *("we zijn", "wij zijn", "ik ben een", "ik ben amper", "ik ben pas", "ik ben al"),
    *("ik ben bijna", "ik ben net", "ik ben juist", "ik zelf", "j ai", "jai", "je suis"),
    *(
        "je suis une",
        "je suis un",
        "je suis enceinte a",
        "nous avons",
        "jaurai",
        "i am",
        "im",
        "i m",
        "i just turned",
    ),
    *("i am a", "im a", "im only", "i am only", "we are", "ik ("),
    *("ben", "yasim", "انا عمري", "عمري", "عندي", "وعندي", "عندنا", "وعمري", "ik"),
)
# Turkish endings of a unit that say "I am", or "when he was".
ENDED = ("yasindayim", "yasindayiz", "yasima", "yasimda", "yasindayken", "aylikken", "yasindayd")
OF_WHOM = _set("van vd de du of")
OF = _set(
    """van de d of is wordt werd was word aged age leeftijd agee a ont bir om oud heeft turns
    turned are zijn be been becomes avoir fete feter ذو ذات بعمر"""
)
BORN = _set(
    """worden geworden is wordt werd was zijn are hes shes theyre turns turned turning be becomes
    bereikt avoir oldu عمره عمرها عمرهما عمر اصبح اصبحت بلغ بلغت"""
)
HAVING = _set("a ont heeft aura avait عنده عندو عندها عندهم عندهما")
BECOMING = _set(
    """geworden maar dus nu en et and ve و die dat qui who mais donc but so ama want car because
    next bientot soon binnenkort"""
)
ALREADY = _set("al reeds deja already ongeveer")
NEARLY = _set(
    """bijna net pas nu al amper ongeveer haast nog maar juist just zojuist zopas goed ruim zowat
    krap nauwelijks intussen ondertussen inmiddels eindelijk binnenkort weldra straks morgen
    vandaag gisteren weeral ook toch slechts circa ca presque environ deja bientot tout
    justement maintenant seulement enfin demain peine plus almost nearly now about only soon
    barely already finally around roughly still tomorrow yaklasik neredeyse henuz daha simdi
    sadece yakinda hemen تقريبا حوالي قريبا الان فقط"""
)
# "volgende maand", "in mei", "next week": when it is, beside how old.
THIS_OR_NEXT = _set(
    """volgende volgend komende komend deze dit vorige next this last le la ce cette prochain
    gelecek bu"""
)
IN = _set("in op over begin eind on en")
TIMES = _set(
    """maand week zomer winter herfst lente jaar weekend month summer autumn spring year mois
    semaine ete hiver annee ay hafta yaz yil"""
)
DATES = _set(
    """maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei
    juni juli augustus september oktober november december monday tuesday wednesday thursday
    friday saturday sunday january february march may june july august october janvier fevrier
    mars avril mai juin juillet aout septembre octobre novembre decembre"""
)
AGED = _set("oud oude old yo jong")
# A unit by the beginning of its word: how long it is, and whether it says "old" by itself.
UNIT_ENDINGS = (
    (("jarig",), YEAR, True),
    (("maands",), MONTH, True),
    (("yasinda", "yaslarinda", "yasin"), YEAR, True),
    (("aylik", "ayliktir"), MONTH, True),
    (("haftalik",), WEEK, True),
    (("gunluk",), DAY, True),
    (("maand", "month", "maanden"), MONTH, False),
    (("weken", "weke", "weeks", "weekje"), WEEK, False),
    (("jaar", "jaren"), YEAR, False),
)
# "van 3 tot 6 jaar": from the one to the other.
RANGE_LINKS = _set("tot a to ile ila الى")
LIST_LINKS = _set(", en et and ve و of ou or & / + ،")
LASTING_BEFORE = _set(
    """al sinds sedert over binnen na gedurende elke iedere om wacht wachten wachttijd wachtlijst
    duurt duurde reeds tijdens laatste voorbije afgelopen komende volgende eerste minstens
    maximum ongeveer depuis pendant apres voici dans prochaines attends attend attendons attente
    since for within during last past next every after waiting waited wait lasted son gecen in
    منذ قبل بعد خلال لمده لمدة كل"""
)
# "zit 2 jaar in therapie", "is 2 years behind"
# "een wachttijd van 2 jaar"
PERIODS = _set(
    """wachttijd wachtlijst periode tijd verlof opzeg opzegtermijn verslag straf contract delai
    attente preavis conge wait period stay leave notice"""
)
LASTING_VERBS = _set(
    """zit zitten gaat woont wonen volgt volgen loopt slaapt staat staan wacht duurt duurde passe
    habite vit suit attend waiting waited lived spent lasted"""
)
LASTING_AFTER = _set(
    """geleden terug lang later verder jonger ouder younger older tijd early wachten wachttijd
    zwanger getrouwd gescheiden samen werkloos ver ervaring verschil achterstand ago pregnant
    married divorced waiting wait long apart enceinte ensemble buyuk kucuk once onceden boyunca
    bekliyoruz bekliyor beri hamile hamileyim sonra evli حامل مضت"""
)
TOO_SOON = _set("vroeg laat early late tot tard")
PREGNANT = ("zwanger", "pregnan", "enceinte", "hamile", "حامل", "حاملة")
# "sinds zijn zesde", "depuis ses six ans", "since he was six"
SINCE = _set("sinds sedert since depuis منذ")
SINCE_LINKS = _set(
    """zijn haar hun hij ze zij de leeftijd van ongeveer ses son sa leurs l la lage age qu il elle
    quil quelle a avait he she they was were turned became werd eu the their his her of about
    كان كانت عمره عمرها سن عمر"""
)
SINCE_AFTER = _set("beri itibaren")
# "toen hij 5 was", "when she was 2"
THEN = _set("toen quand lorsque lorsquil lorsquelle when عندما لما")
WAS = _set("toen was waren werd avait avaient were turned كان كانت")
CLOCK_BEFORE = _set(
    """om tegen vanaf rond rondom tot tussen entre between saat heures at until till by around
    الساعه الساعة klokslag nr nummer lijn bus"""
)
CLOCK_AFTER = _set(
    """u uur uren savonds smorgens snachts smiddags h heure heures pm am oclock saat ساعات ساعه
    ساعة minuten minutes min dakika دقيقة"""
)
COUNTED = _set(
    """haftadir aydir yildir senedir gundur saattir haftada ayda plaats plaatsen keer maal x fois
    times kere defa مرات dagen dag days day jours jour gun ايام nachten nacht nuits nights euro
    eur kilo kg km meter cm gram g procent % € personen mensen personnes people scholen kamers
    slaapkamers kinderen enfants children huizen woningen diensten maaltijden flesjes tanden
    uurtjes sessies gesprekken weekends papas mamas gezinnen ouders woorden talen langues
    languages dil lokken broden huisdieren honden katten leraren klassen vakken punten dents
    mots places words teeth copines copains amis vrienden vriendinnen friends kampen relaties
    landen duim inch pouces liter maat man seances sessions rooms chambres pieces op sur out"""
)
SCHOOL_BEFORE = _set(
    """klas leerjaar groep graad year years grade class classe annee groupe niveau sinif kamer stap
    fase nr nummer numero number الصف صف"""
)
SCHOOL_AFTER = _set(
    """leerjaar leerjaren middelbaar klas kleuterklas graad secundair lager primaire maternelle
    secondaire grade class annee sinif siniftaki sinifta kleuter jaar-secundair studiejaar
    humaniora trimester semester maandag"""
)
ONES = _set(
    """een un une one andere ander autre other eentje diger digeri obur اخر اخرى الاخر الاخرى"""
)
OTHERS = _set("andere ander autre other digeri الاخر الاخرى")
# "zoon 14 wil niet leren"
ONE_CHILD = _set(
    """zoon zoontje dochter dochtertje kind jongen meisje kleinzoon kleindochter fils fille garcon
    enfant ado son daughter boy girl child teen tiener puber"""
)
MANY = _set(
    """kinderen kinders kids kleinkinderen enfants children cocuklar cocuklarim اطفال اولاد"""
)
BABY = _set(
    """baby babys babytje kindje zoontje dochtertje klein kleine kleintje bebe bebes nourrisson
    infant newborn bebek bebegim رضيع رضيعي مولود"""
)
BORN_AT = _set(
    """geboren ne nee nes born prematuur premature premie prema couche miscarriage kwam kwamen
    dogan dogdu dogmus"""
)
AT = _set("at a op aan")
OF_A = _set("mijn mij men ons onze een de mon ma notre un une le la my our a the")
ARTICLES = _set("de d")  # "the" in Dutch, "of" in French
OF_ARABIC = _set("عمرها عمره")  # "her age", after whose it is
STILL, TOO = _set("nog encore"), _set("te too trop")
IT, IS = _set("dat het dit ca"), _set("is fait duurt was")
