"""Pairs with the right answer, made for tests: the names, numbers and addresses are fictitious.

Thirty bodies of the kinds that a network lists, each seen in six ways: three are the same body as
another list would write it, three are another one that looks like it. Every way was written by
hand as a rule and applied to the next bodies in turn, so this measures known habits of writing,
not the world: a real list will score lower.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vlaggenlijn.directory.likeness import Portrait, Spot

TOWNS = {
    "Eikelgem": ("9991", "99001"),
    "Zandhove": ("2991", "99002"),
    "Beverloo": ("3991", "99003"),
}
BODIES = """
Huis van het Kind Eikelgem|HvhK Eikelgem|Kerkstraat 12|Eikelgem
Huis van het Kind Zandhove|Huis v/h Kind Zandhove|Stationsstraat 4|Zandhove
OCMW Beverloo|O.C.M.W. Beverloo|Markt 1|Beverloo
CAW De Zilverberk|Centrum Algemeen Welzijnswerk De Zilverberk|Lindelaan 33|Eikelgem
CKG De Notenboom|Centrum voor Kinderzorg en Gezinsondersteuning De Notenboom|Dorpsplein 7|Zandhove
VCLB Appelgaard|Appelgaard VCLB vzw|Schoolstraat 18|Beverloo
Buurthuis De Quispel|Buurthuis De Kwispel|Molenweg 2|Eikelgem
Inloophuis Het Vlinderpad|Vlinderpad vzw|Vaartkaai 51|Zandhove
Kinderdagverblijf Pimpelmees|KDV Pimpelmees|Nieuwstraat 9|Beverloo
Speelotheek Roefel|Roefel Spelotheek|Kapelstraat 22|Eikelgem
Oudergroep Samen Sterk|Samen Sterk oudergroep vzw|Parklaan 6|Zandhove
Gezinsbond Eikelgem-Dorp|Gezinsbond afd. Eikelgem Dorp|Bosstraat 14|Eikelgem
Expertisecentrum Morgenster|Morgenster expertise-centrum|Havenstraat 70|Zandhove
Jeugdhuis Tjok|JH Tsjok|Akkerstraat 3|Beverloo
Vrije Basisschool De Regenbui|VBS De Regenbui|Schoolstraat 20|Beverloo
Dienst Thuisbegeleiding Sterrekind|Thuisbegeleiding Sterrenkind|Ringlaan 101|Eikelgem
Wijkgezondheidscentrum De Beuk|WGC De Beuk|Beukenstraat 8|Zandhove
Mobiel Team Krokusbloem|Krokusbloem mobiel team|Veldstraat 45|Beverloo
Consultatiebureau Wiegelied|Consultatieburo Wiegelied|Tuinstraat 10|Eikelgem
Spelpunt Kriebels|Kriebels - spelpunt|Zeedijk 90|Zandhove
Moederhuis Sint-Godelinde|Moederhuis St. Godelinde|Abdijlaan 5|Beverloo
Bibliotheek Letterzee|Bib Letterzee|Marktplein 16|Zandhove
Vluchthuis De Haven|De Haven vluchthuis|Stille weg 11|Eikelgem
Sociaal Huis Zandhove|Sociaal Huis|Raadhuisplein 2|Zandhove
Logopediepraktijk Taalbos|Praktijk Taalbosch|Populierenlaan 27|Beverloo
Kinderopvang De Boskabouters|Boskabouters Kinderopvang bv|Dreef 13|Eikelgem
Armoedevereniging Recht-Op-Staan|Recht op Staan vzw|Fabriekstraat 66|Zandhove
Opvoedingswinkel Beverloo|Opvoedingswinkel|Markt 30|Beverloo
Centrum Ambulante Revalidatie Iris|CAR Iris|Irislaan 4|Eikelgem
Buddywerking Zij-aan-Zij|Zij aan Zij buddy werking|Kanaalstraat 19|Zandhove
""".strip().splitlines()


@dataclass(frozen=True)
class Labelled:
    """Two portraits, and whether they are one body."""

    first: Portrait
    second: Portrait
    is_same: bool
    way: str


def bodies() -> list[tuple[Portrait, str]]:
    """Return each body with the way another list writes its name."""
    return [_body(number, *line.split("|")) for number, line in enumerate(BODIES)]


def _body(number: int, name: str, otherwise: str, street: str, town: str) -> tuple[Portrait, str]:
    code, nis = TOWNS[town]
    host = f"body{number}.example"
    portrait = Portrait(
        key=number,
        name=name,
        spots=(Spot(street, "", code, town, nis),),
        phones=frozenset({f"+3290000{number:04}"}),
        mail=f"info@{host}",
        website=f"https://www.{host}/",
        kbo=frozenset({f"09990{number:05}"}) if number % 2 else frozenset(),
    )
    return portrait, otherwise


def labelled() -> list[Labelled]:
    """Return 180 pairs; take every second body to tune and the others to report."""
    known = bodies()
    return [
        pair
        for number, (body, otherwise) in enumerate(known)
        for pair in (*_same(number, body, otherwise), *_other(number, body, known))
    ]


def _same(number: int, body: Portrait, otherwise: str) -> Iterator[Labelled]:
    spot = body.spots[0]
    bare = Portrait(key="other", name=otherwise, spots=body.spots)
    yield Labelled(body, bare, True, "name written otherwise, same address")
    no_address = replace(bare, spots=(replace(spot, street=""),), phones=body.phones)
    yield Labelled(body, no_address, True, "name written otherwise, same phone")
    wrong, short = _typed_wrong(body.name), spot.street.replace("straat", "str.")
    ways = (
        Portrait(key="other", name=wrong, spots=body.spots, kbo=body.kbo),
        replace(bare, spots=(replace(spot, street=short),), kbo=body.kbo),
        replace(bare, name=f"{body.name} vzw", spots=(replace(spot, postal_code="9992"),)),
        replace(bare, name=body.name, spots=(), mail=body.mail),
    )
    yield Labelled(body, ways[number % 4], True, "wrong letters, short street, old post code, mail")


def _typed_wrong(name: str) -> str:
    """Two letters of the longest word change places."""
    word = max(name.replace("-", " ").split(), key=len)
    return name.replace(word, word[:3] + word[4] + word[3] + word[5:])


def _other(number: int, body: Portrait, known: list[tuple[Portrait, str]]) -> Iterator[Labelled]:
    spot = body.spots[0]
    neighbour = known[(number + 3) % len(known)][0]
    beside = replace(neighbour, spots=(replace(spot, street=_next_door(spot.street)),))
    yield Labelled(body, beside, False, "another body in the same street")
    branch_spot = replace(spot, street="Andere dreef 200")
    branches = (
        replace(body, key="other", spots=(branch_spot,), phones=frozenset(), mail=""),
        replace(body, key="other", name=f"{body.name} 2", spots=(branch_spot,), mail=""),
        replace(body, key="other", kbo=frozenset({"0888000000"}), spots=(branch_spot,)),
    )
    yield Labelled(body, branches[number % 3], False, "a branch elsewhere with the same numbers")
    town = "Zandhove" if spot.town != "Zandhove" else "Eikelgem"
    code, nis = TOWNS[town]
    elsewhere = Spot(spot.street, "", code, town, nis)
    namesakes = (
        replace(body, key="other", name=body.name.replace(spot.town, town), spots=(elsewhere,),
                phones=frozenset(), mail="", website="", kbo=frozenset()),
        replace(neighbour, spots=body.spots),
        replace(neighbour, spots=body.spots, phones=body.phones),
    )  # fmt: skip
    yield Labelled(body, namesakes[number % 3], False, "a namesake, another under one roof")


def _next_door(street: str) -> str:
    name, _, number = street.rpartition(" ")
    return f"{name} {int(number) + 2}"


def halves() -> tuple[list[Labelled], list[Labelled]]:
    """Return the half to tune on and the half to report on; a body is in one of them only."""
    pairs = labelled()
    # Six pairs a body; whole blocks of three bodies, so that each way is in both halves.
    tune = [pair for place, pair in enumerate(pairs) if place // 18 % 2 == 0]
    report = [pair for place, pair in enumerate(pairs) if place // 18 % 2 == 1]
    return tune, report


def precision_and_recall(pairs: list[Labelled], found: list[bool]) -> tuple[float, float]:
    right = sum(pair.is_same and is_found for pair, is_found in zip(pairs, found, strict=True))
    return right / (sum(found) or 1), right / sum(pair.is_same for pair in pairs)
