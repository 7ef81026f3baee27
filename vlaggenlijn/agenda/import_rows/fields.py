"""The fields an activity can be imported with, and what a choice of columns for them lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vlaggenlijn.agenda.import_rows.problems import said
from vlaggenlijn.directory.import_rows.fields import FIELDS_BY_NAME, Field, mapped, wrong_links
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS_BY_NAME

gettext_noop = str  # marks a text for translation; nothing is translated here
LISTS = 2_000  # characters in a cell with several days or words


def _field(
    name: str,
    label: str,
    words: str,
    limit: int = 200,
    *,
    is_required: bool = False,
    has_lines: bool = False,
) -> Field:
    aliases = tuple(word.strip() for word in words.split(","))
    return Field(name, label, aliases, "", limit, is_required, has_lines)


ACTIVITY_FIELDS: tuple[Field, ...] = (
    _field(
        "name", gettext_noop("title"),
        "name, naam, nom, titel, title, titre, activiteit, activity, activite, wat, what, quoi,"
        " naam activiteit, evenement, event", 120, is_required=True,
    ),
    replace(FIELDS_BY_NAME["identifier"], max_length=200),
    _field(
        "kind", gettext_noop("kind"),
        "kind, soort, type, genre, sorte, soort activiteit, categorie, category",
    ),
    _field(
        "organizer", gettext_noop("Organiser"),
        "organiser, organizer, organisator, organisateur, organisatie, organisation, organization,"
        " inrichter, wie organiseert, door",
    ),
    _field(
        "description", gettext_noop("what happens there"),
        "what happens there, wat gebeurt er, description, omschrijving, beschrijving, uitleg,"
        " que s y passe t il, tekst, text", 4_000, has_lines=True,
    ),
    _field(
        "first_on", gettext_noop("day"),
        "day, dag, jour, datum, date, eerste dag, first day, premier jour, startdatum, begindatum,"
        " wanneer", is_required=True,
    ),
    _field(
        "starts_at", gettext_noop("begins at"),
        "begins at, begint om, commence a, begin, van, from, de, beginuur, startuur, uur, heure,"
        " start, aanvang, hour, uren", is_required=True,
    ),
    _field(
        "ends_at", gettext_noop("ends at"),
        "ends at, eindigt om, finit a, einde, tot, until, a, einduur, end, fin, jusqu a",
    ),
    _field(
        "repeats", gettext_noop("how often"),
        "how often, hoe vaak, combien de fois, herhaling, herhaalt, repeats, frequentie,"
        " repetition",
    ),
    _field(
        "until", gettext_noop("every week until"),
        "every week until, elke week tot, chaque semaine jusqu au, tot en met, laatste dag,"
        " last day, dernier jour, einddatum, reeks tot",
    ),
    _field(
        "weekdays", gettext_noop("on which days of the week"),
        "on which days of the week, op welke dagen van de week, quels jours de la semaine,"
        " weekdagen, weekdays, weekdag, weekday",
    ),
    _field(
        "skipped", gettext_noop("not on these days"),
        "not on these days, niet op deze dagen, pas ces jours la, niet op, uitgezonderd, except,"
        " sauf", LISTS,
    ),
    _field(
        "also_on", gettext_noop("also on these days"),
        "also on these days, ook op deze dagen, aussi ces jours la, ook op, also on, aussi le,"
        " andere dagen, verdere dagen, further days", LISTS,
    ),
    _field(
        "venue", gettext_noop("name of the place"),
        "name of the place, naam van de plaats, nom du lieu, locatie, venue, lieu, waar, where,"
        " zaal", 150,
    ),
    *(FIELDS_BY_NAME[name] for name in ("street", "number", "postal_code", "city", "nis")),
    _field(
        "online_url", gettext_noop("online address"),
        "online address, online adres, adresse en ligne, online, livestream",
    ),
    SERVICE_FIELDS_BY_NAME["themes"],
    *(
        SERVICE_FIELDS_BY_NAME[name]
        for name in ("minimum_age", "maximum_age", "minimum_age_months", "maximum_age_months",
                     "cost")
    ),
    _field(
        "price_note", gettext_noop("about the price"),
        "about the price, over de prijs, a propos du prix, kortingen, tarieven", 150,
    ),
    _field(
        "is_uitpas", gettext_noop("with UiTPAS"),
        "uitpas, with uitpas, met uitpas, avec uitpas",
    ),
    SERVICE_FIELDS_BY_NAME["languages"],
    _field(
        "is_wheelchair_accessible", gettext_noop("wheelchair or pram can get in"),
        "wheelchair or pram can get in, rolstoel of kinderwagen kan binnen, rolstoel, wheelchair,"
        " rolstoeltoegankelijk, fauteuil roulant, accessible en fauteuil roulant",
    ),
    _field(
        "accessibility", gettext_noop("about accessibility"),
        "about accessibility, over toegankelijkheid, toegankelijkheid, accessibility,"
        " accessibilite", 200,
    ),
    _field(
        "registration", gettext_noop("how to register"),
        "how to register, hoe inschrijven, comment s inscrire, inschrijven, inschrijving,"
        " registration, inscription, aanmelden",
    ),
    _field(
        "places", gettext_noop("number of places"),
        "number of places, aantal plaatsen, nombre de places, plaatsen, places, capaciteit",
    ),
    replace(FIELDS_BY_NAME["phone"], max_length=LISTS),
    FIELDS_BY_NAME["email"],
    FIELDS_BY_NAME["website"],
    _field("state", gettext_noop("state"), "state, stand, status, etat, toestand, statut"),
)  # fmt: skip
ACTIVITY_FIELDS_BY_NAME: dict[str, Field] = {field.name: field for field in ACTIVITY_FIELDS}


def check_activity_mapping(header: Sequence[str], mapping: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the choice of columns before any row is read."""
    found = wrong_links(header, mapping, ACTIVITY_FIELDS)
    fields = mapped(header, mapping)
    if "name" not in fields:
        found.append(problem("name", "name_unmapped"))
    found += [
        said(name, f"{name}_unmapped") for name in ("first_on", "starts_at") if name not in fields
    ]
    return found
