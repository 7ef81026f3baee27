"""What hangs on a record that merges into another: what goes along, what is recognised as double.

Each relation has a rule here. A relation that nobody decided about stops the merge, so that a
table added later can not lose rows in silence. Nothing is deleted: doubles stay with the archived
record, and so does what an editor did not choose.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.models import LocalNote, Location
from vlaggenlijn.places.folding import fold

KEPT, OTHER, BOTH = "kept", "other", "both"
FILLED = ("name", "transportation", "latitude", "longitude")


class UndecidedRelation(Exception):
    """Rows hang on the record by a relation without a rule: nobody decided what a merge does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``key`` recognises doubles (None: there are none); ``choice`` is what an editor decides."""

    key: Callable[[Any], Hashable] | None = None
    choice: str = ""
    stays: bool = False


def _columns(*names: str) -> Callable[[Any], Hashable]:
    return lambda row: tuple(getattr(row, name) for name in names)


def place_key(location: Location) -> Hashable:
    """What tells whether two places are one: the address, else the kind and the name."""
    address = getattr(location, "address", None)
    if address is None or not str(address):
        return location.location_type, fold(location.name)
    written = (address.address_1, address.address_2, address.postal_code)
    return location.location_type, *(fold(text) for text in written)


def _rule(row: Any) -> Hashable:
    return row.rule(), row.kind, row.description, row.is_closed


def _person(contact: Any) -> Hashable:
    return fold(contact.name), contact.email.casefold(), contact.service_id


STAYS, MOVES = Rule(stays=True), Rule()
PHONES = Rule(_columns("number", "is_for_professionals"), "phones")
HOURS = Rule(_rule, "hours")
RULES: dict[str, Rule] = {
    "directory.Organization.merged_into": STAYS,  # the chain is followed when it is read
    "directory.Service.organization": MOVES,
    "directory.Location.organization": Rule(place_key),
    "directory.OrganizationIdentifier.organization": Rule(
        _columns("identifier_type", "identifier"), "identifiers"
    ),
    "directory.OrganizationConcept.organization": Rule(_columns("concept_id"), "concepts"),
    "directory.Contact.organization": Rule(_person),
    "directory.Phone.organization": PHONES,
    "directory.Schedule.organization": HOURS,
    "directory.Stewardship.organization": Rule(_columns("membership_id")),
    "directory.Service.merged_into": STAYS,
    "directory.ServiceConcept.service": Rule(_columns("concept_id"), "concepts"),
    "directory.Contact.service": MOVES,
    "directory.Phone.service": PHONES,
    "directory.Schedule.service": HOURS,
    "directory.Language.service": Rule(_columns("code"), "languages"),
    "directory.CostOption.service": Rule(_columns("option", "amount", "is_uitpas"), "cost"),
    "directory.ServiceArea.service": Rule(_columns("municipality_id", "region"), "areas"),
    "directory.ServiceCapacity.service": Rule(_columns("unit"), "capacity"),
    "directory.ServiceAtLocation.service": Rule(_columns("location_id")),
    "directory.ServiceTranslation.service": Rule(_columns("language", "state")),
    "directory.OrganizationTranslation.organization": Rule(_columns("language", "state")),
    # What people keep for themselves goes along; an undo of the merge does not bring it back.
    "directory.Favourite.service": Rule(_columns("user_id")),
    "directory.PrivateNote.service": Rule(_columns("writer_id")),
    # What was said of a record and what was asked about it stays where it was said.
    "directory.FreshnessItem.service": STAYS,
    "directory.Proposal.organization": STAYS,
    "directory.Proposal.service": STAYS,
    "directory.Suggestion.organization": MOVES,
    "directory.Suggestion.service": MOVES,
    "directory.SourceRecord.organization": MOVES,
    "directory.SourceRecord.service": MOVES,
    "guide.FoundCount.service": STAYS,
    "agenda.Activity.organizer": MOVES,
    "agenda.Activity.location": MOVES,
    "agenda.Feed.organizer": MOVES,
    "dialogue.Participant.organization": MOVES,
    # Two chairs at one table become one, with all that was promised from either.
    "partnership.Partner.organization": Rule(_columns("network_id")),
    "partnership.Undertaking.lead": MOVES,
    "partnership.Share.partner": Rule(_columns("undertaking_id")),
    "partnership.Seat.partner": Rule(_columns("group_id")),
    "partnership.Attendance.partner": Rule(_columns("meeting_id")),
    "partnership.Task.partner": MOVES,
    "partnership.TableInvitation.organization": MOVES,
    "partnership.Asked.organization": Rule(_columns("consultation_id")),
    "partnership.Observation.asked": MOVES,
    # Two chairs that become one have one vote.
    "week.Ballot.partner": Rule(_columns("campaign_id")),
    "week.CampaignActivity.partner": MOVES,
    # One chair gets one kit.
    "week.KitMail.partner": Rule(_columns("campaign_id")),
    "week.BuntingMetres.organization": MOVES,
    "directory.LocalNote.service": Rule(_columns("network_id")),
    "directory.Address.location": STAYS,  # a double place has the address already
    "directory.Accessibility.location": Rule(_columns("kind")),
    "directory.ServiceAtLocation.location": Rule(_columns("service_id")),
    "directory.Phone.service_at_location": Rule(_columns("number", "is_for_professionals")),
    "directory.Schedule.service_at_location": Rule(_rule),
}


def relations(model: type[Model]) -> list[Any]:
    """Return every column of any table that points to a model, also those without a way back."""
    found = model._meta.get_fields(include_hidden=True)
    return [
        one.field  # type: ignore[union-attr]
        for one in found
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)
    ]


def named(relation: ForeignKey[Any, Any]) -> str:
    return f"{relation.model._meta.label}.{relation.name}"


def move_rows(kept: Audited, other: Audited, choices: Mapping[str, str]) -> None:
    """Bring what hangs on ``other`` to ``kept``, inside ``recorded()``.

    Raises UndecidedRelation when rows hang on it by a relation that has no rule.
    """
    for relation in relations(type(kept)):
        theirs = list(relation.model._base_manager.filter(**{relation.name: other}))
        if not theirs and named(relation) not in RULES:
            continue
        if named(relation) not in RULES:
            raise UndecidedRelation(named(relation))
        rule = RULES[named(relation)]
        if not rule.stays:
            ours = list(relation.model._base_manager.filter(**{relation.name: kept}))
            _move(relation.name, rule, (kept, ours), (other, theirs), choices)


def _move(
    name: str,
    rule: Rule,
    kept: tuple[Audited, list[Any]],
    other: tuple[Audited, list[Any]],
    choices: Mapping[str, str],
) -> None:
    choice = choices.get(rule.choice, BOTH)
    if choice == KEPT:
        return
    present = {rule.key(row): row for row in kept[1]} if rule.key else {}
    doubled = set()
    for row in other[1]:
        key = rule.key(row) if rule.key else None
        if key in present:
            doubled.add(key)
            _join(present[key], row, choices)
        else:
            _point(row, name, kept[0])
    if choice == OTHER:
        for key, row in present.items():
            if key not in doubled:
                _point(row, name, other[0])


def _point(row: Audited, name: str, owner: Audited) -> None:
    setattr(row, name, owner)
    row.save()


def _join(kept: Audited, double: Audited, choices: Mapping[str, str]) -> None:
    """Bring to a row what its double knows more."""
    if isinstance(kept, LocalNote) and isinstance(double, LocalNote):
        for name in ("refer_when", "refer_when_not"):
            setattr(kept, name, joined(getattr(kept, name), getattr(double, name)))
        kept.save()
    if isinstance(kept, Location) and isinstance(double, Location):
        for name in FILLED:
            if getattr(kept, name) in (None, ""):
                setattr(kept, name, getattr(double, name))
        kept.save()
    # Of a double place or a note nothing is chosen: all of it goes along.
    move_rows(kept, double, {})


def joined(ours: str, theirs: str) -> str:
    """Both texts, one under the other; once when one holds the other."""
    if theirs.strip() in ours:
        return ours
    return theirs if ours.strip() in theirs else f"{ours}\n\n{theirs}"
