"""The fields a service can be imported with, and what a choice of columns for them lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vlaggenlijn.directory.import_rows.fields import (
    FIELDS_BY_NAME,
    Field,
    gettext_noop,
    mapped,
    wrong_links,
)
from vlaggenlijn.directory.import_rows.problems import Problem, problem


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


def _field(
    name: str, label: str, words: str, limit: int = 200, *, has_lines: bool = False
) -> Field:
    return Field(name, label, _split(words), max_length=limit, has_lines=has_lines)


SAME = ("identifier", "street", "number", "box", "postal_code", "city", "nis", "phone")
LISTS = 2_000  # characters in a cell with several words
SERVICE_FIELDS: tuple[Field, ...] = (
    _field("record", gettext_noop("Vlaggenlijn service id"), "vlaggenlijn service id"),
    Field(
        "name",
        gettext_noop("name"),
        _split(
            "name, naam, nom, aanbod, dienst, service, offre, naam aanbod, naam van het aanbod,"
            " service name, nom de l offre, titel, title, titre"
        ),
        is_required=True,
    ),
    Field(
        "organization",
        gettext_noop("Organisation"),
        _split(
            "organisatie, organisation, organization, naam organisatie, organisatienaam,"
            " naam van de organisatie, aanbieder, nom de l organisation, organisation name"
        ),
        is_required=True,
    ),
    _field("organization_record", gettext_noop("Vlaggenlijn id"), "vlaggenlijn id"),
    _field(
        "adds_organization",
        gettext_noop("add the organisation if it is new"),
        "nieuwe organisatie, new organisation, new organization, nouvelle organisation,"
        " add the organisation if it is new, organisatie toevoegen als ze nieuw is,"
        " ajouter l organisation si elle est nouvelle",
    ),
    *(FIELDS_BY_NAME[name] for name in SAME[:1]),
    _field(
        "summary",
        gettext_noop("in one sentence"),
        "in one sentence, in een zin, en une phrase, samenvatting, summary, resume, kort",
    ),
    replace(FIELDS_BY_NAME["description"], max_length=5_000),
    _field(
        "application_process",
        gettext_noop("what must a parent do?"),
        "what must a parent do, wat moet een ouder doen, que doit faire un parent, wat doen,"
        " aanmelden, aanmelding, inschrijven, application process, how to apply, inscription",
        300,
    ),
    _field(
        "themes",
        gettext_noop("Themes"),
        "themes, thema s, thema, themas, theme, thematiques",
        LISTS,
        has_lines=True,
    ),
    _field(
        "functions",
        gettext_noop("Functions"),
        "functions, functies, functie, fonctions, fonction, function",
        LISTS,
        has_lines=True,
    ),
    _field(
        "target_groups",
        gettext_noop("Target groups"),
        "target groups, doelgroepen, doelgroep, groupes cibles, groupe cible, target group",
        LISTS,
        has_lines=True,
    ),
    _field(
        "minimum_age",
        gettext_noop("age from"),
        "age from, leeftijd van, leeftijd vanaf, vanaf leeftijd, age a partir de, age de,"
        " minimumleeftijd, minimum age, age minimum",
    ),
    _field(
        "maximum_age",
        gettext_noop("age to"),
        "age to, leeftijd tot, tot leeftijd, age jusqu a, maximumleeftijd, maximum age,"
        " age maximum",
    ),
    _field(
        "minimum_age_months",
        gettext_noop("youngest child (months)"),
        "youngest child, jongste kind, enfant le plus jeune, minimum age months",
    ),
    _field(
        "maximum_age_months",
        gettext_noop("oldest child (months)"),
        "oldest child, oudste kind, enfant le plus age, maximum age months",
    ),
    _field(
        "cost", gettext_noop("Cost"), "cost, kosten, kostprijs, prijs, prix, price, tarief, tarif"
    ),
    _field(
        "fees",
        gettext_noop("cost, in words"),
        "cost in words, kosten in woorden, prix en mots, fees description",
    ),
    replace(FIELDS_BY_NAME["languages"], max_length=LISTS),
    replace(FIELDS_BY_NAME["phone"], max_length=LISTS),
    FIELDS_BY_NAME["email"],
    FIELDS_BY_NAME["website"],
    *(FIELDS_BY_NAME[name] for name in SAME[1:-1]),
    _field(
        "areas",
        gettext_noop("Area served"),
        "area served, werkingsgebied, zone desservie, gemeenten, werkgebied, communes,"
        " municipalities, regio",
        10_000,
        has_lines=True,
    ),
    _field(
        "hours",
        gettext_noop("Opening hours"),
        "opening hours, openingsuren, uren, heures d ouverture, horaire, hours, openingstijden",
        LISTS,
        has_lines=True,
    ),
    _field(
        "place_hours",
        gettext_noop("Opening hours at the place"),
        "opening hours at the place, hours at the place, openingsuren op de plaats,"
        " uren op de plaats, openingsuren ter plaatse, heures d ouverture sur place,"
        " horaire sur place",
        LISTS,
        has_lines=True,
    ),
    _field("status", gettext_noop("state"), "state, status, etat, toestand, statut"),
    _field(
        "assured_on",
        gettext_noop("Last confirmed"),
        "last confirmed, laatst bevestigd, derniere confirmation, bevestigd op, assured date",
    ),
)
SERVICE_FIELDS_BY_NAME: dict[str, Field] = {field.name: field for field in SERVICE_FIELDS}
KNOWN_BY = frozenset({"organization", "organization_record", "record"})


def check_service_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the choice of columns before any row is read."""
    found = wrong_links(header, mapping, SERVICE_FIELDS)
    fields = mapped(header, mapping)
    if "name" not in fields:
        found.append(problem("name", "name_unmapped"))
    if not fields & KNOWN_BY:
        found.append(problem("organization", "organization_unmapped"))
    return found
